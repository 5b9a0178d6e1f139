import { DECISIONS, type Decision } from '../exclusions/reasons';
import { ACTIVITY_STATUSES, subscriptionKey, type ActivityStatus } from '../subscription';
import {
	isEmptyValue,
	readBoolean,
	readId,
	readNumber,
	readText,
	textOrNull,
	type Row,
} from '../tableValues';
import { readTime, wholeDaysBetween } from '../times';
import { spanOf, type HistogramBar } from './histogram';

/** What the position needs of an evaluated subscription. */
export interface Seat {
	/** The key of the subscription. */
	key: string;
	profile: string;
	accountId: string;
	displayName: string;
	identifier: string;
	excludedFromCost: boolean;
	isAdmin: boolean;
	activityStatus: ActivityStatus;
	/** Whole days since the last known activity; null when none is known. */
	inactiveDays: number | null;
	/** null for subscriptions that were not evaluated. */
	decision: Decision | null;
	reasonCode: string | null;
	reason: string | null;
	protectedFromReclamation: boolean;
	exclusionRule: string | null;
	exclusionReason: string | null;
	/** When the site last showed this person, in milliseconds since the epoch. */
	seenAt: number | null;
}

/** Retained for this reason, a seat would be a candidate if the threshold were lower. */
const HELD_BY_THRESHOLD = 'active';

/**
 * Reads a seat from an item or a table row. `missing` names the fields without which it belongs
 * nowhere. A mark that cannot be read counts as set where it protects, and as not set where it
 * would make the position look cheaper.
 *
 * @param now milliseconds since the epoch
 */
export function readSeat(row: Row, now: number): { seat: Seat; missing: string[] } {
	const profile = readText(row.profile)?.trim() ?? '';
	const accountId = readId(row.accountId);
	const missing: string[] = [];
	if (profile === '') missing.push('profile');
	if (accountId === '') missing.push('accountId');
	const status = readText(row.activityStatus);
	const decision = readText(row.decision)?.trim();
	const seat: Seat = {
		key: subscriptionKey(profile, accountId),
		profile,
		accountId,
		displayName: readText(row.displayName) ?? '',
		identifier: readText(row.subscriptionIdentifier)?.trim() ?? '',
		excludedFromCost: readBoolean(row.excludedFromCost) ?? false,
		isAdmin: readProtection(row.isAdmin),
		activityStatus: ACTIVITY_STATUSES.find((known) => known === status) ?? 'unknown',
		inactiveDays: inactiveDaysOf(row, now),
		decision: DECISIONS.find((known) => known === decision) ?? null,
		reasonCode: textOrNull(row.reasonCode),
		reason: textOrNull(row.reason),
		protectedFromReclamation: readProtection(row.protectedFromReclamation),
		exclusionRule: textOrNull(row.exclusionRule),
		exclusionReason: textOrNull(row.exclusionReason),
		seenAt: readTime(row.lastSeenAt) ?? readTime(row.snapshotAt),
	};
	return { seat, missing };
}

/** True for a seat without activity for so many days, or never seen active. */
export function isStale(seat: Seat, staleAfterDays: number): boolean {
	if (seat.activityStatus === 'none') return true;
	return seat.inactiveDays !== null && seat.inactiveDays >= staleAfterDays;
}

/** The bar of the histogram that a seat belongs to. An unknown look is not hidden in a span. */
export function barOf({ activityStatus, inactiveDays }: Seat): HistogramBar {
	if (activityStatus === 'none') return 'never';
	if (activityStatus === 'unknown' || inactiveDays === null) return 'unknown';
	return spanOf(inactiveDays);
}

/**
 * True for a seat that can be taken back today: a candidate; where nothing was decided, one that
 * is stale and not protected.
 */
export function isReclaimable(seat: Seat, staleAfterDays: number): boolean {
	if (seat.decision !== null) return seat.decision === 'candidate' && isFree(seat);
	return isFree(seat) && isKnownStale(seat, staleAfterDays);
}

/**
 * True for a seat that could be taken back if the threshold were another. Whoever is kept for a
 * reason that has nothing to do with the threshold stays kept.
 */
export function isReclaimableAt(seat: Seat, thresholdDays: number): boolean {
	if (seat.decision === 'excluded' || !isFree(seat)) return false;
	const heldBack =
		seat.decision === 'retained' &&
		(seat.reasonCode ?? HELD_BY_THRESHOLD) !== HELD_BY_THRESHOLD;
	return !heldBack && isKnownStale(seat, thresholdDays);
}

function isFree(seat: Seat): boolean {
	return !seat.protectedFromReclamation && !seat.excludedFromCost;
}

/** Stale, and known to be so: no seat is counted as a saving on a look that failed. */
function isKnownStale(seat: Seat, days: number): boolean {
	return seat.activityStatus !== 'unknown' && isStale(seat, days);
}

/** As evaluated; for a row that was not, from its last activity. A date in the future is today. */
function inactiveDaysOf(row: Row, now: number): number | null {
	const evaluated = readNumber(row.inactiveDays);
	if (evaluated !== undefined) return Math.max(0, evaluated);
	const lastActivityAt = readTime(row.lastActivityAt);
	return lastActivityAt === null ? null : Math.max(0, wholeDaysBetween(lastActivityAt, now));
}

/** A protection that is there but cannot be read protects. */
function readProtection(value: unknown): boolean {
	return readBoolean(value) ?? !isEmptyValue(value);
}
