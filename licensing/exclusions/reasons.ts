import type { Decision, PersonRow } from '../person';
import { entryNames } from '../tableValues';
import { dayOf, days, mayBeAfter, toIso } from '../times';
import { ruleTitle, type ExclusionRule } from './rule';

/** What happens to someone who has a seat and was never seen active. */
export const NEVER_ACTIVE = ['candidate', 'retain'] as const;
export type NeverActive = (typeof NEVER_ACTIVE)[number];

/** How one profile is judged. */
export interface EvaluationSettings {
	/** Days without activity after which a seat counts as unused. */
	inactivityThresholdDays: number;
	/** Days after being first seen in which somebody never active is left alone. */
	newUserGraceDays: number;
	neverActive: NeverActive;
	/** Hours for which a check of activity may be trusted. */
	maxActivityAgeHours: number;
}

/** Everything a decision rests on. Moments are milliseconds since the epoch. */
export interface EvaluationFacts {
	person: PersonRow;
	settings: EvaluationSettings;
	now: number;
	/** The first rule that keeps the subscription out of reclamation. */
	rule: ExclusionRule | null;
	/** True when a rule about e-mail applies in this profile and this person's address is not known. */
	emailMissing: boolean;
	/** True when a rule about groups protects in this profile and this person's are not all known. */
	groupsMissing: boolean;
	/** True when a rule about departments protects in this profile and this person's is not known. */
	departmentMissing: boolean;
	/** Why the activity cannot be judged, as the end of a sentence; null when it can. */
	activityDoubt: string | null;
	lastActivityAt: number | null;
	/** Whole days since the last activity, 0 for one in the future; null when there is none. */
	inactiveDays: number | null;
	/** Whole days since first seen; null when that is not known. */
	daysSinceFirstSeen: number | null;
}

const GRACE_WORDS = 'within the grace period of ';

/** How many days of grace the reason of somebody new names; null when it names none. */
export function graceDaysIn(reason: string): number | null {
	const place = reason.indexOf(GRACE_WORDS);
	if (place < 0) return null;
	const found = Number.parseInt(reason.slice(place + GRACE_WORDS.length), 10);
	return Number.isNaN(found) ? null : found;
}

interface Reason {
	decision: Decision;
	applies: (facts: EvaluationFacts) => boolean;
	/** A sentence that an administrator can forward. */
	sentence: (facts: EvaluationFacts) => string;
}

/**
 * Every reason for a decision, in the order of precedence: the first that applies counts.
 * The last three of those that exclude protect always; no setting switches them off.
 */
