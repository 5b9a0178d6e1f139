import { type Group, groupsOf } from '../api/groups';
import { asConfluenceError, type ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';

/** How often a person's groups are read until they show a change. */
export const MAX_READS = 3;
/** Pause before the second read, in milliseconds; it doubles with each further one (I). */
const FIRST_PAUSE_MS = 1_000;

/** A person's groups after a change. */
export interface MembershipLook {
	/** The last groups read; null when none could be read. */
	groups: Group[] | null;
	/** Whether they show the change that was waited for. */
	asWanted: boolean;
	/** Why the last read failed; null when it did not. */
	failure: ConfluenceError | null;
}

/** What a person's groups are to show. */
export interface WantedMemberships {
	groupIds: readonly string[];
	/** Whether the person is to be in all of them, or in none. */
	present: boolean;
}

/**
 * The groups that a person is in now. Whoever is or was a candidate is in some group, and in those
 * of the decision; where one of them is missing the groups are read a second time, and what either
 * reading shows is there: from what is missing follows that a seat is gone.
 *
 * @throws ConfluenceError
 */
export async function membershipsOf(
	client: ConfluenceClient,
	accountId: string,
	expectedIds: readonly string[],
): Promise<Group[]> {
	const groups = await groupsOf(client, accountId);
	const ids = idsOfMemberships(groups);
	if (groups.length > 0 && expectedIds.every((id) => ids.has(id))) return groups;
	const again = await groupsOf(client, accountId);
	return [...groups, ...again.filter(({ groupId }) => !ids.has(groupId))];
}

/**
 * Reads a person's groups until they are as wanted, up to `reads` times with a pause in between: a
 * change may take a moment to show. That somebody is in no group any more counts only when two
 * readings in a row say so. Never throws: what happened before must come out.
 */
export async function readUntil(
	client: ConfluenceClient,
	accountId: string,
	wanted: WantedMemberships,
	reads = MAX_READS,
): Promise<MembershipLook> {
	let groups: Group[] | null = null;
	for (let read = 1; read <= reads; read++) {
		if (read > 1) await client.runtime.sleep(FIRST_PAUSE_MS * 2 ** (read - 2));
		try {
			groups = await groupsOf(client, accountId);
			if (!isAsWanted(groups, wanted)) continue;
			if (!wanted.present) groups = await groupsOf(client, accountId);
		} catch (error) {
			return { groups, asWanted: false, failure: asConfluenceError(error) };
		}
		if (isAsWanted(groups, wanted)) return { groups, asWanted: true, failure: null };
	}
	return { groups, asWanted: false, failure: null };
}

function isAsWanted(groups: readonly Group[], { groupIds, present }: WantedMemberships): boolean {
	const ids = idsOfMemberships(groups);
	return groupIds.every((id) => ids.has(id) === present);
}

/** What to add to "not verified" where the groups could not be read; '' where they were. */
export function unreadDetail(look: MembershipLook | null): string {
	return look?.failure ? `The groups could not be read: ${look.failure.message}` : '';
}

/** The ids of the groups that somebody is in. */
export function idsOfMemberships(groups: readonly Group[]): Set<string> {
	return new Set(groups.map(({ groupId }) => groupId));
}
