import type { GroupRef } from '../../licensing/reclaim/groupRefs';
import { asConfluenceError, mayPass, type ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { readUntil } from './memberships';

/** A change of one membership. */
export interface MembershipChange {
	accountId: string;
	/** Whether the person is to be in the group afterwards. */
	wanted: boolean;
	/** Sends the write. */
	send(groupId: string): Promise<void>;
	/** Called before each write is sent. */
	onWrite(): void;
}

/** How often a change is sent whose answer says that Atlassian did not act. */
const MAX_SENDS = 3;

/** How far a row of changes came. */
export interface ChangeResult {
	/** Groups whose change the site acknowledged, or shows although its answer was lost. */
	changed: GroupRef[];
	/** The group whose answer was lost and whose membership could not be read afterwards. */
	uncertain: GroupRef | null;
	/** The first failure; groups after it were not touched. */
	failure: ConfluenceError | null;
}

/**
 * Changes a person's memberships one by one. An answer that is lost is no failure yet: the
 * membership is read, and a change that took effect counts. One that did not is sent again when the
 * fault may pass: a second one of these changes does no harm (S).
 */
export async function changeGroups(
	client: ConfluenceClient,
	groups: readonly GroupRef[],
	change: MembershipChange,
): Promise<ChangeResult> {
	const changed: GroupRef[] = [];
	for (const group of groups) {
		const { effect, failure } = await changeGroup(client, group, change);
		if (effect === 'none') return { changed, uncertain: null, failure };
		if (effect === 'unknown') return { changed, uncertain: group, failure };
		changed.push(group);
	}
	return { changed, uncertain: null, failure: null };
}

type Effect = 'done' | 'none' | 'unknown';

/** Reading the membership, with its pauses, is the wait between two tries. */
async function changeGroup(
	client: ConfluenceClient,
	group: GroupRef,
	change: MembershipChange,
): Promise<{ effect: Effect; failure: ConfluenceError | null }> {
	for (let sent = 1; ; sent++) {
		change.onWrite();
		try {
			await change.send(group.id);
			return { effect: 'done', failure: null };
		} catch (error) {
			const failure = asConfluenceError(error);
			const effect = mayHaveActed(failure) ? await effectOf(client, group, change) : 'none';
			const again = effect === 'none' && mayPass(failure) && sent < MAX_SENDS;
			if (!again) return { effect, failure };
		}
	}
}

/** Whether a write whose answer was lost took effect. */
async function effectOf(
	client: ConfluenceClient,
	{ id }: GroupRef,
	{ accountId, wanted }: MembershipChange,
): Promise<Effect> {
	const look = await readUntil(client, accountId, (ids) => ids.has(id) === wanted);
	if (look.groups === null) return 'unknown';
	return look.asWanted ? 'done' : 'none';
}

/** A 404 may mean that the membership is gone, or there, already. */
function mayHaveActed({ kind, facts }: ConfluenceError): boolean {
	return facts.uncertain === true || kind === 'notFound' || kind === 'badAnswer';
}
