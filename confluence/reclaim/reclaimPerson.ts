import { namesOf } from '../../licensing/reclaim/groupRefs';
import { newReceiptId, type UnfinishedReceipt } from '../../licensing/reclaim/receipts';
import type { ReclaimItem } from '../../licensing/reclaim/reclaimItem';
import { planRemoval, type RemovalPlan } from '../../licensing/reclaim/removalPlan';
import {
	finishedEarlier,
	kept,
	planned,
	type ReasonToKeep,
} from '../../licensing/reclaim/seatOutcomes';
import { groupsOf } from '../api/people';
import type { Handled } from './peopleInTurn';
import { recheckActivity } from './recheck';
import type { ReclaimRun } from './reclaimRun';
import { removeSeat } from './removeSeat';

/**
 * Takes one person's seat back, or says why not. Everything is read afresh; the checks follow the
 * contract's order.
 *
 * @throws ConfluenceError while nothing has been changed for this person
 */
export async function reclaimPerson(
	run: ReclaimRun,
	item: ReclaimItem,
	unfinished?: UnfinishedReceipt,
): Promise<Handled> {
	const plan = planRemoval(
		await groupsOf(run.client, item.accountId),
		item,
		run.site.rules,
		unfinished?.plannedGroups,
	);
	if (plan.access.length === 0 && plan.gone.length > 0) {
		return { outcome: finishedEarlier(run, item, plan, unfinished) };
	}
	const keep = await reasonToKeep(run, item, plan);
	if (keep !== null) return { outcome: kept(keep, run, item, plan, unfinished) };
	const receiptId = unfinished?.receiptId ?? newReceiptId(item.profile, item.accountId, run.now);
	if (run.dryRun) return { outcome: planned(plan, receiptId, unfinished) };
	return await removeSeat(run, item, plan, receiptId, unfinished);
}

async function reasonToKeep(
	{ client, site, recheck }: ReclaimRun,
	item: ReclaimItem,
	plan: RemovalPlan,
): Promise<ReasonToKeep | null> {
	if (plan.access.length === 0) return { code: 'notAMember', detail: '' };
	if (plan.isAdmin || item.isAdmin) return { code: 'protectedAdmin', detail: '' };
	if (item.accountId === site.connected.accountId || item.isConnectedAccount) {
		return { code: 'protectedSelf', detail: '' };
	}
	const finding = await recheckActivity(client, item, recheck);
	if (finding !== null) return finding;
	return plan.remaining.length > 0
		? { code: 'stillBillable', detail: `The person is also in ${namesOf(plan.remaining)}.` }
		: null;
}
