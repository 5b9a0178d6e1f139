import { isSameSite } from '../subscription';
import { DAY_MS, readTime } from '../times';
import { idsOf, joined, type GroupRef } from './groupRefs';
import type { PlacedReceipt, Receipt } from './receipts';
import type { SiteGroupRules } from './removalPlan';

/**
 * A run that died is finished by one of the next runs. Whoever leaves a group much later did not
 * leave it by that run.
 */
const PLAN_COUNTS_MS = 30 * DAY_MS;

/** Whose receipts count: those of one profile on one site. */
export interface ReceiptScope {
	profile: string;
	cloudId: string;
}

/** What earlier runs planned for a person and did not report as finished. */
export interface UnfinishedReceipt {
	/** The id that the finished receipt keeps, so that it replaces the planned one. */
	receiptId: string;
	accountId: string;
	/** Everything that they planned or removed. */
	plannedGroups: GroupRef[];
	/** What they removed for certain. */
	removedGroups: GroupRef[];
	/** When the seat was taken back, where an earlier run said so; ISO 8601. */
	reclaimedAt: string | null;
	/** Where the newest of the receipts stands among those given. */
	index: number;
	receipt: Receipt;
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
	scope: ReceiptScope & { now: number },
): Map<string, UnfinishedReceipt> {
	const own = receipts.filter(({ receipt }) => isWithin(receipt, scope));
	const settled = settledTimes(own, scope);
	const unfinished = new Map<string, UnfinishedReceipt>();
	for (const placed of own.sort(newestFirst)) {
		const { accountId } = placed.receipt;
		if (!isUnfinished(placed, settled.get(accountId), scope.now)) continue;
		const known = unfinished.get(accountId);
		unfinished.set(accountId, known ? withMore(known, placed) : firstOf(placed));
	}
	return unfinished;
}

/**
 * When a receipt of each person was last finished or restored, by account; in milliseconds since the
 * epoch, 0 where no receipt says when.
 */
export function settledTimes(
	receipts: readonly PlacedReceipt[],
	scope: ReceiptScope,
): Map<string, number> {
	const times = new Map<string, number>();
	for (const { receipt } of receipts) {
		if (!isWithin(receipt, scope)) continue;
		if (receipt.receiptState !== 'done' && receipt.receiptState !== 'restored') continue;
		const known = times.get(receipt.accountId) ?? 0;
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
	// The identity provider removes it: what is gone then was not left over by a run of ours.
	if (receiptState === 'handedOver') return false;
	if (settledAt !== undefined && timeOf(receipt) <= settledAt) return false;
	if (receiptState === 'partial') return true;
	const age = now - (readTime(performedAt) ?? now);
	return plannedGroups.length + removedGroups.length > 0 && age <= PLAN_COUNTS_MS;
}

function firstOf({ receipt, index }: PlacedReceipt): UnfinishedReceipt {
	const { receiptId, accountId, reclaimedAt } = receipt;
	const plannedGroups = joined(receipt.removedGroups, receipt.plannedGroups);
	const removedGroups = removedBy(receipt);
	return { receiptId, accountId, plannedGroups, removedGroups, reclaimedAt, index, receipt };
}

/** A plan removed nothing, whatever its row says. */
function removedBy({ receiptState, removedGroups }: Receipt): GroupRef[] {
	return receiptState === 'partial' ? removedGroups : [];
}

function withMore(known: UnfinishedReceipt, { receipt }: PlacedReceipt): UnfinishedReceipt {
	return {
		...known,
		plannedGroups: joined(known.plannedGroups, receipt.removedGroups, receipt.plannedGroups),
		removedGroups: joined(known.removedGroups, removedBy(receipt)),
		reclaimedAt: known.reclaimedAt ?? receipt.reclaimedAt,
	};
}

/**
 * An unfinished receipt with only those groups that it may speak of: what was removed for certain,
 * and of the rest what a plan could have found, a group of the profile that the candidate named and
 * that gives no admin rights. A row of a table may have been changed by hand, and "gone" proves
 * nothing of a group that the person never was in.
 *
 * @param groupIds those that the candidate names; null where there is no candidate to ask
 */
export function provenReceipt(
	unfinished: UnfinishedReceipt,
	{ profile, admin }: Pick<SiteGroupRules, 'profile' | 'admin'>,
	groupIds: readonly string[] | null,
): UnfinishedReceipt {
	const removed = idsOf(unfinished.removedGroups);
	const plannedGroups = unfinished.plannedGroups.filter(
		({ id }) =>
			removed.has(id) ||
			(profile.has(id) && !admin.has(id) && (groupIds === null || groupIds.includes(id))),
	);
	return { ...unfinished, plannedGroups };
}

function isWithin(receipt: Receipt, { profile, cloudId }: ReceiptScope): boolean {
	const isHere = receipt.cloudId === '' || isSameSite(receipt.cloudId, cloudId);
	return receipt.profile === profile && isHere;
}

function newestFirst(a: PlacedReceipt, b: PlacedReceipt): number {
	return timeOf(b.receipt) - timeOf(a.receipt) || b.index - a.index;
}

/** A receipt without a readable moment counts as the oldest. */
function timeOf({ performedAt }: Receipt): number {
	return readTime(performedAt) ?? 0;
}
