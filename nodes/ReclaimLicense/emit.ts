import type { INodeExecutionData } from 'n8n-workflow';

import type { ProfileOutcome } from '../../confluence/reclaim/jobs';
import { resultFields, type PersonOutcome } from '../../licensing/reclaim/personResult';
import { RECEIPT_FIELDS } from '../../licensing/reclaim/receipts';
import { OUTCOMES, OUTCOME_WORDS, outcomeReason } from '../../licensing/reclaim/outcomes';
import { readId, type Row } from '../../licensing/tableValues';
import { outputItem, type InputItem } from '../shared/inputItems';
import type { ProfileItems } from '../shared/profiles';
import { tableRow } from '../shared/tableRows';
import { RECEIPTS_INPUT } from './people';
import type { ReclaimSettings } from './reclaimSettings';

/** An item to emit with the place of the item it is about, by which items are put in order. */
interface Placed {
	/** Index of the item in the first input; infinite for a receipt without an item. */
	place: number;
	item: INodeExecutionData;
}

/** What comes out for people, filled profile by profile. */
export interface PeopleOutputs {
	/** One for each item of the first input, and for each receipt settled without one. */
	results: Placed[];
	/** What is to be stored, as rows of the receipts table. */
	receipts: Placed[];
}

/** Adds what became of the people of one profile, and the receipts of it. */
export function emitPeople(
	group: ProfileItems,
	{ byItem, settled }: ProfileOutcome,
	settings: ReclaimSettings,
	{ results, receipts }: PeopleOutputs,
): void {
	const { operation, now, tableRows } = settings;
	const performedAt = new Date(now).toISOString();
	const emit = (source: InputItem, row: Row, outcome: PersonOutcome, place: number): void => {
		const fields: Row = { ...row, ...resultFields(operation, outcome, performedAt) };
		const result = tableRows ? tableRow(fields, Object.keys(fields)) : fields;
		results.push({ place, item: outputItem(result, source) });
		if (!isToStore(outcome, settings)) return;
		const receipt = { ...fields, profile: group.profile, accountId: readId(row.accountId) };
		receipts.push({ place, item: outputItem(tableRow(receipt, RECEIPT_FIELDS), source) });
	};
	for (const item of group.items) {
		const outcome = byItem.get(item.itemIndex);
		if (outcome) emit(item, item.row, outcome, item.itemIndex);
	}
	for (const { unfinished, outcome } of settled) {
		const row = { ...unfinished.receipt };
		emit({ row, input: RECEIPTS_INPUT, itemIndex: unfinished.index }, row, outcome, Infinity);
	}
}

/** The items in the order of the input. */
export function inInputOrder(placed: Placed[]): INodeExecutionData[] {
	return placed.sort((a, b) => a.place - b.place).map(({ item }) => item);
}

/** A restore that did not succeed leaves its receipt as it is stored. */
function isToStore({ receipt, code }: PersonOutcome, { operation }: ReclaimSettings): boolean {
	return receipt !== null && (operation === 'reclaim' || code === 'restored');
}

/** What a run did, in numbers: each outcome, and each reason as `outcome/reason`. */
export function countsOf({ byItem, settled }: ProfileOutcome): Record<string, number> {
	const counts: Record<string, number> = { people: byItem.size, removals: 0 };
	for (const word of OUTCOME_WORDS) counts[word] = 0;
	const outcomes = [...byItem.values()];
	for (const { outcome } of settled) outcomes.push(outcome);
	for (const { code, removals } of outcomes) {
		const { outcome } = OUTCOMES[code];
		count(counts, outcome, 1);
		const reason = outcomeReason(code);
		if (reason !== null) count(counts, `${outcome}/${reason}`, 1);
		count(counts, 'removals', removals);
	}
	return counts;
}

function count(counts: Record<string, number>, name: string, more: number): void {
	counts[name] = (counts[name] ?? 0) + more;
}
