import { namesOf } from '../../licensing/reclaim/groupRefs';
import { untouched } from '../../licensing/reclaim/personResult';
import type { UnfinishedReceipt } from '../../licensing/reclaim/receipts';
import { closedReceipt, receiptOfGone } from '../../licensing/reclaim/seatOutcomes';
import { planRemoval } from '../../licensing/reclaim/removalPlan';
import { membershipsOf } from './memberships';
import type { Handled } from './handleEach';
import type { ReclaimJob } from './jobs';

/**
 * Settles the receipt of somebody whom this run does not handle, most often because the person is
 * no candidate any more after an earlier run that died. Reads only. Where no group is gone a
 * live run closes the receipt; a dry run leaves it, and its outcome holds none.
 */
export async function settleReceipt(
	job: ReclaimJob,
	unfinished: UnfinishedReceipt,
): Promise<Handled> {
	const groupIds = unfinished.plannedGroups.map(({ id }) => id);
	const memberships = await membershipsOf(job.client, unfinished.accountId, groupIds);
	const plan = planRemoval(memberships, { groupIds }, job.site.rules, unfinished.plannedGroups);
	if (plan.gone.length === 0) {
		return { outcome: { ...untouched('nothingGone'), ...closedReceipt(job, unfinished) } };
	}
	const complete = plan.gone.length === unfinished.plannedGroups.length;
	const finished = job.dryRun ? 'wouldReclaim' : 'reclaimed';
	return {
		outcome: {
			...untouched(
				complete ? finished : 'partlyRemoved',
				`An earlier run had already removed the person from ${namesOf(plan.gone)}.`,
			),
			...receiptOfGone(plan, unfinished.receipt, job, unfinished),
			remainingAccess: plan.access,
			verified: complete,
		},
	};
}
