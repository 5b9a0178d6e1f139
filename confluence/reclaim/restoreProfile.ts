import { untouched, type PersonOutcome } from '../../licensing/reclaim/personResult';
import type { PlacedReceipt, Receipt } from '../../licensing/reclaim/receipts';
import { selectReceipts } from '../../licensing/reclaim/selection';
import { WriteAccess } from './writeAccess';
import { handleEach } from './handleEach';
import { restorePerson } from './restorePerson';
import type { ProfileOutcome, RestoreJob } from './jobs';

/**
 * Gives back the seats of the receipts of one profile, one after the other.
 *
 * @throws ConfluenceError when the run must end before its first write: nothing was changed
 */
export async function restoreProfile(
	job: RestoreJob,
	items: readonly PlacedReceipt[],
): Promise<ProfileOutcome> {
	const { chosen, skipped } = selectReceipts(items, job.site.cloudId);
	const byItem = new Map<number, PersonOutcome>();
	const writeAccess = new WriteAccess();
	const turn = await handleEach(
		chosen,
		job,
		async ({ receipt }) => await restorePerson(job, writeAccess, receipt),
		writeAccess,
	);
	for (const { index, receipt } of items) {
		byItem.set(index, withReceipt(untouched(skipped.get(index) ?? 'notReached'), receipt));
	}
	for (const [place, { index, receipt }] of chosen.entries()) {
		const outcome = turn.outcomes[place];
		if (outcome) byItem.set(index, withReceipt(outcome, receipt));
	}
	return { byItem, settled: [], stoppedBy: turn.stoppedBy };
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
