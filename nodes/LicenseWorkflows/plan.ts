import { isRow, readText, type Row } from '../../licensing/tableValues';
import { fillIn, type CredentialReference, type FilledWorkflow } from './fillIn';
import { contentOf, withKeptSettings } from './keptSettings';
import { SHIPPED_WORKFLOWS, type ShippedWorkflow } from './shippedWorkflows';
import { fingerprintOf, readNodes } from './workflow';

/** What Install does with a workflow. */
export const ACTIONS = ['create', 'update', 'unchanged', 'leftAlone'] as const;
export type Action = (typeof ACTIONS)[number];

/** One workflow and what to do with it, in the order in which n8n can publish them. */
export interface PlannedWorkflow extends FilledWorkflow {
	shipped: ShippedWorkflow;
	action: Action;
	/** Why it is left alone; '' otherwise. */
	reason: string;
	/** Its id in this n8n; null before it is created. */
	id: string | null;
	/** Changes with what Install writes: the file, a credential or a reference in it. */
	version: string;
	/** Changes with its nodes and connections, but not with what people write in "Settings". */
	content: string;
}

/** What is known of an n8n before something is done there. */
export interface Known {
	/** All workflows, as n8n lists them. */
	existing: readonly Row[];
	/** Rows of the settings table: what the last run remembered. */
	remembered: readonly Row[];
	credentials: ReadonlyMap<string, CredentialReference>;
}

interface Found {
	row: Row;
	id: string;
	remembered: Row | null;
}

const CHANGED = 'Somebody changed it since Install wrote it. It is kept as it is.';
const NOT_OURS =
	'A workflow of this name was there before, and Install did not make it. It is kept as it is. To have it replaced, rename or archive it and run Install again.';

/** The name of the row of the settings table that remembers a workflow. */
export function settingNameOf(key: string): string {
	return `workflow.${key}`;
}

/**
 * What to do with each workflow that is to be published. A workflow is found by the id that the last
 * run remembered, then by the id of its file, then by its name; archived ones count as gone.
 */
export function planWorkflows({ existing, remembered, credentials }: Known): PlannedWorkflow[] {
	const wanted = SHIPPED_WORKFLOWS.filter(({ publishStep }) => publishStep !== null);
	const there = existing.filter(({ isArchived }) => isArchived !== true);
	const found = new Map(
		wanted.flatMap((shipped) => {
			const one = findIn(there, shipped, rememberedOf(remembered, shipped.key));
			return one === null ? [] : [[shipped.key, one] as const];
		}),
	);
	const workflowIds = new Map([...found].map(([key, { id }]) => [key, id]));
	return wanted
		.map((shipped) => {
			const filled = fillIn(shipped, { credentials, workflowIds });
			const version = fingerprintOf(filled.workflow);
			const one = found.get(shipped.key) ?? null;
			const { nodes, connections } = filled.workflow;
			const content = contentOf(nodes, connections);
			const action = actionFor(content, version, one);
			const left = one?.remembered ? CHANGED : NOT_OURS;
			return {
				...filled,
				workflow: {
					...filled.workflow,
					name: readText(one?.row.name) ?? shipped.name,
					nodes: withKeptSettings(nodes, readNodes(one?.row.nodes)),
				},
				shipped,
				action,
				reason: action === 'leftAlone' ? left : '',
				id: one?.id ?? null,
				version,
				content,
			};
		})
		.sort((a, b) => Number(a.shipped.publishStep) - Number(b.shipped.publishStep));
}

function actionFor(content: string, version: string, found: Found | null): Action {
	if (found === null) return 'create';
	const { row, remembered } = found;
	const nodes = readNodes(row.nodes);
	const there = contentOf(nodes, row.connections);
	const untouched = remembered?.versionId === row.versionId || remembered?.content === there;
	if (remembered !== null && untouched) {
		return remembered.version === version ? 'unchanged' : 'update';
	}
	// What a run made that did not come to its end: nothing in it yet, or all of it.
	return nodes.length === 0 || there === content ? 'update' : 'leftAlone';
}

function findIn(there: readonly Row[], shipped: ShippedWorkflow, remembered: Row | null) {
	const { workflow, name } = shipped;
	const row =
		there.find(({ id }) => remembered !== null && id === remembered.id) ??
		there.find(({ id }) => id === workflow.id) ??
		there.find((one) => one.name === name);
	if (row === undefined) return null;
	const id = readText(row.id) ?? '';
	return { row, id, remembered: remembered?.id === id ? remembered : null };
}

/** The last row counts; one that cannot be read counts as none. */
function rememberedOf(rows: readonly Row[], key: string): Row | null {
	const row = rows.findLast(({ name }) => name === settingNameOf(key));
	try {
		const value: unknown = JSON.parse(readText(row?.value) ?? '');
		return isRow(value) ? value : null;
	} catch {
		return null;
	}
}
