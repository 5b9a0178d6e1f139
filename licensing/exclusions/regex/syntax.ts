/** The parts of a regular expression, as far as the check against run-away patterns needs them. */
export type RegexNode =
	/** Takes exactly one character: a literal, an escape, a class or the dot. */
	| { kind: 'character'; source: string }
	/** Takes nothing: the start, the end, a word boundary. */
	| { kind: 'edge'; source: string }
	| { kind: 'backreference'; source: string }
	/** `look` marks the groups that only look ahead or behind and take nothing. */
	| { kind: 'group'; look: boolean; alternatives: RegexNode[][] }
	| { kind: 'repeat'; body: RegexNode; min: number; max: number };

const ESCAPE = /^\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|p\{[^}]*\}|c[a-z]|k<[^>]*>|\d+|[\s\S])/iu;
const CLASS = /^\[(?:\\[\s\S]|[^\]\\])*\]/u;
const GROUP_START = /^\((?:\?(?:<?[=!]|<[^>]*>|[a-z-]*:))?/u;
const QUANTIFIER = /^(?:[*+?]|\{(\d+)(,(\d*))?\})\??/u;
const BACKREFERENCE = /^\\(?:k<|[1-9])/u;
const ONE_CHARACTER = /^[\s\S]/u;

/**
 * Takes a pattern apart.
 *
 * @param pattern one that RegExp accepts with the flag "u"; for others the answer means nothing
 * @returns the alternatives of the whole pattern, each a sequence of parts
 */
export function parseRegex(pattern: string): RegexNode[][] {
	const reader = { rest: pattern };
	const alternatives = readAlternatives(reader);
	if (reader.rest !== '') throw new Error(`Unexpected ${reader.rest} in the pattern ${pattern}`);
	return alternatives;
}

/** True for a part that may come more than once. */
export function isLoop({ max }: { max: number }): boolean {
	return max > 1;
}

interface Reader {
	rest: string;
}

function readAlternatives(reader: Reader): RegexNode[][] {
	const alternatives: RegexNode[][] = [];
	let sequence: RegexNode[] = [];
	while (reader.rest !== '' && !reader.rest.startsWith(')')) {
		if (take(reader, /^\|/u) === undefined) sequence.push(readPart(reader));
		else {
			alternatives.push(sequence);
			sequence = [];
		}
	}
	alternatives.push(sequence);
	return alternatives;
}

function readPart(reader: Reader): RegexNode {
	const body = readAtom(reader);
	const quantifier = take(reader, QUANTIFIER);
	if (quantifier === undefined) return body;
	return { kind: 'repeat', body, ...limitsOf(quantifier) };
}

function limitsOf([text, least, open, most]: RegExpExecArray): { min: number; max: number } {
	if (text.startsWith('*')) return { min: 0, max: Infinity };
	if (text.startsWith('+')) return { min: 1, max: Infinity };
	if (text.startsWith('?')) return { min: 0, max: 1 };
	const min = Number(least);
	if (open === undefined) return { min, max: min };
	return { min, max: most === undefined || most === '' ? Infinity : Number(most) };
}

function readAtom(reader: Reader): RegexNode {
	const start = take(reader, GROUP_START);
	if (start !== undefined) {
		const alternatives = readAlternatives(reader);
		take(reader, /^\)/u);
		return { kind: 'group', look: /[=!]$/u.test(start[0]), alternatives };
	}
	const source = (take(reader, ESCAPE) ??
		take(reader, CLASS) ??
		take(reader, ONE_CHARACTER))?.[0];
	if (source === undefined) throw new Error('A pattern ended where a character was expected');
	if (BACKREFERENCE.test(source)) return { kind: 'backreference', source };
	if (/^(?:[\^$]|\\b)$/iu.test(source)) return { kind: 'edge', source };
	return { kind: 'character', source };
}

function take(reader: Reader, form: RegExp): RegExpExecArray | undefined {
	const found = form.exec(reader.rest);
	if (found === null) return undefined;
	reader.rest = reader.rest.slice(found[0].length);
	return found;
}
