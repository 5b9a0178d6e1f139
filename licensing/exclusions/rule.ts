import { placeText, type RowPlace } from '../settingRow';
import { folded } from './comparedText';
import type { Match, TextMatcher } from './patterns';
import { RULE_FIELDS, type RuleFieldName } from './ruleFields';

/**
 * How rules are sorted for the people who keep them: about persons, or about what was bought.
 * What a rule compares is its `field` alone.
 */
export const RULE_TYPES = ['user', 'identifier'] as const;
export type RuleType = (typeof RULE_TYPES)[number];

/** What a rule keeps subscriptions out of. */
export const EFFECTS = {
	both: { cost: true, reclamation: true },
	cost: { cost: true, reclamation: false },
	reclamation: { cost: false, reclamation: true },
} as const satisfies Record<string, { cost: boolean; reclamation: boolean }>;
export type Effect = keyof typeof EFFECTS;

/** A rule that has been read and can be applied. */
export interface ExclusionRule extends RowPlace {
	ruleType: RuleType;
	field: RuleFieldName;
	match: Match;
	/** As people wrote it, but for an @ in front of a domain. */
	value: string;
	/** For `equals`: the folded text to find. Else the test of a text. */
	test: string | TextMatcher;
	effect: Effect;
	/** Empty for all profiles. */
	profile: string;
	reason: string;
	/** Milliseconds since the epoch; null when the rule never ends. */
	expiresAt: number | null;
	active: boolean;
}

/** A rule in words, such as `e-mail wildcard "*@bots.example.com" (rule 2 in the input "Rules")`. */
export function ruleTitle(rule: ExclusionRule): string {
	const { label } = RULE_FIELDS[rule.field];
	return `${label} ${rule.match} "${rule.value}" (rule ${placeText(rule)})`;
}

/** True while the rule is switched on and its end has not passed. `now` in milliseconds. */
export function isInForce({ active, expiresAt }: ExclusionRule, now: number): boolean {
	return active && (expiresAt === null || expiresAt >= now);
}

/** True for rules of this profile and for those of all profiles. */
export function appliesTo(rule: ExclusionRule, profile: string): boolean {
	return rule.profile === '' || folded(rule.profile) === folded(profile);
}
