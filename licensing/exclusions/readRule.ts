import { SettingRow, type RowPlace } from '../settingRow';
import { DAMAGED_ID, isDamagedId, entryNames, type Row } from '../tableValues';
import { itIs, shown } from '../truncate';
import { folded } from './comparedText';
import {
	MATCHES,
	VALUE_LIMIT,
	compileFoldedWildcard,
	compileRegex,
	type Match,
	type TextMatcher,
} from './patterns';
import { EFFECTS, RULE_TYPES, type Effect, type ExclusionRule } from './rule';
import { RULE_FIELDS, ruleField, type RuleFieldName } from './ruleFields';

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
