import { namesOf } from '../../licensing/reclaim/groupRefs';
import { untouched } from '../../licensing/reclaim/personResult';
import type { UnfinishedReceipt } from '../../licensing/reclaim/receipts';
import { closedReceipt, receiptOfGone } from '../../licensing/reclaim/seatOutcomes';
import { planRemoval } from '../../licensing/reclaim/removalPlan';
import { membershipsOf } from './memberships';
import type { Handled } from './handleEach';
import type { ReclaimRun } from './jobs';

/**
 * Settles the receipt of somebody whom this run does not handle, most often because the person is
 * no candidate any more after an earlier run that died. Reads only. Where no group is gone a
 * live run closes the receipt; a dry run leaves it, and its outcome holds none.
 */
export async function settleReceipt(
	run: ReclaimRun,
	unfinished: UnfinishedReceipt,
): Promise<Handled> {
	const groupIds = unfinished.plannedGroups.map(({ id }) => id);
	const memberships = await membershipsOf(run.client, unfinished.accountId, groupIds);
	const plan = planRemoval(memberships, { groupIds }, run.site.rules, unfinished.plannedGroups);
	if (plan.gone.length === 0) {
		return { outcome: { ...untouched('nothingGone'), ...closedReceipt(run, unfinished) } };
	}
	const complete = plan.gone.length === unfinished.plannedGroups.length;
	const finished = run.dryRun ? 'wouldReclaim' : 'reclaimed';
	return {
		outcome: {
			...untouched(
				complete ? finished : 'partlyRemoved',
				`An earlier run had removed ${namesOf(plan.gone)}.`,
			),
			...receiptOfGone(plan, unfinished.receipt, run, unfinished),
			remainingAccess: plan.access,
			verified: complete,
		},
	};
}
