import { distinctIds } from '../groupIds';
import { readPerson, type FieldProblem, type PersonRow } from '../person';
import { isEmptyValue, readId, type Row } from '../tableValues';
import { DAY_MS, EARLIEST_TIME, HOUR_MS, readTime } from '../times';

/** A person as Reclaim License handles them. `groupIds` names each access group once. */
export interface ReclaimItem extends PersonRow {
	/** Where the item stands in the input. */
	index: number;
	/** '' for somebody who is not tracked. */
	candidateId: string;
	/** Whether the person gave the seat back: `release` needs the token of the link. */
	gaveBack: boolean;
}

/** How long a decision may be trusted where activity cannot be checked again. */
export const DECISION_TRUSTED_MS = 48 * HOUR_MS;

/** The fields without which no seat is taken back. */
const NEEDED = [
	'profile',
	'accountId',
	'groupIds',
	'lastActivityAt',
	'activityCheckedFrom',
] as const;

/**
 * Reads an item. `problems` names what is missing or unreadable in a candidate; an item that is no
 * candidate has none, since nothing happens to it.
 */
export function readReclaimItem(
	row: Row,
	index: number,
): { item: ReclaimItem; problems: FieldProblem[] } {
	const { person, problems: found } = readPerson(row);
	const item: ReclaimItem = {
		...person,
		groupIds: distinctIds(person.groupIds),
		index,
		candidateId: readId(row.candidateId),
		gaveBack: row.answer === 'release',
	};
	if (person.isActivityLost) {
		// Neither a look nor a count proves anything of somebody whose last activity got lost on the way.
		item.activityCheckedFrom = null;
		item.inactiveDays = null;
	}
	if (person.decision !== 'candidate') return { item, problems: [] };
	const problems = found.filter(({ field }) => NEEDED.some((needed) => needed === field));
	if (problems.every(({ field }) => field !== 'groupIds') && item.groupIds.length === 0) {
		problems.push({ field: 'groupIds', problem: 'lists no groups' });
	}
	return { item, problems };
}

/** Whatever holds one of these is about somebody. */
const PERSONAL = [
	'accountId',
	'candidateId',
	'decision',
	'displayName',
	'email',
	'groupIds',
] as const;

/** True for an item that names a profile and nobody in it: its unfinished receipts get settled. */
export function isProfileOnly(row: Row): boolean {
	return !isEmptyValue(row.profile) && PERSONAL.every((field) => isEmptyValue(row[field]));
}

/** False for a tracked candidate that waits for something else: an answer, an approval. */
export function isDue({ state }: Pick<PersonRow, 'state'>): boolean {
	return state === null || state === 'Awaiting Revocation';
}

/**
 * Since when own activity counts as new (milliseconds since the epoch): later than the activity
 * known, else later than the moment from which the look covered everything, else than the days of
 * idleness that the decision counted. Where nothing says, any activity at all is news.
 */
export function activityAnchor(item: ReclaimItem): number {
	return knownAnchor(item) ?? 0;
}

/** True for an item that does not say since when the person is idle. */
export function hasNoAnchor(item: ReclaimItem): boolean {
	return (knownAnchor(item) ?? 0) < EARLIEST_TIME;
}

function knownAnchor(item: ReclaimItem): number | null {
	return readTime(item.lastActivityAt) ?? readTime(item.activityCheckedFrom) ?? idleSince(item);
}

/** Within a day after the last activity: whole days were counted. */
function idleSince(item: ReclaimItem): number | null {
	const decidedAt = decidedTime(item);
	if (decidedAt === null || item.inactiveDays === null) return null;
	return decidedAt - item.inactiveDays * DAY_MS;
}

/** When the decision was made; else when activity was checked for it. */
function decidedTime({ evaluatedAt, activityCheckedAt }: ReclaimItem): number | null {
	return readTime(evaluatedAt) ?? readTime(activityCheckedAt);
}

/** True when a decision was made before the moment, or together with it, or nobody knows when. */
export function isDecidedBefore(item: ReclaimItem, moment: number): boolean {
	return (decidedTime(item) ?? 0) <= moment;
}

/** True when a decision is too old, or too far in the future, to be trusted by itself. */
export function isDecisionTooOld(item: ReclaimItem, now: number): boolean {
	const decidedAt = decidedTime(item);
	return decidedAt === null || Math.abs(now - decidedAt) > DECISION_TRUSTED_MS;
}
