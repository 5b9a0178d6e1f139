import type { BillingCycle } from './billing';
import { minorToNumber, type Minor } from './money';
import type { ShareState } from './receiptShares';

/** The share of one removal, or of one candidate, in what is saved. */
export interface SavingShare {
	profile: string;
	model: string;
	accountId: string;
	/** null for a candidate. */
	receiptId: string | null;
	state: ShareState | 'possible';
	amount: Minor;
	currency: string | null;
	billingCycle: BillingCycle | null;
	/** The day from which it counts. */
	countsFrom: string | null;
	isToStore: boolean;
	/** Profiles or products through which the person is billed as long as a seat is left there. */
	stillBilledThrough: string[];
}

/** The fields of a share as an item. */
export const SHARE_FIELDS = [
	'profile',
	'model',
	'accountId',
	'receiptId',
	'state',
	'savingShare',
	'savingCurrency',
	'savingCycle',
	'savingFrom',
	'isToStore',
	'stillBilledThrough',
	'note',
] as const;

/** A share as an item; its `saving...` fields are the columns of the receipts table. */
export function shareItem(share: SavingShare): Record<(typeof SHARE_FIELDS)[number], unknown> {
	const { currency, stillBilledThrough } = share;
	return {
		profile: share.profile,
		model: share.model,
		accountId: share.accountId,
		receiptId: share.receiptId,
		state: share.state,
		savingShare: currency === null ? null : minorToNumber(share.amount, currency),
		savingCurrency: currency,
		savingCycle: share.billingCycle,
		savingFrom: share.countsFrom,
		isToStore: share.isToStore,
		stillBilledThrough,
		note: stillBilledNote(stillBilledThrough),
	};
}

/** What to say wherever the saving of a person is shown; null where nothing is to be added. */
export function stillBilledNote(through: readonly string[]): string | null {
	return through.length === 0 ? null : `Still billed through ${through.join(', ')}.`;
}
