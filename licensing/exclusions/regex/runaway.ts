import { PartSets } from './partSets';
import { isLoop, parseRegex, type RegexNode } from './syntax';
import { ANCHORED, ANYWHERE, Ways } from './ways';

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
	const sets = new PartSets();
	for (const sequence of alternatives) {
		const runaway = badRepeat(sequence, sets);
		if (runaway !== null) return runaway;
	}
	const start = alternatives.every(isAnchored) ? ANCHORED : ANYWHERE;
	return new Ways(sets).exceedLimit(alternatives, start) ? 'tooManyWays' : null;
}

/** The first repeat or reference whose very form is refused. */
function badRepeat(sequence: readonly RegexNode[], sets: PartSets): Runaway | null {
	for (const node of sequence) {
		const runaway = badNode(node, sets);
		if (runaway !== null) return runaway;
	}
	return null;
}

function badNode(node: RegexNode, sets: PartSets): Runaway | null {
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

function badLoopBody(body: RegexNode, sets: PartSets): Runaway | null {
	if (holdsRepeat(body)) return 'nestedRepeat';
	return holdsOverlap(body, sets) ? 'overlappingAlternatives' : null;
}

function holdsRepeat(node: RegexNode): boolean {
	if (node.kind === 'group') return node.alternatives.flat().some(holdsRepeat);
	return node.kind === 'repeat';
}

function holdsOverlap(node: RegexNode, sets: PartSets): boolean {
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
