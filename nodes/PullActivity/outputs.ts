import type { INodeExecutionData } from 'n8n-workflow';

import type { InputItem } from '../shared/inputItems';

/** The items of the two outputs. Subscriptions keep the place of their input item. */
export interface ActivityOutputs {
	/** By index of the input item; a gap where a profile failed. */
	subscriptions: Map<number, INodeExecutionData>;
	jobResults: INodeExecutionData[];
}

/** The subscriptions in the order of the input. */
export function inInputOrder(
	{ subscriptions }: ActivityOutputs,
	items: readonly InputItem[],
): INodeExecutionData[] {
	const ordered: INodeExecutionData[] = [];
	for (const { itemIndex } of items) {
		const item = subscriptions.get(itemIndex);
		if (item !== undefined) ordered.push(item);
	}
	return ordered;
}
