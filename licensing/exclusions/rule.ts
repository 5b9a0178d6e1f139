import { placeText, SettingRow, type RowPlace } from '../settingRow';
import { folded } from './comparedText';
import {
	MATCHES,
	VALUE_LIMIT,
	compileFoldedWildcard,
	compileRegex,
	type Match,
	type TextMatcher,
} from './patterns';
import { RULE_FIELDS, ruleField, type RuleFieldName } from './ruleFields';
import { DAMAGED_ID, isDamagedId, entryNames, type Row } from '../tableValues';
import { itIs, shown } from '../truncate';

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

/**
 * Reads the rules of one source, numbered from 1.
 *
 * @param source where they stand, in words that follow the number
 * @throws UnreadableRow for the first one that cannot be read
 */
export function readRules(rows: readonly Row[], source: string): ExclusionRule[] {
	return rows.map((row, index) => readRule(row, { source, number: index + 1 }));
}

/**
 * Reads a rule from the node's own fields or from a table row. A rule whose end is a stand-in has no
 * end: it protects, so the seat is kept.
 *
 * @throws UnreadableRow for an unknown word, an empty value, a bad pattern, a bad date or an id
 * that a sheet made a number of; also for rules that are switched off or over, so that nobody counts
 * on one that cannot work
 */
export function readRule(row: Row, place: RowPlace): ExclusionRule {
	const cells = new SettingRow(row, 'Exclusion rule', place);
	const field = cells.word('field', entryNames(RULE_FIELDS));
	const match = cells.word('match', MATCHES);
	const effect = cells.word('effect', entryNames(EFFECTS), 'both');
	const value = readValue(cells, field, match);
	return {
		...place,
		ruleType: cells.word('ruleType', RULE_TYPES),
		field,
		match,
		value,
		test: testOf(cells, { match, value, effect }),
		effect,
		profile: cells.text('profile'),
		reason: cells.text('reason'),
		expiresAt: cells.time('expiresAt'),
		active: cells.flag('active', true),
	};
}

function readValue(cells: SettingRow, field: RuleFieldName, match: Match): string {
	const given = cells.value('value');
	if (ruleField(field).isId && isDamagedId(given)) {
		cells.fail('value', `${DAMAGED_ID} (${itIs(given)})`);
	}
	const text = cells.text('value');
	// A domain is often written with the sign in front of it; expressions find it there.
	const value = field === 'emailDomain' && match !== 'regex' ? text.replace(/^@/u, '') : text;
	if (value === '') cells.fail('value', 'is empty: enter a value to compare with');
	if (value.length > VALUE_LIMIT) {
		cells.fail('value', `has ${value.length} characters; at most ${VALUE_LIMIT} are allowed`);
	}
	return value;
}

/** What to find, folded, or how to test a text. */
function testOf(
	cells: SettingRow,
	{ match, value, effect }: { match: Match; value: string; effect: Effect },
): string | TextMatcher {
	if (match === 'equals') return folded(value);
	if (match === 'wildcard') return compileFoldedWildcard(value);
	const compiled = compileRegex(value, EFFECTS[effect].reclamation);
	if ('matches' in compiled) return compiled.matches;
	return cells.fail('value', `${shown(value)} ${compiled.problem}`);
}
