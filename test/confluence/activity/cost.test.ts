import { UNKNOWN_ACTIVITY } from '../../../licensing/subscription';
import { DAY_MS } from '../../../licensing/times';
import { addChanges, startSimulator } from '../../simulator';
import { askEverybody } from './knownWays';
import { addHistory, savesOfBots, siteOf } from './mixedWorlds';
import { knownExactly, lookAt, neverLookedAt } from './lookAround';

const START = Date.UTC(2026, 4, 1, 9);

describe('what a look costs', () => {
	it.each([
		['a first look', 60, 0],
		['a daily look', 60, 1],
		['a first look', 400, 0],
		['a daily look', 400, 1],
		['a first look', 900, 0],
	])(
		'%s at %d seats costs at most a tenth more than one search a person',
		async (_, seats, days) => {
			const simulator = await startSimulator({ seats, seed: 5, now: () => START });
			try {
				const known = days === 0 ? neverLookedAt(simulator) : knownExactly(simulator);
				addChanges(simulator.world, {
					changes: days * Math.round(seats / 4),
					from: START,
					to: START + days * DAY_MS,
				});
				simulator.clock.advance(days * DAY_MS);
				const plain = await askEverybody(simulator, known);
				const look = await lookAt(simulator, known);
				// On the smallest sites nobody is left in doubt for the sake of 25 points.
				expect(look.points).toBeLessThanOrEqual(1.1 * plain.points + 15);
			} finally {
				await simulator.stop();
			}
		},
		120_000,
	);

	it.each([
		[400, 500],
		[480, 650],
		[3_000, 3_900],
	])(
		'of %d people among whom only app accounts made the %d changes is no more than asking them',
		async (people, changes) => {
			const { world, ids } = siteOf(people);
			for (let number = 1; number <= changes; number++) {
				addHistory(world, START, [['bot-0', (58 * number) / (changes + 1)]]);
			}
			addHistory(world, START, [['bot-0', 59.5], ...savesOfBots(2, [59, 58.5])]);
			const simulator = await startSimulator({ population: world, now: () => START });
			try {
				const known = new Map(ids.map((accountId) => [accountId, UNKNOWN_ACTIVITY]));
				const look = await lookAt(simulator, known);
				expect(look.points).toBeLessThanOrEqual(1.1 * people);
			} finally {
				await simulator.stop();
			}
		},
	);
});
