import { minorToNumber } from '../money';
import { lineChart, legend, type Line, type PlotPoint } from './charts';
import { figureList, type Figure } from './figures';
import { count, counted, day, markup, money, outside, type Content, type Markup } from './format';
import { numbersBehind, table, type TableColumn } from './tables';
import type { SavedLine, SeatCount, Trend, TrendPoint } from './trend';

/** How many lines the tables behind the pictures have. */
const ROWS = 13;

const LINES = [
	{ key: 'seats', tone: 'free', label: 'seats bought or billed' },
	{ key: 'used', tone: 'used', label: 'used' },
	{ key: 'idle', tone: 'stale', label: 'idle' },
] as const;

const UNKNOWN = 'not known';

/** A year of seats and savings, as far as earlier positions tell. */
export function trendSection(trend: Trend | null): Markup {
	if (trend === null) {
		return markup`<section class="year"><h2>The year so far</h2><p>There are no earlier positions yet. From tomorrow on this shows how seats, used seats, idle seats and savings develop.</p></section>`;
	}
	const { points, since } = trend;
	const lines = LINES.map(
		({ key, tone }): Line => ({
			tone,
			pieces: piecesOf(points, ({ counted: seats }) => seats?.[key] ?? null),
		}),
	);
	const chart = lineChart(
		'Seats, used seats and idle seats over time',
		lines,
		spanOf(points),
		count,
	);
	const names = legend(LINES.map(({ tone, label }) => ({ tone, label })));
	return markup`<section class="year"><h2>The year so far</h2><p>Known since ${day(since)}. ${gapWords(points)}${notYetWords(trend)}</p>${figureList(figuresOf(trend))}<figure>${chart}${names}${numbersBehind(seatNumbers(points))}</figure>${savedFigures(trend)}</section>`;
}

function figuresOf({ points, joined, left, takenBack }: Trend): Figure[] {
	const [first] = points;
	const last = points.at(-1)?.counted;
	const then = first?.counted;
	const now = (key: keyof SeatCount) =>
		last ? markup`${count(last[key])}` : markup`<span class="none">${UNKNOWN}</span>`;
	const was = (key: keyof SeatCount) =>
		first && then ? `${count(then[key])} on ${day(first.day)}` : '';
	const back = takenBack === 0 ? '' : `; ${counted(takenBack, 'seat')} taken back here`;
	return [
		{
			title: 'Used seats',
			value: now('used'),
			note: was('used'),
		},
		{
			title: 'Idle seats',
			value: now('idle'),
			note: was('idle'),
		},
		{
			title: 'Joined',
			value: markup`${count(joined)}`,
			note: 'more seats used than at the position before',
		},
		{
			title: 'Left',
			value: markup`${count(left)}`,
			note: `fewer than at the position before${back}`,
		},
	];
}

function notYetWords({ notYet }: Trend): string {
	if (notYet === 0) return '';
	const [have, are] = notYet === 1 ? ['has', 'is'] : ['have', 'are'];
	return `${counted(notYet, 'position')} of today ${have} no earlier day and ${are} not in it.`;
}

/** How many gaps the sentence names. */
const GAPS_NAMED = 3;

function gapWords(points: readonly TrendPoint[]): string {
	const gaps = gapsOf(points);
	if (gaps.length === 0) return '';
	const named = gaps
		.slice(0, GAPS_NAMED)
		.map(([after, before]) => `between ${day(after)} and ${day(before)}`);
	const more = gaps.length - named.length;
	const others = more === 0 ? '' : `, and ${counted(more, 'more time', 'more times')}`;
	return `Not everything is known ${named.join(', ')}${others}: the lines leave that out. `;
}

/** The last day before each time that is not known, and the first one after it. */
function gapsOf(points: readonly TrendPoint[]): Array<[after: string, before: string]> {
	const known = points.flatMap(({ counted: seats }, place) => (seats === null ? [] : [place]));
	return known.flatMap((place, index) => {
		const last = known[index - 1];
		if (last === undefined || place - last === 1) return [];
		return [[points[last]?.day ?? '', points[place]?.day ?? '']] as Array<[string, string]>;
	});
}

