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
import { addMember, type Group, groupsOf } from '../api/groups';
import { blockedGroups, isUnknown, refusedGroups, type Blocked } from './blockedGroups';
import { changeGroups, type ChangeResult } from './changeGroups';
import type { WriteAccess } from './writeAccess';
import { idsOfMemberships, readUntil, unreadDetail } from './memberships';
import { stopsTheRun, type Handled } from './handleEach';
import type { RestoreJob } from './jobs';

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
export async function restorePerson(
	job: RestoreJob,
	writeAccess: WriteAccess,
	stored: Receipt,
): Promise<Handled> {
	const memberships = await groupsOf(job.client, stored.accountId);
	const current = idsOfMemberships(memberships);
	const blocked = await blockedGroups(
		job,
		writeAccess,
		without(groupsToRestore(stored), current),
	);
	const receipt = withNamesOfSite(stored, [...memberships, ...job.knownGroups.values()]);
	const wanted = groupsToRestore(receipt);
	const toAdd = without(without(wanted, current), idsOf(blocked.map(({ group }) => group)));
	if (job.dryRun) {
		const detail = toAdd.length === 0 ? '' : `It would join ${namesOf(toAdd)}.`;
		return { outcome: outcomeOf(receipt, 'wouldRestore', blocked, detail) };
	}
	return await add(job, writeAccess, receipt, { wanted, current, toAdd, blocked });
}

/** A receipt with the names that its groups have by now; one that is gone keeps its own. */
function withNamesOfSite(receipt: Receipt, groups: ReadonlyArray<Group | null>): Receipt {
	const names = new Map(groups.map((group) => [group?.groupId, group?.name]));
	const named = ({ id, name }: GroupRef): GroupRef => ({ id, name: names.get(id) ?? name });
	return {
		...receipt,
		plannedGroups: receipt.plannedGroups.map(named),
		removedGroups: receipt.removedGroups.map(named),
	};
}

async function add(
	job: RestoreJob,
	writeAccess: WriteAccess,
	receipt: Receipt,
	plan: RestorePlan,
): Promise<Handled> {
	const { client, progress } = job;
	const { wanted, current, toAdd } = plan;
	const { accountId } = receipt;
	const change = {
		accountId,
		wanted: true,
		send: async (groupId: string) => await addMember(client, groupId, accountId),
		onWrite: () => (progress.wrote = true),
	};
	const result = await changeGroups(client, toAdd, change, writeAccess);
	const refused = await refusedGroups(job, result);
	const blocked = [...plan.blocked, ...refused];
	const expected = without(wanted, idsOf(blocked.map(({ group }) => group)));
	const groupIds = expected.map(({ id }) => id);
	const unchanged = result.changed.length === 0 && result.uncertain === null;
	const look = unchanged ? null : await readUntil(client, accountId, { groupIds, present: true });
	const added = idsOf(joined(within(wanted, current), result.changed));
	const ids = look?.groups ? idsOfMemberships(look.groups) : added;
	const shown = look === null ? groupIds.every((id) => ids.has(id)) : look.asWanted;
	const isGone = look?.failure?.kind === 'notFound' || (await isUnknown(job, receipt, result));
	const outcome: PersonOutcome = {
		...outcomeOf(
			receipt,
			isGone ? 'personVanished' : codeOf(result, shown),
			blocked,
			result.failure?.message ?? unreadDetail(look),
		),
		restoredGroups: within(wanted, ids),
		remainingAccess: within(wanted, ids),
		verified: shown && blocked.length === 0,
	};
	const doubtful = wanted.find(({ id }) => writeAccess.isDoubtful(id));
	return {
		outcome,
		failure: result.failure,
		otherwise:
			doubtful === undefined
				? null
				: { groupId: doubtful.id, outcome: ofAccount(outcome, result, writeAccess) },
	};
}

/** What became of a person should the refusal that nothing has settled concern the account. */
function ofAccount(
	outcome: PersonOutcome,
	{ changed, refusals }: ChangeResult,
	writeAccess: WriteAccess,
): PersonOutcome {
	const code = refusals.length > 0 ? 'notSiteAdmin' : 'notReached';
	return changed.length > 0
		? outcome
		: { ...outcome, code, detail: writeAccess.openRefusal()?.message ?? '' };
}

function codeOf({ changed, failure, uncertain }: ChangeResult, shown: boolean): OutcomeCode {
	if (failure === null) return shown ? 'restored' : 'notVerified';
	if (uncertain !== null) return 'notVerified';
	if (failure.kind === 'licenceLimit') return 'licenceLimit';
	if (failure.kind === 'notSiteAdmin') return 'notSiteAdmin';
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
	const said = [...new Set(blocked.map((block) => block.said))];
	const blockedDetail = [
		`It concerns ${namesOf(blocked.map(({ group }) => group))}.`,
		...said.filter((sentence) => sentence !== ''),
	].join(' ');
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
