import type { IExecuteFunctions } from 'n8n-workflow';

import { readAnswers, type Answers } from '../../licensing/reclaim/answers';
import { readReceipt, type PlacedReceipt } from '../../licensing/reclaim/receipts';
import { readId, readText } from '../../licensing/tableValues';
import { firstFew, truncate } from '../../licensing/truncate';
import { inputItems, isConnected, type InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';

/** The second input: receipts of earlier runs. */
export const RECEIPTS_INPUT = 1;
/** The third input: what people and administrators said. */
const EVENTS_INPUT = 2;

/** What is known of earlier runs of one profile. */
export interface EarlierRuns {
	receipts: PlacedReceipt[];
	/** What is wrong with receipts that cannot be read, by account. */
	unreadableReceipts: Map<string, string>;
	/** Whether the input for receipts is connected. */
	needsPlan: boolean;
	answers: Answers;
}

/**
 * Reads the receipts and events beside the items. One that cannot be read stops nobody else: a hint
 * names it, and its person is left out.
 */
export function readEarlierRuns(context: IExecuteFunctions, profile: string): EarlierRuns {
	const receipts: PlacedReceipt[] = [];
	const unreadableReceipts = new Map<string, string>();
	const unreadable: string[] = [];
	for (const item of inputItems(context, RECEIPTS_INPUT)) {
		if (!isReceiptOf(item, profile)) continue;
		const { receipt, problems } = readReceipt(item.row);
		const problem = problems[0];
		if (problem === undefined) {
			receipts.push({ receipt, index: item.itemIndex });
			continue;
		}
		const name = truncate(receipt.receiptId);
		unreadable.push(name);
		unreadableReceipts.set(
			accountOf(receipt.receiptId, item, profile),
			`In the receipt ${name} the field "${problem.field}" ${problem.problem}.`,
		);
	}
	hintAt(context, profile, 'receipts cannot be read, and their people are left out', unreadable);
	return {
		receipts,
		unreadableReceipts,
		needsPlan: isConnected(context, RECEIPTS_INPUT),
		answers: answersOf(context, profile),
	};
}

/** Results of a dry run may be fed back whole: those without a receipt say nothing here. */
function isReceiptOf({ row }: InputItem, profile: string): boolean {
	return readText(row.profile)?.trim() === profile && readText(row.receiptId) !== undefined;
}

/** Whose receipt it is; its id names the person too: `profile:accountId:moment`. */
function accountOf(receiptId: string, { row }: InputItem, profile: string): string {
	const accountId = readId(row.accountId);
	if (accountId !== '' || !receiptId.startsWith(`${profile}:`)) return accountId;
	return receiptId.slice(profile.length + 1).replace(MOMENT, '');
}

/** The end of a receipt's id: a moment in ISO 8601. */
const MOMENT = /:\d{4}-\d{2}-\d{2}T.*$/u;

/** The events of other profiles do not matter; those that name no profile may, or by the candidate. */
function answersOf(context: IExecuteFunctions, profile: string): Answers {
	const rows = inputItems(context, EVENTS_INPUT)
		.map(({ row }) => row)
		.filter((row) => {
			const named = readText(row.profile)?.trim() ?? '';
			return (
				['', profile].includes(named) || readId(row.candidateId).startsWith(`${profile}:`)
			);
		});
	const { answers, unreadable } = readAnswers(rows);
	hintAt(context, profile, 'events cannot be read, and free nobody', unreadable);
	return answers;
}

function hintAt(
	context: IExecuteFunctions,
	profile: string,
	what: string,
	names: readonly string[],
): void {
	if (names.length === 0) return;
	hint(
		context,
		`${truncate(profile)}: ${what}: ${firstFew(names.map((name) => truncate(name)))}.`,
	);
}
