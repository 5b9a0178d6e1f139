import type { INodeExecutionData } from 'n8n-workflow';

import type { ProfileOutcome } from '../../confluence/reclaim/jobs';
import { resultFields, type PersonOutcome } from '../../licensing/reclaim/personResult';
import { RECEIPT_FIELDS } from '../../licensing/reclaim/receipts';
import { OUTCOMES, OUTCOME_WORDS, outcomeReason } from '../../licensing/reclaim/outcomes';
import type { Row } from '../../licensing/tableValues';
import { outputItem, type InputItem } from '../shared/inputItems';
import type { ProfileItems } from '../shared/profiles';
import { tableRow } from '../shared/tableRows';
import { RECEIPTS_INPUT } from './people';
import type { ReclaimSettings } from './reclaimSettings';

/** A result with the place of its item, by which results are put in order. */
export interface PlacedResult {
	/** Index of the item in the first input; infinite for a receipt without an item. */
	place: number;
	item: INodeExecutionData;
}

/** The results of one profile; with table rows only the receipts that are to be stored. */
export function resultsOf(
	group: ProfileItems,
	{ byItem, settled }: ProfileOutcome,
	settings: ReclaimSettings,
): PlacedResult[] {
	const results: PlacedResult[] = [];
	const emit = (source: InputItem, row: Row, outcome: PersonOutcome, place: number): void => {
		const fields = fieldsOf(row, outcome, settings);
		if (fields !== null) results.push({ place, item: outputItem(fields, source) });
	};
	for (const item of group.items) {
		const outcome = byItem.get(item.itemIndex);
		if (outcome) emit(item, item.row, outcome, item.itemIndex);
	}
	for (const { unfinished, outcome } of settled) {
		const row = { ...unfinished.receipt };
		emit({ row, input: RECEIPTS_INPUT, itemIndex: unfinished.index }, row, outcome, Infinity);
	}
	return results;
}

function fieldsOf(row: Row, outcome: PersonOutcome, settings: ReclaimSettings): object | null {
	const { operation, now, tableRows } = settings;
	const fields = { ...row, ...resultFields(operation, outcome, new Date(now).toISOString()) };
	if (!tableRows) return fields;
	return isToStore(outcome, settings) ? tableRow(fields, RECEIPT_FIELDS) : null;
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
