import { joined } from '../reclaim/groupRefs';
import { RECEIPT_PROGRESS, type Receipt } from '../reclaim/receipts';
import type { EvidenceRow } from './evidenceRow';

/** What became of the seat by the receipt. */
export function receiptFields(
	receipt: Receipt | null,
): Pick<
	EvidenceRow,
	'receiptId' | 'receiptState' | 'groups' | 'takenBackAt' | 'verified' | 'restoredAt'
> {
	if (receipt === null) {
		return {
			receiptId: null,
			receiptState: null,
			groups: '',
			takenBackAt: null,
			verified: null,
			restoredAt: null,
		};
	}
	const { receiptState, performedAt, reclaimedAt } = receipt;
	const isRestored = receiptState === 'restored';
	const isTaken = receiptState !== 'planned' && receiptState !== 'handedOver';
	return {
		receiptId: receipt.receiptId,
		receiptState,
		groups: joined(receipt.removedGroups, isTaken ? [] : receipt.plannedGroups)
			.map(({ name }) => name)
			.join('; '),
		takenBackAt: isTaken ? (reclaimedAt ?? (isRestored ? null : performedAt)) : null,
		// A receipt is done only after the memberships were read again.
		verified: isTaken
			? (receiptState === 'done' || isRestored) && receipt.remainingAccess.length === 0
			: null,
		restoredAt: isRestored ? performedAt : null,
	};
}

/** One row for each receipt: the furthest, which still knows when the seat was taken back. */
export function furthestReceipts(receipts: readonly Receipt[]): Map<string, Receipt> {
	const byId = new Map<string, Receipt>();
	for (const receipt of receipts) {
		const known = byId.get(receipt.receiptId);
		if (known === undefined) byId.set(receipt.receiptId, receipt);
		else {
			const isFurther = progressOf(receipt) >= progressOf(known);
			const [newer, older] = isFurther ? [receipt, known] : [known, receipt];
			const takenAt = older.reclaimedAt ?? (isDone(older) ? older.performedAt : null);
			const reclaimedAt = newer.reclaimedAt ?? (isDone(newer) ? null : takenAt);
			byId.set(receipt.receiptId, {
				...newer,
				reclaimedAt,
				reasonCode: newer.reasonCode ?? older.reasonCode,
				inactiveDays: newer.inactiveDays ?? older.inactiveDays,
			});
		}
	}
	return byId;
}

function isDone({ receiptState }: Receipt): boolean {
	return receiptState === 'done';
}

function progressOf({ receiptState }: Receipt): number {
	return RECEIPT_PROGRESS[receiptState];
}
