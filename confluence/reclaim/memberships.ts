import type { Group } from '../api/groups';
import { groupsOf } from '../api/people';
import type { ConfluenceClient } from '../http/client';

/** How often a person's groups are read until they show a change. */
export const MAX_READS = 3;
/** Pause before the second read, in milliseconds; it doubles with each further one (I). */
const FIRST_PAUSE_MS = 1_000;

/** A person's groups after a change. */
export interface MembershipLook {
	groups: Group[];
	/** Whether they show the change that was waited for. */
	asWanted: boolean;
}

/**
 * Reads a person's groups until they are as wanted, up to three times with a pause in between: a
 * change may take a moment to show.
 *
 * @returns the last groups read; null when they could not be read
 */
export async function readUntil(
	client: ConfluenceClient,
	accountId: string,
	isAsWanted: (ids: ReadonlySet<string>) => boolean,
): Promise<MembershipLook | null> {
	let look: MembershipLook | null = null;
	for (let read = 1; read <= MAX_READS; read++) {
		if (read > 1) await client.runtime.sleep(FIRST_PAUSE_MS * 2 ** (read - 2));
		try {
			const groups = await groupsOf(client, accountId);
			look = { groups, asWanted: isAsWanted(new Set(groups.map(({ groupId }) => groupId))) };
		} catch {
			// What happened before must come out: a failed look is told apart by its absence.
			return look;
		}
		if (look.asWanted) return look;
	}
	return look;
}
