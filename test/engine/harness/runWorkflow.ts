import { WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type IRun,
	type ITaskData,
	type NodeExecutionHint,
	type OnError,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalData } from './additionalData';
import { fullType, nodeType, nodeTypes } from './builtPackage';
import type { TestCredential } from './credentials';
import { EmitItems, giveItems } from './emitItems';
import { collectingLogs, type LogLine } from './logs';
import { startRun } from './startRun';

/** A node of a test workflow. Without a type it is the stub that emits `items`. */
export interface TestNode {
	name: string;
	/** One of ours by its own name, such as `pullActivity`. */
	type?: string;
	parameters?: INodeParameters;
	/** Items that the stub emits; without them it hands on its input. */
	items?: readonly Item[];
	onError?: OnError;
	retryOnFail?: boolean;
	alwaysOutputData?: boolean;
	executeOnce?: boolean;
}

/** An item as n8n moves it, or only its fields. */
export type Item = INodeExecutionData | IDataObject;

export interface TestWorkflow {
	/** The first one starts the run. */
	nodes: readonly TestNode[];
	/** Which output of a node (0 where left out) leads to which input of another. */
	links: readonly { from: string; output?: number; to: string; input?: number }[];
	credentials?: readonly TestCredential[];
	/** `manual` is a run in the editor, `trigger` one in production. */
	mode?: WorkflowExecuteMode;
}

/** What became of one node. */
export interface NodeRun {
	/** Items of each output; empty where the node did not run. */
	outputs: INodeExecutionData[][];
	/** False when nothing reached the node. */
	ran: boolean;
	error: ITaskData['error'];
	hints: NodeExecutionHint[];
}

export interface WorkflowRun {
	run: IRun;
	/** What became of a node. */
	node: (name: string) => NodeRun;
	/** What the nodes wrote to n8n's log and to the editor, in order. */
	logs: LogLine[];
}

let workflowsMade = 0;

/** Runs a workflow of built nodes in n8n's own execution engine. */
export async function runWorkflow({
	nodes,
	links,
	credentials = [],
	mode = 'manual',
}: TestWorkflow): Promise<WorkflowRun> {
	const id = `workflow-${++workflowsMade}`;
	for (const { name, items } of nodes) {
		if (items) giveItems(id, name, items.map(itemOf));
	}
	const workflow = new Workflow({
		id,
		name: id,
		nodes: nodes.map((node) => nodeOf(node, credentials)),
		connections: connectionsOf(links),
		active: false,
		nodeTypes,
		settings: { executionOrder: 'v1' },
	});
	const startNode = workflow.getNode(nodes[0]?.name ?? '');
	if (!startNode) throw new Error('A test workflow needs a node to start with.');
	const logs: LogLine[] = [];
	const run = await collectingLogs(logs, async () => {
		const execution = new WorkflowExecute(additionalData(id, mode, credentials), mode);
		return await startRun(execution, { workflow, startNode });
	});
	return { run, logs, node: (name) => nodeRunOf(run, workflow.getNode(name), name) };
}

/** A node as a workflow holds it. It gets those credentials that its type can use. */
export function nodeOf(
	{ name, type, parameters = {}, items, ...settings }: TestNode,
	credentials: readonly TestCredential[],
): INode {
	const wholeType = type === undefined ? EmitItems.type : fullType(type);
	const { version, credentials: usable = [] } = nodeType(wholeType).description;
	const chosen = credentials.filter((credential) =>
		usable.some(({ name: usableType }) => usableType === credential.type),
	);
	return {
		id: name,
		name,
		type: wholeType,
		typeVersion: Array.isArray(version) ? Math.max(...version) : version,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(
			chosen.map((credential) => [
				credential.type,
				{ id: credential.id, name: credential.id },
			]),
		),
		...settings,
	};
}

function connectionsOf(links: TestWorkflow['links']): IConnections {
	const connections: IConnections = {};
	for (const { from, output = 0, to, input = 0 } of links) {
		const outputs = ((connections[from] ??= { main: [] }).main ??= []);
		while (outputs.length <= output) outputs.push([]);
		outputs[output]?.push({ node: to, type: 'main', index: input });
	}
	return connections;
}

function nodeRunOf(run: IRun, node: INode | null, name: string): NodeRun {
	if (!node) throw new Error(`The workflow has no node "${name}".`);
	const task = run.data.resultData.runData[name]?.at(-1);
	const outputs = (task?.data?.main ?? []).map((items) => items ?? []);
	return {
		outputs: padded(outputs, nodeType(node.type, node.typeVersion).description.outputs),
		ran: task !== undefined,
		error: task?.error,
		hints: task?.hints ?? [],
	};
}

/** An output that emitted nothing may be missing at the end; every declared one is shown. */
function padded(outputs: INodeExecutionData[][], declared: unknown): INodeExecutionData[][] {
	const all = [...outputs];
	while (Array.isArray(declared) && all.length < declared.length) all.push([]);
	return all;
}

function itemOf(item: Item): INodeExecutionData {
	const { json } = item;
	const isItem = typeof json === 'object' && json !== null && !Array.isArray(json);
	return isItem ? (item as INodeExecutionData) : { json: item as IDataObject };
}
