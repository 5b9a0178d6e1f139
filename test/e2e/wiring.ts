import type { Fields } from '../../scripts/runtime/executions';
import type { Workflow, WorkflowNode } from '../../scripts/runtime/workflowFiles';

type Connections = Record<
	string,
	{ main: ({ node: string; type: string; index: number }[] | null)[] }
>;

/** A node "Execute Sub-workflow" as the sticky notes of the examples ask for. */
export function callOf(name: string, workflow: { id: string }, more: Fields = {}): WorkflowNode {
	return {
		id: name,
		name,
		type: 'n8n-nodes-base.executeWorkflow',
		typeVersion: 1.1,
		position: [0, -1_000],
		parameters: {
			workflowId: { __rl: true, mode: 'id', value: workflow.id },
			mode: 'once',
			options: { waitForSubWorkflow: true },
		},
		...more,
	} as WorkflowNode;
}

/** The workflow with more nodes. */
export function withNodes(workflow: Workflow, nodes: readonly WorkflowNode[]): Workflow {
	return { ...workflow, nodes: [...workflow.nodes, ...nodes] };
}

/** The workflow without some nodes and without what led to them and from them. */
export function withoutNodes(workflow: Workflow, names: readonly string[]): Workflow {
	const connections = Object.fromEntries(
		Object.entries(workflow.connections as Connections)
			.filter(([source]) => !names.includes(source))
			.map(([source, { main }]) => [
				source,
				{
					main: main.map((targets) =>
						(targets ?? []).filter(({ node }) => !names.includes(node)),
					),
				},
			]),
	);
	return {
		...workflow,
		nodes: workflow.nodes.filter(({ name }) => !names.includes(name)),
		connections,
	};
}

/** The workflow with one more line from an output of a node to an input of another. */
export function connected(
	workflow: Workflow,
	from: string,
	to: string,
	index = 0,
	output = 0,
): Workflow {
	for (const name of [from, to]) {
		if (!workflow.nodes.some((node) => node.name === name)) {
			throw new Error(`The workflow "${workflow.name}" has no node "${name}".`);
		}
	}
	const connections = workflow.connections as Connections;
	const main = connections[from]?.main ?? [];
	const outputs = Array.from(
		{ length: Math.max(main.length, output + 1) },
		(_, place) => main[place] ?? [],
	);
	const wider = outputs.map((targets, place) =>
		place === output ? [...targets, { node: to, type: 'main', index }] : targets,
	);
	return { ...workflow, connections: { ...connections, [from]: { main: wider } } };
}
