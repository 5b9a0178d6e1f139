import { HISTOGRAM_BARS, type HistogramBar } from '../idleSeats';
import { percent } from '../percent';
import { SEAT_USES, type Answer, type NothingFound, type SeatUse } from './answer';
import { barRow, legend, type Tone } from './charts';
import { count, day, markup, share, type Markup } from './format';
import { numbersBehind, table } from './tables';

/** The words of each bar; those for whom nothing was found depend on what was looked at. */
const BAR_TITLES = {
	'0-30': 'up to 29 days',
	'30-60': '30 to 59 days',
	'60-90': '60 to 89 days',
	'90-120': '90 to 119 days',
	'120+': '120 days or more',
	unknown: 'not known',
} as const satisfies Record<Exclude<HistogramBar, 'never'>, string>;

const USE_TONES = { inUse: 'used', idle: 'stale', kept: 'free' } as const satisfies Record<
	SeatUse,
	Tone
>;
const USE_TITLES = {
	inUse: 'in use',
	idle: 'idle',
	kept: 'kept: protected, new or not known',
} as const satisfies Record<SeatUse, string>;

/** The one picture of the first screen: how long the people who have a seat have been away. */
export function daysAwaySection({ daysAway, nothingFound, seats }: Answer): Markup {
	if (seats === 0) return markup``;
	const rows = HISTOGRAM_BARS.map((bar) => ({
		bar,
		title: bar === 'never' ? nothingWords(nothingFound) : BAR_TITLES[bar],
		uses: daysAway[bar],
		all: SEAT_USES.reduce((sum, use) => sum + daysAway[bar][use], 0),
	})).filter(({ bar, all }) => all > 0 || (bar !== 'never' && bar !== 'unknown'));
	const longest = Math.max(1, ...rows.map(({ all }) => all));
	const lines = rows.map(({ title, uses, all }) =>
		barRow(
			title,
			count(all),
			SEAT_USES.map((use) => ({ value: uses[use], tone: USE_TONES[use] })),
			longest,
		),
	);
	const used = SEAT_USES.filter((use) => rows.some(({ uses }) => uses[use] > 0));
	const names = legend(used.map((use) => ({ tone: USE_TONES[use], label: USE_TITLES[use] })));
	const numbers = table(
		'Seats by days without activity',
		[
			{ title: 'Last active' },
			...SEAT_USES.map((use) => ({ title: sentenceCase(USE_TITLES[use]), isNumber: true })),
			{ title: 'Share', isNumber: true },
		],
		rows.map(({ title, uses, all }) => [
			title,
			...SEAT_USES.map((use) => count(uses[use])),
			share(percent(all, seats)),
		]),
	);
	return markup`<section class="away"><h2>When people were last active</h2><figure><ul class="bars">${lines}</ul>${names}${numbersBehind(numbers)}</figure></section>`;
}

/** Never "never", unless views say so for everybody. */
export function nothingWords({ since, viewsChecked }: NothingFound): string {
	if (viewsChecked) return 'never active';
	return since === null ? 'nothing found' : `nothing found since ${day(since)}`;
}

function sentenceCase(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
