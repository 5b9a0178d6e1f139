import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

/** Items to emit, by the name of the node and the workflow it stands in. */
const itemsByNode = new Map<string, INodeExecutionData[]>();

/** Hands items to a node of a workflow without writing them into its parameters. */
export function giveItems(
	workflowId: string,
	nodeName: string,
	items: readonly INodeExecutionData[],
): void {
	itemsByNode.set(`${workflowId}/${nodeName}`, [...items]);
}

/** The stub in front of the nodes under test: starts a run, or stands for an earlier node. */
export class EmitItems implements INodeType {
	static readonly type = 'test.emitItems';

	description: INodeTypeDescription = {
		displayName: 'Emit Items',
		name: 'emitItems',
		group: ['trigger'],
		version: 1,
		description: 'Emits given items',
		defaults: { name: 'Emit Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const key = `${String(this.getWorkflow().id)}/${this.getNode().name}`;
		return Promise.resolve([itemsByNode.get(key) ?? this.getInputData()]);
	}
}
