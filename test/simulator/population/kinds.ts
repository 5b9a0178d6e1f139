import type { Random } from '../random';

/** How a person uses Confluence. Days count back from the moment at which the world is made. */
export interface Kind {
	name: string;
	/** Of all people with a seat. */
	share: number;
	/** How often the person changed something. */
	edits: number;
	/** When the last of these changes was. */
	lastEditDays: readonly [number, number];
	/** Over how many days before the last one the others are spread. */
	spanDays: number;
	/** When the person last looked at something; null: never. */
	lastViewDays: readonly [number, number] | null;
	/** How long the person has been in the organization. */
	memberDays: readonly [number, number];
}

export const KINDS: readonly Kind[] = [
	{
		name: 'heavy editor',
		share: 0.05,
		edits: 20,
		lastEditDays: [1.1, 7],
		spanDays: 180,
		lastViewDays: [0.1, 2],
		memberDays: [300, 2_000],
	},
	{
		name: 'regular editor',
		share: 0.3,
		edits: 4,
		lastEditDays: [1.5, 45],
		spanDays: 200,
		lastViewDays: [0.1, 10],
		memberDays: [250, 2_000],
	},
	{
		name: 'occasional editor',
		share: 0.2,
		edits: 2,
		lastEditDays: [10, 75],
		spanDays: 250,
		lastViewDays: [1, 40],
		memberDays: [350, 2_000],
	},
	{
		name: 'former editor',
		share: 0.15,
		edits: 2,
		lastEditDays: [62, 400],
		spanDays: 300,
		lastViewDays: [50, 400],
		memberDays: [720, 2_000],
	},
	{
		name: 'reader',
		share: 0.15,
		edits: 0,
		lastEditDays: [0, 0],
		spanDays: 0,
		lastViewDays: [0.2, 25],
		memberDays: [100, 2_000],
	},
	{
		name: 'former reader',
		share: 0.05,
		edits: 0,
		lastEditDays: [0, 0],
		spanDays: 0,
		lastViewDays: [65, 300],
		memberDays: [320, 2_000],
	},
	{
		name: 'never came',
		share: 0.07,
		edits: 0,
		lastEditDays: [0, 0],
		spanDays: 0,
		lastViewDays: null,
		memberDays: [40, 900],
	},
	{
		name: 'recent joiner',
		share: 0.03,
		edits: 1,
		lastEditDays: [1.1, 8],
		spanDays: 0,
		lastViewDays: [0.5, 5],
		memberDays: [9, 25],
	},
];

/** The kind of the n-th of so many people: the shares are kept, whatever the size. */
export function kindAt(number: number, people: number): Kind {
	const place = (number + 0.5) / people;
	let upTo = 0;
	for (const kind of KINDS) {
		upTo += kind.share;
		if (place < upTo) return kind;
	}
	const last = KINDS[KINDS.length - 1];
	if (last === undefined) throw new Error('There are no kinds of people.');
	return last;
}

/** A number between the two, drawn evenly. */
export function between(random: Random, [low, high]: readonly [number, number]): number {
	return low + random.next() * (high - low);
}
