import { evaluate, type Evaluation } from '../../../licensing/exclusions/evaluate';
import { readRules, type ExclusionRule } from '../../../licensing/exclusions/rule';
import { RuleIndex } from '../../../licensing/exclusions/ruleIndex';
import type { EvaluationSettings } from '../../../licensing/exclusions/reasons';
import { readPerson } from '../../../licensing/person';
import type { Row } from '../../../licensing/tableValues';
import { DAY_MS, HOUR_MS } from '../../../licensing/times';

/** The moment that all samples are judged at. */
export const NOW = Date.parse('2026-06-01T06:00:00Z');

/** The settings that the node proposes. */
export const DEFAULT_SETTINGS: EvaluationSettings = {
	inactivityThresholdDays: 60,
	newUserGraceDays: 30,
	neverActive: 'candidate',
	maxActivityAgeHours: 48,
};

/** The moment so many days before the samples are judged. */
export function daysAgo(days: number): string {
	return new Date(NOW - days * DAY_MS).toISOString();
}

/** The moment so many hours before the samples are judged. */
export function hoursAgo(hours: number): string {
	return new Date(NOW - hours * HOUR_MS).toISOString();
}

/** Somebody who has not edited for 100 days, whom nothing protects: a candidate. */
export function idlePerson(fields: Row = {}): Row {
	return {
		profile: 'acme.atlassian.net',
		cloudId: 'cloud-1',
		accountId: 'account-1',
		displayName: 'Ida Idle',
		email: 'ida@example.com',
		accountType: 'atlassian',
		subscriptionIdentifier: 'confluence-users',
		groupIds: ['g-1', 'g-2'],
		groupNames: ['confluence-users', 'contractors'],
		managedExternally: false,
		isAdmin: false,
		isConnectedAccount: false,
		firstSeenAt: daysAgo(400),
		lastSeenAt: hoursAgo(1),
		snapshotAt: hoursAgo(1),
		change: 'unchanged',
		lastActivityAt: daysAgo(100),
		lastActivityType: 'page',
		lastActivitySource: 'search',
		activityStatus: 'known',
		activityCheckedAt: hoursAgo(1),
		activityCheckedFrom: daysAgo(120),
		viewsChecked: false,
		...fields,
	};
}

/** Somebody who holds a seat and was never seen active. */
export function neverActivePerson(fields: Row = {}): Row {
	return idlePerson({
		lastActivityAt: null,
		lastActivityType: null,
		lastActivitySource: null,
		activityStatus: 'none',
		...fields,
	});
}

/** A rule of the input that protects the account "vip". */
export function ruleRow(fields: Row = {}): Row {
	return { ruleType: 'user', field: 'accountId', match: 'equals', value: 'vip', ...fields };
}

/** Judges one person by rules of the input. */
export function judge(
	person: Row,
	rules: readonly Row[] = [],
	settings: Partial<EvaluationSettings> = {},
): Evaluation {
	return judgeAt(NOW, person, rules, settings).evaluation;
}

/** Judges one person at a moment; tells the rules that fitted, too. */
export function judgeAt(
	now: number,
	person: Row,
	rules: readonly Row[] = [],
	settings: Partial<EvaluationSettings> = {},
): { evaluation: Evaluation; rules: readonly ExclusionRule[] } {
	const read = readPerson(person).person;
	const index = new RuleIndex(readRules(rules, 'in the input "Rules"'), read.profile, now);
	return evaluate(read, {
		index,
		settings: { ...DEFAULT_SETTINGS, ...settings },
		now,
	});
}
