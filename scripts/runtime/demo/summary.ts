import type { Execution, Fields } from '../executions';
import { peopleOf } from '../reclaimed';

/** The figures of one profile after a Daily Sync and a reclamation. */
export interface ProfileSummary {
	profile: string;
	seats: number;
	active: number;
	excluded: number;
	candidates: number;
	/** People whose seat was taken back. */
	reclaimed: number;
	points: number;
}

/** Puts together what the snapshots, the reclaim and all rows of the job results say about each profile. */
export function summarise(
	snapshots: readonly Fields[],
	reclaim: Execution,
	jobs: readonly Fields[],
): ProfileSummary[] {
	const people = peopleOf(reclaim);
	const profiles = [...new Set(snapshots.map(({ profile }) => String(profile)))];
	return profiles.map((profile) => {
		const own = snapshots.filter((item) => item.profile === profile);
		const ofProfile = (items: readonly Fields[]) =>
			items.filter((item) => item.profile === profile);
		return {
			profile,
			seats: own.length,
			active: own.filter(({ reasonCode }) => reasonCode === 'active').length,
			excluded: own.filter(({ decision }) => decision === 'excluded').length,
			candidates: own.filter(({ decision }) => decision === 'candidate').length,
			reclaimed: ofProfile(people).filter(({ outcome }) => outcome === 'reclaimed').length,
			points: ofProfile(jobs).reduce((sum, { points }) => sum + Number(points), 0),
		};
	});
}

const COLUMNS: readonly [keyof ProfileSummary, string][] = [
	['profile', 'Profile'],
	['seats', 'Seats'],
	['active', 'Active'],
	['excluded', 'Excluded'],
	['candidates', 'Candidates'],
	['reclaimed', 'Taken back'],
	['points', 'API points'],
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
