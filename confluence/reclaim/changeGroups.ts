import type { GroupRef } from '../../licensing/reclaim/groupRefs';
import { asConfluenceError, mayPass, type ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import type { WriteAccess } from './writeAccess';
import { MAX_READS, readUntil } from './memberships';

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

/** A group that could not be changed, although others may be. */
export interface GroupRefusal {
	group: GroupRef;
	failure: ConfluenceError;
}

/** How far a row of changes came. */
export interface ChangeResult {
	/** Groups whose change the site acknowledged, or shows although its answer was lost. */
	changed: GroupRef[];
	/** Failures that concern one group. A removal ends with the first: the seat would remain. */
	refusals: GroupRefusal[];
	/** The group whose answer was lost and whose membership could not be read afterwards. */
	uncertain: GroupRef | null;
	/** The first failure that concerns more than a group; groups after it were not touched. */
	failure: ConfluenceError | null;
}

/**
 * Changes a person's memberships one by one. A refusal is no failure yet: where the membership may
 * be as wanted it is read, and a change that took effect, or was not needed, counts. One that did
 * not is sent again when the fault may pass: a second one of these changes does no harm (S).
 */
export async function changeGroups(
	client: ConfluenceClient,
	groups: readonly GroupRef[],
	change: MembershipChange,
	writeAccess: WriteAccess,
): Promise<ChangeResult> {
	const result: ChangeResult = { changed: [], refusals: [], uncertain: null, failure: null };
	for (const group of groups) {
		const { effect, failure } = await changeGroup(client, group, change);
		if (failure === null || effect === 'done') {
			writeAccess.accept(group.id);
			result.changed.push(group);
			continue;
		}
		if (effect === 'unknown') return { ...result, uncertain: group, failure };
		if (!concernsGroup(group, failure, change, writeAccess)) return { ...result, failure };
		result.refusals.push({ group, failure });
		if (!change.wanted) return result;
	}
	return result;
}

/** Whether a failure is about this one group; one that vanished ends a removal as any failure. */
function concernsGroup(
	{ id }: GroupRef,
	failure: ConfluenceError,
	{ wanted }: MembershipChange,
	writeAccess: WriteAccess,
): boolean {
	const isRefusal = failure.kind === 'notSiteAdmin' || failure.kind === 'groupNotManaged';
	return isRefusal ? writeAccess.refuse(id, failure) : wanted && failure.kind === 'notFound';
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
			const effect = await effectOf(client, group, change, failure);
			const again = effect === 'none' && mayPass(failure) && sent < MAX_SENDS;
			if (!again) return { effect, failure };
		}
	}
}

/** Whether the membership is as wanted in spite of a failure. */
async function effectOf(
	client: ConfluenceClient,
	{ id }: GroupRef,
	{ accountId, wanted }: MembershipChange,
	failure: ConfluenceError,
): Promise<Effect> {
	const reads = readsAfter(failure);
	if (reads === 0) return 'none';
	const look = await readUntil(client, accountId, { groupIds: [id], present: wanted }, reads);
	if (look.asWanted) return 'done';
	// Somebody whom the site does not know was not changed.
	if (look.failure?.kind === 'notFound') return wanted ? 'none' : 'unknown';
	return look.failure === null ? 'none' : 'unknown';
}

/**
 * How often the membership is read after a failure. A lost answer may have been a good one, and a
 * 404 or a conflict may mean that the membership is as wanted already (M); a change may take a
 * moment to show. A request that was refused was not carried out: one look tells what is there.
 */
function readsAfter({ kind, facts }: ConfluenceError): number {
	if (facts.uncertain === true) return MAX_READS;
	if (kind === 'notFound' || kind === 'badAnswer' || kind === 'conflict') return MAX_READS;
	return kind === 'licenceLimit' || kind === 'badRequest' ? 1 : 0;
}
