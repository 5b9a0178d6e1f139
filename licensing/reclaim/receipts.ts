import { missingProblem, type FieldProblem } from '../person';
import { readId, readNumber, textOrNull, type Row } from '../tableValues';
import { isoOrNull } from '../times';
import { joined, readGroupRefs, type GroupRef } from './groupRefs';

/**
 * How far a removal has come: only planned, finished, begun, handed over to the identity provider,
 * or given back. A begun one names what is gone for certain in `removedGroups`; the rest of the plan
 * is looked at by the next run. Of one that was handed over nothing is known to be gone.
 */
export const RECEIPT_STATES = ['planned', 'done', 'partial', 'handedOver', 'restored'] as const;
export type ReceiptState = (typeof RECEIPT_STATES)[number];

/** How far a receipt has come; of two rows of one receipt the further one counts. */
export const RECEIPT_PROGRESS: Readonly<Record<ReceiptState, number>> = {
	planned: 0,
	handedOver: 1,
	partial: 2,
	done: 3,
	restored: 4,
};

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

/**
 * The groups that restoring a receipt gives back; being in one of them already is enough. A removal
 * that was begun may take effect late, so the rest of its plan belongs to it. A plan alone removed
 * nothing: what a run that died had removed is found by settling its receipt first.
 */
export function groupsToRestore(receipt: Receipt): GroupRef[] {
	return receipt.receiptState === 'partial'
		? joined(receipt.removedGroups, receipt.plannedGroups)
		: receipt.removedGroups;
}

/** A receipt with its place among those given. */
export interface PlacedReceipt {
	receipt: Receipt;
	index: number;
}
