import { WHAT_IF_DAYS } from '../idleSeats';
import { minorToNumber } from '../money';
import type { PositionFigures } from '../position';
import { returnRate } from '../returns';
import { barRow } from './charts';
import { counted, cycleWords, markup, money, outside, share, type Markup } from './format';

/** What each threshold would save, so that a person can choose one. */
export function whatIfSection(totals: readonly PositionFigures[]): Markup {
	const priced = totals.filter(({ currency }) => currency !== null);
	const shown = priced.length > 0 ? priced : totals;
	const some = shown.filter(({ counts }) => counts.whatIfSeats[WHAT_IF_DAYS[0]] > 0);
	if (some.length === 0) return markup``;
	return markup`<section class="screen"><h2>What another threshold would save</h2><p>What you would save by taking back seats without activity for this many days. People who are protected, or kept for another reason, are not counted.</p><div class="side">${some.map(whatIfFigure)}</div></section>`;
}

function whatIfFigure(total: PositionFigures): Markup {
	const { currency, billingCycle, counts, amounts, returns } = total;
	const valueOf = (days: (typeof WHAT_IF_DAYS)[number]) =>
		currency === null
			? counts.whatIfSeats[days]
			: minorToNumber(amounts.whatIf[days], currency);
	const longest = Math.max(1, ...WHAT_IF_DAYS.map(valueOf));
	const rows = WHAT_IF_DAYS.map((days) => {
		const seats = counted(counts.whatIfSeats[days], 'seat');
		const { percent } = returnRate(returns.whatIf[days]);
		const back =
			percent === null ? '' : `, ${share(percent)} of such seats were asked for again`;
		const text =
			currency === null
				? markup`${seats}`
				: markup`${money(amounts.whatIf[days], currency)} <small>${seats}${back}</small>`;
		return barRow(
			counted(days, 'day'),
			text,
			[{ value: valueOf(days), tone: 'saving' }],
			longest,
		);
	});
	const caption =
		currency === null
			? markup``
			: markup`<figcaption>${outside(currency)}, ${cycleWords(billingCycle)}</figcaption>`;
	return markup`<figure class="what-if">${caption}<ul class="bars wide-values">${rows}</ul></figure>`;
}
