import type { IExecuteFunctions } from 'n8n-workflow';

import { inputItems, type InputItem } from './inputItems';

/**
 * The items that start a node whose first input only starts it. Items without a property count as
 * none; but where there is nothing else, one of them starts the node once, since that is all that
 * n8n's manual trigger sends.
 */
export function startItems(context: IExecuteFunctions): InputItem[] {
	const items = inputItems(context);
	if (items.length > 0 || context.getInputData().length === 0) return items;
	return [{ row: {}, input: 0, itemIndex: 0 }];
}
