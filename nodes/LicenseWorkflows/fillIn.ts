import { isRow, readText } from '../../licensing/tableValues';
import { credentialTypesOf } from './credentialTypes';
import { SHIPPED_WORKFLOWS, type ShippedWorkflow } from './shippedWorkflows';
import { withTexts, type WorkflowFile, type WorkflowNode } from './workflow';

/** A stored credential, as a node of a workflow names it. */
export interface CredentialReference {
	id: string;
	name: string;
}

/** What stands in this n8n for what the files leave open. */
export interface Fillings {
	/** By type of credential. */
	credentials: ReadonlyMap<string, CredentialReference>;
	/** By key of a workflow: its id in this n8n. */
	workflowIds: ReadonlyMap<string, string>;
}

/** A workflow with what is known filled in, and what is not known named. */
export interface FilledWorkflow {
	workflow: WorkflowFile;
	/** Types of credentials that it needs and nobody gave. */
	missingCredentials: string[];
	/** Keys of the workflows that it calls and whose ids nobody gave. */
	missingWorkflows: string[];
}

/** The credentials of an object by type; those without an id count as not given. */
export function readCredentials(given: object): Map<string, CredentialReference> {
	const found = new Map<string, CredentialReference>();
	for (const [type, value] of Object.entries(given)) {
		if (!isRow(value)) continue;
		const id = readText(value.id)?.trim() ?? '';
		if (id !== '') found.set(type, { id, name: readText(value.name) ?? type });
	}
	return found;
}

/** Fills references and credentials in; what nobody gave stays as it is in the file. */
export function fillIn(shipped: ShippedWorkflow, fillings: Fillings): FilledWorkflow {
	const { credentials, workflowIds } = fillings;
	const { workflow, requires, calls, key } = shipped;
	const ids = new Map(
		SHIPPED_WORKFLOWS.flatMap((one) => {
			const id = workflowIds.get(one.key);
			return id === undefined ? [] : [[one.workflow.id, id] as const];
		}),
	);
	const replaced = <T>(value: T): T => withTexts(value, (text) => ids.get(text) ?? text) as T;
	return {
		workflow: {
			...workflow,
			id: workflowIds.get(key) ?? workflow.id,
			nodes: replaced(workflow.nodes).map((node) => withCredentials(node, credentials)),
			settings: replaced(workflow.settings),
		},
		missingCredentials: requires.filter((type) => !credentials.has(type)),
		missingWorkflows: calls.filter((called) => !workflowIds.has(called)),
	};
}

function withCredentials(
	node: WorkflowNode,
	credentials: ReadonlyMap<string, CredentialReference>,
): WorkflowNode {
	const { required, optional } = credentialTypesOf(node);
	const picked = [...required, ...optional].flatMap((type) => {
		const credential = credentials.get(type);
		return credential === undefined ? [] : [[type, { ...credential }] as const];
	});
	if (picked.length === 0) return node;
	return { ...node, credentials: { ...node.credentials, ...Object.fromEntries(picked) } };
}
