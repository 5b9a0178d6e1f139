import { QUIRKS } from '../../simulator/quirks/quirks';
import { atLeast } from '../../testScale';
import { liveThrough } from './liveThrough';
import { Tally } from './tally';

const MAY_FAIL = new Set(QUIRKS.filter(({ mayFail }) => mayFail === true).map(({ name }) => name));

/** Companies for each signal; fewer do not meet every quirk. */
const SEEDS = atLeast(200);

describe('the daily pipeline on sites with mixed quirks', () => {
	it.each(['edits', 'views', 'both'] as const)(
		`never takes anybody for idle who is active, by %s, in ${SEEDS} companies`,
		async (signal) => {
			const tally = new Tally();
			for (let seed = 1; seed <= SEEDS; seed++) await liveThrough(seed, signal, tally);
			console.log(tally.report(`Mixed quirks, signal ${signal}:`));
			expect(tally.examples(20)).toEqual([]);
			// A product that finds nobody, or asks nothing, would pass the line above.
			expect(tally.plain.idleFound).toBeGreaterThan(0.5 * tally.plain.idle);
			// What a run cannot tell is unknown; only some quirks may end it, with a clear error.
			expect(tally.failuresWithout(MAY_FAIL).slice(0, 5)).toEqual([]);
			for (const { name, mayBlind } of QUIRKS) {
				const { worlds, looks, idleFound } = tally.of(name);
				expect([name, worlds > 0, looks > 0]).toEqual([name, true, true]);
				if (mayBlind !== true) expect([name, idleFound > 0]).toEqual([name, true]);
			}
			expect(tally.all.candidates).toBeGreaterThan(0);
			expect(tally.all.reclaimed).toBeGreaterThan(0);
		},
		900_000,
	);
});
