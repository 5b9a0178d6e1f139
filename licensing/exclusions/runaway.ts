import {
	ANY_CHARACTER,
	NO_CHARACTER,
	characterSet,
	overlap,
	type CharacterSet,
} from './characterSets';
import { parseRegex, type RegexNode } from './regexSyntax';

/** The longest text that a pattern is tried on; Atlassian's names and addresses are shorter (I). */
export const TEXT_LIMIT = 256;

/** How many ways a pattern may have to fit one text before it counts as running away. */
const WAYS_LIMIT = 2 * TEXT_LIMIT ** 3;

/** What makes a pattern run away, in words that complete "the pattern …". */
export const RUNAWAYS = {
	backreference: 'refers back to a group',
	nestedRepeat: 'repeats a group that itself repeats something',
	overlappingAlternatives: 'repeats alternatives that can begin alike or match nothing',
	tooManyWays: 'has too many parts in a row that can take the same characters',
} as const satisfies Record<string, string>;

export type Runaway = keyof typeof RUNAWAYS;

/**
 * Says whether a pattern could take very long on an unlucky text. JavaScript tries one way after
 * the other, so what counts is how many ways there are. Strict on purpose: harmless patterns may
 * be refused, none that runs away may pass.
 *
 * @param pattern one that RegExp accepts with the flags "iu"
 */
export function findRunaway(pattern: string): Runaway | null {
	const alternatives = parseRegex(pattern);
	const sets = new CharacterSets();
	for (const sequence of alternatives) {
		const runaway = badRepeat(sequence, sets);
		if (runaway !== null) return runaway;
	}
	const start = alternatives.every(isAnchored) ? ANCHORED : ANYWHERE;
	return new Ways(sets).exceedLimit(alternatives, start) ? 'tooManyWays' : null;
}

/** The first repeat or reference whose very form is refused. */
function badRepeat(sequence: readonly RegexNode[], sets: CharacterSets): Runaway | null {
	for (const node of sequence) {
		const runaway = badNode(node, sets);
		if (runaway !== null) return runaway;
	}
	return null;
}

function badNode(node: RegexNode, sets: CharacterSets): Runaway | null {
	switch (node.kind) {
		case 'backreference':
			return 'backreference';
		case 'group':
			return badRepeat(node.alternatives.flat(), sets);
		case 'repeat':
			return (isLoop(node) ? badLoopBody(node.body, sets) : null) ?? badNode(node.body, sets);
		default:
			return null;
	}
}

function badLoopBody(body: RegexNode, sets: CharacterSets): Runaway | null {
	if (holdsRepeat(body)) return 'nestedRepeat';
	return holdsOverlap(body, sets) ? 'overlappingAlternatives' : null;
}

/** A part that may come more than once. */
function isLoop({ max }: { max: number }): boolean {
	return max > 1;
}

function holdsRepeat(node: RegexNode): boolean {
	if (node.kind === 'group') return node.alternatives.flat().some(holdsRepeat);
	return node.kind === 'repeat';
}

function holdsOverlap(node: RegexNode, sets: CharacterSets): boolean {
	if (node.kind !== 'group') return false;
	if (sets.alternativesOverlap(node.alternatives)) return true;
	return node.alternatives.flat().some((part) => holdsOverlap(part, sets));
}

/** True when the sequence can only begin where the text begins. */
function isAnchored(sequence: readonly RegexNode[]): boolean {
	const first = sequence[0];
	if (first === undefined) return false;
	if (first.kind === 'group') return !first.look && first.alternatives.every(isAnchored);
	return first.kind === 'edge' && first.source === '^';
}

/** The characters of parts and sequences; each source is looked at once. */
class CharacterSets {
	private readonly known = new Map<string, CharacterSet>();

	/** Every character that a part can take. */
	of(node: RegexNode): CharacterSet {
		switch (node.kind) {
			case 'character':
				return this.ofSource(node.source);
			case 'repeat':
				return this.of(node.body);
			case 'group':
				if (node.look) return NO_CHARACTER;
				return union(node.alternatives.flat().map((part) => this.of(part)));
			default:
				return NO_CHARACTER;
		}
	}

	/** True when two alternatives can begin with the same character, or one can match nothing. */
	alternativesOverlap(alternatives: ReadonlyArray<readonly RegexNode[]>): boolean {
		let seen = NO_CHARACTER;
		for (const sequence of alternatives) {
			const first = this.firstOf(sequence);
			if (first === null || overlap(first, seen)) return true;
			seen |= first;
		}
		return false;
	}

