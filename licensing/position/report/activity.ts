import {
	HISTOGRAM_BARS,
	HISTOGRAM_SPANS,
	WHAT_IF_DAYS,
	type Histogram,
	type HistogramBar,
} from '../idleSeats';
import { minorToNumber } from '../money';
import { percent, type PositionFigures } from '../position';
import { columnChart, legend, type Tone } from './charts';
import { markup, outside, count, counted, cycleWords, money, share, type Markup } from './format';
import { numbersBehind, table } from './tables';

const NOT_KNOWN = '?';
/** Below the bar, where longer words would not fit on a phone. */
const SHORT_TITLES: Partial<Record<HistogramBar, string>> = { never: 'none', unknown: NOT_KNOWN };

const BAR_TITLES = {
	'0-30': 'up to 29 days',
	'30-60': '30 to 59 days',
	'60-90': '60 to 89 days',
	'90-120': '90 to 119 days',
	'120+': '120 days or more',
	never: 'no activity found',
	unknown: 'not known',
} as const satisfies Record<HistogramBar, string>;

/** How long ago the people who have a seat were last active, whatever model the seat belongs to. */
export function histogramSection(histogram: Histogram, staleAfterDays: readonly number[]): Markup {
	const all = HISTOGRAM_BARS.reduce((sum, bar) => sum + histogram[bar], 0);
	if (all === 0) return markup``;
	const [stale = 0] = staleAfterDays;
	const columns = HISTOGRAM_BARS.map((bar) => ({
		label: SHORT_TITLES[bar] ?? bar,
		value: histogram[bar],
		text: count(histogram[bar]),
		tone: toneOf(bar, stale),
	}));
	const numbers = table(
		'Used seats by days without activity',
		[
			{ title: 'Last active' },
			{ title: 'Seats', isNumber: true },
			{ title: 'Share', isNumber: true },
		],
		HISTOGRAM_BARS.map((bar) => [
			BAR_TITLES[bar],
			count(histogram[bar]),
			share(percent(histogram[bar], all)),
		]),
	);
	const chart = columnChart('Used seats by days without activity', columns);
	return markup`<section><h2>When people were last active</h2><p>Used seats by days without activity. ${staleWords(staleAfterDays)}</p><figure>${chart}${activityLegend}${numbersBehind(numbers)}</figure></section>`;
}

/** What each threshold would save, so that a person can choose one. */
export function whatIfSection(totals: readonly PositionFigures[]): Markup {
	const priced = totals.filter(({ currency }) => currency !== null);
	if (priced.length === 0) return markup``;
	return markup`<section><h2>What another threshold would save</h2><p>What you would save by taking back seats without activity for this many days. People who are protected, or kept for another reason, are not counted.</p><div class="charts">${priced.map(whatIfChart)}</div></section>`;
}

function whatIfChart({ currency, billingCycle, counts, amounts }: PositionFigures): Markup {
	const title = `Savings in ${currency ?? ''} ${cycleWords(billingCycle)}, by threshold in days`;
	const columns = WHAT_IF_DAYS.map((days) => ({
		label: `${days} days`,
		value: minorToNumber(amounts.whatIf[days], currency),
		text: shortMoney(minorToNumber(amounts.whatIf[days], currency)),
		tone: 'saving' as const,
	}));
	const numbers = table(
		title,
		[
			{ title: 'Threshold' },
			{ title: 'Seats', isNumber: true },
			{ title: 'Savings', isNumber: true },
		],
		WHAT_IF_DAYS.map((days) => [
			counted(days, 'day'),
			count(counts.whatIfSeats[days]),
			money(amounts.whatIf[days], currency),
		]),
	);
	return markup`<figure><figcaption>${outside(currency)}, ${cycleWords(billingCycle)}</figcaption>${columnChart(title, columns)}${numbersBehind(numbers)}</figure>`;
}

const activityLegend = legend([
	{ tone: 'used', label: 'in use' },
	{ tone: 'stale', label: 'stale' },
	{ tone: 'unknown', label: `${NOT_KNOWN} not known` },
]);

function toneOf(bar: HistogramBar, staleAfterDays: number): Tone {
	if (bar === 'unknown') return 'unknown';
	if (bar === 'never') return 'stale';
	return HISTOGRAM_SPANS[bar] >= staleAfterDays ? 'stale' : 'used';
}

function staleWords(staleAfterDays: readonly number[]): string {
	if (staleAfterDays.length === 0) return '';
	return `A seat is stale after ${staleAfterDays.join(' or ')} days without activity, or if no activity was found at all (none).`;
}

/** An amount short enough to stand above a bar, such as 12.3k. */
function shortMoney(amount: number): string {
	if (amount >= 1_000_000) return `${(amount / 1_000_000).toFixed(1)}M`;
	if (amount >= 10_000) return `${(amount / 1_000).toFixed(1)}k`;
	return count(Math.round(amount));
}
