import type { Candidate } from '../candidates/candidate';
import type { FieldProblem } from '../person';
import {
	RECEIPT_PROGRESS as PROGRESS,
	readReceipt,
	type Receipt,
	type ReceiptState,
} from '../reclaim/receipts';
import { readGroupRefs } from '../reclaim/groupRefs';
import { keyOf } from '../subscription';
import { isEmptyValue, readBoolean, textOrNull, type Row } from '../tableValues';
import { readTime } from '../times';
import { BILLING_CYCLE_NAMES, dayText, type BillingCycle } from './billing';
import { readAmount, readCurrency, toMinor, type Minor } from './money';

/** A receipt with what it says about money. */
export interface SeatReceipt {
	receiptId: string;
	/** The key of the subscription that it was about. */
	key: string;
	profile: string;
	accountId: string;
	state: ReceiptState;
	/** When something was last done for it; milliseconds since the epoch, null when unknown. */
	performedAt: number | null;
	/** When the seat ended, the same way. */
	reclaimedAt: number | null;
	/** False when something still gave the person a seat afterwards. */
	leftNoAccess: boolean;
	excludedFromCost: boolean;
	/** What may name the subscription that ended, the likeliest first. */
	identifiers: string[];
	/** Why the seat was taken back; null when the receipt does not say. */
	reasonCode: string | null;
	inactiveDays: number | null;
	/** What was stored as the saving of this removal; null until it is final. */
	stored: StoredShare | null;
	/** Of earlier removals of the same seat, each given back at a known moment. */
	past: PastShare[];
}

/** The stored saving of a removal that was given back. */
export interface PastShare {
	share: StoredShare;
	/** Milliseconds since the epoch. */
	backAt: number;
}

/** The saving of one removal, as it was stored: a restore takes back exactly this. */
export interface StoredShare {
	/** In minor units, for one billing cycle. */
	amount: Minor;
	currency: string;
	billingCycle: BillingCycle;
	/** An ISO date. */
	countsFrom: string;
}

/** What became of one person's seat by the newest receipt. */
export type SeatFate = 'reclaimed' | 'restored';

/** Reads a receipt, or a result of Reclaim License, for what it saved. */
export function readSeatReceipt(row: Row): { receipt: SeatReceipt; problems: FieldProblem[] } {
	const { receipt, problems } = readReceipt(row);
	return {
		receipt: {
			receiptId: receipt.receiptId,
			key: keyOf(receipt),
			profile: receipt.profile,
			accountId: receipt.accountId,
			state: receipt.receiptState,
			performedAt: readTime(receipt.performedAt),
			reclaimedAt: readTime(receipt.reclaimedAt) ?? readTime(receipt.performedAt),
			leftNoAccess: hadNoAccessLeft(row.remainingAccess),
			excludedFromCost: readBoolean(row.excludedFromCost) ?? false,
			identifiers: identifiersOf(row, receipt),
			reasonCode: receipt.reasonCode,
			inactiveDays: receipt.inactiveDays,
			stored: storedShare(receipt),
			past: [],
		},
		problems,
	};
}

/**
 * The receipts that count, one for each person and profile: the newest that is more than a plan.
 * What was handed over is one, until it is done: the seat may still be there, and saves nothing.
 * Whoever lost a seat, got it back and lost it again is one seat, not two.
 */
export function newestReceipts(receipts: readonly SeatReceipt[]): SeatReceipt[] {
	const byId = new Map<string, SeatReceipt>();
	for (const receipt of receipts) {
		const known = byId.get(receipt.receiptId);
		if (!known || PROGRESS[receipt.state] >= PROGRESS[known.state]) {
			byId.set(receipt.receiptId, receipt);
		}
	}
	const byPerson = new Map<string, SeatReceipt>();
	const past = new Map<string, PastShare[]>();
	for (const receipt of byId.values()) {
		if (PROGRESS[receipt.state] <= PROGRESS.handedOver) continue;
		const known = byPerson.get(receipt.key);
		const isNewest = !known || isNewer(receipt, known);
		const older = isNewest ? known : receipt;
		if (older) past.set(receipt.key, [...(past.get(receipt.key) ?? []), ...pastShare(older)]);
		if (isNewest) byPerson.set(receipt.key, receipt);
	}
	return [...byPerson].map(([key, receipt]) => ({ ...receipt, past: past.get(key) ?? [] }));
}

/** What an older removal still says of the bills before it was given back. */
function pastShare({ state, stored, performedAt, excludedFromCost }: SeatReceipt): PastShare[] {
	const isKnown = state === 'restored' && stored !== null && performedAt !== null;
	return isKnown && !excludedFromCost ? [{ share: stored, backAt: performedAt }] : [];
}

/** Receipts that do not say why, with the reason of the candidate that they belong to. */
export function withReasons(
	receipts: readonly SeatReceipt[],
	candidates: readonly Candidate[],
): SeatReceipt[] {
	const byReceipt = new Map<string, Candidate>();
	for (const candidate of candidates) {
		if (candidate.receiptId !== null) byReceipt.set(candidate.receiptId, candidate);
	}
	return receipts.map((receipt) => {
		const candidate =
			receipt.reasonCode === null ? byReceipt.get(receipt.receiptId) : undefined;
		if (candidate === undefined) return receipt;
		const { reasonCode, inactiveDays } = candidate;
		return { ...receipt, reasonCode: reasonCode || null, inactiveDays };
	});
}

/** What a receipt did to the seat; null when the seat stayed, or nobody pays for it. */
export function fateOf(receipt: SeatReceipt): SeatFate | null {
	if (receipt.excludedFromCost) return null;
	if (receipt.state === 'restored') return 'restored';
	return receipt.state === 'done' && receipt.leftNoAccess ? 'reclaimed' : null;
}

function isNewer(a: SeatReceipt, b: SeatReceipt): boolean {
	const difference = (a.performedAt ?? 0) - (b.performedAt ?? 0);
	return difference === 0 ? PROGRESS[a.state] > PROGRESS[b.state] : difference > 0;
}

/** A share counts as stored only when all of it can be read. */
function storedShare(receipt: Receipt): StoredShare | null {
	const currency = readCurrency(receipt.savingCurrency ?? '');
	const amount = readAmount(receipt.savingShare);
	const countsFrom = readTime(receipt.savingFrom);
	const billingCycle = BILLING_CYCLE_NAMES.find((cycle) => cycle === receipt.savingCycle);
	if (currency === undefined || amount === undefined) return null;
	if (countsFrom === null || billingCycle === undefined) return null;
	return {
		amount: toMinor(amount, currency),
		currency,
		billingCycle,
		countsFrom: dayText(countsFrom),
	};
}

/** Access that is noted but cannot be read is access: no saving is claimed in doubt. */
function hadNoAccessLeft(remainingAccess: unknown): boolean {
	return isEmptyValue(remainingAccess) || readGroupRefs(remainingAccess)?.length === 0;
}

function identifiersOf(row: Row, { removedGroups, plannedGroups }: Receipt): string[] {
	const own = textOrNull(row.subscriptionIdentifier);
	const groups = [...removedGroups, ...plannedGroups].flatMap(({ id, name }) => [name, id]);
	return own === null ? groups : [own, ...groups];
}
