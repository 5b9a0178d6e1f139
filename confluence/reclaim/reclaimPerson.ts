import { idsOf, namesOf, within, without, type GroupRef } from '../../licensing/reclaim/groupRefs';
import { untouched } from '../../licensing/reclaim/personResult';
import { newReceiptId } from '../../licensing/reclaim/receipts';
import { provenReceipt, type UnfinishedReceipt } from '../../licensing/reclaim/unfinishedReceipts';
import { isDecidedBefore, type ReclaimItem } from '../../licensing/reclaim/reclaimItem';
import {
	planRemoval,
	type RemovalPlan,
	type SiteGroupRules,
} from '../../licensing/reclaim/removalPlan';
import {
	finishedEarlier,
	kept,
	planned,
	type ReasonToKeep,
} from '../../licensing/reclaim/seatOutcomes';
import type { Group } from '../api/groups';
import { ConfluenceError } from '../errors';
import type { WriteAccess } from './writeAccess';
import { membershipsOf } from './memberships';
import type { Handled } from './handleEach';
import { recheckActivity } from './recheck';
import type { ReclaimJob } from './jobs';
import { removeSeat } from './removeSeat';

/** What the receipts of earlier runs say about a person. */
export interface EarlierReceipts {
	/** What they left open. */
	unfinished?: UnfinishedReceipt;
	/** When one was last finished or restored; milliseconds since the epoch, 0: nobody knows. */
	settledAt?: number;
}

/**
 * Takes one person's seat back, or says why not. Everything is read afresh; the checks follow the
 * contract's order.
 *
 * @throws ConfluenceError while nothing has been changed for this person
 */
export async function reclaimPerson(
	job: ReclaimJob,
	writeAccess: WriteAccess,
	item: ReclaimItem,
	{ unfinished: given, settledAt }: EarlierReceipts = {},
): Promise<Handled> {
	const unfinished = given && provenReceipt(given, job.site.rules, item.groupIds);
	const memberships = await groupsOfKnown(job, item, unfinished);
	if (memberships === null) {
		const detail = 'The site no longer knows this person.';
		return { outcome: untouched('notAMember', detail) };
	}
	const plan = planRemoval(memberships, item, job.site.rules, unfinished?.plannedGroups);
	if (plan.access.length === 0 && plan.gone.length > 0) {
		return { outcome: finishedEarlier(job, item, plan, unfinished) };
	}
	const keep = await reasonToKeep(job, item, plan, settledAt);
	if (keep !== null) return { outcome: kept(keep, job, item, plan, unfinished) };
	const receiptId = unfinished?.receiptId ?? newReceiptId(item.profile, item.accountId, job.now);
	if (job.dryRun) return { outcome: planned(plan, receiptId, unfinished) };
	const unplanned = without(plan.remove, idsOf(unfinished?.plannedGroups ?? []));
	if (job.needsPlan && unplanned.length > 0) {
		const reason = { code: 'noReceipt', detail: concerns(unplanned) } as const;
		return { outcome: kept(reason, job, item, plan, unfinished) };
	}
	const refused = plan.remove.find(({ id }) => writeAccess.refusalOf(id) !== null);
	if (refused === undefined) {
		return await removeSeat(job, writeAccess, { item, plan, receiptId, unfinished });
	}
	return {
		outcome: kept(notManaged([refused]), job, item, plan, unfinished),
		otherwise: {
			groupId: refused.id,
			outcome: untouched('notReached', writeAccess.refusalOf(refused.id)?.message),
		},
	};
}

/** A person's groups; null for somebody whom the site does not know any more. */
async function groupsOfKnown(
	{ client }: ReclaimJob,
	{ accountId, groupIds }: ReclaimItem,
	unfinished: UnfinishedReceipt | undefined,
): Promise<Group[] | null> {
	const planned = unfinished?.plannedGroups.map(({ id }) => id) ?? [];
	try {
		return await membershipsOf(client, accountId, [...groupIds, ...planned]);
	} catch (error) {
		if (error instanceof ConfluenceError && error.kind === 'notFound') return null;
		throw error;
	}
}

async function reasonToKeep(
	{ client, site, recheck }: ReclaimJob,
	item: ReclaimItem,
	plan: RemovalPlan,
	settledAt: number | undefined,
): Promise<ReasonToKeep | null> {
	if (plan.access.length === 0) return { code: 'notAMember', detail: '' };
	if (plan.isAdmin || item.isAdmin) return { code: 'protectedAdmin', detail: '' };
	if (item.accountId === site.connected.accountId || item.isConnectedAccount) {
		return { code: 'protectedSelf', detail: '' };
	}
	if (settledAt !== undefined && (settledAt === 0 || isDecidedBefore(item, settledAt))) {
		return { code: 'takenBackBefore', detail: '' };
	}
	const finding = await recheckActivity(client, item, recheck);
	if (finding !== null) return finding;
	if (plan.remaining.length === 0) return null;
	return without(plan.remaining, idsOf(plan.notManaged)).length === 0
		? notManaged(plan.remaining)
		: { code: 'stillBillable', detail: remainingDetail(plan.remaining, site.rules) };
}

function notManaged(groups: readonly GroupRef[]): ReasonToKeep {
	return { code: 'groupNotManaged', detail: concerns(groups) };
}

function concerns(groups: readonly GroupRef[]): string {
	return `This concerns ${namesOf(groups)}.`;
}

/** Seats on a site that the credential does not cover cannot be told from seats here. */
function remainingDetail(
	remaining: readonly GroupRef[],
	{ maybeElsewhere }: SiteGroupRules,
): string {
	const elsewhere = within(remaining, maybeElsewhere);
	const also = `The person is also in ${namesOf(remaining)}.`;
	return elsewhere.length === 0
		? also
		: `${also} ${namesOf(elsewhere)} may belong to another site. Choose the access groups of this site, or connect a credential that covers that site too.`;
}
