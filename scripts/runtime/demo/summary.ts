import type { Fields } from '../executions';

/** What the newest position says of one profile. */
export interface ProfileSummary {
	profile: string;
	/** Seats that somebody has. */
	seats: number;
	/** Seats that are not idle: in use, protected, or of people who were first seen too lately to tell. */
	kept: number;
	idle: number;
	/** What the idle seats cost, with their currency. */
	month: string;
	year: string;
}

/**
 * Sums up the rows of the positions table.
 *
 * @param positions those of one day
 */
export function summarise(positions: readonly Fields[]): ProfileSummary[] {
	const rows = positions.filter(({ kind }) => kind === 'position');
	return rows.map((row) => {
		const [seats, idle] = [Number(row.used), Number(row.candidates)];
		const money = (value: unknown) => `${Number(value).toFixed(2)} ${String(row.currency)}`;
		return {
			profile: String(row.profile),
			seats,
			kept: seats - idle,
			idle,
			month: money(row.potentialSavings),
			year: money(row.potentialSavingsPerYear),
		};
	});
}

const COLUMNS: readonly [keyof ProfileSummary, string][] = [
	['profile', 'Site'],
	['seats', 'Seats'],
	['kept', 'In use or kept'],
	['idle', 'Idle'],
	['month', 'Idle cost a month'],
	['year', 'a year'],
];

/** The summary as lines of a table for people. */
export function summaryLines(summaries: readonly ProfileSummary[]): string[] {
	const rows = [
		COLUMNS.map(([, title]) => title),
		...summaries.map((summary) => COLUMNS.map(([field]) => String(summary[field]))),
	];
	const widths = COLUMNS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
	return rows.map((row) =>
		row
			.map((cell, at) =>
				at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0),
			)
			.join('   '),
	);
}
