import { WorkflowExecute } from 'n8n-core';
import type { INode, IRun, Workflow } from 'n8n-workflow';

/** How n8n-core was told what to run before it took an object. */
type RunInOrder = (workflow: Workflow, startNode: INode) => Promise<IRun>;

/** Starts a run in the way that this n8n-core wants it: an object, or parameters in order. */
export async function startRun(
	execution: WorkflowExecute,
	order: { workflow: Workflow; startNode: INode },
): Promise<IRun> {
	if (WorkflowExecute.prototype.run.length <= 1) return await execution.run(order);
	const run = execution.run.bind(execution) as unknown as RunInOrder;
	return await run(order.workflow, order.startNode);
}
