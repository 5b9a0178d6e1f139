import { missingProblem, type FieldProblem } from '../person';
import { isSameSite } from '../subscription';
import { readId, readNumber, textOrNull, type Row } from '../tableValues';
import { DAY_MS, isoOrNull, readTime } from '../times';
import { joined, readGroupRefs, type GroupRef } from './groupRefs';

/**
 * How far a removal has come: only planned, finished, begun, or given back. A begun one names what
 * is gone for certain in `removedGroups`; the rest of the plan is looked at by the next run.
 */
export const RECEIPT_STATES = ['planned', 'done', 'partial', 'restored'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/**
 * A run that died is finished by one of the next runs. Whoever leaves a group much later did not
 * leave it by that run.
 */
const PLAN_COUNTS_MS = 30 * DAY_MS;

/** What one reclaim was going to remove and removed: enough to restore it exactly. */
export interface Receipt {
	receiptId: string;
	profile: string;
	cloudId: string;
	accountId: string;
	displayName: string | null;
	email: string | null;
	/** Everything that the reclaim was going to remove. */
	plannedGroups: GroupRef[];
	/** What is removed for certain. */
	removedGroups: GroupRef[];
	/** What still gave the person a seat afterwards. */
	remainingAccess: GroupRef[];
	receiptState: ReceiptState;
	/** When the state of this receipt came about; ISO 8601. */
	performedAt: string | null;
	/** When the seat was taken back; kept when it is given back. */
	reclaimedAt: string | null;
	/** Why the person was a candidate. */
	reasonCode: string | null;
	/** How many days without activity the person had then. */
	inactiveDays: number | null;
	/** What the removal saves in one billing cycle, once it is final: a restore takes it back. */
	savingShare: number | null;
	savingCurrency: string | null;
	/** The billing cycle that the share is for. */
	savingCycle: string | null;
	/** The day from which it counts. */
	savingFrom: string | null;
}

/** The id of a person's receipt of a run that takes `now` (ISO 8601) as its moment. */
export function newReceiptId(profile: string, accountId: string, now: string): string {
	return `${profile}:${accountId}:${now}`;
}

/** Reads a receipt from an item or a table row. With a problem it must not be used. */
export function readReceipt(row: Row): { receipt: Receipt; problems: FieldProblem[] } {
	const problems: FieldProblem[] = [];
	const text = (field: 'receiptId' | 'profile'): string => {
		const value = textOrNull(row[field]);
		if (value === null) problems.push(missingProblem(field, null));
		return value ?? '';
	};
	const accountId = readId(row.accountId);
	if (accountId === '') problems.push(missingProblem('accountId', row.accountId));
	const groups = (field: 'plannedGroups' | 'removedGroups'): GroupRef[] => {
		const value = readGroupRefs(row[field]);
		if (value === undefined) problems.push({ field, problem: 'is not a list of groups' });
		return value ?? [];
	};
	const receiptState = RECEIPT_STATES.find((state) => state === row.receiptState);
	if (receiptState === undefined) {
		problems.push({
			field: 'receiptState',
			problem: `is not one of ${RECEIPT_STATES.join(', ')}`,
		});
	}
	const receipt: Receipt = {
		receiptId: text('receiptId'),
		profile: text('profile'),
		cloudId: textOrNull(row.cloudId) ?? '',
		accountId,
		displayName: textOrNull(row.displayName),
		email: textOrNull(row.email),
		plannedGroups: groups('plannedGroups'),
		removedGroups: groups('removedGroups'),
		remainingAccess: readGroupRefs(row.remainingAccess) ?? [],
		receiptState: receiptState ?? 'planned',
		performedAt: isoOrNull(row.performedAt),
		reclaimedAt: isoOrNull(row.reclaimedAt),
		reasonCode: textOrNull(row.reasonCode),
		inactiveDays: readNumber(row.inactiveDays) ?? null,
		savingShare: readNumber(row.savingShare) ?? null,
		savingCurrency: textOrNull(row.savingCurrency),
		savingCycle: textOrNull(row.savingCycle),
		savingFrom: textOrNull(row.savingFrom),
	};
	return { receipt, problems };
}

/** The columns of the receipts table, in order. */
export const RECEIPT_FIELDS: readonly string[] = Object.keys(readReceipt({}).receipt);

/** The groups that restoring a receipt gives back; being in one of them already is enough. */
export function groupsToRestore(receipt: Receipt): GroupRef[] {
	return receipt.receiptState === 'done'
		? receipt.removedGroups
		: joined(receipt.removedGroups, receipt.plannedGroups);
}

/** What earlier runs planned for a person and did not report as finished. */
export interface UnfinishedReceipt {
	/** The id that the finished receipt keeps, so that it replaces the planned one. */
	receiptId: string;
	accountId: string;
	plannedGroups: GroupRef[];
	/** When the seat was taken back, where an earlier run said so; ISO 8601. */
	reclaimedAt: string | null;
	/** Where the newest of the receipts stands among those given. */
	index: number;
	receipt: Receipt;
}

/** A receipt with its place among those given. */
export interface PlacedReceipt {
	receipt: Receipt;
	index: number;
}

/**
 * The unfinished receipts of one profile and site by account. Several of one person become one:
 * together they name everything that may have been removed. One that is older than a finished or
 * restored receipt of the same person is settled already and does not count, nor does a plan that
 * names no group or that nobody came back to for a month.
 *
 * @param scope `now` in milliseconds since the epoch
 */
export function unfinishedReceipts(
	receipts: readonly PlacedReceipt[],
	{ profile, cloudId, now }: { profile: string; cloudId: string; now: number },
): Map<string, UnfinishedReceipt> {
	const own = receipts.filter(
		({ receipt }) =>
			receipt.profile === profile &&
			(receipt.cloudId === '' || isSameSite(receipt.cloudId, cloudId)),
	);
	const settled = settledTimes(own);
	const unfinished = new Map<string, UnfinishedReceipt>();
	for (const placed of own.sort(newestFirst)) {
		const { accountId } = placed.receipt;
		if (!isUnfinished(placed, settled.get(accountId), now)) continue;
		const known = unfinished.get(accountId);
		unfinished.set(accountId, known ? withMore(known, placed) : firstOf(placed));
	}
	return unfinished;
}

/** When a receipt of each person was last finished or restored, in milliseconds since the epoch. */
function settledTimes(receipts: readonly PlacedReceipt[]): Map<string, number> {
	const times = new Map<string, number>();
	for (const { receipt } of receipts) {
		if (receipt.receiptState !== 'done' && receipt.receiptState !== 'restored') continue;
		const known = times.get(receipt.accountId) ?? Number.NEGATIVE_INFINITY;
		times.set(receipt.accountId, Math.max(known, timeOf(receipt)));
	}
	return times;
}

function isUnfinished(
	{ receipt }: PlacedReceipt,
	settledAt: number | undefined,
	now: number,
): boolean {
	const { receiptState, plannedGroups, removedGroups, performedAt } = receipt;
	if (receiptState === 'done' || receiptState === 'restored') return false;
	if (settledAt !== undefined && timeOf(receipt) <= settledAt) return false;
	if (receiptState === 'partial') return true;
	const age = now - (readTime(performedAt) ?? now);
	return plannedGroups.length + removedGroups.length > 0 && age <= PLAN_COUNTS_MS;
}

function firstOf({ receipt, index }: PlacedReceipt): UnfinishedReceipt {
	const { receiptId, accountId, reclaimedAt } = receipt;
	const plannedGroups = joined(receipt.removedGroups, receipt.plannedGroups);
	return { receiptId, accountId, plannedGroups, reclaimedAt, index, receipt };
}

function withMore(known: UnfinishedReceipt, { receipt }: PlacedReceipt): UnfinishedReceipt {
	return {
		...known,
		plannedGroups: joined(known.plannedGroups, receipt.removedGroups, receipt.plannedGroups),
		reclaimedAt: known.reclaimedAt ?? receipt.reclaimedAt,
	};
}

function newestFirst(a: PlacedReceipt, b: PlacedReceipt): number {
	return timeOf(b.receipt) - timeOf(a.receipt) || b.index - a.index;
}

/** A receipt without a readable moment counts as the oldest. */
function timeOf({ performedAt }: Receipt): number {
	return readTime(performedAt) ?? 0;
}
