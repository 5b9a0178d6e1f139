import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { startSimulator, type Simulator } from '../simulator';
import { siteCredential, runNode } from './harness';

const SEATS = 150_000;
const CAP = 50;
/** After the simulator's days, so that everybody is idle. */
const NOW = '2027-06-01T06:00:00.000Z';

let simulator: Simulator;
let subscriptions: IDataObject[];

beforeAll(async () => {
	simulator = await startSimulator({
		seats: SEATS,
		seed: 7,
		enforceBudget: false,
		betaHeader: false,
		accessTokenSeconds: 1e9,
	});
	const { outputs, error } = await run('downloadSubscriptions', [[{ start: true }]], {
		...site(),
		options: { waitForQuotaMinutes: 1_440 },
	});
	if (error) throw error;
	[subscriptions = []] = outputs;
}, 240_000);
afterAll(async () => await simulator.stop());

function site(): INodeParameters {
	const { cloudId } = simulator.world.sites[0] ?? { cloudId: '' };
	return { cloudId: { __rl: true, mode: 'id', value: cloudId } };
}

/** Runs a node; outputs are the fields of the items that came out. */
async function run(type: string, inputs: IDataObject[][], parameters: INodeParameters) {
	const credentials = [siteCredential(simulator)];
	const { outputs, error } = await runNode({ type, inputs, parameters, credentials });
	return { outputs: outputs.map((items) => items.map(({ json }) => json)), error };
}

const idle = (row: IDataObject): IDataObject => ({
	...row,
	activityStatus: 'known',
	lastActivityAt: '2027-01-01T00:00:00.000Z',
	lastActivitySource: 'search',
	activityCheckedAt: NOW,
	activityCheckedFrom: '2026-12-01T00:00:00.000Z',
});

function countsOf(words: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
	return counts;
}

const evaluated = async () =>
	await run('evaluateExclusions', [subscriptions.map(idle)], { options: { now: NOW } });

describe(`a company of ${SEATS} seats`, () => {
	it('is downloaded with everybody once', () => {
		expect(subscriptions).toHaveLength(SEATS);
		expect(new Set(subscriptions.map(({ accountId }) => accountId)).size).toBe(SEATS);
	});

	it('is compared with its last snapshot: nobody is new, and whoever left is retired', async () => {
		const gone = { ...subscriptions[0], accountId: 'gone' };
		const { outputs, error } = await run(
			'downloadSubscriptions',
			[[{ start: true }], [...subscriptions, gone]],
			{ ...site(), options: { waitForQuotaMinutes: 1_440 } },
		);
		expect(error).toBeUndefined();
		const [again = [], retired = []] = outputs;
		expect(again).toHaveLength(SEATS);
		expect(again.every(({ change }) => change === 'unchanged')).toBe(true);
		expect(retired.map(({ accountId }) => accountId)).toEqual(['gone']);
	}, 240_000);

	it('is judged: each in exactly one output', async () => {
		const { outputs, error } = await evaluated();
		expect(error).toBeUndefined();
		const sizes = outputs.map(({ length }) => length);
		expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(SEATS);
		expect(sizes[0]).toBeGreaterThan(SEATS / 2);
	}, 120_000);

	it('is tracked: no more new candidates than a run may open', async () => {
		const { outputs } = await evaluated();
		const { outputs: tracked, error } = await run('trackCandidates', [outputs.flat(), []], {
			mode: 'askPeople',
			maxNewPerRun: CAP,
			options: { now: NOW },
		});
		expect(error).toBeUndefined();
		expect(tracked[0]).toHaveLength(CAP);
	}, 120_000);

	it('is planned: no more removals than a run may make, and a reason for each of the others', async () => {
		const { outputs } = await evaluated();
		const [candidates = []] = outputs;
		const { outputs: results, error } = await run('reclaimLicense', [candidates], {
			...site(),
			dryRun: true,
			maxPerRun: CAP,
			acknowledgeEditsOnly: true,
			options: { now: NOW },
		});
		expect(error).toBeUndefined();
		const [first = []] = results;
		expect(first).toHaveLength(candidates.length);
		const counts = countsOf(first.map(({ outcome }) => outcome as string));
		console.log(`Planned of ${candidates.length}: ${JSON.stringify(counts)}`);
		expect(counts.wouldReclaim).toBe(CAP);
	}, 240_000);

	it('is summed up: every seat counted once', async () => {
		const { outputs } = await evaluated();
		const { outputs: positions, error } = await run('licensePosition', [outputs.flat()], {
			options: { now: NOW, report: true },
		});
		expect(error).toBeUndefined();
		const [, unrecognized = []] = positions;
		const counted = unrecognized.map(({ subscriptions: count }) => Number(count));
		expect(counted.reduce((sum, count) => sum + count, 0)).toBe(SEATS);
	}, 120_000);
});
