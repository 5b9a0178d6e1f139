/**
 * Keeps patterns out that take too long on some text. JavaScript tries one way after the other, so
 * what counts is how many steps all ways together can take on the longest text. The count below is
 * never too low; it may be far too high, and then a harmless pattern is refused.
 */

/** The longest text that a pattern is tried on; Atlassian's names and addresses are shorter (I). */
export const TEXT_LIMIT = 256;

/** How many steps a pattern may need for one text: some tenths of a second. */
export const STEP_LIMIT = 50_000_000;

/** Why a pattern is refused, in words that follow "because it". */
export const RUNAWAYS = {
	backreference: 'uses a backreference to a group',
	nestedRepeat: 'repeats a group that itself repeats something or has alternatives',
	lookBehind: 'has a lookbehind with more than plain text',
	tooManyRepeats: 'has too many parts of variable length',
} as const satisfies Record<string, string>;
export type Runaway = keyof typeof RUNAWAYS;

/**
 * Says why a pattern could take too long; null when it cannot.
 *
 * @param pattern one that RegExp accepts with the flags "iu"
 */
export function findRunaway(pattern: string): Runaway | null {
	const steps = countSteps(pattern, TEXT_LIMIT);
	if (typeof steps === 'string') return steps;
	return steps > STEP_LIMIT ? 'tooManyRepeats' : null;
}

/**
 * The most steps that a pattern can take on a text of at most so many characters: one step for each
 * time that one of its characters, classes or edges is tried. For a form that is refused as such,
 * why it is.
 */
export function countSteps(pattern: string, length: number): number | Runaway {
	const alternatives = parse(pattern);
	if (typeof alternatives === 'string') return alternatives;
	const start = alternatives.every(isAnchored) ? { slides: 0, ways: 1 } : ANYWHERE;
	const counter = new StepCounter(length);
	counter.alternatives(alternatives, start);
	return counter.steps;
}

type Part =
	/** Tries one place of the text: a literal, an escape, a class, the dot, an edge. */
	| { kind: 'one'; source: string }
	/** `look` marks the groups that only look ahead or behind. */
	| { kind: 'group'; look: boolean; alternatives: Part[][] }
	| { kind: 'repeat'; body: Part; min: number; max: number };

/**
 * In how many ways a place of the pattern can be reached: `ways` times as many as there are sets
 * of `slides` lengths that together are no longer than the text. A slide is what can have any
 * length: an open repeat, and the text in front of a pattern that may begin anywhere.
 */
interface Reach {
	slides: number;
	ways: number;
}

const ANYWHERE: Reach = { slides: 1, ways: 1 };

class StepCounter {
	steps = 0;

	constructor(private readonly length: number) {}

	/** Each alternative is tried from wherever the group is reached; its ways add up. */
	alternatives(alternatives: readonly Part[][], from: Reach): Reach {
		const ends = alternatives.map((sequence) => this.sequence(sequence, from));
		return either(ends);
	}

	private sequence(sequence: readonly Part[], from: Reach): Reach {
		return sequence.reduce((reach, part) => this.part(part, reach), from);
	}

	private part(part: Part, from: Reach): Reach {
		if (part.kind === 'repeat') return this.repeat(part, from);
		if (part.kind === 'group')
			return part.look
				? this.look(part.alternatives, from)
				: this.alternatives(part.alternatives, from);
		this.steps += this.count(from);
		return from;
	}

	/** A look starts anew wherever it is reached, and is never tried a second way. */
	private look(alternatives: readonly Part[][], from: Reach): Reach {
		const inside = new StepCounter(this.length);
		inside.alternatives(alternatives, { slides: 0, ways: 1 });
		this.steps += this.count(from) * (inside.steps + 1);
		return from;
	}

