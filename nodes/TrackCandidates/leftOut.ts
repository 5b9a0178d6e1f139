import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { messageOf } from '../shared/failures';
import { hint } from '../shared/jobs';

/** How many things a hint spells out before it only counts the others. */
export const SPELLED_OUT = 5;

/**
 * Does something that may fail. Without "continue on fail" the failure ends the run; with it, what
 * failed is left out and remembered. It must not leave the node: n8n would then copy the whole
 * input to Save.
 *
 * @returns undefined when it failed
 */
export function attempt<T>(
	context: IExecuteFunctions,
	leftOut: string[],
	action: () => T,
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
		leftOut.push(messageOf(error));
		return undefined;
	}
}

/** Says below the node what was left out and why. */
export function sayLeftOut(context: IExecuteFunctions, leftOut: readonly string[]): void {
	if (leftOut.length === 0) return;
	const rest = leftOut.length - SPELLED_OUT;
	const more = rest > 0 ? ` And ${rest} more.` : '';
	const sentences = leftOut.slice(0, SPELLED_OUT).join('. ');
	hint(context, `Left out, with nothing changed for it: ${sentences}.${more}`);
}
