import { idsOf, joined, within, without, type GroupRef } from '../../licensing/reclaim/groupRefs';
import type { OutcomeCode } from '../../licensing/reclaim/outcomes';
import { untouched } from '../../licensing/reclaim/personResult';
import type { ReceiptState, UnfinishedReceipt } from '../../licensing/reclaim/receipts';
import type { ReclaimItem } from '../../licensing/reclaim/reclaimItem';
import {
	planRemoval,
	plannedGroupsOf,
	type RemovalPlan,
} from '../../licensing/reclaim/removalPlan';
import { removeMember, type Group } from '../api/groups';
import { changeGroups, type ChangeResult } from './changeGroups';
import { idsOfMemberships, readUntil, unreadDetail } from './memberships';
import { stopsTheRun, type Handled } from './peopleInTurn';
import type { ReclaimRun } from './reclaimRun';
import type { ReclaimSite } from './site';

/**
 * Removes what is planned, group by group, and looks whether the person's groups show it. Never
 * throws: what happened comes out.
 */
export async function removeSeat(
	{ client, site, now, course }: ReclaimRun,
	item: ReclaimItem,
	plan: RemovalPlan,
	receiptId: string,
	unfinished?: UnfinishedReceipt,
): Promise<Handled> {
	const { accountId } = item;
	const result = await changeGroups(client, plan.remove, {
		accountId,
		wanted: false,
		send: async (groupId) => await removeMember(client, groupId, accountId),
		onWrite: () => (course.wrote = true),
	});
	const look =
		result.changed.length === 0
			? null
			: await readUntil(client, accountId, (ids) => within(result.changed, ids).length === 0);
	const groups = look?.groups ?? null;
	const removedNow =
		groups === null ? result.changed : without(result.changed, idsOfMemberships(groups));
	const removedGroups = joined(plan.gone, removedNow);
	const verified = look?.asWanted === true && result.failure === null;
	const plannedGroups = plannedGroupsOf(plan);
	const receiptState = receiptStateAfter(plannedGroups, removedGroups, verified);
	const touched = result.changed.length > 0 || result.uncertain !== null || plan.gone.length > 0;
	return {
		outcome: {
			...untouched(codeOf(result, verified), result.failure?.message ?? unreadDetail(look)),
			plannedGroups,
			removedGroups,
			removals: removedNow.length,
			remainingAccess: accessAfter(plan, removedNow, groups, item, site),
			verified,
			receipt: touched
				? { receiptId, receiptState, reclaimedAt: unfinished?.reclaimedAt ?? now }
				: null,
		},
		failure: result.failure,
	};
}

/** A receipt is done only when the person's groups were read and show all of it. */
function receiptStateAfter(
	plannedGroups: readonly GroupRef[],
	removedGroups: readonly GroupRef[],
	verified: boolean,
): ReceiptState {
	if (verified && without(plannedGroups, idsOf(removedGroups)).length === 0) return 'done';
	return removedGroups.length > 0 ? 'partial' : 'planned';
}

function codeOf({ changed, uncertain, failure }: ChangeResult, verified: boolean): OutcomeCode {
	if (failure === null) return verified ? 'reclaimed' : 'notVerified';
	if (changed.length > 0) return 'partlyRemoved';
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
