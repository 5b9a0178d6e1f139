import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IPairedItemData,
} from 'n8n-workflow';

import type { Row } from '../../licensing/tableValues';

/** An item of an input with the place it came from. */
export interface InputItem {
	row: Row;
	/** Index of the input: 0 is the first. */
	input: number;
	/** Index of the item within its input. */
	itemIndex: number;
}

/**
 * The items of one input. An item without any property counts as no item: n8n's "Always Output
 * Data" makes such an item of nothing.
 */
export function inputItems(context: IExecuteFunctions, input = 0): InputItem[] {
	const items: InputItem[] = [];
	for (const [itemIndex, item] of context.getInputData(input).entries()) {
		if (Object.keys(item.json).length > 0) items.push({ row: item.json, input, itemIndex });
	}
	return items;
}

/** An item to emit, paired with the items it came from. */
export function outputItem(record: object, ...sources: readonly InputItem[]): INodeExecutionData {
	return { json: jsonOf(record), pairedItem: sources.map(pairOf) };
}

/** The fields of a record as n8n's item data. */
export function jsonOf(record: object): IDataObject {
	return { ...record };
}

function pairOf({ itemIndex, input }: InputItem): IPairedItemData {
	return { item: itemIndex, input };
}
