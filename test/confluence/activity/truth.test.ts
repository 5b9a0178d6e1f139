import { DAY_MS } from '../../../licensing/times';
import { addChanges, startSimulator } from '../../simulator';
import { hideEdits, judge, lookAt, neverLookedAt, type Verdict } from './lookAround';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const SEATS = 120;
const START = Date.UTC(2026, 4, 1, 9);

/** Time zones of the searching person, as far from UTC as there are. */
const ZONES = ['UTC', 'Pacific/Kiritimati', 'Etc/GMT+12', 'America/New_York'] as const;

describe('activity held against the truth', () => {
	it.each([false, true])(
		'is never older than what the connected account may see, for 20 seeds (resolved: %s)',
		async (resolveSharedEdits) => {
			const sum = { people: 0, exact: 0, later: 0, older: 0 };
			const add = (verdict: Verdict) => {
				sum.people += verdict.people;
				sum.exact += verdict.exact;
				sum.later += verdict.later;
				sum.older += verdict.older.length;
			};
			for (const seed of SEEDS) {
				const simulator = await startSimulator({
					seats: SEATS,
					seed,
					now: () => START,
					timeZone: ZONES[seed % ZONES.length],
					changesPerDay: 40,
				});
				const { world, clock } = simulator;
				try {
					hideEdits(world, { count: 20, from: START - 30 * DAY_MS, to: START });
					const first = await lookAt(simulator, neverLookedAt(simulator), {
						resolveSharedEdits,
					});
					add(judge(simulator, first));
					addChanges(world, { changes: 40, from: START, to: START + DAY_MS, seed });
					hideEdits(world, { count: 25, from: START, to: START + DAY_MS });
					clock.advance(DAY_MS);
					const daily = await lookAt(simulator, first.activity, { resolveSharedEdits });
					add(judge(simulator, daily));
				} finally {
					await simulator.stop();
				}
			}
			const share = ((100 * sum.later) / sum.people).toFixed(1);
			console.log(
				`${resolveSharedEdits ? 'With' : 'Without'} resolveSharedEdits: ${sum.people} looks, ` +
					`${sum.exact} exact, ${sum.later} later than the truth (${share} %), ${sum.older} older.`,
			);
			expect(sum.older).toBe(0);
			expect(sum.exact).toBeGreaterThan(sum.people / 3);
		},
		600_000,
	);
});
