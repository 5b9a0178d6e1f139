import {
	DAMAGED_ID,
	isDamagedId,
	isEmptyValue,
	readBoolean,
	readText,
	visible,
	type Row,
} from '../tableValues';
import { isMissingTime, readTime } from '../times';
import { folded } from './comparedText';
import { namesOf } from './namesOf';
import {
	MATCHES,
	VALUE_LIMIT,
	compileFoldedWildcard,
	compileRegex,
	type Match,
	type TextMatcher,
} from './patterns';
import {
	EFFECTS,
	RULE_TYPES,
	placeText,
	type Effect,
	type ExclusionRule,
	type RulePlace,
	type RuleSource,
} from './rule';
import { RULE_FIELDS, ruleField, type RuleFieldName } from './ruleFields';

/** How much of a wrong value an error shows. */
const SHOWN_LENGTH = 80;

/** Why a rule cannot be read: never a reason to go on without it. */
export class UnreadableRule extends Error {
	override readonly name = 'UnreadableRule';

	constructor(
		readonly place: RulePlace,
		readonly field: string,
		problem: string,
	) {
		super(`Exclusion rule ${placeText(place)}: the field "${field}" ${problem}`);
	}
}

/**
 * Reads the rules of one source, numbered from 1.
 *
 * @throws UnreadableRule for the first one that cannot be read
 */
export function readRules(rows: readonly Row[], source: RuleSource): ExclusionRule[] {
	return rows.map((row, index) => readRule(row, { source, number: index + 1 }));
}

/**
 * Reads a rule from the node's own fields or from a table row.
 *
 * @throws UnreadableRule for an unknown word, an empty value, a bad pattern, a bad date or an id
 * that a sheet made a number of; also for rules that are switched off or over, so that nobody counts on one that cannot work
 */
export function readRule(row: Row, place: RulePlace): ExclusionRule {
	const cells = new RuleCells(row, place);
	const field = cells.word('field', namesOf(RULE_FIELDS));
	const match = cells.word('match', MATCHES);
	const effect = cells.word('effect', namesOf(EFFECTS), 'both');
	const value = cells.value(field, match);
	return {
		...place,
		ruleType: cells.word('ruleType', RULE_TYPES),
		field,
		match,
		value,
		test: cells.test(match, value, effect),
		effect,
		profile: cells.text('profile'),
		reason: cells.text('reason'),
		expiresAt: cells.time('expiresAt'),
		active: cells.flag('active', true),
	};
}

/** The cells of one rule; whatever cannot be read ends in an UnreadableRule. */
class RuleCells {
	constructor(
		private readonly row: Row,
		private readonly place: RulePlace,
	) {}

	/** One of a few words, in any case. Without `empty` the cell must be filled. */
	word<Word extends string>(field: string, words: readonly Word[], empty?: Word): Word {
		const given = this.row[field];
		if (isEmptyValue(given) && empty !== undefined) return empty;
		const text = visible(readText(given) ?? '')
			.trim()
			.toLowerCase();
		const known = words.find((word) => word.toLowerCase() === text);
		return known ?? this.fail(field, `must be one of ${words.join(', ')}, but ${itIs(given)}`);
	}

	/** A text as people see it, trimmed; '' for an empty cell. */
	text(field: string): string {
		const given = this.row[field];
		if (isEmptyValue(given)) return '';
		const text = readText(given);
		if (text !== undefined) return visible(text).trim();
		if (isDamagedId(given)) return this.fail(field, `${DAMAGED_ID} (${itIs(given)})`);
		return this.fail(field, `must be a text, but ${itIs(given)}`);
	}

	/**
	 * A moment in milliseconds; null for an empty cell and for a stand-in such as 1970-01-01. A rule
	 * without an end protects, so the seat is kept.
	 */
	time(field: string): number | null {
		const given = this.row[field];
		if (isMissingTime(given)) return null;
		const problem = `must be a date such as 2027-01-31, but ${itIs(given)}`;
		return readTime(given) ?? this.fail(field, problem);
	}

	flag(field: string, empty: boolean): boolean {
		const given = this.row[field];
		if (isEmptyValue(given)) return empty;
		return readBoolean(given) ?? this.fail(field, `must be true or false, but ${itIs(given)}`);
	}

	value(field: RuleFieldName, match: Match): string {
		const given = this.row.value;
		if (ruleField(field).isId && isDamagedId(given)) {
			this.fail('value', `${DAMAGED_ID} (${itIs(given)})`);
		}
		const text = this.text('value');
		// A domain is often written with the sign in front of it; expressions find it there.
		const value = field === 'emailDomain' && match !== 'regex' ? text.replace(/^@/u, '') : text;
		if (value === '') this.fail('value', 'is empty: say what to compare with');
		if (value.length > VALUE_LIMIT) {
			this.fail('value', `has ${value.length} characters; at most ${VALUE_LIMIT} may be`);
		}
		return value;
	}

	/** What to find, folded, or how to test a text. */
	test(match: Match, value: string, effect: Effect): string | TextMatcher {
		if (match === 'equals') return folded(value);
		if (match === 'wildcard') return compileFoldedWildcard(value);
		const compiled = compileRegex(value, EFFECTS[effect].reclamation);
		if ('matches' in compiled) return compiled.matches;
		return this.fail('value', `${shown(value)} ${compiled.problem}`);
	}

	private fail(field: string, problem: string): never {
		throw new UnreadableRule(this.place, field, problem);
	}
}

function itIs(value: unknown): string {
	return isEmptyValue(value) ? 'it is empty' : `it is ${shown(value)}`;
}

function shown(value: unknown): string {
	const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
	return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
