import { idProblem, type FieldProblem } from '../candidates/candidate';
import { readState } from '../candidates/states';
import { readGroupIds } from '../groupIds';
import {
	isEmptyValue,
	readBoolean,
	readId,
	readNumber,
	textOrNull,
	type Row,
} from '../tableValues';
import { DAY_MS, EARLIEST_TIME, HOUR_MS, isMissingTime, readTime } from '../times';

/** A candidate or an evaluated subscription as Reclaim License reads it. */
export interface ReclaimItem {
	/** Where the item stands in the input. */
	index: number;
	profile: string;
	cloudId: string;
	accountId: string;
	displayName: string;
	email: string | null;
	isCandidate: boolean;
	/** False for a tracked candidate that waits for something else: an answer, an approval. */
	isDue: boolean;
	viewsChecked: boolean;
	/** The access groups that the decision is about; nothing else is ever removed. */
	groupIds: string[];
	/** Milliseconds since the epoch; null for somebody never active. */
	lastActivityAt: number | null;
	activityCheckedFrom: number | null;
	firstSeenAt: number | null;
	inactiveDays: number | null;
	/** When the decision was made; else when activity was checked for it. */
	decidedAt: number | null;
	/** Protections that the item itself claims; one that cannot be read protects. */
	isAdmin: boolean;
	isConnectedAccount: boolean;
}

/** How long a decision may be trusted where activity cannot be looked at again. */
export const DECISION_TRUSTED_MS = 48 * HOUR_MS;

/**
 * Reads an item. `problems` names what is missing or unreadable in a candidate; an item that is no
 * candidate has none, since nothing happens to it.
 */
export function readReclaimItem(
	row: Row,
	index: number,
): { item: ReclaimItem; problems: FieldProblem[] } {
	// Neither a look nor a count proves anything of somebody whose last activity got lost on the way.
	const isLost = isStandIn(row.lastActivityAt);
	const item: ReclaimItem = {
		index,
		profile: textOrNull(row.profile) ?? '',
		cloudId: textOrNull(row.cloudId) ?? '',
		accountId: readId(row.accountId),
		displayName: textOrNull(row.displayName) ?? '',
		email: textOrNull(row.email),
		isCandidate: textOrNull(row.decision) === 'candidate',
		isDue: isDue(row.state),
		viewsChecked: readBoolean(row.viewsChecked) ?? false,
		groupIds: readGroupIds(row.groupIds) ?? [],
		lastActivityAt: readTime(row.lastActivityAt),
		activityCheckedFrom: isLost ? null : readTime(row.activityCheckedFrom),
		firstSeenAt: readTime(row.firstSeenAt),
		inactiveDays: isLost ? null : (readNumber(row.inactiveDays) ?? null),
		decidedAt: readTime(row.evaluatedAt) ?? readTime(row.activityCheckedAt),
		isAdmin: readProtection(row.isAdmin),
		isConnectedAccount: readProtection(row.isConnectedAccount),
	};
	return { item, problems: item.isCandidate ? problemsOf(item, row) : [] };
}

function problemsOf(item: ReclaimItem, row: Row): FieldProblem[] {
	const problems: FieldProblem[] = [];
	if (item.profile === '') problems.push({ field: 'profile', problem: 'is missing' });
	if (item.accountId === '') problems.push(idProblem('accountId', row.accountId));
	if (readGroupIds(row.groupIds) === undefined) {
		problems.push({ field: 'groupIds', problem: 'is no list of group IDs' });
	} else if (item.groupIds.length === 0) {
		problems.push({ field: 'groupIds', problem: 'names no group' });
	}
	for (const field of ['lastActivityAt', 'activityCheckedFrom'] as const) {
		if (isUnreadable(row[field])) {
			problems.push({ field, problem: 'is no date' });
		}
	}
	return problems;
}

/** True for what programs write in place of a date that they do not have, such as 1970-01-01. */
function isStandIn(value: unknown): boolean {
	if (isEmptyValue(value)) return false;
	return isMissingTime(value) || /^never\b/i.test(textOrNull(value) ?? '');
}

function isUnreadable(value: unknown): boolean {
	return !isEmptyValue(value) && readTime(value) === null && !isStandIn(value);
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
	return item.lastActivityAt ?? item.activityCheckedFrom ?? idleSince(item);
}

/** Within a day after the last activity: whole days were counted. */
function idleSince({ decidedAt, inactiveDays }: ReclaimItem): number | null {
	return decidedAt === null || inactiveDays === null ? null : decidedAt - inactiveDays * DAY_MS;
}

/** True when a decision is too old, or too far in the future, to be trusted by itself. */
export function isDecisionTooOld({ decidedAt }: ReclaimItem, now: number): boolean {
	return decidedAt === null || Math.abs(now - decidedAt) > DECISION_TRUSTED_MS;
}

/** Longest inactive first, never active last; among equals the one who has the seat longest. */
export function byLongestInactive(a: ReclaimItem, b: ReclaimItem): number {
	return (
		ascending(a.lastActivityAt, b.lastActivityAt) ||
		(b.inactiveDays ?? -1) - (a.inactiveDays ?? -1) ||
		ascending(a.firstSeenAt, b.firstSeenAt) ||
		a.index - b.index
	);
}

/** The earlier moment first, a missing one last. */
function ascending(a: number | null, b: number | null): number {
	if (a === b) return 0;
	if (a === null) return 1;
	return b === null ? -1 : a - b;
}

/** An evaluated subscription has no state; a word that is none of a candidate's says nothing. */
function isDue(value: unknown): boolean {
	const state = readState(textOrNull(value));
	return state === undefined || state === 'Awaiting Revocation';
}

function readProtection(value: unknown): boolean {
	return readBoolean(value) ?? !isEmptyValue(value);
}
