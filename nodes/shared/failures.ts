import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { shown } from '../../licensing/truncate';

/** An error that names what happened, what to do and, where there is one, the item. */
export function nodeError(
	context: IExecuteFunctions,
	message: string,
	remedy: string,
	itemIndex?: number,
): NodeOperationError {
	return new NodeOperationError(context.getNode(), message, { description: remedy, itemIndex });
}

/** The error for a parameter with a wrong value. */
export function parameterError(
	context: IExecuteFunctions,
	label: string,
	value: unknown,
	wanted: string,
	itemIndex: number,
): NodeOperationError {
	return nodeError(
		context,
		`The parameter "${label}" must be ${wanted}, but it is ${shown(value)} (item ${itemIndex})`,
		'Correct the parameter, or the expression in it, and run again.',
		itemIndex,
	);
}

/** The error for a field of an item that is missing or unreadable. */
export function itemFieldError(
	context: IExecuteFunctions,
	field: string,
	problem: string,
	itemIndex: number,
): NodeOperationError {
	return nodeError(
		context,
		`Item ${itemIndex}: the field "${field}" ${problem}`,
		'Check the node in front: it must pass the field on unchanged.',
		itemIndex,
	);
}

/** What an error says, for a field or a hint. Never holds more than its message. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
