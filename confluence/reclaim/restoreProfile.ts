import { untouched, type PersonOutcome } from '../../licensing/reclaim/personResult';
import type { PlacedReceipt, Receipt } from '../../licensing/reclaim/receipts';
import { selectReceipts } from '../../licensing/reclaim/selection';
import type { ConfluenceError } from '../errors';
import { GroupTrials } from './groupTrials';
import { peopleInTurn } from './peopleInTurn';
import { restorePerson } from './restorePerson';
import type { RestoreRun } from './restoreRun';

/**
 * Gives back the seats of the receipts of one profile, one after the other.
 *
 * @returns the outcomes by the index of the item, and why the run ended early
 * @throws ConfluenceError when the run must end before its first write: nothing was changed
 */
export async function restoreProfile(
	run: RestoreRun,
	items: readonly PlacedReceipt[],
): Promise<{ byItem: Map<number, PersonOutcome>; stoppedBy: ConfluenceError | null }> {
	const { chosen, skipped } = selectReceipts(items, run.site.cloudId);
	const byItem = new Map<number, PersonOutcome>();
	const trials = new GroupTrials();
	const turn = await peopleInTurn(
		chosen,
		run.course,
		async ({ receipt }) => await restorePerson(run, trials, receipt),
		trials,
	);
	for (const { index, receipt } of items) {
		byItem.set(index, withReceipt(untouched(skipped.get(index) ?? 'notReached'), receipt));
	}
	for (const [place, { index, receipt }] of chosen.entries()) {
		const outcome = turn.outcomes[place];
		if (outcome) byItem.set(index, withReceipt(outcome, receipt));
	}
	return { byItem, stoppedBy: turn.stoppedBy };
}

/** Whatever became of a restore, the result still holds what the receipt says. */
function withReceipt(outcome: PersonOutcome, receipt: Receipt): PersonOutcome {
	if (outcome.receipt !== null) return outcome;
	const { receiptId, receiptState, plannedGroups, removedGroups } = receipt;
	const reclaimedAt = receipt.reclaimedAt ?? receipt.performedAt;
	return {
		...outcome,
		plannedGroups,
		removedGroups,
		receipt: { receiptId, receiptState, reclaimedAt },
	};
}
