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
import { groupsToRestore, type Receipt } from '../../licensing/reclaim/receipts';
import { addMember, groupById, type Group } from '../api/groups';
import { groupsOf } from '../api/people';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { changeGroups, type ChangeResult } from './changeGroups';
import { idsOfMemberships, readUntil, unreadDetail } from './memberships';
import { stopsTheRun, type Course, type Handled } from './peopleInTurn';
import type { ReclaimSite } from './site';

/** What all receipts of a restore share. */
export interface RestoreRun {
	client: ConfluenceClient;
	site: ReclaimSite;
	dryRun: boolean;
	course: Course;
	/** Groups looked up in this run; null for one that does not exist. */
	knownGroups: Map<string, Group | null>;
}

/** Why a group of a receipt cannot be given back. */
interface Blocked {
	group: GroupRef;
	code: 'groupVanished' | 'groupNotChangeable';
}

/** What a restore does to one person. */
interface RestorePlan {
	wanted: GroupRef[];
	/** Ids of the groups that the person is in now. */
	current: ReadonlySet<string>;
	toAdd: GroupRef[];
	blocked: Blocked[];
}

/**
 * Gives a person back exactly the groups of a receipt. Being in one already is enough; the groups
 * that can be given back are, even where another cannot.
 *
 * @throws ConfluenceError while nothing has been changed for this person
 */
export async function restorePerson(run: RestoreRun, receipt: Receipt): Promise<Handled> {
	const wanted = groupsToRestore(receipt);
	const current = idsOfMemberships(await groupsOf(run.client, receipt.accountId));
	const blocked = await blockedGroups(run, without(wanted, current));
	const toAdd = without(without(wanted, current), idsOf(blocked.map(({ group }) => group)));
	if (run.dryRun) {
		const detail = toAdd.length === 0 ? '' : `It would join ${namesOf(toAdd)}.`;
		return { outcome: outcomeOf(receipt, 'wouldRestore', blocked, detail) };
	}
	return await add(run, receipt, { wanted, current, toAdd, blocked });
}

async function add(
	{ client, course }: RestoreRun,
	receipt: Receipt,
	{ wanted, current, toAdd, blocked }: RestorePlan,
): Promise<Handled> {
	const { accountId } = receipt;
	const result = await changeGroups(client, toAdd, {
		accountId,
		wanted: true,
		send: async (groupId) => await addMember(client, groupId, accountId),
		onWrite: () => (course.wrote = true),
	});
	const expected = without(wanted, idsOf(blocked.map(({ group }) => group)));
	const isWhole = (ids: ReadonlySet<string>) => within(expected, ids).length === expected.length;
	const unchanged = result.changed.length === 0 && result.uncertain === null;
	const look = unchanged ? null : await readUntil(client, accountId, isWhole);
	const added = idsOf(joined(within(wanted, current), result.changed));
	const ids = look?.groups ? idsOfMemberships(look.groups) : added;
	const shown = look === null ? isWhole(ids) : look.asWanted;
	const outcome = outcomeOf(
		receipt,
		codeOf(result, shown),
		blocked,
		result.failure?.message ?? unreadDetail(look),
	);
	return {
		outcome: {
			...outcome,
			restoredGroups: within(wanted, ids),
			remainingAccess: within(wanted, ids),
			verified: shown && blocked.length === 0,
		},
		failure: result.failure,
	};
}

function codeOf({ changed, failure, uncertain }: ChangeResult, shown: boolean): OutcomeCode {
	if (failure === null) return shown ? 'restored' : 'notVerified';
	if (failure.kind === 'licenceLimit') return 'licenceLimit';
	if (failure.kind === 'notSiteAdmin') return 'notSiteAdmin';
	if (uncertain !== null) return 'notVerified';
	return changed.length === 0 && stopsTheRun(failure) ? 'notReached' : 'restoreFailed';
}

/** A blocked group makes a restore that went well otherwise a failed one. */
function outcomeOf(
	receipt: Receipt,
	code: OutcomeCode,
	blocked: readonly Blocked[],
	detail: string,
): PersonOutcome {
	const { receiptId, receiptState, plannedGroups, removedGroups, reclaimedAt, performedAt } =
		receipt;
	const wentWell = code === 'restored' || code === 'wouldRestore';
	const first = blocked[0];
	const blockedDetail = `It concerns ${namesOf(blocked.map(({ group }) => group))}.`;
	return {
		...untouched(
			wentWell && first ? first.code : code,
			wentWell && first ? blockedDetail : detail,
		),
		plannedGroups,
		removedGroups,
		receipt: {
			receiptId,
			receiptState: code === 'restored' && !first ? 'restored' : receiptState,
			reclaimedAt: reclaimedAt ?? performedAt,
		},
	};
}

async function blockedGroups(run: RestoreRun, groups: readonly GroupRef[]): Promise<Blocked[]> {
	const blocked: Blocked[] = [];
	for (const group of groups) {
		const known = await lookUp(run, group.id);
		if (known === null) blocked.push({ group, code: 'groupVanished' });
		else if (run.site.rules.admin.has(group.id) || known.managedExternally) {
			blocked.push({ group, code: 'groupNotChangeable' });
		}
	}
	return blocked;
}

async function lookUp({ client, knownGroups }: RestoreRun, groupId: string): Promise<Group | null> {
	const known = knownGroups.get(groupId);
	if (known !== undefined) return known;
	let group: Group | null;
	try {
		group = await groupById(client, groupId);
	} catch (error) {
		if (!(error instanceof ConfluenceError) || error.kind !== 'groupUnknown') throw error;
		group = null;
	}
	knownGroups.set(groupId, group);
	return group;
}
