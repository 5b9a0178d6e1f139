import { byLongestInactive } from '../person';
import { isSameSite } from '../subscription';
import { mayBeAfter } from '../times';
import { finalAnswer, type Answers, type FinalAnswer } from './answers';
import type { OutcomeCode } from './outcomes';
import { groupsToRestore, type PlacedReceipt, type Receipt } from './receipts';
import { isDue, type ReclaimItem } from './reclaimItem';

/** What decides, before anything is asked, whether a run handles a person. */
export interface SelectionSettings {
	/** The site that the run works on. */
	cloudId: string;
	/** How many people one run handles. */
	maxPerRun: number;
	/** Whether candidates whose reading was never checked may be handled. */
	acknowledgeEditsOnly: boolean;
	/** Milliseconds since the epoch. */
	now: number;
	/** What people and administrators said. */
	answers: Answers;
	/** Receipts that cannot be read, by account: what may be gone of these people is not known. */
	unreadableReceipts: ReadonlyMap<string, string>;
}

/** Who is handled by a run, and why the others are not. */
export interface Selection {
	/** Longest inactive first, never active last. */
	chosen: ReclaimItem[];
	/** By the index of the item. */
	skipped: Map<number, OutcomeCode>;
}

/** Chooses the people of one profile by what their items say; checks in the contract's order. */
export function selectPeople(
	items: readonly ReclaimItem[],
	settings: SelectionSettings,
): Selection {
	const skipped = new Map<number, OutcomeCode>();
	const eligible: ReclaimItem[] = [];
	const seen = new Set<string>();
	const kept = new Set(
		items.filter(({ decision }) => decision !== 'candidate').map((item) => item.accountId),
	);
	for (const item of items) {
		const reason = reasonToSkip(item, settings, { seen, kept });
		if (reason === null) eligible.push(item);
		else skipped.set(item.index, reason);
		if (reason === null || reason === 'viewsNotChecked') seen.add(item.accountId);
	}
	eligible.sort(byLongestInactive);
	for (const item of eligible.slice(settings.maxPerRun)) skipped.set(item.index, 'overCap');
	return { chosen: eligible.slice(0, settings.maxPerRun), skipped };
}

function reasonToSkip(
	item: ReclaimItem,
	settings: SelectionSettings,
	{ seen, kept }: { seen: ReadonlySet<string>; kept: ReadonlySet<string> },
): OutcomeCode | null {
	if (item.decision !== 'candidate') return 'notACandidate';
	if (!isDue(item)) return 'notDue';
	if (mayBeAfter(item.keepUntil, settings.now)) return 'coolingDown';
	if (!isSameSite(item.cloudId, settings.cloudId)) return 'otherSite';
	const answer = finalAnswer(settings.answers, item)?.answer;
	if (answer === 'keep') return 'keptByAnswer';
	if (answer === 'unreadable') return 'unreadableAnswer';
	if (settings.unreadableReceipts.has(item.accountId)) return 'unreadableReceipt';
	if (kept.has(item.accountId)) return 'contradicted';
	if (seen.has(item.accountId)) return 'duplicate';
	const mayDecide = item.viewsChecked || settings.acknowledgeEditsOnly;
	return mayDecide || isSureWithoutViews(item, answer) ? null : 'viewsNotChecked';
}

/** Whoever left reads no more, and whoever gave the seat back needs it no more. */
function isSureWithoutViews(
	{ reasonCode, gaveBack }: ReclaimItem,
	answer: FinalAnswer['answer'] | undefined,
): boolean {
	return reasonCode === 'left' || gaveBack || answer === 'release';
}

/** Which receipts a restore handles, and why not the others; each receipt once. */
export function selectReceipts(
	items: readonly PlacedReceipt[],
	cloudId: string,
): { chosen: PlacedReceipt[]; skipped: Map<number, OutcomeCode> } {
	const chosen: PlacedReceipt[] = [];
	const skipped = new Map<number, OutcomeCode>();
	const seen = new Set<string>();
	for (const item of items) {
		const reason = reasonNotToRestore(item.receipt, cloudId, seen);
		if (reason !== null) {
			skipped.set(item.index, reason);
			continue;
		}
		chosen.push(item);
		seen.add(item.receipt.receiptId);
	}
	return { chosen, skipped };
}

function reasonNotToRestore(
	receipt: Receipt,
	cloudId: string,
	seen: ReadonlySet<string>,
): OutcomeCode | null {
	if (!isSameSite(receipt.cloudId, cloudId)) return 'otherSite';
	if (seen.has(receipt.receiptId)) return 'duplicate';
	if (receipt.receiptState === 'restored') return 'alreadyRestored';
	return groupsToRestore(receipt).length === 0 ? 'nothingRemoved' : null;
}