export const REASONS = {
	excludedByRule: {
		decision: 'excluded',
		applies: ({ rule }) => rule !== null,
		sentence: ({ rule }) =>
			rule === null
				? 'Excluded by a rule.'
				: `Excluded from reclamation by ${ruleSentence(rule)}.`,
	},
	protectedAdmin: {
		decision: 'excluded',
		applies: ({ person }) => person.isAdmin,
		sentence: () => 'Administrators of the site are never proposed for reclamation.',
	},
	protectedSelf: {
		decision: 'excluded',
		applies: ({ person }) => person.isConnectedAccount,
		sentence: () => 'This is the account that the workflow connects with.',
	},
	managedExternally: {
		decision: 'excluded',
		applies: ({ person }) => person.managedExternally,
		sentence: () =>
			"An identity provider manages one of this person's access groups. Change the membership there.",
	},
	activityUnknown: {
		decision: 'retained',
		applies: ({ activityDoubt }) => activityDoubt !== null,
		sentence: ({ activityDoubt }) => `The seat is kept because ${activityDoubt}.`,
	},
	emailUnknown: {
		decision: 'retained',
		applies: ({ emailMissing }) => emailMissing,
		sentence: () =>
			"The seat is kept because this person's e-mail address is not known, so the exclusion rules about e-mail cannot be checked.",
	},
	groupsUnknown: {
		decision: 'retained',
		applies: ({ groupsMissing }) => groupsMissing,
		sentence: () =>
			'The seat is kept because the names and ids of the access groups are not all known, so the exclusion rules about groups cannot be checked.',
	},
	departmentUnknown: {
		decision: 'retained',
		applies: ({ departmentMissing }) => departmentMissing,
		sentence: () =>
			"The seat is kept because this person's department is not known, so the exclusion rules about departments cannot be checked.",
	},
	coolingDown: {
		decision: 'retained',
		applies: ({ person, now }) => mayBeAfter(person.keepUntil, now),
		sentence: ({ person: { keepUntil } }) =>
			keepUntil.kind === 'time'
				? `It was decided to keep the seat until ${dayOf(toIso(keepUntil.time))}.`
				: 'The seat is kept because the date until which it should be kept cannot be read.',
	},
	active: {
		decision: 'retained',
		applies: ({ inactiveDays, settings }) =>
			inactiveDays !== null && inactiveDays < settings.inactivityThresholdDays,
		sentence: (facts) =>
			facts.lastActivityAt !== null && facts.lastActivityAt > facts.now
				? `The last activity was recorded ${lastActivity(facts)}, which is in the future, so the seat is kept.`
				: `In use: the last activity was ${lastActivity(facts)}, ${days(facts.inactiveDays ?? 0)} ago, and the threshold is ${days(facts.settings.inactivityThresholdDays)}.`,
	},
	newUser: {
		decision: 'retained',
		applies: ({ person, settings, daysSinceFirstSeen }) =>
			person.activityStatus === 'none' &&
			settings.newUserGraceDays > 0 &&
			(daysSinceFirstSeen === null || daysSinceFirstSeen < settings.newUserGraceDays),
		sentence: ({ person, settings, daysSinceFirstSeen }) =>
			daysSinceFirstSeen === null
				? 'No activity was found, but it is not known how long this person has had a seat, so they are treated as new.'
				: `New: first seen on ${dayOf(person.firstSeenAt)}, ${GRACE_WORDS}${days(settings.newUserGraceDays)} for new people.`,
	},
	neverActiveRetained: {
		decision: 'retained',
		applies: ({ person, settings }) =>
			person.activityStatus === 'none' && settings.neverActive === 'retain',
		sentence: () =>
			'No activity was found, and the settings keep the seats of people who were never active.',
	},
	inactive: {
		decision: 'candidate',
		applies: ({ inactiveDays }) => inactiveDays !== null,
		sentence: (facts) =>
			`No activity for ${days(facts.inactiveDays ?? 0)}: the last activity was ${lastActivity(facts)}, and the threshold is ${days(facts.settings.inactivityThresholdDays)}.${whatIsUnseen(facts)}`,
	},
	neverActive: {
		decision: 'candidate',
		applies: ({ person }) => person.activityStatus === 'none',
		sentence: (facts) =>
			`No activity found since ${dayOf(facts.person.activityCheckedFrom)}, none is known from before, and the threshold is ${days(facts.settings.inactivityThresholdDays)}.${whatIsUnseen(facts)}`,
	},
} as const satisfies Record<string, Reason>;

/** A code of the table, or that the evaluation itself failed: then the seat is kept. */
export type ReasonCode = keyof typeof REASONS | 'evaluationFailed';

/** The codes in the order of precedence. */
export const REASON_ORDER = entryNames(REASONS);

/** The decision that the facts lead to: that of the first reason that applies. */
export function decide(facts: EvaluationFacts): {
	decision: Decision;
	reasonCode: ReasonCode;
	reason: string;
} {
	const reasonCode = REASON_ORDER.find((code) => REASONS[code].applies(facts));
	if (reasonCode === undefined) {
		// The table covers every activity status, so this shows a fault of the table itself.
		throw new Error(`No reason applies to ${facts.person.accountId}; the seat is kept`);
	}
	const { decision, sentence } = REASONS[reasonCode];
	return { decision, reasonCode, reason: sentence(facts) };
}

function ruleSentence(rule: ExclusionRule): string {
	const reason = rule.reason === '' ? '' : `: ${rule.reason.replace(/\.$/u, '')}`;
	return `${ruleTitle(rule)}${reason}`;
}

function lastActivity({ lastActivityAt, person }: EvaluationFacts): string {
	const type = person.lastActivityType === null ? '' : ` (${person.lastActivityType})`;
	return `on ${dayOf(toIso(lastActivityAt))}${type}`;
}

/** What no check can see, said of every candidate that it may concern. */
const UNSEEN: ReadonlyArray<{ applies: (person: PersonRow) => boolean; text: string }> = [
	{
		applies: ({ viewsChecked }) => !viewsChecked,
		text: 'Page views were not checked.',
	},
	{
		// Search leaves these out and does not say so (D, S).
		applies: () => true,
		text: 'Search cannot see content that is in the trash, restricted or blocked by an app access rule.',
	},
];

function whatIsUnseen({ person }: EvaluationFacts): string {
	const unseen = UNSEEN.filter(({ applies }) => applies(person));
	return unseen.map(({ text }) => ` ${text}`).join('');
}
