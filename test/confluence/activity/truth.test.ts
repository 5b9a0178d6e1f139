import { DAY_MS } from '../../../licensing/times';
import { ConfluenceError } from '../../../confluence/errors';
import { addChanges, startSimulator, type Fault } from '../../simulator';
import { atLeast } from '../../testScale';
import { hideEdits, judge, lookAt, neverLookedAt, type Known, type Verdict } from './lookAround';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const SEATS = 120;
const START = Date.UTC(2026, 4, 1, 9);

const FAULTY_RUNS = atLeast(60);
const FAULTS: readonly Fault[] = [
	{ kind: 'status', status: 429, headers: { 'Retry-After': '2' } },
	{ kind: 'status', status: 503 },
	{ kind: 'reset' },
	{ kind: 'truncate' },
	{ kind: 'malformed' },
	{ kind: 'wrongShape' },
	{ kind: 'withoutExpansions' },
	{ kind: 'emptyPage' },
];

/** Time zones of the searching person, as far from UTC as there are. */
const ZONES = ['UTC', 'Pacific/Kiritimati', 'Etc/GMT+12', 'America/New_York'] as const;

describe('activity held against the truth', () => {
	it.each([false, true])(
		'is never older than what the connected account may see, for 20 seeds (resolved: %s)',
		async (resolveSharedEdits) => {
			const sum = { people: 0, exact: 0, later: 0, lagging: 0, older: 0 };
			const add = (verdict: Verdict) => {
				sum.people += verdict.people;
				sum.exact += verdict.exact;
				sum.later += verdict.later;
				sum.lagging += verdict.lagging;
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
					`${sum.exact} exact, ${sum.later} later than the truth (${share} %), ` +
					`${sum.lagging} active lately and not asked for again, ${sum.older} older.`,
			);
			expect(sum.older).toBe(0);
			expect(sum.exact).toBeGreaterThan(sum.people / 3);
		},
		600_000,
	);

	it('lags only behind people who are active anyway, over 75 days', async () => {
		const simulator = await startSimulator({
			seats: 700,
			seed: 21,
			now: () => START,
			changesPerDay: 100,
		});
		const { world, clock } = simulator;
		try {
			let known: Known = neverLookedAt(simulator);
			let lagging = 0;
			for (let day = 0; day < 75; day += 5) {
				const looked = await lookAt(simulator, known);
				const verdict = judge(simulator, looked);
				lagging += verdict.lagging;
				expect(verdict.older).toEqual([]);
				known = looked.activity;
				const [from, to] = [clock.now(), clock.now() + 5 * DAY_MS];
				if (day < 20) hideEdits(world, { count: 60, from, to });
				clock.advance(5 * DAY_MS);
			}
			console.log(`${lagging} dates behind people active lately in 15 looks at 700 people.`);
			expect(lagging).toBeGreaterThan(0);
		} finally {
			await simulator.stop();
		}
	}, 600_000);

	it('with random passing faults is right or fails with a reason', async () => {
		const sum = { right: 0, unknownPeople: 0, failed: 0 };
		for (let seed = 1; seed <= FAULTY_RUNS; seed++) {
			const simulator = await startSimulator({ seats: 40, seed, now: () => START });
			try {
				for (const fault of FAULTS) {
					simulator.addFault({ ...fault, probability: 0.05 / FAULTS.length, seed });
				}
				const looked = await lookAt(simulator, neverLookedAt(simulator));
				expect(judge(simulator, looked).older).toEqual([]);
				sum.right++;
				for (const { activityStatus, activityError } of looked.activity.values()) {
					expect(activityStatus === 'unknown').toBe(activityError !== null);
					if (activityError !== null) sum.unknownPeople++;
				}
			} catch (error) {
				if (!(error instanceof ConfluenceError)) throw error;
				expect(error.message).not.toBe('');
				sum.failed++;
			} finally {
				await simulator.stop();
			}
		}
		console.log(
			`${FAULTY_RUNS} runs with faults: ${sum.right} complete and right, ${sum.failed} failed, ` +
				`${sum.unknownPeople} people unknown in all.`,
		);
		expect(sum.right).toBeGreaterThanOrEqual(0.9 * FAULTY_RUNS);
	}, 600_000);
});