/** What is known one after the other; `isNew` says where a line begins anew without a gap. */
function piecesOf(
	points: readonly TrendPoint[],
	valueOf: (point: TrendPoint, place: number) => number | null,
	isNew: (day: string, before: string) => boolean = () => false,
): PlotPoint[][] {
	const start = Date.parse(points[0]?.day ?? '');
	const length = Math.max(1, Date.parse(points.at(-1)?.day ?? '') - start);
	const pieces: PlotPoint[][] = [[]];
	for (const [place, point] of points.entries()) {
		const value = valueOf(point, place);
		const before = points[place - 1];
		if (value === null || (before && isNew(point.day, before.day))) pieces.push([]);
		if (value === null) continue;
		pieces.at(-1)?.push({ at: (Date.parse(point.day) - start) / length, value });
	}
	return pieces.filter((piece) => piece.length > 0);
}

function spanOf(points: readonly TrendPoint[]): [string, string] {
	return [day(points[0]?.day ?? ''), day(points.at(-1)?.day ?? '')];
}

/** Savings of each currency by itself; where none was saved yet there is nothing to draw. */
function savedFigures({ points, saved }: Trend): Markup {
	const some = saved.filter(({ values }) => values.some((value) => (value ?? 0n) > 0n));
	if (some.length === 0) return markup``;
	const figures = some.map((line) => savedFigure(points, line));
	return markup`<h3 class="next">Saved in each calendar year</h3><div class="side">${figures}</div>`;
}

function savedFigure(points: readonly TrendPoint[], { currency, values }: SavedLine): Markup {
	const valueOf = (_: TrendPoint, place: number) => {
		const value = values[place] ?? null;
		return value === null ? null : minorToNumber(value, currency);
	};
	const isNewYear = (at: string, before: string) => at.slice(0, 4) !== before.slice(0, 4);
	const pieces = piecesOf(points, valueOf, isNewYear);
	const now = money(values.at(-1) ?? 0n, currency);
	const caption = markup`<figcaption>${outside(currency)}: ${now} this year so far</figcaption>`;
	// Nobody sees how savings developed from what is known of today alone.
	if (pieces.flat().length < 2) return markup`<figure>${caption}</figure>`;
	const chart = lineChart(
		`Saved over time, in ${currency}`,
		[{ tone: 'saving', pieces }],
		spanOf(points),
		count,
	);
	const columns = [{ title: 'Day' }, { title: 'Saved in that year so far', isNumber: true }];
	const rows = places(points).map((place): Content[] => {
		const value = values[place] ?? null;
		return [day(points[place]?.day ?? ''), value === null ? UNKNOWN : money(value, currency)];
	});
	return markup`<figure class="saved">${caption}${chart}${numbersBehind(
		table(`Saved over time, in ${currency}`, columns, rows),
	)}</figure>`;
}

/** The places of the points that a table shows, the last one always. */
function places(points: readonly TrendPoint[]): number[] {
	const step = Math.max(1, Math.ceil(points.length / ROWS));
	return [...points.keys()].filter((place) => (points.length - 1 - place) % step === 0);
}

const SEAT_COLUMNS: readonly TableColumn[] = [
	{ title: 'Day' },
	{ title: 'Bought or billed', isNumber: true },
	{ title: 'Used', isNumber: true },
	{ title: 'Idle', isNumber: true },
	{ title: 'Joined since the line above', isNumber: true },
	{ title: 'Left since the line above', isNumber: true },
];

function seatNumbers(points: readonly TrendPoint[]): Markup {
	let from = 0;
	const rows = places(points).map((place): Content[] => {
		const span = points.slice(from, place + 1);
		from = place + 1;
		const at = points[place];
		const seats = at?.counted ?? null;
		const sum = (key: 'joined' | 'left') => span.reduce((all, one) => all + one[key], 0);
		return [
			day(at?.day ?? ''),
			...LINES.map(({ key }) => (seats === null ? UNKNOWN : count(seats[key]))),
			count(sum('joined')),
			count(sum('left')),
		];
	});
	return table('Seats over time', SEAT_COLUMNS, rows);
}
