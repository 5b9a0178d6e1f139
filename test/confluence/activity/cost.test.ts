import { UNKNOWN_ACTIVITY } from '../../../licensing/subscription';
import { DAY_MS } from '../../../licensing/times';
import { addChanges, startSimulator } from '../../simulator';
import { askEverybody, crawlEverything } from './knownWays';
import { addHistory, savesOfBots, siteOf } from './mixedWorlds';
import { judge, knownExactly, lookAt, neverLookedAt } from './lookAround';

const START = Date.UTC(2026, 4, 1, 9);

describe('what a look costs', () => {
	it('daily, at 10,000 seats with 5,000 changes, is close to one point a change', async () => {
		const changes = 5_000;
		const simulator = await startSimulator({
			seats: 10_000,
			seed: 3,
			changesPerDay: changes,
			now: () => START,
		});
		try {
			const known = knownExactly(simulator);
			addChanges(simulator.world, { changes, from: START, to: START + DAY_MS, seed: 4 });
			simulator.clock.advance(DAY_MS);
			const daily = await lookAt(simulator, known);
			const verdict = judge(simulator, daily);
			console.log(
				`Daily look at 10,000 seats: ${daily.points} points for ${changes} changes, ` +
					`${daily.requests} requests for 10,000 people, ${verdict.older.length} older than the truth.`,
			);
			expect(daily.counts.method).toBe('changes, then asking');
			expect(daily.points).toBeLessThanOrEqual(1.1 * changes);
			expect(daily.requests).toBeLessThanOrEqual(10_000 / 50);
			expect(daily.counts.unknown ?? 0).toBe(0);
			expect(verdict.older).toEqual([]);
		} finally {
			await simulator.stop();
		}
	}, 240_000);

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
				// On the smallest sites nobody is left at an upper bound for the sake of 25 points.
				expect(look.points).toBeLessThanOrEqual(1.1 * plain.points + 15);
			} finally {
				await simulator.stop();
			}
		},
		120_000,
	);

	it.each([
		[1_000, 3],
		[1_000, 4],
		[3_000, 5],
		[10_000, 7],
	])(
		'at first, at %d seats (seed %d), costs no more than asking everybody, nor than a crawl that misses nobody',
		async (seats, seed) => {
			const simulator = await startSimulator({
				seats,
				seed,
				now: () => START,
				enforceBudget: false,
				accessTokenSeconds: 1e9,
			});
			try {
				const known = neverLookedAt(simulator);
				const asking = await askEverybody(simulator, known);
				const crawl = await crawlEverything(simulator);
				const look = await lookAt(simulator, known);
				console.log(
					`First look at ${seats} seats, seed ${seed}: ${look.points} points. Asking everybody ${asking.points}, ` +
						`a crawl that misses nobody ${crawl.points} (its list alone ${crawl.bare.points}).`,
				);
				expect(look.points).toBeLessThanOrEqual(Math.min(asking.points, crawl.points));
				const marked = judge(simulator, look).older.map(
					(accountId) => look.activity.get(accountId)?.lastActivitySource,
				);
				expect(marked.every((source) => source === 'changes')).toBe(true);
			} finally {
				await simulator.stop();
			}
		},
		240_000,
	);

	it('of a quiet site is hardly more than the list of its changes', async () => {
		const simulator = await startSimulator({ seats: 3_000, seed: 6, now: () => START });
		try {
			simulator.world.content.splice(0);
			addChanges(simulator.world, {
				changes: 300,
				from: START - 50 * DAY_MS,
				to: START,
				seed: 8,
			});
			const look = await lookAt(simulator, neverLookedAt(simulator));
			expect(look.points).toBeLessThanOrEqual(1.1 * 302);
			expect(judge(simulator, look).older).toEqual([]);
		} finally {
			await simulator.stop();
		}
	}, 120_000);

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
