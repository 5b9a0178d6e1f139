import { tableRows } from '../../scripts/runtime/dataTables';
import type { Fields } from '../../scripts/runtime/executions';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import type { Trial } from '../../scripts/runtime/trial';
import { shippedWorkflows } from '../../scripts/runtime/workflowFiles';
import { readWorkflow, saveWorkflow } from '../../scripts/runtime/workflows';
import { seededRandom } from '../simulator/random';
import { PATIENCE_MS, publishCalled, run, TAKEN_BACK_UNASKED, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const SEED = 20261130;

/** What a sync and a reclaim leave behind, without moments, ids and tokens of a run. */
const LEFT_BEHIND: Readonly<Record<string, readonly string[]>> = {
	clm_subscriptions: ['profile', 'accountId', 'decision', 'reasonCode'],
	clm_candidates: ['profile', 'accountId', 'state', 'answer'],
	clm_events: ['profile', 'candidateId', 'event'],
	clm_receipts: ['profile', 'accountId', 'receiptState', 'plannedGroups', 'removedGroups'],
	clm_job_results: ['job', 'profile', 'status', 'counts'],
	clm_locks: ['profile', 'workflow'],
};

/** n8n runs the branches behind a node from the top of the canvas to its bottom. */
describe('workflows whose nodes were dragged up and down', () => {
	let trial: Trial | undefined;

	afterEach(async () => {
		await trial?.stop();
		trial = undefined;
	});

	/** Two syncs and a reclaim in a fresh n8n: one profile that takes back, and one that asks. */
	async function outcome(prepare: (trial: Trial) => Promise<void>): Promise<unknown> {
		trial = await trialInUse({ seats: 80, seed: 7 });
		const { session, mailbox, simulator } = trial;
		for (const person of simulator.world.people.values()) {
			person.email = person.organizationEmail;
		}
		await prepare(trial);
		const takesBack = profileOf(simulator, 0, { ...TAKEN_BACK_UNASKED, maxNewPerRun: 4 });
		const asks = { ...takesBack, profile: 'asks.example', mode: 'askPeople' };
		await addProfile(session, takesBack);
		await addProfile(session, asks);
		for (const one of [SHIPPED.dailySync, SHIPPED.dailySync, SHIPPED.reclaim]) {
			expect((await run(trial, one)).error).toBeNull();
		}
		const left: Record<string, string[]> = {};
		for (const [table, columns] of Object.entries(LEFT_BEHIND)) {
			left[table] = (await tableRows(session, table))
				.map((row) => shown(row, columns))
				.sort();
		}
		const letters = mailbox.letters.map(({ to, subject }) => `${to.join()} ${subject}`).sort();
		await trial.stop();
		trial = undefined;
		return { ...left, letters };
	}

	it('do what they did before', async () => {
		const asShipped = await outcome(async () => undefined);
		const moved = await outcome(async (one) => {
			const random = seededRandom(SEED);
			for (const { workflow } of shippedWorkflows()) {
				const stored = await readWorkflow(one.session, workflow.id);
				const nodes = stored.nodes.map((node) => {
					const [x = 0, y = 0] = node.position as number[];
					return { ...node, position: [x, y + random.below(4_001) - 2_000] };
				});
				await saveWorkflow(one.session, { ...stored, nodes });
			}
			await publishCalled(one);
		});
		expect(asShipped).toMatchObject({
			clm_receipts: expect.arrayContaining([expect.any(String)]) as unknown,
			clm_events: expect.arrayContaining([expect.any(String)]) as unknown,
			clm_locks: [],
		});
		expect(moved).toEqual(asShipped);
	});
});

function shown(row: Fields, columns: readonly string[]): string {
	return columns.map((column) => String(row[column])).join(' | ');
}
