import type { JobFigures } from './jobs';

/** The least that the API allows, or the plain way, for comparison. */
export interface Comparison {
	requests: number;
	points: number;
	milliseconds?: number;
}

/** One line of the table. */
export interface BenchRow {
	seats: number;
	what: string;
	figures: JobFigures;
	floor: Comparison | null;
	plain: Comparison | null;
}

const HEADINGS = [
	'seats',
	'run',
	'requests',
	'points',
	'ms',
	'peak MB',
	'floor: requests',
	'floor: points',
	'points / floor',
	'one search each: requests',
	'one search each: ms',
	'fewer requests',
];

/** The first two lines of the table, in Markdown. */
export function tableHead(): string {
	return [HEADINGS, HEADINGS.map(() => '---')].map(lineOf).join('\n');
}

/** One line of the table. */
export function tableLine(row: BenchRow): string {
	return lineOf(cellsOf(row));
}

function lineOf(cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |`;
}

function cellsOf({ seats, what, figures, floor, plain }: BenchRow): string[] {
	const { requests, points, milliseconds, peakMegabytes } = figures;
	return [
		number(seats),
		what,
		number(requests),
		number(points),
		number(milliseconds),
		number(peakMegabytes),
		floor === null ? '' : number(floor.requests),
		floor === null ? '' : number(floor.points),
		floor === null ? '' : (points / floor.points).toFixed(3),
		plain === null ? '' : number(plain.requests),
		plain?.milliseconds === undefined ? '' : number(plain.milliseconds),
		plain === null ? '' : `${(plain.requests / requests).toFixed(0)} times`,
	];
}

function number(value: number): string {
	return value.toLocaleString('en-US');
}
