import { RUNAWAYS, findRunaway } from './regex/runaway';
import { TEXT_LIMIT } from './regex/ways';
import { compileWildcard } from './wildcard';

/** The longest value of a rule. */
export const VALUE_LIMIT = 1_000;

/** Ways to compare a rule's value with a text. */
export const MATCHES = ['equals', 'wildcard', 'regex'] as const;
export type Match = (typeof MATCHES)[number];

/** The form in which texts are compared: without case, and accents written one way only. */
export function folded(text: string): string {
	return text.normalize('NFC').trim().toLowerCase();
}

/** True when the rule's value fits a text that is already folded. */
export type TextMatcher = (text: string) => boolean;

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
	const source = withPlainEscapes(pattern.normalize('NFC'));
	const expression = toRegExp(source);
	if (typeof expression === 'string') return { problem: `cannot be read: ${expression}` };
	const runaway = findRunaway(source);
	if (runaway !== null) {
		return {
			problem: `could run away on an unlucky text, because it ${RUNAWAYS[runaway]}; use a simpler pattern or a wildcard`,
		};
	}
	return {
		matches: (text) => (text.length > TEXT_LIMIT ? inDoubt : expression.test(text)),
	};
}

/** The matcher of a wildcard; it covers the whole text. */
export function compileFoldedWildcard(wildcard: string): TextMatcher {
	return compileWildcard(folded(wildcard));
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
