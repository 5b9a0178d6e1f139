import type { EvidenceSource } from '../activity/evidence';
import type { Subscription } from '../subscription';
import { DAY_MS, HOUR_MS, readTime, wholeDaysBetween } from '../times';
import { dayOf, days, minuteOf } from './sentences';
import type { EvaluationSettings } from './settings';

/** The source of dates that only say "active then, or later". */
const LIST_OF_CHANGES: EvidenceSource = 'changes';

/** How far ahead of this clock another may be, its time zone included. */
const CLOCKS_DIFFER_MS = DAY_MS;

/** What is asked about the activity of one subscription. */
export interface ActivityFacts {
	subscription: Subscription;
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
		applies: ({ subscription }) => subscription.activityStatus === 'unknown',
		sentence: () => 'it is not known when this person was last active',
	},
	neverChecked: {
		applies: ({ subscription }) => subscription.activityCheckedAt === null,
		sentence: () => 'nothing says when activity was last checked',
	},
	stale: {
		applies: ({ subscription, settings, now }) => {
			const checkedAt = readTime(subscription.activityCheckedAt);
			return checkedAt === null || now - checkedAt > settings.maxActivityAgeHours * HOUR_MS;
		},
		sentence: ({ subscription, settings }) =>
			`activity was last checked on ${minuteOf(subscription.activityCheckedAt)}, more than ${settings.maxActivityAgeHours} hours ago`,
	},
	/** A date that no look can have: trusted, it would never grow stale. */
	checkedInFuture: {
		applies: ({ subscription, now }) => {
			const checkedAt = readTime(subscription.activityCheckedAt);
			return checkedAt !== null && checkedAt - now > CLOCKS_DIFFER_MS;
		},
		sentence: ({ subscription }) =>
			`activity was last checked on ${minuteOf(subscription.activityCheckedAt)}, which lies in the future`,
	},
	knownWithoutDate: {
		applies: ({ subscription }) =>
			subscription.activityStatus === 'known' && subscription.lastActivityAt === null,
		sentence: () => 'the date of the last activity is missing or unreadable',
	},
	lookTooShort: {
		applies: ({ subscription, settings, now }) => {
			if (subscription.activityStatus !== 'none') return false;
			const from = readTime(subscription.activityCheckedFrom);
			return from === null || wholeDaysBetween(from, now) < settings.inactivityThresholdDays;
		},
		sentence: ({ subscription, settings }) =>
			`activity was ${lookedFrom(subscription)}, which does not cover the threshold of ${days(settings.inactivityThresholdDays)}`,
	},
	/** Looks that began after the last activity leave a time in which nobody looked. */
	gapBeforeLook: {
		applies: ({ subscription, settings, now }) => {
			const last = readTime(subscription.lastActivityAt);
			const from = readTime(subscription.activityCheckedFrom);
			if (subscription.activityStatus !== 'known' || last === null || from === null)
				return false;
			return last < from && wholeDaysBetween(from, now) < settings.inactivityThresholdDays;
		},
		sentence: ({ subscription }) =>
			`nobody looked at activity between ${dayOf(subscription.lastActivityAt)} and ${dayOf(subscription.activityCheckedFrom)}`,
	},
	/**
	 * The list of recent changes may hide a later edit behind somebody else's: its dates are good
	 * enough to call somebody active, and never to call somebody idle.
	 */
	datedByListOnly: {
		applies: ({ subscription, settings, now }) => {
			const last = readTime(subscription.lastActivityAt);
			const fromList = subscription.lastActivitySource === LIST_OF_CHANGES;
			return (
				fromList &&
				last !== null &&
				wholeDaysBetween(last, now) >= settings.inactivityThresholdDays
			);
		},
		sentence: ({ subscription }) =>
			`only the list of recent changes dates the last activity on ${dayOf(subscription.lastActivityAt)}, and a later edit may hide behind somebody else's`,
	},
} as const satisfies Record<string, Doubt>;

/** Why activity cannot be judged, as the end of a sentence; null when it can. */
export function activityDoubt(facts: ActivityFacts): string | null {
	const doubts: readonly Doubt[] = Object.values(ACTIVITY_DOUBTS);
	return doubts.find((doubt) => doubt.applies(facts))?.sentence(facts) ?? null;
}

function lookedFrom({ activityCheckedFrom }: Subscription): string {
	return activityCheckedFrom === null
		? 'looked at from a moment that is missing or unreadable'
		: `looked at only from ${dayOf(activityCheckedFrom)} on`;
}
