import { join } from 'node:path';

import { connectByHttp } from '../../scripts/runtime/consentByHttp';
import { RUNTIME } from '../../scripts/runtime/places';
import type { Fields } from '../../scripts/runtime/executions';
import {
	executionEnd,
	listExecutions,
	runWorkflow,
	type Execution,
} from '../../scripts/runtime/executions';
import { SHIPPED } from '../../scripts/runtime/profiles';
import { enterAddresses } from '../../scripts/runtime/settings';
import { startOrEnd } from '../../scripts/runtime/ends';
import {
	createWorkflows,
	oauthCredentialId,
	startTrial,
	trialAt,
	type OwnTrial,
	type Trial,
} from '../../scripts/runtime/trial';
import {
	calledWorkflows,
	readWorkflowFile,
	withParameters,
	withRunsKept,
} from '../../scripts/runtime/workflowFiles';
import {
	createWorkflow,
	publishWorkflow,
	readWorkflow,
	saveWorkflow,
} from '../../scripts/runtime/workflows';
import type { SimulatorOptions } from '../simulator';
import { sharedN8n } from './sharedN8n';

/** Long enough for a small, busy machine; no test passes or fails by it. */
export const PATIENCE_MS = 1_800_000;

/** The page where people answer; without it nobody is asked. */
export const KEEP_MY_LICENSE = readWorkflowFile('keep-my-license.json').id;

/** A profile that takes back what was not edited for long, without asking anybody. */
export const TAKEN_BACK_UNASKED = {
	lookbackDays: 180,
	newUserGraceDays: 0,
	mode: 'automatic',
	acknowledgeEditsOnly: true,
};

/** A trial at the shared n8n, which holds credentials that nobody connected yet, and nothing else. */
export async function emptyTrial(simulator: SimulatorOptions): Promise<Trial> {
	const { n8n, session } = await sharedN8n();
	return await trialAt(n8n, session, { simulator });
}

/** A trial at the shared n8n as it is on its second day: see makeInUse. */
export async function trialInUse(simulator: SimulatorOptions): Promise<Trial> {
	const trial = await emptyTrial(simulator);
	return await startOrEnd([() => trial.stop()], async () => {
		await makeInUse(trial);
		return trial;
	});
}

/** The same with an n8n of its own in a folder of that name: to be killed, or with more environment. */
export async function ownTrialInUse(
	name: string,
	simulator: SimulatorOptions,
	env?: NodeJS.ProcessEnv,
): Promise<OwnTrial> {
	const userFolder = join(RUNTIME, 'e2e', name);
	const trial = await startTrial({ userFolder, simulator, env });
	return await startOrEnd([() => trial.stop()], async () => {
		await makeInUse(trial);
		return trial;
	});
}

/** The shipped workflows with credentials picked, the one for Confluence connected, tables and addresses. */
async function makeInUse(trial: Trial): Promise<void> {
	await createWorkflows(trial);
	await connectByHttp(trial.session, oauthCredentialId(trial));
	await setUp(trial);
	await enterAddresses(trial.session, trial.n8n.url);
	await publishCalled(trial);
	await publishWorkflow(trial.session, KEEP_MY_LICENSE);
}

/**
 * Publishes what others call: a workflow that is called by a called one has to be published. The
 * error workflow is left out, so that it sends no letter about a run that a test lets fail.
 */
export async function publishCalled({ session }: Trial): Promise<void> {
	for (const { id, nodes } of calledWorkflows()) {
		if (nodes.some(({ type }) => type.endsWith('.errorTrigger'))) continue;
		await publishWorkflow(session, id);
	}
}

/** Runs a shipped workflow by hand. */
export async function run(
	{ session }: Trial,
	{ id, trigger }: { id: string; trigger: string },
): Promise<Execution> {
	return await runWorkflow(session, id, trigger, PATIENCE_MS);
}

/** What the job results of one process counted. */
export function countsOf(jobResults: readonly Fields[], job: string): unknown[] {
	return jobResults
		.filter((result) => result.job === job)
		.map(({ counts }) => JSON.parse(String(counts)) as unknown);
}

