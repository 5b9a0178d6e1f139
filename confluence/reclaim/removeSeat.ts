import { idsOf, joined, namesOf, without, type GroupRef } from '../../licensing/reclaim/groupRefs';
import type { OutcomeCode } from '../../licensing/reclaim/outcomes';
import { untouched, type PersonOutcome } from '../../licensing/reclaim/personResult';
import type { ReceiptState } from '../../licensing/reclaim/receipts';
import type { UnfinishedReceipt } from '../../licensing/reclaim/unfinishedReceipts';
import type { ReclaimItem } from '../../licensing/reclaim/reclaimItem';
import {
	planRemoval,
	plannedGroupsOf,
	type RemovalPlan,
} from '../../licensing/reclaim/removalPlan';
import { removeMember, type Group } from '../api/groups';
import { changeGroups, type ChangeResult } from './changeGroups';
import type { WriteAccess } from './writeAccess';
import { idsOfMemberships, readUntil, unreadDetail, type MembershipLook } from './memberships';
import { stopsTheRun, type Handled } from './handleEach';
import type { ReclaimJob } from './jobs';
import type { ReclaimSite } from './site';

/**
 * Removes what is planned, group by group, and looks whether the person's groups show it. Never
 * throws: what happened comes out.
 */
export async function removeSeat(
	{ client, site, now, progress }: ReclaimJob,
	writeAccess: WriteAccess,
	{ item, plan, receiptId, unfinished }: Removal,
): Promise<Handled> {
	const { accountId } = item;
	const change = {
		accountId,
		wanted: false,
		send: async (groupId: string) => await removeMember(client, groupId, accountId),
		onWrite: () => (progress.wrote = true),
	};
	const result = await changeGroups(client, plan.remove, change, writeAccess);
	const refusal = result.refusals[0] ?? null;
	const changedIds = result.changed.map(({ id }) => id);
	const look =
		result.changed.length === 0
			? null
			: await readUntil(client, accountId, { groupIds: changedIds, present: false });
	const groups = look?.groups ?? null;
	const removedNow =
		groups === null ? result.changed : without(result.changed, idsOfMemberships(groups));
	const removedGroups = joined(plan.gone, removedNow);
	const failure = result.failure ?? refusal?.failure ?? null;
	const verified = look?.asWanted === true && failure === null;
	const plannedGroups = plannedGroupsOf(plan);
	const receiptState = receiptStateAfter(plannedGroups, removedGroups, verified);
	const touched = result.changed.length > 0 || result.uncertain !== null || plan.gone.length > 0;
	const outcome: PersonOutcome = {
		...untouched(codeOf(result, verified), detailOf(result, look)),
		plannedGroups,
		removedGroups,
		removals: removedNow.length,
		remainingAccess: accessAfter(plan, removedNow, groups, item, site),
		verified,
		receipt: touched
			? { receiptId, receiptState, reclaimedAt: unfinished?.reclaimedAt ?? now }
			: null,
	};
	if (refusal === null) return { outcome, failure: result.failure };
	const ofAccount: PersonOutcome = {
		...outcome,
		code: 'notSiteAdmin',
		detail: refusal.failure.message,
	};
	return { outcome, otherwise: { groupId: refusal.group.id, outcome: ofAccount } };
}

/** What the removal is about. */
export interface Removal {
	item: ReclaimItem;
	plan: RemovalPlan;
	receiptId: string;
	/** What an earlier run left open for this person. */
	unfinished: UnfinishedReceipt | undefined;
}

function detailOf({ failure, refusals }: ChangeResult, look: MembershipLook | null): string {
	if (failure !== null) return failure.message;
	const refusal = refusals[0];
	return refusal === undefined
		? unreadDetail(look)
		: `This concerns ${namesOf([refusal.group])}. ${refusal.failure.message}`;
}

/**
 * A receipt is done only when the person's groups were read and show all of it. One whose removal
 * was sent is begun, whatever the groups show by now: it may still take effect.
 */
function receiptStateAfter(
	plannedGroups: readonly GroupRef[],
	removedGroups: readonly GroupRef[],
	verified: boolean,
): ReceiptState {
	const isAllGone = without(plannedGroups, idsOf(removedGroups)).length === 0;
	return verified && isAllGone ? 'done' : 'partial';
}

function codeOf(
	{ changed, refusals, uncertain, failure }: ChangeResult,
	verified: boolean,
): OutcomeCode {
	if (failure === null && refusals.length === 0) return verified ? 'reclaimed' : 'notVerified';
	if (changed.length > 0) return 'partlyRemoved';
	if (failure === null) return 'groupNotManaged';
	if (uncertain !== null) return 'notVerified';
	if (failure.kind === 'notSiteAdmin') return 'notSiteAdmin';
	return stopsTheRun(failure) ? 'notReached' : 'removalFailed';
}

/** What gives a seat after the removal: read afresh, or reckoned where that was impossible. */
function accessAfter(
	plan: RemovalPlan,
	removedNow: readonly GroupRef[],
	groups: readonly Group[] | null,
	item: ReclaimItem,
	{ rules }: ReclaimSite,
): GroupRef[] {
	return groups === null
		? without(plan.access, idsOf(removedNow))
		: planRemoval(groups, item, rules).access;
}
