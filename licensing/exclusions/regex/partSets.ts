import { NO_CHARACTER, characterSet, overlap, union, type CharacterSet } from './characterSets';
import type { RegexNode } from './syntax';

/** The characters of parts and sequences; each source is looked at once. */
export class PartSets {
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
