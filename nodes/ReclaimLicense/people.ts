import type { IExecuteFunctions } from 'n8n-workflow';

import type { FieldProblem } from '../../licensing/person';
import type { Operation } from '../../licensing/reclaim/outcomes';
import { readReceipt, type PlacedReceipt } from '../../licensing/reclaim/receipts';
import {
	isProfileOnly,
	readReclaimItem,
	type ReclaimItem,
} from '../../licensing/reclaim/reclaimItem';
import type { Row } from '../../licensing/tableValues';
import { itemFieldError, messageOf } from '../shared/failures';
import type { ProfileItems } from '../shared/inputItems';

/** The items of one profile, read. */
export interface People {
	reclaim: ReclaimItem[];
	restore: PlacedReceipt[];
	/** Why an item cannot be used, by its index. */
	broken: Map<number, string>;
}

/**
 * Reads the items of one profile. A broken item stops the run before it changes anything; with
 * *continue on fail* it comes out as failed and the others go on. An item of a reclaim that only
 * names the profile is about nobody.
 */
export function readPeople(
	context: IExecuteFunctions,
	group: ProfileItems,
	operation: Operation,
): People {
	const people: People = { reclaim: [], restore: [], broken: new Map() };
	for (const { row, itemIndex } of group.items) {
		const problem = addTo(people, row, itemIndex, operation)[0];
		if (problem === undefined) continue;
		const error = itemFieldError(context, problem.field, problem.problem, itemIndex);
		if (!context.continueOnFail()) throw error;
		people.broken.set(itemIndex, `${messageOf(error)}.`);
	}
	return people;
}

function addTo(people: People, row: Row, index: number, operation: Operation): FieldProblem[] {
	if (operation === 'restore') {
		const { receipt, problems } = readReceipt(row);
		if (problems.length === 0) people.restore.push({ index, receipt });
		return problems;
	}
	if (isProfileOnly(row)) return [];
	const { item, problems } = readReclaimItem(row, index);
	if (problems.length === 0) people.reclaim.push(item);
	return problems;
}
