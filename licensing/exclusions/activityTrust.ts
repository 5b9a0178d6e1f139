import type { PersonRow } from '../person';
import { DAY_MS, dayOf, days, HOUR_MS, minuteOf, readTime, wholeDaysBetween } from '../times';
import type { EvaluationSettings } from './reasons';

/** The source of dates that only say "active then, or later", in rows of version 0.1.0. */
const LIST_OF_CHANGES = 'changes';

/** How far ahead of this clock another may be, its time zone included. */
const CLOCKS_DIFFER_MS = DAY_MS;

/** What is asked about the activity of one person. */
export interface ActivityFacts {
	person: PersonRow;
	settings: EvaluationSettings;
	/** Milliseconds since the epoch. */
	now: number;
}

interface Doubt {
	applies: (facts: ActivityFacts) => boolean;
	/** Completes "The seat is kept because …". */
	sentence: (facts: ActivityFacts) => string;
}

/** Why activity cannot be relied on; the first one that applies counts. */
export const ACTIVITY_DOUBTS = {
	statusUnknown: {
		applies: ({ person }) => person.activityStatus === 'unknown',
		sentence: () => 'it is not known when this person was last active',
	},
	neverChecked: {
		applies: (facts) => facts.person.activityCheckedAt === null && !wasRecentlyActive(facts),
		sentence: () => 'it is not known when activity was last checked',
	},
	stale: {
		applies: (facts) => {
			const { person, settings, now } = facts;
			const checkedAt = readTime(person.activityCheckedAt) ?? -Infinity;
			const isOld = now - checkedAt > settings.maxActivityAgeHours * HOUR_MS;
			return isOld && !wasRecentlyActive(facts);
		},
		sentence: ({ person, settings }) =>
			`activity was last checked on ${minuteOf(person.activityCheckedAt)}, more than ${settings.maxActivityAgeHours} hours ago`,
	},
	/** A date that no check can have: if it were trusted, it would never become too old. */
	checkedInFuture: {
		applies: (facts) => {
			const checkedAt = readTime(facts.person.activityCheckedAt);
			const isAhead = checkedAt !== null && checkedAt - facts.now > CLOCKS_DIFFER_MS;
			return isAhead && !wasRecentlyActive(facts);
		},
		sentence: ({ person }) =>
			`activity was last checked on ${minuteOf(person.activityCheckedAt)}, which is in the future`,
	},
	knownWithoutDate: {
		applies: ({ person }) =>
			person.activityStatus === 'known' && person.lastActivityAt === null,
		sentence: () => 'the date of the last activity is missing or unreadable',
	},
	lookTooShort: {
		applies: ({ person, settings, now }) => {
			if (person.activityStatus !== 'none') return false;
			const from = readTime(person.activityCheckedFrom);
			return from === null || wholeDaysBetween(from, now) < settings.inactivityThresholdDays;
		},
		sentence: ({ person, settings }) =>
			`${checkedSince(person)} the threshold of ${days(settings.inactivityThresholdDays)}`,
	},
	/** Checks that began after the last activity leave a gap between the two. */
	gapBeforeLook: {
		applies: (facts) => {
			const { person, settings, now } = facts;
			const last = readTime(person.lastActivityAt);
			const from = readTime(person.activityCheckedFrom);
			if (person.activityStatus !== 'known' || last === null || from === null) return false;
			const startsLate = wholeDaysBetween(from, now) < settings.inactivityThresholdDays;
			return last < from && startsLate && !wasRecentlyActive(facts);
		},
		sentence: ({ person }) =>
			`activity was not checked between ${dayOf(person.lastActivityAt)} and ${dayOf(person.activityCheckedFrom)}`,
	},
	/**
	 * The list of recent changes may hide a later edit behind somebody else's: its dates are good
	 * enough to call somebody active, and never to call somebody idle.
	 */
	datedByListOnly: {
		applies: (facts) => {
			const { lastActivityAt, lastActivitySource } = facts.person;
			const isDated = lastActivityAt !== null && lastActivitySource === LIST_OF_CHANGES;
			return isDated && !wasRecentlyActive(facts);
		},
		sentence: ({ person }) =>
			`the date of the last activity, ${dayOf(person.lastActivityAt)}, comes only from the list of recent changes, which may hide a later edit behind someone else's`,
	},
} as const satisfies Record<string, Doubt>;

/** Why activity cannot be judged, as the end of a sentence; null when it can. */
export function activityDoubt(facts: ActivityFacts): string | null {
	const doubts: readonly Doubt[] = Object.values(ACTIVITY_DOUBTS);
	return doubts.find((doubt) => doubt.applies(facts))?.sentence(facts) ?? null;
}

/**
 * True when an activity younger than the threshold is known: then the person is active, however old
 * the last look is, and whatever a look would have found.
 */
function wasRecentlyActive({ person, settings, now }: ActivityFacts): boolean {
	const last = readTime(person.lastActivityAt);
	return last !== null && wholeDaysBetween(last, now) < settings.inactivityThresholdDays;
}

function checkedSince({ activityCheckedFrom }: PersonRow): string {
	return activityCheckedFrom === null
		? 'the start of the activity check is missing or unreadable, so the check may not cover'
		: `activity was checked only since ${dayOf(activityCheckedFrom)}, which does not cover`;
}
