import { ANY_CHARACTER, NO_CHARACTER, overlap, union, type CharacterSet } from './characterSets';
import type { PartSets } from './partSets';
import { isLoop, type RegexNode } from './syntax';

/** The longest text that a pattern is tried on; Atlassian's names and addresses are shorter (I). */
export const TEXT_LIMIT = 256;

/** How many ways a pattern may have to fit one text before it counts as running away. */
const WAYS_LIMIT = 2 * TEXT_LIMIT ** 3;

/** Where an attempt stands: what repeats so far could still give up, and in how many ways. */
interface Standing {
	/** Characters that a repeat before this place can also take. */
	live: CharacterSet;
	/** Ways to have come here. */
	ways: number;
	/** The share of `ways` that a character which no repeat can take would settle. */
	open: number;
}

/** A pattern that can only begin where the text begins. */
export const ANCHORED: Standing = { live: NO_CHARACTER, ways: 1, open: 1 };
/** A pattern that may begin anywhere behaves as if any text could stand before it. */
export const ANYWHERE: Standing = { live: ANY_CHARACTER, ways: TEXT_LIMIT, open: TEXT_LIMIT };

/** Counts, never too low, the ways in which a pattern can be tried on a text. */
export class Ways {
	private most = 1;

	constructor(private readonly sets: PartSets) {}

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