	/** The characters that a sequence can begin with; null when it can match nothing. */
	private firstOf(sequence: readonly RegexNode[]): CharacterSet | null {
		let first = NO_CHARACTER;
		for (const node of sequence) {
			first |= this.of(node);
			if (!this.canBeEmpty(node)) return first;
		}
		return null;
	}

	private canBeEmpty(node: RegexNode): boolean {
		if (node.kind === 'character') return false;
		if (node.kind === 'repeat') return node.min === 0 || this.canBeEmpty(node.body);
		if (node.kind !== 'group' || node.look) return true;
		return node.alternatives.some((sequence) => this.firstOf(sequence) === null);
	}

	private ofSource(source: string): CharacterSet {
		const known = this.known.get(source) ?? characterSet(source);
		this.known.set(source, known);
		return known;
	}
}

/** Where an attempt stands: what repeats so far could still give up, and in how many ways. */
interface Standing {
	/** Characters that a repeat before this place can also take. */
	live: CharacterSet;
	/** Ways to have come here. */
	ways: number;
	/** The share of `ways` that a character which no repeat can take would settle. */
	open: number;
}

const ANCHORED: Standing = { live: NO_CHARACTER, ways: 1, open: 1 };
/** A pattern that may begin anywhere behaves as if any text could stand before it. */
const ANYWHERE: Standing = { live: ANY_CHARACTER, ways: TEXT_LIMIT, open: TEXT_LIMIT };

/** Counts, never too low, the ways in which a pattern can be tried on a text. */
class Ways {
	private most = 1;

	constructor(private readonly sets: CharacterSets) {}

	exceedLimit(alternatives: readonly RegexNode[][], start: Standing): boolean {
		this.afterAlternatives(alternatives, start);
		return this.most > WAYS_LIMIT;
	}

	private afterAlternatives(alternatives: readonly RegexNode[][], start: Standing): Standing {
		const ends = alternatives.map((sequence) => this.afterSequence(sequence, start));
		const factor = this.sets.alternativesOverlap(alternatives) ? alternatives.length : 1;
		return this.reached({
			live: union(ends.map((end) => end.live)),
			ways: factor * Math.max(...ends.map((end) => end.ways)),
			open: Math.min(...ends.map((end) => end.open)),
		});
	}

	private afterSequence(sequence: readonly RegexNode[], start: Standing): Standing {
		let standing = start;
		for (const node of sequence) standing = this.reached(this.afterNode(node, standing));
		return standing;
	}

	private afterNode(node: RegexNode, before: Standing): Standing {
		switch (node.kind) {
			case 'character':
				return afterFixed(this.sets.of(node), before);
			case 'group':
				return this.afterGroup(node, before);
			case 'repeat':
				return this.afterRepeat(node, before);
			default:
				return before;
		}
	}

	/** A look takes nothing and is never tried a second way: the standing stays. */
	private afterGroup(node: RegexNode & { kind: 'group' }, before: Standing): Standing {
		const after = this.afterAlternatives(node.alternatives, before);
		return node.look ? before : after;
	}

	private afterRepeat(node: RegexNode & { kind: 'repeat' }, before: Standing): Standing {
		if (node.body.kind === 'group' && !isLoop(node)) {
			const after = this.afterNode(node.body, before);
			return {
				live: after.live | before.live,
				ways: 2 * Math.max(after.ways, before.ways),
				open: Math.min(after.open, before.open),
			};
		}
		const taken = this.sets.of(node.body);
		const choices = Math.max(Math.min(node.max, TEXT_LIMIT) - node.min + 1, 1);
		if (choices === 1) return afterFixed(taken, before);
		if (overlap(taken, before.live)) {
			return {
				live: before.live | taken,
				ways: before.ways * choices,
				open: Math.max(before.open, choices),
			};
		}
		const open = node.min > 0 ? choices : Math.max(before.open, choices);
		return {
			live: node.min > 0 ? taken : before.live | taken,
			ways: (before.ways / before.open) * open,
			open,
		};
	}

	private reached(standing: Standing): Standing {
		this.most = Math.max(this.most, standing.ways);
		return standing;
	}
}

/** After a character that has to be there: it settles where the repeats before it ended. */
function afterFixed(taken: CharacterSet, before: Standing): Standing {
	if (overlap(taken, before.live)) return before;
	return { live: NO_CHARACTER, ways: before.ways / before.open, open: 1 };
}

function union(sets: readonly CharacterSet[]): CharacterSet {
	return sets.reduce((all, set) => all | set, NO_CHARACTER);
}
