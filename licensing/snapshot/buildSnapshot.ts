import {
	activityOf,
	isSameSite,
	UNKNOWN_ACTIVITY,
	UNKNOWN_AFFILIATION,
	type ActivityRecord,
	type Affiliation,
	type Change,
	type Subscription,
} from '../subscription';
import type { AccessGroup } from './accessGroups';
import type { PreviousRow } from './previousSnapshot';

/** A person or an app, as member lists and "current user" give them. */
export interface Member {
	accountId: string;
	/** `atlassian`, `app` or '' (S). */
	accountType: string;
	displayName: string;
	/** Often hidden by the person's own settings (S). */
	email: string | null;
	isGuest: boolean;
}

/** An access group with its members. */
export interface GroupMembers {
	group: AccessGroup;
	members: readonly Member[];
}

export interface SnapshotFacts {
	profile: string;
	cloudId: string;
	/** The profile's access groups in the order chosen: the first that a person is in names the seat. */
	accessGroups: readonly GroupMembers[];
	/** Members of any group that gives admin rights. */
	adminIds: ReadonlySet<string>;
	connectedAccountId: string;
	previous: ReadonlyMap<string, PreviousRow>;
	includeGuests: boolean;
	includeAppAccounts: boolean;
	/** ISO 8601. */
	snapshotAt: string;
}

export interface Snapshot {
	subscriptions: Subscription[];
	/** Guests and app accounts use no seat (S); how many were left out. */
	skippedGuests: number;
	skippedAppAccounts: number;
}

/** One subscription for each person who has a seat, however many access groups give it. */
export function buildSnapshot(facts: SnapshotFacts): Snapshot {
	const people = new Map<string, MemberWithGroups>();
	const skipped = { guests: new Set<string>(), apps: new Set<string>() };
	for (const { group, members } of facts.accessGroups) {
		for (const member of members) {
			if (!facts.includeAppAccounts && member.accountType === 'app') {
				skipped.apps.add(member.accountId);
			} else if (!facts.includeGuests && member.isGuest) {
				skipped.guests.add(member.accountId);
			} else addTo(people, member, group);
		}
	}
	const subscriptions: Subscription[] = [];
	for (const person of people.values()) subscriptions.push(subscriptionOf(person, facts));
	return {
		subscriptions,
		skippedGuests: skipped.guests.size,
		skippedAppAccounts: skipped.apps.size,
	};
}

interface MemberWithGroups {
	member: Member;
	/** In the order chosen. */
	groups: AccessGroup[];
}

function addTo(people: Map<string, MemberWithGroups>, member: Member, group: AccessGroup): void {
	const known = people.get(member.accountId);
	if (!known) people.set(member.accountId, { member, groups: [group] });
	else if (!known.groups.includes(group)) known.groups.push(group);
}

function subscriptionOf({ member, groups }: MemberWithGroups, facts: SnapshotFacts): Subscription {
	const { snapshotAt } = facts;
	const seen = previousOf(member, facts);
	const current = {
		profile: facts.profile,
		cloudId: facts.cloudId,
		accountId: member.accountId,
		displayName: member.displayName,
		email: member.email ?? seen?.email ?? null,
		accountType: member.accountType,
		subscriptionIdentifier: groups[0]?.name ?? '',
		groupIds: groups.map(({ groupId }) => groupId),
		groupNames: groups.map(({ name }) => name),
		managedExternally: groups.some(({ managedExternally }) => managedExternally),
		isAdmin: facts.adminIds.has(member.accountId),
		isConnectedAccount: member.accountId === facts.connectedAccountId,
		firstSeenAt: seen?.firstSeenAt ?? snapshotAt,
		lastSeenAt: snapshotAt,
		snapshotAt,
	};
	return {
		...current,
		change: changeSince(seen, current),
		...activityOf(seen ?? UNKNOWN_ACTIVITY),
		// Not carried over: who left a department must not be counted there for ever.
		...UNKNOWN_AFFILIATION,
		productAccess: seen?.productAccess ?? null,
	};
}

/** A row of another site says nothing of this one: the person may work here and be idle there. */
function previousOf(
	{ accountId }: Member,
	{ previous, cloudId }: SnapshotFacts,
): Subscription | undefined {
	const before = previous.get(accountId)?.subscription;
	const { cloudId: site = '' } = before ?? {};
	return site === '' || isSameSite(site, cloudId) ? before : undefined;
}

/** The fields whose difference makes a subscription a changed one. */
const COMPARED = [
	'displayName',
	'email',
	'accountType',
	'subscriptionIdentifier',
	'isAdmin',
	'managedExternally',
] as const satisfies ReadonlyArray<keyof Subscription>;

function changeSince(
	before: Subscription | undefined,
	now: Omit<Subscription, 'change' | 'productAccess' | keyof ActivityRecord | keyof Affiliation>,
): Change {
	if (before === undefined) return 'new';
	const same =
		COMPARED.every((field) => before[field] === now[field]) &&
		sameGroups(before.groupIds, now.groupIds);
	return same ? 'unchanged' : 'changed';
}

/** Order does not matter: choosing the groups in another order changes the identifier, not these. */
function sameGroups(before: readonly string[], now: readonly string[]): boolean {
	if (before.length !== now.length) return false;
	const known = new Set(before);
	return now.every((groupId) => known.has(groupId));
}
