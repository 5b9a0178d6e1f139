import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';

import { messageOf } from '../shared/failures';
import { outputItem, type InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';

/** How many things a hint spells out before it only counts the others. */
export const SPELLED_OUT = 5;

/** What a run left out under "continue on fail". */
export interface LeftOut {
	/** What is wrong with it. */
	message: string;
	/** The item that it is about, for settings the first of their profile; null for the whole run. */
	source: InputItem | null;
}

/**
 * Does something that may fail. Without "continue on fail" the failure ends the run; with it, what
 * failed is left out and remembered. It must not leave the node: n8n would then copy the whole
 * input to Save.
 *
 * @returns undefined when it failed
 */
export function attempt<T>(
	context: IExecuteFunctions,
	leftOut: LeftOut[],
	action: () => T,
	source: InputItem | null = null,
): T | undefined {
	try {
		return action();
	} catch (error) {
		if (!context.continueOnFail()) {
			// An error that already is one comes out of this as it is.
			throw new NodeOperationError(
				context.getNode(),
				error instanceof Error ? error : messageOf(error),
			);
		}
		leftOut.push({ message: messageOf(error), source });
		return undefined;
	}
}

/** Says below the node what was left out and why. */
export function hintLeftOut(context: IExecuteFunctions, leftOut: readonly LeftOut[]): void {
	if (leftOut.length === 0) return;
	const rest = leftOut.length - SPELLED_OUT;
	const more = rest > 0 ? ` And ${rest} more.` : '';
	const sentences = leftOut
		.slice(0, SPELLED_OUT)
		.map(({ message }) => message)
		.join('. ');
	hint(context, `Skipped, with nothing changed: ${sentences}.${more}`);
}

/**
 * What was left out as n8n wants it for the error output: it moves items with nothing but an
 * `error` there, together with the fields of the item that they are about. None where the node has
 * no such output, so that Save never gets them.
 */
export function errorOutputItems(
	context: IExecuteFunctions,
	leftOut: readonly LeftOut[],
): INodeExecutionData[] {
	if (context.getNode().onError !== 'continueErrorOutput') return [];
	return leftOut.map(({ message, source }) =>
		outputItem({ error: message }, source ?? { row: {}, input: 0, itemIndex: 0 }),
	);
}
