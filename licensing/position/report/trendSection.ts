import { lineChart, legend } from './charts';
import { count, counted, day, markup, type Markup } from './format';
import { numbersBehind, table } from './tables';
import type { Trend, TrendPoint } from './trend';

/** How many lines the table behind the picture has. */
const ROWS = 13;

const LINES = [
	{ key: 'seats', tone: 'free', label: 'seats bought or billed' },
	{ key: 'used', tone: 'used', label: 'used' },
	{ key: 'idle', tone: 'stale', label: 'idle' },
] as const;

/** A year of seats, as far as earlier positions tell. */
export function trendSection(trend: Trend | null): Markup {
	if (trend === null) {
		return markup`<section><h2>The year so far</h2><p>There are no earlier positions yet. From tomorrow on this shows how seats, used seats and idle seats develop.</p></section>`;
	}
	const { points, since } = trend;
	const lines = LINES.map(({ key, tone }) => ({ tone, values: points.map((at) => at[key]) }));
	const span = [day(points[0]?.day ?? since), day(points.at(-1)?.day ?? since)] as const;
	const chart = lineChart('Seats, used seats and idle seats over time', lines, span, count);
	return markup`<section><h2>The year so far</h2><p>${changeWords(trend)} Known since ${day(since)}.</p><figure>${chart}${legend(
		LINES.map(({ tone, label }) => ({ tone, label })),
	)}${numbersBehind(numbers(points))}</figure></section>`;
}

function changeWords({ points, joined, left, takenBack, notYet }: Trend): string {
	const [first] = points;
	const last = points.at(-1);
	if (first === undefined || last === undefined) return '';
	const used = `Used seats went from ${count(first.used)} to ${count(last.used)}, idle seats from ${count(first.idle)} to ${count(last.idle)}.`;
	const of = takenBack === 0 ? '' : `, ${count(takenBack)} of them taken back here`;
	const missing =
		notYet === 0
			? ''
			: ` ${counted(notYet, 'position')} of today ${notYet === 1 ? 'has' : 'have'} no earlier day and ${notYet === 1 ? 'is' : 'are'} not in it.`;
	return `${used} From one position to the next, ${counted(joined, 'seat')} joined and ${count(left)} left${of}.${missing}`;
}

function numbers(points: readonly TrendPoint[]): Markup {
	const step = Math.max(1, Math.ceil(points.length / ROWS));
	const shown = points.filter((_, place) => (points.length - 1 - place) % step === 0);
	return table(
		'Seats over time',
		[
			{ title: 'Day' },
			{ title: 'Bought or billed', isNumber: true },
			{ title: 'Used', isNumber: true },
			{ title: 'Idle', isNumber: true },
		],
		shown.map((at) => [day(at.day), count(at.seats), count(at.used), count(at.idle)]),
	);
}
