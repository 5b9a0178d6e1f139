import { join } from 'node:path';

import { RUNTIME } from '../../scripts/runtime/places';
import type { Fields } from '../../scripts/runtime/executions';
import { runWorkflow, type Execution } from '../../scripts/runtime/executions';
import { SHIPPED } from '../../scripts/runtime/profiles';
import { startTrial, type Trial } from '../../scripts/runtime/trial';
import { withParameters } from '../../scripts/runtime/workflowFiles';
import { createWorkflow, readWorkflow, saveWorkflow } from '../../scripts/runtime/workflows';
import type { SimulatorOptions } from '../simulator';

/** Long enough for a small, busy machine; no test passes or fails by it. */
export const PATIENCE_MS = 1_800_000;

/** A trial in a folder of its own. */
export async function trialNamed(name: string, simulator: SimulatorOptions): Promise<Trial> {
	return await startTrial({ userFolder: join(RUNTIME, 'e2e', name), simulator });
}

/** Runs a shipped workflow by hand. */
export async function run(
	{ session }: Trial,
	{ id, trigger }: { id: string; trigger: string },
): Promise<Execution> {
	return await runWorkflow(session, id, trigger, PATIENCE_MS);
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

/** A small workflow: items by hand into one node of this package. */
export async function runNode(
	trial: Trial,
	name: string,
	node: { type: string; parameters: Fields; credentials?: Record<string, unknown> },
	items: Fields[],
): Promise<Execution> {
	const id = `test${name.replace(/[^A-Za-z0-9]/g, '').slice(0, 28)}`;
	const credentialTypes = {
		confluenceLicensesOAuth2Api: trial.credentials.confluenceLicensesOAuth2Api,
	};
	await createWorkflow(trial.session, {
		id,
		name,
		nodes: [
			manual('start', 'Start', 'n8n-nodes-base.manualTrigger', 1, {}, 0),
			manual(
				'items',
				'Items',
				'n8n-nodes-base.set',
				3.3,
				{ mode: 'raw', jsonOutput: JSON.stringify({ items }), options: {} },
				1,
			),
			manual(
				'each',
				'Each',
				'n8n-nodes-base.splitOut',
				1,
				{ fieldToSplitOut: 'items', options: {} },
				2,
			),
			{
				...manual('node', 'Node', node.type, 1, node.parameters, 3),
				credentials: (node.credentials ?? credentialTypes) as never,
			},
		],
		connections: {
			Start: { main: [[{ node: 'Items', type: 'main', index: 0 }]] },
			Items: { main: [[{ node: 'Each', type: 'main', index: 0 }]] },
			Each: { main: [[{ node: 'Node', type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	});
	return await runWorkflow(trial.session, id, 'Start', PATIENCE_MS);
}

function manual(
	id: string,
	name: string,
	type: string,
	typeVersion: number,
	parameters: Fields,
	column: number,
) {
	return { id, name, type, typeVersion, parameters, position: [column * 220, 0] };
}