/** Keeps the runs of a workflow that others call, also when they succeed: see newestRun. */
export async function keepRuns({ session }: Trial, id: string): Promise<void> {
	await saveWorkflow(session, withRunsKept(await readWorkflow(session, id)));
}

/** The newest run of a workflow that others call. */
export async function newestRun({ session }: Trial, id: string): Promise<Execution> {
	const [newest] = await listExecutions(session, id);
	if (newest === undefined) throw new Error(`No run of the workflow ${id} was kept.`);
	return await executionEnd(session, newest.id, PATIENCE_MS);
}

/** Runs Setup and fails where it fails. */
export async function setUp(trial: Trial): Promise<void> {
	expect((await run(trial, SHIPPED.setup)).error).toBeNull();
}

/** Makes a shipped workflow take another moment as now; null gives it the clock back. */
export async function moveTime({ session }: Trial, id: string, now: string | null): Promise<void> {
	const workflow = await readWorkflow(session, id);
	const moved = withParameters(workflow, 'Settings', (parameters) => {
		const { assignments } = parameters.assignments as { assignments: Fields[] };
		const changed = assignments.map((one) =>
			one.name === 'now' ? { ...one, value: now ?? '={{ $now.toUTC().toISO() }}' } : one,
		);
		return { ...parameters, assignments: { assignments: changed } };
	});
	await saveWorkflow(session, moved);
}

/** A node of this package as a test wants it, on the trial's credential unless it names others. */
export interface NodeUnderTest {
	type: string;
	parameters: Fields;
	credentials?: Record<string, unknown>;
}

/** Runs a small workflow: items by hand into one node of this package. */
export async function runNode(
	trial: Trial,
	name: string,
	node: NodeUnderTest,
	items: Fields[],
): Promise<Execution> {
	const id = await createNodeWorkflow(trial, name, node, [items]);
	return await runWorkflow(trial.session, id, 'Start', PATIENCE_MS);
}

/** Makes that workflow and answers its id; the node's name is "Node". */
export async function createNodeWorkflow(
	trial: Trial,
	name: string,
	node: NodeUnderTest,
	inputs: readonly Fields[][],
): Promise<string> {
	const id = `test${name.replace(/[^A-Za-z0-9]/g, '').slice(0, 28)}`;
	const credentialTypes = {
		confluenceLicensesOAuth2Api: trial.credentials.confluenceLicensesOAuth2Api,
	};
	const feeds = inputs.map((items, input) => feed(items, input));
	await createWorkflow(trial.session, {
		id,
		name,
		nodes: [
			manual('start', 'Start', 'n8n-nodes-base.manualTrigger', 1, {}, 0),
			...feeds.flatMap(({ nodes }) => nodes),
			{
				...manual('node', 'Node', node.type, 1, node.parameters, 3),
				credentials: (node.credentials ?? credentialTypes) as never,
			},
		],
		connections: {
			Start: { main: [feeds.map(({ first }) => ({ node: first, type: 'main', index: 0 }))] },
			...Object.assign({}, ...feeds.map(({ connections }) => connections)),
		},
		settings: { executionOrder: 'v1' },
	});
	return id;
}

/** The nodes that hand items to one input. */
function feed(items: Fields[], input: number) {
	const suffix = input === 0 ? '' : ` ${input + 1}`;
	const [first, each] = [`Items${suffix}`, `Each${suffix}`];
	const json = { mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} };
	const split = { fieldToSplitOut: 'items', options: {} };
	return {
		first,
		nodes: [
			manual(first, first, 'n8n-nodes-base.set', 3.3, json, 1, input),
			manual(each, each, 'n8n-nodes-base.splitOut', 1, split, 2, input),
		],
		connections: {
			[first]: { main: [[{ node: each, type: 'main', index: 0 }]] },
			[each]: { main: [[{ node: 'Node', type: 'main', index: input }]] },
		},
	};
}

function manual(
	id: string,
	name: string,
	type: string,
	typeVersion: number,
	parameters: Fields,
	column: number,
	row = 0,
) {
	return { id, name, type, typeVersion, parameters, position: [column * 220, row * 220] };
}
