import type { Subscription } from '../subscription';
import { isMissingTime, readTime, toIso, wholeDaysBetween } from '../times';
import { activityDoubt } from './activityTrust';
import { decide, type Decision, type GivenTime, type ReasonCode } from './reasons';
import { ruleTitle, type ExclusionRule } from './rule';
import { subjectOf } from './ruleFields';
import type { RuleIndex, RuleMatches } from './ruleIndex';
import type { EvaluationSettings } from './settings';

/** What an evaluation adds to a subscription. */
export interface Evaluation {
	decision: Decision;
	reasonCode: ReasonCode;
	/** A sentence that an administrator can forward. */
	reason: string;
	/** Whole 24-hour spans since the last activity, 0 for one in the future. */
	inactiveDays: number | null;
	excludedFromCost: boolean;
	protectedFromReclamation: boolean;
	/** The rule that counts: the one that protects, else the one that keeps it out of cost. */
	exclusionRule: string | null;
	exclusionReason: string | null;
	evaluatedAt: string | null;
}

/** The columns that an evaluation adds, in the order in which tables show them. */
export const EVALUATION_FIELDS = [
	'decision',
	'reasonCode',
	'reason',
	'inactiveDays',
	'excludedFromCost',
	'protectedFromReclamation',
	'exclusionRule',
	'exclusionReason',
	'evaluatedAt',
] as const satisfies ReadonlyArray<keyof Evaluation>;

/** What the subscriptions of one profile are judged by. */
export interface EvaluationContext {
	index: RuleIndex;
	settings: EvaluationSettings;
	/** Milliseconds since the epoch. */
	now: number;
}

/**
 * Judges one subscription: excluded, retained or a candidate, and why.
 *
 * @param keepUntil the date until which somebody chose to keep the seat, as the item holds it
 * @returns the evaluation and every rule that fits the subscription
 */
export function evaluate(
	subscription: Subscription,
	keepUntil: unknown,
	{ index, settings, now }: EvaluationContext,
): { evaluation: Evaluation; rules: readonly ExclusionRule[] } {
	const subject = subjectOf(subscription);
	const matches = index.match(subject);
	const lastActivityAt = readTime(subscription.lastActivityAt);
	const inactiveDays = daysSince(lastActivityAt, now);
	const outcome = decide({
		subscription,
		settings,
		now,
		rule: matches.reclamation,
		emailMissing: index.needsEmail && subject.emailDomain === null,
		activityDoubt: activityDoubt({ subscription, settings, now }),
		keepUntil: givenTime(keepUntil),
		lastActivityAt,
		inactiveDays,
		daysSinceFirstSeen: daysSince(readTime(subscription.firstSeenAt), now),
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

/** The evaluation of a subscription that could not be evaluated: the seat is kept. */
export function failedEvaluation(problem: string, now: number): Evaluation {
	return {
		decision: 'retained',
		reasonCode: 'evaluationFailed',
		reason: `The seat is kept because it could not be evaluated: ${problem}`,
		inactiveDays: null,
		excludedFromCost: false,
		protectedFromReclamation: false,
		exclusionRule: null,
		exclusionReason: null,
		evaluatedAt: toIso(now),
	};
}

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

function givenTime(value: unknown): GivenTime {
	if (isMissingTime(value)) return { kind: 'none' };
	const time = readTime(value);
	return time === null ? { kind: 'unreadable' } : { kind: 'time', time };
}
