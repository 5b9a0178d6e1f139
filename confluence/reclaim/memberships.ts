import type { Group } from '../api/groups';
import { groupsOf } from '../api/people';
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

/**
 * The groups that a person is in now. Whoever is or was a candidate is in some group, so an empty
 * list is believed only when it comes twice: from it follows that a seat is gone.
 *
 * @throws ConfluenceError
 */
export async function membershipsOf(client: ConfluenceClient, accountId: string): Promise<Group[]> {
	const groups = await groupsOf(client, accountId);
	return groups.length > 0 ? groups : await groupsOf(client, accountId);
}

/**
 * Reads a person's groups until they are as wanted, up to three times with a pause in between: a
 * change may take a moment to show. Never throws: what happened before must come out.
 */
export async function readUntil(
	client: ConfluenceClient,
	accountId: string,
	isAsWanted: (ids: ReadonlySet<string>) => boolean,
): Promise<MembershipLook> {
	let groups: Group[] | null = null;
	for (let read = 1; read <= MAX_READS; read++) {
		if (read > 1) await client.runtime.sleep(FIRST_PAUSE_MS * 2 ** (read - 2));
		try {
			groups = await groupsOf(client, accountId);
		} catch (error) {
			return { groups, asWanted: false, failure: asConfluenceError(error) };
		}
		if (isAsWanted(idsOfMemberships(groups))) return { groups, asWanted: true, failure: null };
	}
	return { groups, asWanted: false, failure: null };
}

/** What to add to "not verified" where the groups could not be read; '' where they were. */
export function unreadDetail(look: MembershipLook | null): string {
	return look?.failure ? `They could not be read: ${look.failure.message}` : '';
}

/** The ids of the groups that somebody is in. */
export function idsOfMemberships(groups: readonly Group[]): Set<string> {
	return new Set(groups.map(({ groupId }) => groupId));
}
