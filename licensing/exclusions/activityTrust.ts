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

/** Why activity says too little to judge by, first that fits. */
export const ACTIVITY_DOUBTS = {
	statusUnknown: {
		applies: ({ person }) => person.activityStatus === 'unknown',
		sentence: () => 'it is not known when this person was last active',
	},
	neverChecked: {
		applies: (facts) => facts.person.activityCheckedAt === null && !wasRecentlyActive(facts),
		sentence: () => 'nothing says when activity was last checked',
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
	/** A date that no look can have: trusted, it would never grow stale. */
	checkedInFuture: {
		applies: (facts) => {
			const checkedAt = readTime(facts.person.activityCheckedAt);
			const isAhead = checkedAt !== null && checkedAt - facts.now > CLOCKS_DIFFER_MS;
			return isAhead && !wasRecentlyActive(facts);
		},
		sentence: ({ person }) =>
			`activity was last checked on ${minuteOf(person.activityCheckedAt)}, which lies in the future`,
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
			`activity was ${lookedFrom(person)}, which does not cover the threshold of ${days(settings.inactivityThresholdDays)}`,
	},
	/** Looks that began after the last activity leave a time in which nobody looked. */
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
			`nobody looked at activity between ${dayOf(person.lastActivityAt)} and ${dayOf(person.activityCheckedFrom)}`,
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
			`only the list of recent changes dates the last activity on ${dayOf(person.lastActivityAt)}, and a later edit may hide behind somebody else's`,
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

function lookedFrom({ activityCheckedFrom }: PersonRow): string {
	return activityCheckedFrom === null
		? 'looked at from a moment that is missing or unreadable'
		: `looked at only from ${dayOf(activityCheckedFrom)} on`;
}
