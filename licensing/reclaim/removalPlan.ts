import { isNamedForAdmins } from '../snapshot/accessGroups';
import { idsOf, joined, within, without, type GroupRef } from './groupRefs';
import type { ReclaimItem } from './reclaimItem';

/** What the groups of a site mean for a removal; ids of groups. */
export interface SiteGroupRules {
	/** The groups of the profile: only from these is anybody removed. */
	profile: ReadonlySet<string>;
	/** Groups that the site lists as giving access to its users. */
	ofUsers: ReadonlySet<string>;
	/** Groups whose members hold a seat on this site. */
	access: ReadonlySet<string>;
	/** Groups that look like those of another site, which the credential does not cover. */
	maybeElsewhere: ReadonlySet<string>;
	/** Groups that give admin rights: never changed, and their members are protected. */
	admin: ReadonlySet<string>;
	/** Groups that an identity provider fills: never changed. */
	external: ReadonlySet<string>;
	/** Groups that admins do not manage: Atlassian refuses every change (S). */
	notManaged: ReadonlySet<string>;
}

/** A group that a person is in now. */
export interface Membership {
	groupId: string;
	name: string;
	managedExternally: boolean;
	managedBy?: string | null;
}

/**
 * Whether admins may change a group's members: those of a team or an open group they do not manage
 * (S). A word that is none of Atlassian's means that nobody knows.
 */
export function isManagedByAdmins({ managedBy = null }: { managedBy?: string | null }): boolean {
	return managedBy === null || managedBy === '' || managedBy === 'ADMINS';
}

/** What a removal would do to one person. */
export interface RemovalPlan {
	/** Memberships to remove now. */
	remove: GroupRef[];
	/** Planned by an earlier run and gone by now: it counts as removed. */
	gone: GroupRef[];
	/** What gives a seat now. */
	access: GroupRef[];
	/** What would still give a seat afterwards. */
	remaining: GroupRef[];
	/** What would be removed if admins managed it. */
	notManaged: GroupRef[];
	isAdmin: boolean;
}

/**
 * Which of a person's memberships a removal takes: those that the decision is about and that are
 * groups of the profile, never an admin group, never one that admins do not manage.
 */
export function planRemoval(
	memberships: readonly Membership[],
	{ groupIds }: Pick<ReclaimItem, 'groupIds'>,
	rules: SiteGroupRules,
	plannedEarlier: readonly GroupRef[] = [],
): RemovalPlan {
	const decided = new Set(groupIds);
	const current = memberships.map(refOf);
	const isWanted = ({ groupId, managedExternally }: Membership): boolean =>
		decided.has(groupId) &&
		rules.profile.has(groupId) &&
		!rules.admin.has(groupId) &&
		!rules.external.has(groupId) &&
		!managedExternally;
	const isManaged = (membership: Membership): boolean =>
		isManagedByAdmins(membership) && !rules.notManaged.has(membership.groupId);
	const wanted = memberships.filter(isWanted);
	const remove = wanted.filter(isManaged).map(refOf);
	const access = current.filter(({ id }) => rules.access.has(id) || decided.has(id));
	return {
		remove,
		gone: without(plannedEarlier, idsOf(current)),
		access,
		remaining: without(access, idsOf(remove)),
		notManaged: without(wanted.map(refOf), idsOf(remove)),
		isAdmin: within(current, rules.admin).length > 0 || memberships.some(isNamedForAdmins),
	};
}

/** Everything that a run was going to remove, earlier runs included. */
export function plannedGroupsOf({ gone, remove }: RemovalPlan): GroupRef[] {
	return joined(gone, remove);
}

function refOf({ groupId, name }: Membership): GroupRef {
	return { id: groupId, name };
}
