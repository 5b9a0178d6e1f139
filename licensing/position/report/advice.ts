import type { PositionFigures } from '../position';
import { count, counted, day, markup, money, outside, type Markup } from './format';
import { andMore } from './tables';

/** How many models the section names; those with the earliest date come first. */
const ADVICE_SHOWN = 8;

/** What to do before the next bill and the next renewal, and by when. */
export function adviceSection(positions: readonly PositionFigures[]): Markup {
	const dated = positions
		.filter(
			({ advice, reclaimBy, counts }) =>
				advice !== null || (reclaimBy !== null && counts.candidates > 0),
		)
		.sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1));
	if (dated.length === 0) return markup``;
	const shown = dated.slice(0, ADVICE_SHOWN);
	const lines = shown.map((position) => {
		const date = position.reclaimBy ?? position.renewsOn;
		return markup`<li>${
			date === null
				? markup`<b>No date known</b>`
				: markup`<time datetime="${date}">${day(date)}</time>`
		}<span>${outside(position.model)}<small>${outside(position.profile)}</small> ${wordsOf(position)}</span></li>`;
	});
	return markup`<section><h2>Before the next bill</h2><p>Until these days a removal still lowers the next bill.</p><ol class="due">${lines}</ol>${andMore(shown.length, dated.length, 'model')}</section>`;
}

function wordsOf(position: PositionFigures): string {
	const { advice, counts, amounts, currency, seatsToLowerTier, renewsOn, isToOrder } = position;
	const parts: string[] = [];
	if (advice !== null) parts.push(advice.endsWith('.') ? advice : `${advice}.`);
	else if (counts.candidates > 0 && amounts.potentialSavings > 0n) {
		parts.push(
			`Take back ${counted(counts.candidates, 'seat')}: ${money(amounts.potentialSavings, currency)} less.`,
		);
	}
	if (seatsToLowerTier !== null && seatsToLowerTier > 0) {
		parts.push(`${counted(seatsToLowerTier, 'seat')} more must go to reach a lower tier.`);
	}
	if (isToOrder && renewsOn !== null && counts.recommendedQuantity > 0) {
		parts.push(
			`Order ${count(counts.recommendedQuantity)} seats for the renewal on ${day(renewsOn)}: ${money(amounts.recommendedCost, currency)} instead of ${money(amounts.renewalCost, currency)}.`,
		);
	}
	return parts.join(' ');
}

/** Dates sort as text; what has none comes last. */
function dateOf({ reclaimBy, renewsOn }: PositionFigures): string {
	return reclaimBy ?? renewsOn ?? '9999';
}
