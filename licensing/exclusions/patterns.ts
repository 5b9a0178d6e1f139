import { folded, seen, withoutLetterForms, type ComparedText } from './comparedText';
import { RUNAWAYS, TEXT_LIMIT, findRunaway } from './regexCheck';
import { compileWildcard } from './wildcard';

/** The longest value of a rule. */
export const VALUE_LIMIT = 1_000;

/** Ways to compare a rule's value with a text. */
export const MATCHES = ['equals', 'wildcard', 'regex'] as const;
export type Match = (typeof MATCHES)[number];

/** True when the rule's value fits the text. */
export type TextMatcher = (text: ComparedText) => boolean;

/** What a refused pattern can be replaced by. */
const INSTEAD =
	'use a simpler pattern, such as \\.example\\.com$ for everything under a domain, or a wildcard, such as *.example.com';

/**
 * Reads a regular expression that people wrote. It ignores case and is found anywhere unless
 * anchored. A text too long to be tried in safe time counts as `inDoubt`.
 *
 * @returns the matcher, or what is wrong with the pattern, in words that follow its name
 */
export function compileRegex(
	pattern: string,
	inDoubt: boolean,
): { matches: TextMatcher } | { problem: string } {
	const source = withPlainEscapes(seen(pattern));
	const expressions: RegExp[] = [];
	// JavaScript ignores the case of all letters but those whose forms are taken away here.
	for (const form of new Set([source, withoutLetterForms(source)])) {
		const expression = toSafeRegExp(form);
		if (typeof expression === 'string') return { problem: expression };
		expressions.push(expression);
	}
	return { matches: ({ forms }) => fitsOne(forms, expressions, inDoubt) };
}

/** Asked for every person and pattern, so without functions in between. */
function fitsOne(
	forms: readonly string[],
	expressions: readonly RegExp[],
	inDoubt: boolean,
): boolean {
	for (const form of forms) {
		if (form.length > TEXT_LIMIT) {
			if (inDoubt) return true;
			continue;
		}
		for (const expression of expressions) if (expression.test(form)) return true;
	}
	return false;
}

/** The matcher of a wildcard; it covers the whole text. */
export function compileFoldedWildcard(wildcard: string): TextMatcher {
	const covers = compileWildcard(folded(wildcard));
	return (text) => covers(text.folded);
}

/** The expression, or what is wrong with it. */
function toSafeRegExp(source: string): RegExp | string {
	const expression = toRegExp(source);
	if (typeof expression === 'string') return `cannot be read: ${expression}`;
	const runaway = findRunaway(source);
	if (runaway === null) return usable(expression);
	return `could take too long on some texts, because it ${RUNAWAYS[runaway]}; ${INSTEAD}`;
}

/** A pattern that is too large says so only when it is used. */
function usable(expression: RegExp): RegExp | string {
	try {
		expression.test('');
		return expression;
	} catch {
		return `is too large; ${INSTEAD}`;
	}
}

function toRegExp(source: string): RegExp | string {
	try {
		return new RegExp(source, 'iu');
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/**
 * People escape signs that need none, such as `\-` or `\@`. With full Unicode rules that is an
 * error, so these signs are written by their number instead.
 */
function withPlainEscapes(pattern: string): string {
	return pattern.replace(/\\([\x00-\x7f])/gu, (escape, sign: string) =>
		/[A-Za-z0-9^$\\.*+?()[\]{}|/]/u.test(sign) ? escape : `\\x${hexOf(sign)}`,
	);
}

function hexOf(character: string): string {
	return character.charCodeAt(0).toString(16).padStart(2, '0');
}
