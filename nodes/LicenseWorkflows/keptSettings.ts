import { isRow, type Row } from '../../licensing/tableValues';
import { fingerprintOf, type WorkflowNode } from './workflow';

/** The node in which people write their own addresses and numbers. */
const SETTINGS_NODE = 'Settings';

/**
 * The same for a workflow in which somebody only filled in its node "Settings". n8n gives some nodes
 * a webhook of their own, mail nodes among them (M); that is no change either.
 */
export function contentOf(nodes: readonly WorkflowNode[], connections: unknown): string {
	const compared = nodes.map((node) => ({
		...node,
		webhookId: undefined,
		parameters: node.name === SETTINGS_NODE ? undefined : node.parameters,
	}));
	return fingerprintOf([compared, connections]);
}

/**
 * The nodes with the values that somebody wrote in "Settings". Expressions are part of the workflow:
 * those of the package count.
 */
export function withKeptSettings(
	nodes: readonly WorkflowNode[],
	stored: readonly WorkflowNode[],
): WorkflowNode[] {
	const written = new Map(
		assignmentsOf(stored.find(({ name }) => name === SETTINGS_NODE)).map((one) => [
			one.name,
			one.value,
		]),
	);
	return nodes.map((node) => {
		if (node.name !== SETTINGS_NODE || !isRow(node.parameters.assignments)) return node;
		const assignments = assignmentsOf(node).map((one) => {
			const value = written.get(one.name);
			return isPlain(one.value) && isPlain(value) ? { ...one, value } : one;
		});
		return {
			...node,
			parameters: {
				...node.parameters,
				assignments: { ...node.parameters.assignments, assignments },
			},
		};
	});
}

function assignmentsOf(node: WorkflowNode | undefined): Row[] {
	const collection = node?.parameters.assignments;
	const list = isRow(collection) ? collection.assignments : undefined;
	return Array.isArray(list) ? list.filter(isRow) : [];
}

function isPlain(value: unknown): boolean {
	if (typeof value === 'string') return !value.startsWith('=');
	return typeof value === 'number' || typeof value === 'boolean';
}
