import { readState, type State } from './candidates/states';
import { readGroupIdList } from './groupIds';
import { ACTIVITY_STATUSES, CHANGES, type ActivityStatus, type Subscription } from './subscription';
import {
	DAMAGED_ID,
	isDamagedId,
	isEmptyValue,
	readBoolean,
	readListEntries,
	readId,
	readNumber,
	readOrderedTextList,
	readText,
	textOrNull,
	visible,
	type Row,
} from './tableValues';
import { givenTime, isMissingTime, isoOrNull, type GivenTime } from './times';

/** What is decided about a subscription. */
export const DECISIONS = ['candidate', 'retained', 'excluded'] as const;
export type Decision = (typeof DECISIONS)[number];

/**
 * One person in one profile, as an item or a table row tells it: the subscription with its activity,
 * what an evaluation said, and where the candidate stands. What a row does not hold is null or ''.
 */
export interface PersonRow extends Subscription {
	/** null for a row that was not evaluated: it opens nothing and moves nothing. */
	decision: Decision | null;
	reasonCode: string;
	reason: string;
	/** Whole 24-hour spans since the last known activity, 0 for one in the future; null for none. */
	inactiveDays: number | null;
	excludedFromCost: boolean;
	protectedFromReclamation: boolean;
	/** The rule that counts: the one that protects, else the one that keeps it out of cost. */
	exclusionRule: string | null;
	exclusionReason: string | null;
	evaluatedAt: string | null;
	potentialSavings: number | null;
	/** The state of a candidate; null for a row that is none. */
	state: State | null;
	/** Until when the row says that the seat is kept. */
	keepUntil: GivenTime;
	/** True when a stand-in took the place of the last activity, so that nobody knows it. */
	isActivityLost: boolean;
}

/** What a word counts as that names no state: somebody has to look at it, and nobody loses a seat. */
export const UNREADABLE_STATE: State = 'Attention Required';

/** A field of a row that is missing or cannot be read. */
export interface FieldProblem {
	field: string;
	/** Continues the sentence 'the field "x" …'. */
	problem: string;
}

/**
 * The one reader of a person's row. A mark that protects counts as set when it cannot be read, one
 * that would make a position look cheaper as not set, and a date that cannot be read is none.
 * `problems` names the fields where that is not enough; each process knows which it cannot do without.
 */
export function readPerson(row: Row): { person: PersonRow; problems: FieldProblem[] } {
	const problems: FieldProblem[] = [];
	const profile = readText(row.profile)?.trim() ?? '';
	if (isEmptyValue(profile)) problems.push(missingProblem('profile', null));
	const accountId = readId(row.accountId);
	if (accountId === '') problems.push(missingProblem('accountId', row.accountId));
	const groups = readGroupIdList(row.groupIds);
	if (groups.problem !== null) problems.push({ field: 'groupIds', problem: groups.problem });
	const lastActivity = readActivityDate(row, 'lastActivityAt', problems);
	const checkedFrom = readActivityDate(row, 'activityCheckedFrom', problems);
	const state = readState(textOrNull(row.state));
	if (state === undefined && !isEmptyValue(row.state)) {
		problems.push({ field: 'state', problem: 'is not a state of a candidate' });
	}
	const person: PersonRow = {
		profile,
		cloudId: readText(row.cloudId)?.trim() ?? '',
		accountId,
		displayName: readText(row.displayName) ?? '',
		email: textOrNull(row.email),
		accountType: readText(row.accountType) ?? '',
		subscriptionIdentifier: readText(row.subscriptionIdentifier) ?? '',
		groupIds: groups.ids,
		groupNames: readListEntries(row.groupNames) ? readOrderedTextList(row.groupNames) : [],
		managedExternally: readProtection(row.managedExternally),
		isAdmin: readProtection(row.isAdmin),
		isConnectedAccount: readProtection(row.isConnectedAccount),
		firstSeenAt: isoOrNull(row.firstSeenAt),
		lastSeenAt: isoOrNull(row.lastSeenAt),
		snapshotAt: isoOrNull(row.snapshotAt),
		change: CHANGES.find((known) => known === row.change) ?? 'unchanged',
		lastActivityAt: lastActivity.at,
		lastActivityType: textOrNull(row.lastActivityType),
		lastActivitySource: textOrNull(row.lastActivitySource),
		activityStatus: readStatus(row.activityStatus, lastActivity),
		activityCheckedAt: isoOrNull(row.activityCheckedAt),
		activityCheckedFrom: checkedFrom.at,
		viewsChecked: readBoolean(row.viewsChecked) ?? false,
		manager: readName(row.manager),
		department: readName(row.department),
		costCenter: readName(row.costCenter),
		decision: readDecision(row.decision),
		reasonCode: textOrNull(row.reasonCode) ?? '',
		reason: textOrNull(row.reason) ?? '',
		inactiveDays: readDays(row.inactiveDays),
		excludedFromCost: readBoolean(row.excludedFromCost) ?? false,
		protectedFromReclamation: readProtection(row.protectedFromReclamation),
		exclusionRule: textOrNull(row.exclusionRule),
		exclusionReason: textOrNull(row.exclusionReason),
		evaluatedAt: isoOrNull(row.evaluatedAt),
		potentialSavings: readNumber(row.potentialSavings) ?? null,
		state: isEmptyValue(row.state) ? null : (state ?? UNREADABLE_STATE),
		productAccess: readProductAccess(row.productAccess),
		keepUntil: givenTime(row.keepUntil),
		isActivityLost: lastActivity.instead === 'standIn',
	};
	if (person.keepUntil.kind === 'unreadable') problems.push(noDate('keepUntil'));
	return { person, problems };
}

