import fc from 'fast-check';

import { compared } from '../../../licensing/exclusions/comparedText';
import { compileRegex } from '../../../licensing/exclusions/patterns';
import {
	STEP_LIMIT,
	TEXT_LIMIT,
	countSteps,
	findRunaway,
} from '../../../licensing/exclusions/regexCheck';
import { atLeast } from '../../testScale';

/** A pattern as it is generated: what it looks like, and what it means. */
type Node =
	| { kind: 'one'; source: string }
	| { kind: 'group'; open: string; alternatives: Node[][] }
	| { kind: 'repeat'; body: Node; sign: string; min: number; max: number };

const SIGNS: ReadonlyArray<[string, number, number]> = [
	['*', 0, Infinity],
	['+', 1, Infinity],
	['?', 0, 1],
	['*?', 0, Infinity],
	['+?', 1, Infinity],
	['??', 0, 1],
	['{2}', 2, 2],
	['{0,3}', 0, 3],
	['{2,}', 2, Infinity],
	['{1,5}?', 1, 5],
	['{0,1000}', 0, 1000],
];

const ones: fc.Arbitrary<Node> = fc
	.constantFrom('a', 'a', 'b', '.', '[ab]', '[^b]', '\\w', '\\b', '^', '$', '\\x61')
	.map((source) => ({ kind: 'one' as const, source }));

const isEdge = (node: Node) =>
	(node.kind === 'one' && ['\\b', '^', '$'].includes(node.source)) ||
	(node.kind === 'group' && /[=!]$/u.test(node.open));

/** Patterns of up to three levels; what JavaScript does not allow is left out. */
function sequences(depth: number): fc.Arbitrary<Node[]> {
	const atoms =
		depth === 0
			? ones
			: fc.oneof(
					{ weight: 3, arbitrary: ones },
					{
						weight: 2,
						arbitrary: fc
							.record({
								open: fc.constantFrom(
									'(',
									'(',
									'(?:',
									'(?=',
									'(?!',
									'(?<=',
									'(?<!',
								),
								alternatives: fc.array(sequences(depth - 1), {
									minLength: 1,
									maxLength: 3,
								}),
							})
							.map((group) => ({ kind: 'group' as const, ...group })),
					},
				);
	const parts = fc
		.tuple(atoms, fc.option(fc.constantFrom(...SIGNS), { freq: 2 }))
		.map(([body, sign]): Node => {
			if (sign === null || isEdge(body)) return body;
			return { kind: 'repeat', body, sign: sign[0], min: sign[1], max: sign[2] };
		});
	return fc.array(parts, { maxLength: 4 });
}

function write(sequence: readonly Node[]): string {
	return sequence
		.map((node) => {
			if (node.kind === 'one') return node.source;
			if (node.kind === 'repeat') return write([node.body]) + node.sign;
			return `${node.open}${node.alternatives.map(write).join('|')})`;
		})
		.join('');
}

/** Thrown where a search has taken more steps than anybody wants to wait for. */
const ENOUGH = new Error('enough');

/**
 * Tries every way, one after the other, as JavaScript does, and counts each try of a character or
 * an edge. It finds nothing in the end, so that no way is left out.
 */
class Search {
	steps = 0;

	constructor(
		private readonly text: string,
		private readonly most: number,
	) {}

	everyWay(pattern: readonly Node[], isAnchored: boolean): void {
		const last = isAnchored ? 0 : this.text.length;
		for (let at = 0; at <= last; at++) this.sequence(pattern, at, 1, () => false);
	}

	private sequence(
		sequence: readonly Node[],
		at: number,
		direction: 1 | -1,
		then: (at: number) => boolean,
	): boolean {
		const [first, ...rest] = direction === 1 ? sequence : [...sequence].reverse();
		if (first === undefined) return then(at);
		const others = direction === 1 ? rest : rest.reverse();
		return this.node(first, at, direction, (next) =>
			this.sequence(others, next, direction, then),
		);
	}

	private node(
		node: Node,
		at: number,
		direction: 1 | -1,
		then: (at: number) => boolean,
	): boolean {
		if (node.kind === 'one') return this.one(node.source, at, direction, then);
		if (node.kind === 'repeat') return this.repeat(node, 0, at, direction, then);
		const { open, alternatives } = node;
		if (!isEdge(node)) {
			return alternatives.some((sequence) => this.sequence(sequence, at, direction, then));
		}
		const within = open.startsWith('(?<') ? -1 : 1;
		const found = alternatives.some((sequence) =>
			this.sequence(sequence, at, within, () => true),
		);
		return found === open.endsWith('=') && then(at);
	}

