import {
	idsOf,
	joined,
	namesOf,
	within,
	without,
	type GroupRef,
} from '../../licensing/reclaim/groupRefs';
import type { OutcomeCode } from '../../licensing/reclaim/outcomes';
import { untouched, type PersonOutcome } from '../../licensing/reclaim/personResult';
import {
	newReceiptId,
	type ReceiptState,
	type UnfinishedReceipt,
} from '../../licensing/reclaim/receipts';
import type { ReclaimItem } from '../../licensing/reclaim/reclaimItem';
import {
	planRemoval,
	plannedGroupsOf,
	type RemovalPlan,
} from '../../licensing/reclaim/removalPlan';
import { removeMember, type Group } from '../api/groups';
import { groupsOf } from '../api/people';
import type { ConfluenceClient } from '../http/client';
import { changeGroups, type ChangeResult } from './changeGroups';
import { readUntil } from './memberships';
import { recheckActivity, type RecheckMeans } from './recheck';
import { stopsTheRun, type Handled, type WriteLog } from './peopleInTurn';
import type { ReclaimSite } from './site';

/** What all people of a reclaim share. */
export interface ReclaimRun {
	client: ConfluenceClient;
	site: ReclaimSite;
	recheck: RecheckMeans;
	/** Reads everything and changes nothing. */
	dryRun: boolean;
	/** The moment of the run in ISO 8601. */
	now: string;
	writes: WriteLog;
}

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
	return await remove(run, item, plan, receiptId, unfinished);
}

interface ReasonToKeep {
	code: OutcomeCode;
	detail: string;
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
		? { code: 'stillBillable', detail: `It is in ${namesOf(plan.remaining)}.` }
		: null;
}

/** An earlier run removed everything that it had planned, and ended before it could say so. */
function finishedEarlier(
	{ dryRun, now }: ReclaimRun,
	item: ReclaimItem,
	plan: RemovalPlan,
	unfinished?: UnfinishedReceipt,
): PersonOutcome {
	return {
		...untouched(dryRun ? 'wouldReclaim' : 'reclaimed', 'An earlier run had removed it.'),
		...receiptOfGone(plan, item, { dryRun, now }, unfinished),
		verified: true,
	};
}

/** A seat that is kept; what an earlier run removed from it stays in the receipt. */
function kept(
	{ code, detail }: ReasonToKeep,
	run: ReclaimRun,
	item: ReclaimItem,
	plan: RemovalPlan,
	unfinished?: UnfinishedReceipt,
): PersonOutcome {
	return {
		...untouched(code, detail),
		...(plan.gone.length > 0
			? receiptOfGone(plan, item, run, unfinished)
			: withdrawnPlan(run, unfinished)),
		remainingAccess: code === 'stillBillable' ? plan.remaining : plan.access,
	};
}

/**
 * A live run that keeps a seat takes the plan back that an earlier run had stored for it: whoever
 * leaves a group later did not leave it by that plan.
 */
function withdrawnPlan(
	{ dryRun }: ReclaimRun,
	unfinished?: UnfinishedReceipt,
): Pick<PersonOutcome, 'receipt'> {
	if (dryRun || unfinished === undefined) return { receipt: null };
	const { receiptId } = unfinished;
	return { receipt: { receiptId, receiptState: 'planned', reclaimedAt: null } };
}

/**
 * The receipt of an earlier run, with what is gone by now. A dry run leaves it open, so that the
 * live run reports it.
 */
export function receiptOfGone(
	plan: RemovalPlan,
	{ profile, accountId }: Pick<ReclaimItem, 'profile' | 'accountId'>,
	{ dryRun, now }: Pick<ReclaimRun, 'dryRun' | 'now'>,
	unfinished: UnfinishedReceipt | undefined,
): Pick<PersonOutcome, 'plannedGroups' | 'removedGroups' | 'receipt'> {
	const plannedGroups = unfinished?.plannedGroups ?? plan.gone;
	const complete = without(plannedGroups, idsOf(plan.gone)).length === 0;
	return {
		plannedGroups,
		removedGroups: plan.gone,
		receipt: {
			receiptId: unfinished?.receiptId ?? newReceiptId(profile, accountId, now),
			receiptState: complete && !dryRun ? 'done' : 'partial',
			reclaimedAt: unfinished?.reclaimedAt ?? now,
		},
	};
}

/** What a live run would do. What an earlier run removed stays in the receipt. */
function planned(
	plan: RemovalPlan,
	receiptId: string,
	unfinished?: UnfinishedReceipt,
): PersonOutcome {
	const receiptState: ReceiptState = plan.gone.length > 0 ? 'partial' : 'planned';
	return {
		...untouched('wouldReclaim', `It would leave ${namesOf(plan.remove)}.`),
		plannedGroups: plannedGroupsOf(plan),
		removedGroups: plan.gone,
		receipt: { receiptId, receiptState, reclaimedAt: unfinished?.reclaimedAt ?? null },
	};
}

async function remove(
	{ client, site, now, writes }: ReclaimRun,
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
		onWrite: () => (writes.wrote = true),
	});
	const look =
		result.changed.length === 0
			? null
			: await readUntil(client, accountId, (ids) => within(result.changed, ids).length === 0);
	const removedNow = look
		? without(result.changed, idsOfMemberships(look.groups))
		: result.changed;
	const removedGroups = joined(plan.gone, removedNow);
	const verified = look?.asWanted === true && result.failure === null;
	const plannedGroups = plannedGroupsOf(plan);
	const receiptState = receiptStateAfter(plannedGroups, removedGroups, verified);
	const touched = result.changed.length > 0 || result.uncertain !== null || plan.gone.length > 0;
	return {
		outcome: {
			...untouched(codeOf(result, verified), detailOf(result)),
			plannedGroups,
			removedGroups,
			remainingAccess: accessAfter(plan, removedNow, look?.groups ?? null, item, site),
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

function detailOf({ failure }: ChangeResult): string {
	return failure === null ? '' : failure.message;
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

function idsOfMemberships(groups: readonly Group[]): Set<string> {
	return new Set(groups.map(({ groupId }) => groupId));
}
