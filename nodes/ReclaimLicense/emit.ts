import type { ProfileOutcome } from '../../confluence/reclaim/jobs';
import { resultFields, type PersonOutcome } from '../../licensing/reclaim/personResult';
import { RECEIPT_FIELDS } from '../../licensing/reclaim/receipts';
import { OUTCOMES, OUTCOME_WORDS, outcomeReason } from '../../licensing/reclaim/outcomes';
import { readId, type Row } from '../../licensing/tableValues';
import {
	outputItem,
	type InputItem,
	type ProfileItems,
	type PlacedItem,
} from '../shared/inputItems';
import { tableRow } from '../shared/tableRows';
import { RECEIPTS_INPUT } from './earlierRuns';
import type { ReclaimSettings } from './reclaimSettings';
import { truncate } from '../../licensing/truncate';

/** What comes out for people, filled profile by profile. */
export interface PeopleOutputs {
	/** One for each item of the first input, and for each receipt settled without one. */
	results: PlacedItem[];
	/** What is to be stored, as rows of the receipts table. */
	receipts: PlacedItem[];
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
	const inOrder = [...settled].sort((a, b) => a.unfinished.index - b.unfinished.index);
	for (const { unfinished, outcome } of inOrder) {
		const row = { ...unfinished.receipt };
		emit({ row, input: RECEIPTS_INPUT, itemIndex: unfinished.index }, row, outcome, Infinity);
	}
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

/** How outcomes are called in a summary. */
const WORDS = {
	reclaimed: 'reclaimed',
	wouldReclaim: 'would be reclaimed',
	restored: 'restored',
	wouldRestore: 'would be restored',
	skipped: 'skipped',
	failed: 'failed',
} as const satisfies Record<(typeof OUTCOME_WORDS)[number], string>;

/** The hint that sums up a run of one profile. */
export function summaryOf(
	profile: string,
	{ dryRun, operation }: Pick<ReclaimSettings, 'dryRun' | 'operation'>,
	counts: Readonly<Record<string, number>>,
	errorMessage: string | null,
): string {
	const parts = OUTCOME_WORDS.filter((word) => (counts[word] ?? 0) > 0).map((word) => {
		const reasons = reasonsOf(word, counts);
		return `${counts[word] ?? 0} ${WORDS[word]}${reasons === '' ? '' : ` (${reasons})`}`;
	});
	const mode = dryRun ? `${operation}, dry run: nothing was changed` : operation;
	const what = parts.length > 0 ? parts.join(', ') : 'nothing to do';
	return `${truncate(profile)} (${mode}): ${what}.${errorMessage === null ? '' : ` ${errorMessage}`}`;
}

function reasonsOf(word: string, counts: Readonly<Record<string, number>>): string {
	const prefix = `${word}/`;
	return Object.entries(counts)
		.filter(([name]) => name.startsWith(prefix))
		.map(([name, count]) => `${name.slice(prefix.length)} ${count}`)
		.join(', ');
}