	private repeat(
		node: Node & { kind: 'repeat' },
		taken: number,
		at: number,
		direction: 1 | -1,
		then: (at: number) => boolean,
	): boolean {
		const again = () =>
			taken < node.max &&
			this.node(node.body, at, direction, (next) => {
				if (next === at && taken >= node.min) return false;
				return this.repeat(node, taken + 1, next, direction, then);
			});
		if (taken < node.min) return again();
		return node.sign.length > 1 && node.sign.endsWith('?')
			? then(at) || again()
			: again() || then(at);
	}

	private one(
		source: string,
		at: number,
		direction: 1 | -1,
		then: (at: number) => boolean,
	): boolean {
		this.steps++;
		if (this.steps > this.most) throw ENOUGH;
		if (['\\b', '^', '$'].includes(source)) {
			const edge = new RegExp(source, 'yu');
			edge.lastIndex = at;
			return edge.test(this.text) && then(at);
		}
		const place = direction === 1 ? at : at - 1;
		const character = this.text[place];
		const fits = character !== undefined && new RegExp(`^${source}$`, 'u').test(character);
		return fits && then(at + direction);
	}
}

/** Texts on which patterns of a and b have most ways to go wrong. */
const texts = fc.oneof(
	fc.constantFrom('a'.repeat(12), 'ab'.repeat(6), `${'a'.repeat(11)}!`, 'b'.repeat(12), ''),
	fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 12 }),
);

const patterns = fc.array(sequences(2), { minLength: 1, maxLength: 2 }).map((alternatives) => ({
	alternatives,
	source: alternatives.map(write).join('|'),
}));

describe('the count of steps', () => {
	test('is never lower than what trying every way takes', () => {
		const counts = { counted: 0, refused: 0, close: 0 };
		fc.assert(
			fc.property(patterns, texts, ({ alternatives, source }, text) => {
				const most = countSteps(source, text.length);
				if (typeof most === 'string') {
					counts.refused++;
					return;
				}
				if (most > 200_000) return;
				counts.counted++;
				const anchored = alternatives.every(
					([first]) => first?.kind === 'one' && first.source === '^',
				);
				const search = new Search(text, most);
				const whole: Node = { kind: 'group', open: '(', alternatives };
				search.everyWay([whole], anchored);
				if (search.steps > most / 10) counts.close++;
			}),
			{ numRuns: atLeast(10_000) },
		);
		expect(counts.counted).toBeGreaterThan(1000);
		expect(counts.refused).toBeGreaterThan(100);
		expect(counts.close).toBeGreaterThan(100);
	});

	test('the search that it is held against finds what runs away', () => {
		const a: Node = { kind: 'one', source: 'a' };
		const many = (body: Node): Node => ({
			kind: 'repeat',
			body,
			sign: '*',
			min: 0,
			max: Infinity,
		});
		const nested = many({ kind: 'group', open: '(', alternatives: [[many(a)]] });
		const search = new Search('a'.repeat(30), 1_000_000);
		expect(() => search.everyWay([nested], true)).toThrow(ENOUGH);
	});

	test('grows with every open repeat, and is cut off in time', () => {
		const steps = ['^a*b', '^a*a*b', '^a*a*a*b', '^a*a*a*a*b'].map((pattern) =>
			Number(countSteps(pattern, TEXT_LIMIT)),
		);
		expect(steps).toEqual([...steps].sort((a, b) => a - b));
		expect(steps.map((count) => count <= STEP_LIMIT)).toEqual([true, true, true, false]);
	});
});

test('whatever is accepted is through with a text of the longest kind', () => {
	const long = [
		'a'.repeat(TEXT_LIMIT),
		`${'ab'.repeat(100)}!`,
		`${'a'.repeat(255)}\n`,
		'b'.repeat(TEXT_LIMIT),
	].map(compared);
	const huge = compared('a'.repeat(5_000));
	let accepted = 0;
	fc.assert(
		fc.property(patterns, ({ source }) => {
			if (findRunaway(source) !== null) return;
			const compiled = compileRegex(source, true);
			if ('problem' in compiled) return;
			accepted++;
			for (const text of long) expect(typeof compiled.matches(text)).toBe('boolean');
			expect(compiled.matches(huge)).toBe(true);
		}),
		{ numRuns: atLeast(1000) },
	);
	expect(accepted).toBeGreaterThan(300);
});
