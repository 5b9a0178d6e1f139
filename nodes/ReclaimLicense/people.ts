import type { IExecuteFunctions } from 'n8n-workflow';

import type { FieldProblem } from '../../licensing/person';
import type { Operation } from '../../licensing/reclaim/outcomes';
import { readReceipt, type PlacedReceipt } from '../../licensing/reclaim/receipts';
import { readReclaimItem, type ReclaimItem } from '../../licensing/reclaim/reclaimItem';
import { readText, type Row } from '../../licensing/tableValues';
import { itemFieldError, messageOf, nodeError } from '../shared/failures';
import { inputItems, type InputItem, type ProfileItems } from '../shared/inputItems';

/** The second input: receipts of earlier runs. */
export const RECEIPTS_INPUT = 1;

/** The items of one profile, read. */
export interface People {
	reclaim: ReclaimItem[];
	restore: PlacedReceipt[];
	/** Receipts of earlier runs of this profile. */
	receipts: PlacedReceipt[];
	/** Why an item cannot be used, by its index. */
	broken: Map<number, string>;
}

/**
 * Reads the items of one profile. A broken item stops the run before it changes anything; with
 * *continue on fail* it comes out as failed and the others go on.
 */
export function readPeople(
	context: IExecuteFunctions,
	group: ProfileItems,
	operation: Operation,
): People {
	const people: People = { reclaim: [], restore: [], receipts: [], broken: new Map() };
	for (const { row, itemIndex } of group.items) {
		const problem = addTo(people, row, itemIndex, operation)[0];
		if (problem === undefined) continue;
		const error = itemFieldError(context, problem.field, problem.problem, itemIndex);
		if (!context.continueOnFail()) throw error;
		people.broken.set(itemIndex, `${messageOf(error)}.`);
	}
	if (operation === 'reclaim') people.receipts = earlierReceipts(context, group.profile);
	return people;
}

function addTo(people: People, row: Row, index: number, operation: Operation): FieldProblem[] {
	if (operation === 'restore') {
		const { receipt, problems } = readReceipt(row);
		if (problems.length === 0) people.restore.push({ index, receipt });
		return problems;
	}
	const { item, problems } = readReclaimItem(row, index);
	if (problems.length === 0) people.reclaim.push(item);
	return problems;
}

/** A receipt that cannot be read would be a lost one, so it stops the run. */
function earlierReceipts(context: IExecuteFunctions, profile: string): PlacedReceipt[] {
	const receipts: PlacedReceipt[] = [];
	for (const item of inputItems(context, RECEIPTS_INPUT)) {
		if (!isReceiptOf(item, profile)) continue;
		const { receipt, problems } = readReceipt(item.row);
		const problem = problems[0];
		if (problem) throw unreadableReceipt(context, item, problem);
		receipts.push({ receipt, index: item.itemIndex });
	}
	return receipts;
}

/** Results of a dry run may be fed back whole: those without a receipt say nothing here. */
function isReceiptOf({ row }: InputItem, profile: string): boolean {
	return readText(row.profile)?.trim() === profile && readText(row.receiptId) !== undefined;
}

function unreadableReceipt(
	context: IExecuteFunctions,
	{ itemIndex }: InputItem,
	{ field, problem }: FieldProblem,
) {
	return nodeError(
		context,
		`Planned receipt ${itemIndex}: the field "${field}" ${problem}`,
		'Correct the row of the receipts table, or leave it out. Nothing was changed.',
		itemIndex,
	);
}
