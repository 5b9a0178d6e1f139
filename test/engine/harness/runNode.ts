import type { INodeParameters, OnError, WorkflowExecuteMode } from 'n8n-workflow';

import type { TestCredential } from './credentials';
import type { LogLine } from './logs';
import { runWorkflow, type Item, type NodeRun, type TestNode } from './runWorkflow';

export interface NodeUnderTest {
	/** The node's own name, such as `evaluateExclusions`. */
	type: string;
	parameters?: INodeParameters;
	/** Items of each input. A missing input is not connected; an empty one is, and brings nothing. */
	inputs?: readonly (readonly Item[] | undefined)[];
	credentials?: readonly TestCredential[];
	/** Short for `onError: 'continueRegularOutput'`. */
	continueOnFail?: boolean;
	onError?: OnError;
	retryOnFail?: boolean;
	mode?: WorkflowExecuteMode;
}

const NAME = 'Under Test';

/**
 * Runs one built node in n8n's engine with the items given, and answers what came out of it. An
 * error of the node is in `error` and is not thrown.
 */
export async function runNode({
	type,
	parameters,
	inputs = [[{ start: true }]],
	credentials,
	continueOnFail = false,
	onError = continueOnFail ? 'continueRegularOutput' : 'stopWorkflow',
	retryOnFail,
	mode,
}: NodeUnderTest): Promise<NodeRun & { logs: LogLine[] }> {
	const start: TestNode = { name: 'Start', items: [{ start: true }] };
	const stubs: TestNode[] = [];
	for (const [input, items] of inputs.entries()) {
		if (items) stubs.push({ name: `Input ${input}`, items });
	}
	const { node, logs } = await runWorkflow({
		nodes: [start, ...stubs, { name: NAME, type, parameters, onError, retryOnFail }],
		links: stubs.flatMap(({ name }) => [
			{ from: 'Start', to: name },
			{ from: name, to: NAME, input: Number(name.split(' ')[1]) },
		]),
		credentials,
		mode,
	});
	return { ...node(NAME), logs };
}