	private repeat({ body, min, max }: Part & { kind: 'repeat' }, from: Reach): Reach {
		if (max <= 1) {
			const taken = max === 0 ? [] : [this.part(body, from)];
			return either(min === 0 ? [from, ...taken] : taken);
		}
		const { slides, ways } = from;
		const choices = Math.min(max - min, this.length) + 1;
		const after =
			max === Infinity ? { slides: slides + 1, ways } : { slides, ways: ways * choices };
		// The body is plain (see `parse`), so it is tried once for each length, and once more at the end.
		this.part(body, { ...after, ways: after.ways * (min + 2) });
		return after;
	}

	/** How many sets of lengths there are, times the ways: binomial coefficient and product. */
	private count({ slides, ways }: Reach): number {
		let count = ways;
		for (let slide = 1; slide <= slides; slide++) count *= (this.length + slide) / slide;
		return count;
	}
}

function either(ends: readonly Reach[]): Reach {
	return {
		slides: Math.max(...ends.map(({ slides }) => slides)),
		ways: ends.reduce((sum, { ways }) => sum + ways, 0),
	};
}

/** True when the sequence can only begin where the text begins. In a group, ^ may mean a line. */
function isAnchored([first]: readonly Part[]): boolean {
	return first?.kind === 'one' && first.source === '^';
}

const TOKEN =
	/(?<open>\((?:\?(?:<?[=!]|<[^>]*>|[a-z-]*:))?)|(?<back>\\(?:k<|[1-9]))|(?<one>\\(?:u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|p\{[^}]*\}|c[a-z]|[^])|\[(?:\\[^]|[^\]\\])*\]|[^|)])|(?<end>[|)])/iuy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/uy;
const SIGNS: Readonly<Record<string, readonly [number, number]>> = {
	'*': [0, Infinity],
	'+': [1, Infinity],
	'?': [0, 1],
};

/** The alternatives of a pattern, each a sequence of parts; or what is refused by its form. */
function parse(pattern: string): Part[][] | Runaway {
	const open: Array<{ start: string; alternatives: Part[][] }> = [];
	let alternatives: Part[][] = [[]];
	let at = 0;
	while (at < pattern.length) {
		const token = matchAt(TOKEN, pattern, at);
		at += token?.[0].length ?? pattern.length;
		const { open: start, back, one, end } = token?.groups ?? {};
		if (back !== undefined) return 'backreference';
		if (start !== undefined) {
			open.push({ start, alternatives });
			alternatives = [[]];
			continue;
		}
		if (end === '|') {
			alternatives.push([]);
			continue;
		}
		let part: Part = { kind: 'one', source: one ?? '' };
		if (end === ')') {
			const group = open.pop() ?? { start: '(', alternatives: [[]] };
			// What is behind is tried from its end; where all is plain, the order does not matter.
			const behind = /^\(\?<[=!]/u.test(group.start);
			if (behind && !alternatives.flat().every(isPlain)) return 'lookBehind';
			part = { kind: 'group', look: /[=!]$/u.test(group.start), alternatives };
			alternatives = group.alternatives;
		}
		const quantifier = matchAt(QUANTIFIER, pattern, at);
		if (quantifier) {
			at += quantifier[0].length;
			const [min, max] = limitsOf(quantifier);
			if (max > 1 && !isPlain(part)) return 'nestedRepeat';
			part = { kind: 'repeat', body: part, min, max };
		}
		alternatives[alternatives.length - 1]?.push(part);
	}
	return alternatives;
}

function limitsOf([, sign, least, comma, most]: RegExpExecArray): readonly [number, number] {
	if (sign !== undefined) return SIGNS[sign] ?? [0, Infinity];
	const min = Number(least);
	if (comma === '') return [min, min];
	return [min, most === '' ? Infinity : Number(most)];
}

/** True for what can match a place in one way only: no repeat, no alternatives, no look. */
function isPlain(part: Part): boolean {
	if (part.kind !== 'group') return part.kind === 'one';
	const [only = [], ...others] = part.alternatives;
	return !part.look && others.length === 0 && only.every(isPlain);
}

function matchAt(form: RegExp, text: string, at: number): RegExpExecArray | null {
	form.lastIndex = at;
	return form.exec(text);
}
