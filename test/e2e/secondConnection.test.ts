import { connectByHttp } from '../../scripts/runtime/consentByHttp';
import {
	createCredential,
	OAUTH_CREDENTIAL,
	simulatorConnection,
	type CredentialReference,
} from '../../scripts/runtime/credentials';
import { tableRows } from '../../scripts/runtime/dataTables';
import { executionEnd, listExecutions, runWorkflow } from '../../scripts/runtime/executions';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { connectWorkflows, PAGES_LOGIN, type Trial } from '../../scripts/runtime/trial';
import { waitFor } from '../../scripts/runtime/waitFor';
import {
	CALL_TRIGGER,
	calledWorkflows,
	readWorkflowFile,
	withCredentials,
	withParameters,
	type Workflow,
} from '../../scripts/runtime/workflowFiles';
import { createWorkflow, publishWorkflow, readWorkflow } from '../../scripts/runtime/workflows';
import { seatHolders, startSimulator, type Exchange, type Simulator } from '../simulator';
import { keepRuns, PATIENCE_MS, TAKEN_BACK_UNASKED, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const CALLER = 'clmExampleConn01';
const CALLER_FILE = 'examples/sync-of-a-second-connection.json';
const SECOND = { syncProfile: 'clmSyncProfile02', reclaim: 'clmReclaimProf02' } as const;

/** What Reclaim Profile calls with the credential in it, and its copies. */
const CALLED = { clmTakeBack00001: 'clmTakeBack00002', clmGiveBack00001: 'clmGiveBack00002' };

const PROFILE = {
	...TAKEN_BACK_UNASKED,
	maxNewPerRun: 3,
};

/** Two organizations with a credential each, wired as the sticky note of the example says. */
describe('a second connection', () => {
	let trial: Trial;
	let second: Simulator;
	const asked = new Map<Simulator, Exchange[]>();

	beforeAll(async () => {
		trial = await trialInUse({ seats: 50, seed: 7 });
		second = await startSimulator({ seats: 40, seed: 11 });
		for (const site of second.world.sites) {
			site.url = site.url.replace('harbour-lane', 'cedar-hill');
		}
		await connectWorkflows(trial, { callable: true });
		const { url, client } = second;
		const reference = await createCredential(trial.session, {
			name: 'The second organization',
			type: OAUTH_CREDENTIAL,
			data: simulatorConnection({ url, clientId: client.id, clientSecret: client.secret }),
		});
		await connectByHttp(trial.session, reference.id);
		await addProfile(
			trial.session,
			profileOf(trial.simulator, 0, { ...PROFILE, mode: 'reportOnly' }),
		);
		await addProfile(trial.session, profileOf(second, 0, PROFILE));
		for (const [id, copy] of Object.entries(CALLED)) await duplicate(id, copy, reference);
		await duplicate(SHIPPED.syncProfile.id, SECOND.syncProfile, reference);
		await duplicate(SHIPPED.reclaimProfile.id, SECOND.reclaim, reference);
		await createWorkflow(trial.session, caller(readWorkflowFile(CALLER_FILE)));
		for (const { id } of calledWorkflows()) await publishWorkflow(trial.session, id);
		for (const id of Object.values(CALLED)) await publishWorkflow(trial.session, id);
		for (const { id } of [SHIPPED.syncProfile, SHIPPED.reclaimProfile]) await publishCalled(id);
		for (const id of Object.values(SECOND)) await publishCalled(id);
		for (const simulator of [trial.simulator, second]) {
			const exchanges: Exchange[] = [];
			asked.set(simulator, exchanges);
			simulator.exchanges.on((exchange) => exchanges.push(exchange));
		}
	});

	afterAll(async () => {
		await trial?.stop();
		await second?.stop();
	});

	it('has sites of its own', () => {
		const own = (simulator: Simulator) => simulator.world.sites.map(({ cloudId }) => cloudId);
		expect(own(second).filter((cloudId) => own(trial.simulator).includes(cloudId))).toEqual([]);
		expect(profileOf(second, 0, {}).profile).not.toBe(
			profileOf(trial.simulator, 0, {}).profile,
		);
	});

	it('is synchronised beside the first by one run, each into its own profile', async () => {
		await callAll('Every Day at 2', [SHIPPED.syncProfile.id, SECOND.syncProfile]);
		const rows = await tableRows(trial.session, 'clm_subscriptions');
		for (const simulator of [trial.simulator, second]) {
			const { profile, cloudId } = profileOf(simulator, 0, {});
			const own = rows.filter((row) => row.profile === profile);
			expect(new Set(own.map(({ accountId }) => accountId))).toEqual(
				seatHolders(simulator.world),
			);
			expect(new Set(own.map((row) => row.cloudId))).toEqual(new Set([cloudId]));
		}
	});

	it.each([[{ profile: 'no such profile' }], [{ profile: '' }], [{ profile: [] }], [{}]])(
		'takes nothing back when called with %j, and says so',
		async (body) => {
			const before = await listExecutions(trial.session, SECOND.reclaim);
			const login = Buffer.from(`${PAGES_LOGIN.user}:${PAGES_LOGIN.password}`);
			await fetch(`${trial.n8n.url}/webhook/reclaim-unused-licenses-second`, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					authorization: `Basic ${login.toString('base64')}`,
				},
				body: JSON.stringify(body),
			});
			const [newest] = await waitFor('the run', { forMs: 60_000 }, async () => {
				const now = await listExecutions(trial.session, SECOND.reclaim);
				return now.length > before.length ? now : undefined;
			});
			const ended = await executionEnd(trial.session, newest?.id ?? '', PATIENCE_MS);
			expect(ended.error).toContain('no published profile is called');
			expect(await tableRows(trial.session, 'clm_receipts')).toEqual([]);
		},
	);

	it('is reclaimed by its own copy, and only where the profile is live', async () => {
		const before = [trial.simulator, second].map(({ world }) => JSON.stringify(world.groups));
		await callAll('Every Day at 9', [SHIPPED.reclaimProfile.id, SECOND.reclaim]);
		expect(JSON.stringify(trial.simulator.world.groups)).toBe(before[0]);
		expect(JSON.stringify(second.world.groups)).not.toBe(before[1]);
		const receipts = await tableRows(trial.session, 'clm_receipts');
		expect(receipts.length).toBeGreaterThan(0);
		expect(new Set(receipts.map(({ profile }) => profile))).toEqual(
			new Set([profileOf(second, 0, {}).profile]),
		);
	});

	it('uses neither credential for a site of the other', () => {
		for (const [simulator, exchanges] of asked) {
			expect(exchanges.length).toBeGreaterThan(10);
			const statuses = exchanges.map(({ answer }) => answer?.status ?? 0);
			expect(statuses.filter((status) => status === 401 || status === 403)).toEqual([]);
			const sites = exchanges.flatMap(
				({ request }) => /\/ex\/confluence\/([^/]+)\//.exec(request.path)?.[1] ?? [],
			);
			expect(new Set(sites)).toEqual(new Set([simulator.world.sites[0]?.cloudId]));
		}
	});

	/** A copy of a workflow with the other credential and a path of its own. */
	async function duplicate(
		original: string,
		id: string,
		reference: CredentialReference,
	): Promise<void> {
		const workflow = await readWorkflow(trial.session, original);
		const credentials = { ...trial.credentials, [OAUTH_CREDENTIAL]: reference };
		const picked = withCredentials(workflow, credentials);
		const nodes = picked.nodes.map((node) => {
			if (node.name !== CALL_TRIGGER) return node;
			const path = `${String(node.parameters.path)}-second`;
			return { ...node, parameters: { ...node.parameters, path } };
		});
		const copy = Object.entries(CALLED).reduce(
			(text, [called, copied]) => text.replaceAll(`"${called}"`, `"${copied}"`),
			JSON.stringify({ ...picked, nodes }),
		);
		const name = `${workflow.name} (second)`;
		await createWorkflow(trial.session, { ...(JSON.parse(copy) as Workflow), id, name });
	}

	function caller(workflow: Workflow): Workflow {
		const host = String(profileOf(second, 0, {}).profile);
		return withParameters(
			withCredentials(workflow, trial.credentials),
			'Settings',
			({ assignments, ...others }) => {
				const { assignments: own } = assignments as { assignments: { name: string }[] };
				const changed = own.map((one) =>
					one.name === 'sitesOfTheSecond'
						? { ...one, value: `other.example, ${host}` }
						: one,
				);
				return { ...others, assignments: { assignments: changed } };
			},
		);
	}

	/** Publishes a workflow whose runs are kept, to be looked at. */
	async function publishCalled(id: string): Promise<void> {
		await keepRuns(trial, id);
		await publishWorkflow(trial.session, id);
	}

	/** Runs the example once and waits for what it starts. */
	async function callAll(trigger: string, started: readonly string[]): Promise<void> {
		const before: number[] = [];
		for (const id of started) before.push((await listExecutions(trial.session, id)).length);
		const execution = await runWorkflow(trial.session, CALLER, trigger, PATIENCE_MS);
		expect(execution.error).toBeNull();
		for (const [place, id] of started.entries()) {
			const [only, ...others] = await waitFor('the run', { forMs: 60_000 }, async () => {
				const executions = await listExecutions(trial.session, id);
				const more = executions.slice(0, executions.length - (before[place] ?? 0));
				return more.length > 0 ? more : undefined;
			});
			expect(others).toEqual([]);
			const ended = await executionEnd(trial.session, only?.id ?? '', PATIENCE_MS);
			expect(ended.error).toBeNull();
		}
	}
});
