import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type IPairedItemData,
} from 'n8n-workflow';

import { readText, type Row } from '../../licensing/tableValues';

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
	for (const [itemIndex, item] of givenItems(context, input).entries()) {
		if (Object.keys(item.json).length > 0) items.push({ row: item.json, input, itemIndex });
	}
	return items;
}

/** n8n throws where it is asked for an input two or more behind the last one connected (M). */
function givenItems(context: IExecuteFunctions, input: number): INodeExecutionData[] {
	if (input < 2) return context.getInputData(input);
	return context.getExecuteData().data.main?.[input] ?? [];
}

/**
 * Whether something is connected to an input. Items prove it. Where none came, n8n keeps a place for
 * each input up to the last one connected (M); one in between is connected where a node in front is
 * left that no other place names. In doubt it counts as connected.
 */
export function isConnected(context: IExecuteFunctions, input: number): boolean {
	if (givenItems(context, input).length > 0) return true;
	const places = context.getExecuteData().source?.main ?? [];
	if (places.length <= input) return false;
	if (places.length === input + 1 || places[input]) return true;
	const named = new Set(places.map((place) => place?.previousNode));
	const inFront = context.getParentNodes(context.getNode().name, {
		connectionType: NodeConnectionTypes.Main,
		depth: 1,
	});
	const left = inFront.filter(({ name }) => !named.has(name)).length;
	return left > (places.at(-1) ? 0 : 1);
}

/** An item to emit, paired with the items it came from. */
export function outputItem(record: object, ...sources: readonly InputItem[]): INodeExecutionData {
	return { json: { ...record }, pairedItem: sources.map(pairOf) };
}

/** An item to emit with the place of the input item it is about, by which items are put in order. */
export interface PlacedItem {
	/** Index of the input item; infinite for an item without one. */
	place: number;
	item: INodeExecutionData;
}

/** The items in the order of the input. */
export function inInputOrder(placed: PlacedItem[]): INodeExecutionData[] {
	return placed.sort((a, b) => a.place - b.place).map(({ item }) => item);
}

function pairOf({ itemIndex, input }: InputItem): IPairedItemData {
	return { item: itemIndex, input };
}

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

/** The items of one profile, in their order. Parameters are read at the first of them. */
export interface ProfileItems {
	profile: string;
	first: InputItem;
	items: InputItem[];
}

/**
 * Sorts items by profile, keeping their order. Expressions in parameters are read once for each
 * profile, at its first item, so that profiles with settings of their own can share a run.
 * Items without a profile form a group of their own, named ''.
 */
export function byProfile(items: readonly InputItem[]): ProfileItems[] {
	const groups = new Map<string, ProfileItems>();
	for (const item of items) {
		const profile = readText(item.row.profile)?.trim() ?? '';
		const group = groups.get(profile);
		if (group) group.items.push(item);
		else groups.set(profile, { profile, first: item, items: [item] });
	}
	return [...groups.values()];
}
