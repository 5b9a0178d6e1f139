import type { Decision, PersonRow } from '../person';
import { readTime, toIso, wholeDaysBetween } from '../times';
import { activityDoubt } from './activityTrust';
import { decide, type EvaluationSettings, type ReasonCode } from './reasons';
import { ruleTitle, type ExclusionRule } from './rule';
import { comparedPerson, knowsGroups } from './ruleFields';
import type { RuleIndex, RuleMatches } from './ruleIndex';

/** What an evaluation adds to a subscription: a decision for certain, and why. */
export interface Evaluation
	extends Pick<
		PersonRow,
		| 'inactiveDays'
		| 'excludedFromCost'
		| 'protectedFromReclamation'
		| 'exclusionRule'
		| 'exclusionReason'
		| 'evaluatedAt'
	> {
	decision: Decision;
	reasonCode: ReasonCode;
	/** A sentence that an administrator can forward. */
	reason: string;
}

/** What the subscriptions of one profile are judged by. */
export interface EvaluationContext {
	index: RuleIndex;
	settings: EvaluationSettings;
	/** Milliseconds since the epoch. */
	now: number;
}

/**
 * Judges one person: excluded, retained or a candidate, and why.
 *
 * @returns the evaluation and every rule that fits the person
 */
export function evaluate(
	person: PersonRow,
	{ index, settings, now }: EvaluationContext,
): { evaluation: Evaluation; rules: readonly ExclusionRule[] } {
	const compared = comparedPerson(person);
	const matches = index.match(compared);
	const lastActivityAt = readTime(person.lastActivityAt);
	const inactiveDays = daysSince(lastActivityAt, now);
	const outcome = decide({
		person,
		settings,
		now,
		rule: matches.reclamation,
		emailMissing: index.needsEmail && compared.emailDomain === null,
		groupsMissing: index.needsGroups && !knowsGroups(person),
		departmentMissing: index.needsDepartment && compared.department === null,
		activityDoubt: activityDoubt({ person, settings, now }),
		lastActivityAt,
		inactiveDays,
		daysSinceFirstSeen: daysSince(readTime(person.firstSeenAt), now),
	});
	const evaluation: Evaluation = {
		...outcome,
		inactiveDays,
		excludedFromCost: matches.cost !== null,
		protectedFromReclamation: outcome.decision === 'excluded',
		...exclusionOf(matches),
		evaluatedAt: toIso(now),
	};
	return { evaluation, rules: matches.all };
}

/** How the reason of such a seat begins; what follows says why. */
export const NOT_EVALUATED = 'The seat is kept because it could not be evaluated: ';

/** The evaluation of a subscription that could not be evaluated: the seat is kept. */
export function failedEvaluation(problem: string, now: number): Evaluation {
	return {
		decision: 'retained',
		reasonCode: 'evaluationFailed',
		reason: `${NOT_EVALUATED}${problem}`,
		inactiveDays: null,
		excludedFromCost: false,
		protectedFromReclamation: false,
		exclusionRule: null,
		exclusionReason: null,
		evaluatedAt: toIso(now),
	};
}

/** The columns that an evaluation adds, in the order in which tables show them. */
export const EVALUATION_FIELDS: readonly string[] = Object.keys(failedEvaluation('', 0));

function exclusionOf({ reclamation, cost }: RuleMatches) {
	const rule = reclamation ?? cost;
	return {
		exclusionRule: rule === null ? null : ruleTitle(rule),
		exclusionReason: rule === null || rule.reason === '' ? null : rule.reason,
	};
}

function daysSince(time: number | null, now: number): number | null {
	return time === null ? null : Math.max(0, wholeDaysBetween(time, now));
}
