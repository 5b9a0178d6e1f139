import type { GroupMembers, Member } from '../../licensing/snapshot/buildSnapshot';
import type { PreviousRow } from '../../licensing/snapshot/previousSnapshot';
import { groupsOf } from '../api/groups';
import { ConfluenceError, type FailureKind } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { mapConcurrent } from '../http/mapConcurrent';

/** Of those who are gone so many are looked up: between two runs few leave. */
const LOOKED_UP_AT_MOST = 100;

/** What the site says of an account that is no more, or that it does not show. */
const NOT_SHOWN: ReadonlySet<FailureKind> = new Set(['notFound', 'badRequest', 'forbidden']);

/**
 * The access groups with whoever was moved between them while they were read: from one that was
 * not read yet to one that was, such a person is in no list. Everybody who is gone is looked up. A
 * person counts as moved only by a group that is new for them; suspended people keep their groups
 * and are not listed either (M).
 *
 * @param retired who was in the snapshot before and is not in this one
 * @returns null when nobody was moved
 * @throws ConfluenceError what the call throws, but for an account that is not shown
 */
export async function withMovedPeople(
	client: ConfluenceClient,
	accessGroups: readonly GroupMembers[],
	retired: readonly PreviousRow[],
): Promise<GroupMembers[] | null> {
	const listed = new Set(
		accessGroups.flatMap(({ members }) => members.map(({ accountId }) => accountId)),
	);
	const gone = retired
		.filter(({ subscription }) => !listed.has(subscription.accountId))
		.slice(0, LOOKED_UP_AT_MOST);
	const known = new Set(accessGroups.map(({ group }) => group.groupId));
	const moved = new Map<string, Member[]>();
	await mapConcurrent(gone, client.settings.concurrency, async ({ subscription }) => {
		const before = new Set(subscription.groupIds);
		if (before.size === 0) return;
		for (const groupId of await groupIdsOf(client, subscription.accountId)) {
			if (before.has(groupId) || !known.has(groupId)) continue;
			moved.set(groupId, [...(moved.get(groupId) ?? []), memberOf(subscription)]);
		}
	});
	if (moved.size === 0) return null;
	return accessGroups.map(({ group, members }) => ({
		group,
		members: [...members, ...(moved.get(group.groupId) ?? [])],
	}));
}

async function groupIdsOf(client: ConfluenceClient, accountId: string): Promise<string[]> {
	try {
		return (await groupsOf(client, accountId)).map(({ groupId }) => groupId);
	} catch (error) {
		if (error instanceof ConfluenceError && NOT_SHOWN.has(error.kind)) return [];
		throw error;
	}
}

function memberOf({
	accountId,
	accountType,
	displayName,
	email,
}: PreviousRow['subscription']): Member {
	return { accountId, accountType, displayName, email, isGuest: false };
}
