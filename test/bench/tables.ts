import type { DaysMeasured } from './days';
import type { Floor } from './floor';
import type { JobFigures } from './jobs';
import { dailyCost, spreadOf, type Spread } from './targets';
import { VERSION_0_1_0 } from './version010';

/** Everything that was measured at one size. */
export interface SizeMeasured {
	seats: number;
	download: JobFigures;
	downloadFloor: Floor;
	days: DaysMeasured<JobFigures>;
}

type Column = readonly [heading: string, cell: (measured: SizeMeasured) => string];

interface Table {
	title: string;
	columns: readonly Column[];
}

const seats: Column = ['people', (measured) => whole(measured.seats)];

const TABLES: readonly Table[] = [
	{
		title: 'Download',
		columns: [
			seats,
			['requests', ({ download }) => whole(download.requests)],
			['points', ({ download }) => whole(download.points)],
			['floor: points', ({ downloadFloor }) => whole(downloadFloor.points)],
			['s', ({ download }) => seconds(download.milliseconds)],
			['peak MB', ({ download }) => whole(download.peakMegabytes)],
		],
	},
	{
		title: 'First look, a year back',
		columns: [
			seats,
			['requests', ({ days }) => whole(days.first.cost.requests)],
			['points', ({ days }) => whole(days.first.cost.points)],
			['one search each: requests', ({ days }) => whole(days.first.eachPerson.requests)],
			['one search each: points', ({ days }) => whole(days.first.eachPerson.points)],
			[
				'of its points',
				({ days: { first } }) => (first.cost.points / first.eachPerson.points).toFixed(2),
			],
			['version 0.1.0: requests', (measured) => earlier(measured, 'first', 'requests')],
			['version 0.1.0: points', (measured) => earlier(measured, 'first', 'points')],
			['s', ({ days }) => seconds(days.first.cost.milliseconds)],
			['one search each: s', ({ days }) => seconds(days.first.eachPerson.milliseconds)],
			['peak MB', ({ days }) => whole(days.first.cost.peakMegabytes)],
		],
	},
	{
		title: 'Daily look, for each person and day',
		columns: [
			seats,
			['days', ({ days }) => whole(days.days.length)],
			['changes', ({ days, seats: people }) => rate(spreadOf(changesOf(days)).mean / people)],
			['points: mean', ({ days }) => rate(dailyCost(days).points.mean)],
			['points: most', ({ days }) => rate(dailyCost(days).points.most)],
			['requests: mean', ({ days }) => rate(dailyCost(days).requests.mean)],
			['requests: most', ({ days }) => rate(dailyCost(days).requests.most)],
		],
	},
	{
		title: 'Daily look, all people, on the mean of the days',
		columns: [
			seats,
			['requests', ({ days }) => whole(costs(days, 'requests').mean)],
			['points', ({ days }) => whole(costs(days, 'points').mean)],
			['one search each: requests', ({ days }) => whole(days.dailyEachPerson.requests)],
			['one search each: points', ({ days }) => whole(days.dailyEachPerson.points)],
			['version 0.1.0: requests', (measured) => earlier(measured, 'daily', 'requests')],
			['version 0.1.0: points', (measured) => earlier(measured, 'daily', 'points')],
			['s', ({ days }) => seconds(costs(days, 'milliseconds').mean)],
			['one search each: s', ({ days }) => seconds(days.dailyEachPerson.milliseconds)],
			['peak MB', ({ days }) => whole(costs(days, 'peakMegabytes').most)],
		],
	},
	{
		title: 'Who is proposed, first look and all days',
		columns: [
			seats,
			[
				'active, and proposed',
				({ days }) => whole(sum(days, (day) => day.activeProposed.length)),
			],
			['idle, and not found', ({ days }) => whole(sum(days, (day) => day.missed.length))],
			['idle on the last day', ({ days }) => whole(last(days).idle)],
			['of them found', ({ days }) => whole(last(days).found)],
			['kept by an upper bound', ({ days }) => whole(last(days).upperBound)],
			['unknown', ({ days }) => whole(last(days).unknown)],
			['newest content shared', ({ days }) => `${(days.sharedShare * 100).toFixed(0)} %`],
		],
	},
];

/** What was measured, as tables in Markdown. */
export function tablesOf(sizes: readonly SizeMeasured[]): string {
	return TABLES.map(({ title, columns }) =>
		[
			`### ${title}\n`,
			lineOf(columns.map(([heading]) => heading)),
			lineOf(columns.map(() => '---:')),
			...sizes.map((measured) => lineOf(columns.map(([, cell]) => cell(measured)))),
		].join('\n'),
	).join('\n\n');
}

function lineOf(cells: readonly string[]): string {
	return `| ${cells.join(' | ')} |`;
}

function costs({ days }: DaysMeasured<JobFigures>, name: keyof JobFigures): Spread {
	return spreadOf(days.map(({ cost }) => cost[name]));
}

function changesOf({ days }: DaysMeasured<JobFigures>): number[] {
	return days.map(({ changes }) => changes);
}

type Judgement = DaysMeasured['first']['judgement'];

function sum({ first, days }: DaysMeasured, count: (day: Judgement) => number): number {
	return [first, ...days].reduce((total, { judgement }) => total + count(judgement), 0);
}

function last({ first, days }: DaysMeasured): Judgement {
	return (days.at(-1) ?? first).judgement;
}

function earlier(
	{ seats: people }: SizeMeasured,
	look: 'first' | 'daily',
	name: 'requests' | 'points',
): string {
	const figures = VERSION_0_1_0[people];
	return figures === undefined ? '' : whole(figures[look][name]);
}

function whole(number: number): string {
	return Math.round(number).toLocaleString('en-US');
}

function rate(number: number): string {
	return number.toFixed(3);
}

function seconds(milliseconds: number): string {
	return (milliseconds / 1_000).toFixed(1);
}
