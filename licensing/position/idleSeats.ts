import type { PersonRow } from '../person';
import { readTime, wholeDaysBetween } from '../times';
import { spanOf, type HistogramBar } from './histogram';

/** Retained for this reason, a seat would be a candidate if the threshold were lower. */
const HELD_BY_THRESHOLD = 'active';

/**
 * A person with the days of idleness as evaluated; where nobody evaluated, from the last activity. A
 * date in the future is today.
 *
 * @param now milliseconds since the epoch
 */
export function withInactiveDays(person: PersonRow, now: number): PersonRow {
	const last = person.inactiveDays === null ? readTime(person.lastActivityAt) : null;
	if (last === null) return person;
	return { ...person, inactiveDays: Math.max(0, wholeDaysBetween(last, now)) };
}

/** When the site last showed this person, in milliseconds since the epoch. */
export function seenAt({ lastSeenAt, snapshotAt }: PersonRow): number | null {
	return readTime(lastSeenAt ?? snapshotAt);
}

/** True for a seat without activity for so many days, or never seen active. */
export function isStale(person: PersonRow, staleAfterDays: number): boolean {
	if (person.activityStatus === 'none') return true;
	return person.inactiveDays !== null && person.inactiveDays >= staleAfterDays;
}

/** The bar of the histogram that a seat belongs to. An unknown look is not hidden in a span. */
export function barOf({ activityStatus, inactiveDays }: PersonRow): HistogramBar {
	if (activityStatus === 'none') return 'never';
	if (activityStatus === 'unknown' || inactiveDays === null) return 'unknown';
	return spanOf(inactiveDays);
}

/**
 * True for a seat that can be taken back today: a candidate; where nothing was decided, one that
 * is stale and not protected.
 */
export function isReclaimable(person: PersonRow, staleAfterDays: number): boolean {
	if (person.decision !== null) return person.decision === 'candidate' && isFree(person);
	return isFree(person) && isKnownStale(person, staleAfterDays);
}

/**
 * True for a seat that could be taken back if the threshold were another. Whoever is kept for a
 * reason that has nothing to do with the threshold stays kept.
 */
export function isReclaimableAt(person: PersonRow, thresholdDays: number): boolean {
	if (person.decision === 'excluded' || !isFree(person)) return false;
	const heldBack =
		person.decision === 'retained' &&
		(person.reasonCode || HELD_BY_THRESHOLD) !== HELD_BY_THRESHOLD;
	return !heldBack && isKnownStale(person, thresholdDays);
}

function isFree(person: PersonRow): boolean {
	return !person.protectedFromReclamation && !person.excludedFromCost;
}

/** Stale, and known to be so: no seat is counted as a saving on a look that failed. */
function isKnownStale(person: PersonRow, days: number): boolean {
	return person.activityStatus !== 'unknown' && isStale(person, days);
}
