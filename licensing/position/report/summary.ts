import { percent, type PositionFigures } from '../position';
import { html, type Markup } from './escape';
import { count, counted, cycleWords, day, money, share } from './format';

/** The figures of each currency, with a sentence that can be read aloud. */
export function summary(totals: readonly PositionFigures[]): Markup[] {
	return totals.map((total) =>
		total.currency === null ? withoutPrice(total, totals.length === 1) : inCurrency(total),
	);
}

/** One figure of a summary. */
interface Figure {
	title: string;
	value: string;
	note: string;
	tone?: 'good' | 'warn';
}

function inCurrency(total: PositionFigures): Markup {
	const { currency, billingCycle } = total;
	return html`<section>
		<h2>In short: <bdi>${currency}</bdi></h2>
		<p class="lead">${sentence(total)}</p>
		${mixedNote(billingCycle)}${figureList(figuresOf(total))}
	</section>`;
}

function withoutPrice(total: PositionFigures, isOnly: boolean): Markup {
	const { used, excluded } = total.counts;
	if (used + excluded === 0 && !isOnly) return html``;
	const text =
		used + excluded === 0
			? 'No subscription belongs to a software model yet. Map the identifiers below to models.'
			: `${counted(used, 'seat is', 'seats are')} used of models that have no entitlement, so nothing is known of their price.`;
	return html`<section>
		<h2>Without a price</h2>
		<p class="lead">${text}</p>
	</section>`;
}

function sentence({ counts, amounts, currency, billingCycle, savingsRealisedOn }: PositionFigures) {
	const bought = `Of ${counted(counts.owned, 'seat')} bought, ${count(counts.used)} ${counts.used === 1 ? 'is' : 'are'} used.`;
	const short =
		counts.owned < counts.used
			? ` ${counted(counts.unlicensed, 'seat is', 'seats are')} used without being bought.`
			: '';
	if (counts.candidates === 0) return `${bought}${short} No seat can be taken back today.`;
	const saves =
		amounts.potentialSavings > 0n
			? `would save ${money(amounts.potentialSavings, currency)} ${cycleWords(billingCycle)}${savingsRealisedOn === null ? '' : `, from ${day(savingsRealisedOn)}`}`
			: 'would save nothing yet, because no lower tier is reached';
	return `${bought}${short} Taking back ${counted(counts.candidates, 'unused seat')} ${saves}.`;
}

function mixedNote(cycle: PositionFigures['billingCycle']): Markup {
	return cycle === 'mixed'
		? html`<p>
				Some models are billed monthly and some annually. The amounts here add up one
				billing cycle of each; compare by the amounts for a year.
			</p>`
		: html``;
}

function figuresOf(total: PositionFigures): Figure[] {
	const { counts, amounts, currency, billingCycle, savingsRealisedOn } = total;
	const cycle = cycleWords(billingCycle);
	const when =
		savingsRealisedOn === null ? 'date not known' : `real on ${day(savingsRealisedOn)}`;
	const givenBack =
		counts.restored === 0 ? '' : `; ${money(amounts.savingsGivenBack, currency)} given back`;
	return [
		{
			title: 'Potential savings',
			value: money(amounts.potentialSavings, currency),
			note: `${cycle}, ${when}; ${money(total.potentialSavingsPerYear, currency)} in a whole year`,
			tone: 'good',
		},
		{
			title: 'Actual savings',
			value: money(amounts.actualSavings, currency),
			note: `${cycle}, by ${counted(counts.reclaimed, 'seat')} taken back${givenBack}`,
			tone: 'good',
		},
		{
			title: 'Seats used',
			value: `${count(counts.used)} of ${count(counts.owned)}`,
			note: `${count(counts.available)} free; ${counted(counts.excluded, 'subscription')} kept out of cost`,
		},
		{
			title: 'Stale seats',
			value: share(percent(counts.stale, counts.used)),
			note: `${count(counts.stale)} of the seats used`,
		},
		{
			title: 'Over-licensed',
			value: money(amounts.overLicensedAmount, currency),
			note: `${cycle}, for ${counted(counts.available, 'seat')} that nobody uses`,
			tone: amounts.overLicensedAmount > 0n ? 'warn' : undefined,
		},
		{
			title: 'True-up cost',
			value: money(amounts.trueUpCost, currency),
			note: `${cycle}, for ${counted(counts.unlicensed, 'seat')} used and not bought`,
			tone: amounts.trueUpCost > 0n ? 'warn' : undefined,
		},
	];
}

function figureList(figures: readonly Figure[]): Markup {
	const items = figures.map(
		({ title, value, note, tone }) =>
			html`<div class="${tone ?? 'plain'}">
				<dt>${title}</dt>
				<dd class="big">${value}</dd>
				<dd class="note">${note}</dd>
			</div>`,
	);
	return html`<dl class="figures">${items}</dl>`;
}
