import { createHash } from 'crypto';

import { isRow, type Row } from '../../licensing/tableValues';

/** A node of a workflow, as n8n stores it; everything else in it is passed on as it is. */
export interface WorkflowNode extends Row {
	name: string;
	type: string;
	disabled?: boolean;
	parameters: Row;
	credentials?: Row;
}

/** What this package needs to know of a workflow. */
export interface WorkflowBody {
	name: string;
	nodes: WorkflowNode[];
	connections: Row;
	settings: Row;
}

/** A workflow of this package: its id is the same in every installation by the command line. */
export interface WorkflowFile extends WorkflowBody {
	id: string;
}

/** @throws TypeError for anything but a workflow file; a test reads all files that are shipped */
export function readWorkflow(value: unknown): WorkflowFile {
	if (!isRow(value) || typeof value.id !== 'string' || typeof value.name !== 'string') {
		throw new TypeError('This is no workflow: it has no id or no name');
	}
	const { id, name } = value;
	const nodes = readNodes(value.nodes);
	const connections = isRow(value.connections) ? value.connections : {};
	const settings = isRow(value.settings) ? value.settings : {};
	return { id, name, nodes, connections, settings };
}

/** The nodes that can be read; none where there is no list. */
export function readNodes(value: unknown): WorkflowNode[] {
	if (!Array.isArray(value)) return [];
	return value.filter(isRow).map((node) => ({
		...node,
		name: String(node.name),
		type: String(node.type),
		disabled: node.disabled === true ? true : undefined,
		parameters: isRow(node.parameters) ? node.parameters : {},
		credentials: isRow(node.credentials) ? node.credentials : undefined,
	}));
}

/** The same value for the same content, in whatever order its fields stand. */
export function fingerprintOf(value: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify(sorted(value)))
		.digest('hex')
		.slice(0, 16);
}

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (!isRow(value)) return value;
	const names = Object.keys(value).sort();
	return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

/** The value with every text in it replaced, at any depth. */
export function withTexts(value: unknown, replace: (text: string) => string): unknown {
	if (typeof value === 'string') return replace(value);
	if (Array.isArray(value)) return value.map((one: unknown) => withTexts(one, replace));
	if (!isRow(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, one]) => [name, withTexts(one, replace)]),
	);
}
