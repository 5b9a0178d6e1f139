import {
	isSameSite,
	readActivityRecord,
	UNKNOWN_ACTIVITY,
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

/** One subscription for each person who holds a seat, however many access groups give it. */
export function buildSnapshot(facts: SnapshotFacts): Snapshot {
	const seats = new Map<string, Seat>();
	const skipped = { guests: new Set<string>(), apps: new Set<string>() };
	for (const { group, members } of facts.accessGroups) {
		for (const member of members) {
			if (!facts.includeAppAccounts && member.accountType === 'app') {
				skipped.apps.add(member.accountId);
			} else if (!facts.includeGuests && member.isGuest) {
				skipped.guests.add(member.accountId);
			} else addTo(seats, member, group);
		}
	}
	const subscriptions: Subscription[] = [];
	for (const seat of seats.values()) subscriptions.push(subscriptionOf(seat, facts));
	return {
		subscriptions,
		skippedGuests: skipped.guests.size,
		skippedAppAccounts: skipped.apps.size,
	};
}

interface Seat {
	member: Member;
	/** In the order chosen. */
	groups: AccessGroup[];
}

function addTo(seats: Map<string, Seat>, member: Member, group: AccessGroup): void {
	const seat = seats.get(member.accountId);
	if (!seat) seats.set(member.accountId, { member, groups: [group] });
	else if (!seat.groups.includes(group)) seat.groups.push(group);
}

function subscriptionOf({ member, groups }: Seat, facts: SnapshotFacts): Subscription {
	const { snapshotAt } = facts;
	const before = previousOf(member, facts);
	const seen = before?.subscription;
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
		firstSeenAt: seen === undefined || seen.firstSeenAt === '' ? snapshotAt : seen.firstSeenAt,
		lastSeenAt: snapshotAt,
		snapshotAt,
	};
	const activity = before ? readActivityRecord(before.row) : UNKNOWN_ACTIVITY;
	return { ...current, change: changeSince(seen, current), ...activity };
}

/** A row of another site says nothing of this one: the person may work here and be idle there. */
function previousOf(
	{ accountId }: Member,
	{ previous, cloudId }: SnapshotFacts,
): PreviousRow | undefined {
	const before = previous.get(accountId);
	const { cloudId: site = '' } = before?.subscription ?? {};
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
	now: Omit<Subscription, 'change' | keyof typeof UNKNOWN_ACTIVITY>,
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