/** The names of products: a list, its JSON text, or text with commas. */
function readProductAccess(value: unknown): string[] | null {
	if (isEmptyValue(value)) return null;
	const entries = readListEntries(value);
	return entries?.flatMap((entry) => textOrNull(entry) ?? []) ?? null;
}

/** The first problem of one of these fields: whoever cannot do without them refuses the row for it. */
export function problemOf(
	problems: readonly FieldProblem[],
	fields: ReadonlyArray<keyof PersonRow>,
): FieldProblem | undefined {
	return problems.find(({ field }) => fields.some((needed) => needed === field));
}

/** What is wrong with an id or a name that has to be there and cannot be read. */
export function missingProblem(field: string, value: unknown): FieldProblem {
	return { field, problem: isDamagedId(value) ? DAMAGED_ID : 'is missing or empty' };
}

/** What organizations answer for no date at all (M). */
const STAND_IN_WORDS = /^never\b/i;

/** A date of activity, and what stands in its place where there is none. */
interface ActivityDate {
	at: string | null;
	instead: 'nothing' | 'standIn' | 'unreadable' | null;
}

/** A word may say that there is no such date; whatever else cannot be read is a problem. */
function readActivityDate(
	row: Row,
	field: 'lastActivityAt' | 'activityCheckedFrom',
	problems: FieldProblem[],
): ActivityDate {
	const value = row[field];
	const at = isoOrNull(value);
	if (at !== null) return { at, instead: null };
	if (isEmptyValue(value)) return { at, instead: 'nothing' };
	if (isMissingTime(value) || STAND_IN_WORDS.test(textOrNull(value) ?? '')) {
		return { at, instead: 'standIn' };
	}
	problems.push(noDate(field));
	return { at, instead: 'unreadable' };
}

/** "Never active" beside a date that cannot be read is not believed: there was some activity. */
function readStatus(value: unknown, lastActivity: ActivityDate): ActivityStatus {
	const text = readText(value);
	const status = ACTIVITY_STATUSES.find((known) => known === text) ?? 'unknown';
	return status === 'none' && lastActivity.instead === 'unreadable' ? 'unknown' : status;
}

function readDecision(value: unknown): Decision | null {
	const text = textOrNull(value);
	return DECISIONS.find((known) => known === text) ?? null;
}

/** A name of somebody's place in the company, as people see it; null for nothing and for no text. */
export function readName(value: unknown): string | null {
	const name = visible(readText(value) ?? '').trim();
	return name === '' ? null : name;
}

/** Days are never fewer than none: counted back from, they would lie in the future. */
function readDays(value: unknown): number | null {
	const days = readNumber(value);
	return days === undefined ? null : Math.max(0, days);
}

/** A protection that is there but cannot be read protects: in doubt the seat is kept. */
function readProtection(value: unknown): boolean {
	return readBoolean(value) ?? !isEmptyValue(value);
}

function noDate(field: string): FieldProblem {
	return { field, problem: 'is not a date' };
}

/**
 * Longest inactive first, never active last; among equals the one who has the seat longest. The same
 * people come in the same order, however they were given.
 */
export function byLongestInactive(a: LongestInactive, b: LongestInactive): number {
	return (
		earlierFirst(a.lastActivityAt, b.lastActivityAt) ||
		(b.inactiveDays ?? -1) - (a.inactiveDays ?? -1) ||
		earlierFirst(a.firstSeenAt, b.firstSeenAt) ||
		earlierFirst(a.accountId, b.accountId) ||
		earlierFirst(a.profile, b.profile)
	);
}

type LongestInactive = Pick<
	PersonRow,
	'lastActivityAt' | 'inactiveDays' | 'firstSeenAt' | 'accountId' | 'profile'
>;

/** Texts in their order, moments in ISO 8601 among them; a missing one last. */
function earlierFirst(a: string | null, b: string | null): number {
	if (a === b) return 0;
	if (a === null) return 1;
	return b === null || a < b ? -1 : 1;
}
