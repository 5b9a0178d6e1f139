import type { GroupRef } from '../../licensing/reclaim/groupRefs';
import type { Receipt } from '../../licensing/reclaim/receipts';
import { isManagedByAdmins } from '../../licensing/reclaim/removalPlan';
import { isNamedForAdmins } from '../../licensing/snapshot/accessGroups';
import { type Group, groupById, groupsOf } from '../api/groups';
import { asConfluenceError, ConfluenceError } from '../errors';
import type { ChangeResult } from './changeGroups';
import type { WriteAccess } from './writeAccess';
import type { RestoreJob } from './jobs';

/** Why a group of a receipt cannot be given back. */
export interface Blocked {
	group: GroupRef;
	code: 'groupVanished' | 'groupNotChangeable' | 'noAccessGroup' | 'restoreFailed';
	/** What Atlassian said; '' where it was not asked. */
	said: string;
}

/** The groups that are not tried: gone, of admins, no access groups, or refused earlier in this run. */
export async function blockedGroups(
	job: RestoreJob,
	writeAccess: WriteAccess,
	groups: readonly GroupRef[],
): Promise<Blocked[]> {
	const blocked: Blocked[] = [];
	for (const stored of groups) {
		const known = await lookUp(job, stored.id);
		const group = { id: stored.id, name: known?.name ?? stored.name };
		const refusal = writeAccess.refusalOf(group.id);
		if (known === null) blocked.push({ group, code: 'groupVanished', said: '' });
		else if (refusal !== null || isUnchangeable(job, known)) {
			const said = refusal?.message ?? '';
			blocked.push({ group, code: 'groupNotChangeable', said });
		} else if (!isAccessGroup(job, group)) {
			// Whatever a receipt says: a row of a table may have been changed by hand.
			blocked.push({ group, code: 'noAccessGroup', said: '' });
		}
	}
	return blocked;
}

function isAccessGroup({ site: { rules }, accessGroups }: RestoreJob, { id }: GroupRef): boolean {
	return rules.ofUsers.has(id) || accessGroups.includes(id);
}

function isUnchangeable({ site: { rules } }: RestoreJob, group: Group): boolean {
	const isOfAdmins = rules.admin.has(group.groupId) || isNamedForAdmins(group);
	return isOfAdmins || group.managedExternally || !isManagedByAdmins(group);
}

async function lookUp({ client, knownGroups }: RestoreJob, groupId: string): Promise<Group | null> {
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

/** A group that was not found may have vanished since it was looked up. */
export async function refusedGroups(
	job: RestoreJob,
	{ refusals }: ChangeResult,
): Promise<Blocked[]> {
	const blocked: Blocked[] = [];
	for (const { group, failure } of refusals) {
		const said = failure.message;
		if (failure.kind !== 'notFound') {
			blocked.push({ group, code: 'groupNotChangeable', said });
			continue;
		}
		job.knownGroups.delete(group.id);
		const isGone = (await orUndefined(lookUp(job, group.id))) === null;
		blocked.push({ group, code: isGone ? 'groupVanished' : 'restoreFailed', said });
	}
	return blocked;
}

/** Whether it is the person that was not found. */
export async function isUnknown(
	{ client }: RestoreJob,
	{ accountId }: Receipt,
	{ refusals }: ChangeResult,
): Promise<boolean> {
	if (!refusals.some(({ failure }) => failure.kind === 'notFound')) return false;
	try {
		await groupsOf(client, accountId);
		return false;
	} catch (error) {
		return asConfluenceError(error).kind === 'notFound';
	}
}

/** A look after a write, which must not throw: undefined where it failed. */
async function orUndefined<Answer>(look: Promise<Answer>): Promise<Answer | undefined> {
	try {
		return await look;
	} catch {
		return undefined;
	}
}
