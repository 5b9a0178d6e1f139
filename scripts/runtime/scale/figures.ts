import { takenByWorker, type Round } from './syncEach';

/** The figures of one way to synchronise all profiles. */
export interface Figures {
	title: string;
	seconds: number;
	requests: number;
	points: number;
	/** Which process took how many executions, for people. */
	taken: string;
}

/** The figures of a round in queue mode. */
export function figuresOf(title: string, round: Round): Figures {
	const taken = [...takenByWorker(round)]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([worker, count]) => `${worker}: ${count}`)
		.join(', ');
	const { seconds, requests, points } = round;
	return { title, seconds, requests, points, taken };
}

const ROWS: readonly [string, (figures: Figures) => string][] = [
	['', ({ title }) => title],
	['seconds', ({ seconds }) => seconds.toFixed(1)],
	['requests', ({ requests }) => String(requests)],
	['API points', ({ points }) => String(points)],
	['executions', ({ taken }) => taken],
];

/** Figures side by side, as lines of a table. */
export function figureLines(all: readonly Figures[]): string[] {
	const rows = ROWS.map(([label, cell]) => [label, ...all.map(cell)]);
	const widths = [undefined, ...all].map((_, at) =>
		Math.max(...rows.map((row) => row[at]?.length ?? 0)),
	);
	return rows.map((row) =>
		row
			.map((cell, at) => cell.padEnd(widths[at] ?? 0))
			.join('   ')
			.trimEnd(),
	);
}
