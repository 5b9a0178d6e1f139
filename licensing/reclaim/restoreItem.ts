import { isSameSite } from '../subscription';
import type { OutcomeCode } from './outcomes';
import { groupsToRestore, type Receipt } from './receipts';

/** A receipt to restore, with the place of its item in the input. */
export interface RestoreItem {
	index: number;
	receipt: Receipt;
}

/** Which receipts a restore handles, and why not the others; each receipt once. */
export function selectReceipts(
	items: readonly RestoreItem[],
	cloudId: string,
): { chosen: RestoreItem[]; skipped: Map<number, OutcomeCode> } {
	const chosen: RestoreItem[] = [];
	const skipped = new Map<number, OutcomeCode>();
	const seen = new Set<string>();
	for (const item of items) {
		const reason = reasonToSkip(item.receipt, cloudId, seen);
		if (reason !== null) {
			skipped.set(item.index, reason);
			continue;
		}
		chosen.push(item);
		seen.add(item.receipt.receiptId);
	}
	return { chosen, skipped };
}

function reasonToSkip(
	receipt: Receipt,
	cloudId: string,
	seen: ReadonlySet<string>,
): OutcomeCode | null {
	if (!isSameSite(receipt.cloudId, cloudId)) return 'otherSite';
	if (seen.has(receipt.receiptId)) return 'duplicate';
	if (receipt.receiptState === 'restored') return 'alreadyRestored';
	return groupsToRestore(receipt).length === 0 ? 'nothingRemoved' : null;
}
