import type { PersonRow } from '../person';
import { readTime, wholeDaysBetween } from '../times';
import type { Candidate } from '../candidates/candidate';
import { byPerson, isKept, newestRows } from '../candidates/storedCandidates';
import type { ReasonCode } from '../exclusions/reasons';

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
 * The highest threshold, in days, at which a seat could be taken back: infinite for somebody never
 * seen active, -1 for whoever is kept for a reason that has nothing to do with the threshold.
 */
export function reclaimableUpTo(person: PersonRow): number {
	if (person.decision === 'excluded' || !isFree(person)) return -1;
	const heldBack =
		person.decision === 'retained' &&
		(person.reasonCode || HELD_BY_THRESHOLD) !== HELD_BY_THRESHOLD;
	if (heldBack || person.activityStatus === 'unknown') return -1;
	return person.activityStatus === 'none'
		? Number.POSITIVE_INFINITY
		: (person.inactiveDays ?? -1);
}

function isFree(person: PersonRow): boolean {
	return !person.protectedFromReclamation && !person.excludedFromCost;
}

/** Stale, and known to be so: no seat is counted as a saving on a look that failed. */
function isKnownStale(person: PersonRow, days: number): boolean {
	return person.activityStatus !== 'unknown' && isStale(person, days);
}

/** The spans of days without activity; each begins with its first number and ends before its last. */
export const HISTOGRAM_SPANS = {
	'0-30': 0,
	'30-60': 30,
	'60-90': 60,
	'90-120': 90,
	'120+': 120,
} as const satisfies Record<string, number>;
type Span = keyof typeof HISTOGRAM_SPANS;

/** The bars of the histogram: the spans, those never seen active, and those nobody knows about. */
export const HISTOGRAM_BARS = [
	'0-30',
	'30-60',
	'60-90',
	'90-120',
	'120+',
	'never',
	'unknown',
] as const satisfies ReadonlyArray<Span | 'never' | 'unknown'>;
export type HistogramBar = (typeof HISTOGRAM_BARS)[number];
export type Histogram = Record<HistogramBar, number>;

/** The thresholds, in days, for which it is shown what each would save. */
export const WHAT_IF_DAYS = [30, 60, 90, 120, 180] as const;
export type WhatIfDays = (typeof WHAT_IF_DAYS)[number];
export type WhatIf<Value> = Record<WhatIfDays, Value>;

export function emptyHistogram(): Histogram {
	return { '0-30': 0, '30-60': 0, '60-90': 0, '90-120': 0, '120+': 0, never: 0, unknown: 0 };
}

/** A value for each threshold. */
export function whatIf<Value>(valueOf: (days: WhatIfDays) => Value): WhatIf<Value> {
	return {
		30: valueOf(30),
		60: valueOf(60),
		90: valueOf(90),
		120: valueOf(120),
		180: valueOf(180),
	};
}

/** The same thresholds with other values. */
export function mapWhatIf<From, To>(from: WhatIf<From>, map: (value: From) => To): WhatIf<To> {
	return {
		30: map(from[30]),
		60: map(from[60]),
		90: map(from[90]),
		120: map(from[120]),
		180: map(from[180]),
	};
}

/** The span that a number of days without activity falls into. */
export function spanOf(inactiveDays: number): Span {
	if (inactiveDays >= HISTOGRAM_SPANS['120+']) return '120+';
	if (inactiveDays >= HISTOGRAM_SPANS['90-120']) return '90-120';
	if (inactiveDays >= HISTOGRAM_SPANS['60-90']) return '60-90';
	return inactiveDays >= HISTOGRAM_SPANS['30-60'] ? '30-60' : '0-30';
}

/** Whoever is retained for another reason stays so whatever becomes of the threshold. */
const IN_USE: ReasonCode = 'active';
const KEPT: ReasonCode = 'coolingDown';

/**
 * The keys of subscriptions that nobody may be asked about now: an answer or a cool-down of one of
 * their stored candidates reaches beyond now.
 *
 * @param now milliseconds since the epoch
 */
export function keptKeys(stored: readonly Candidate[], now: number): Set<string> {
	const kept = new Set<string>();
	for (const [key, person] of byPerson(newestRows(stored).values())) {
		if (isKept(person, now)) kept.add(key);
	}
	return kept;
}

/** The seat held back, as the evaluation says it of somebody whose row names the date itself. */
export function asKept(person: PersonRow): PersonRow {
	const { decision, reasonCode } = person;
	if (decision === 'excluded') return person;
	if (decision === 'retained' && reasonCode !== IN_USE) return person;
	return {
		...person,
		decision: 'retained',
		reasonCode: KEPT,
		reason: 'It was decided to keep the seat for now.',
	};
}
