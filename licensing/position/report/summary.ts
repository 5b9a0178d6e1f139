import { percent, type PositionFigures } from '../position';
import { markup, count, counted, cycleWords, day, money, share, type Markup } from './format';
import { amount, figureList, type Figure } from './figures';

/** The figures of each currency, with a sentence that can be read aloud. */
export function summary(totals: readonly PositionFigures[]): Markup[] {
	return totals.map((total) =>
		total.currency === null ? withoutPrice(total, totals.length === 1) : inCurrency(total),
	);
}

function inCurrency(total: PositionFigures): Markup {
	const { currency, billingCycle } = total;
	return markup`<section><h2>Bought and used, in <bdi>${currency}</bdi></h2><p class="lead">${sentence(total)}</p>${mixedNote(billingCycle)}${figureList(figuresOf(total))}</section>`;
}

function withoutPrice(total: PositionFigures, isOnly: boolean): Markup {
	const { used, excluded } = total.counts;
	if (used + excluded === 0 && !isOnly) return markup``;
	const text =
		used + excluded === 0
			? 'No subscription belongs to a software model yet. Map the identifiers below to models.'
			: `${counted(used, 'seat is', 'seats are')} used for models without an entitlement, so their price is not known.`;
	return markup`<section><h2>Without a price</h2><p class="lead">${text}</p></section>`;
}

function sentence(total: PositionFigures): string {
	const { owned, used, unlicensed, candidates } = total.counts;
	const bought = `Of ${counted(owned, 'seat')} bought, ${count(used)} ${used === 1 ? 'is' : 'are'} used.`;
	const short =
		unlicensed === 0
			? ''
			: ` ${counted(unlicensed, 'seat is', 'seats are')} used without having been bought.`;
	const back =
		candidates === 0
			? 'No seat can be taken back today.'
			: `Taking back ${counted(candidates, 'unused seat')} ${savesWords(total)}.`;
	return `${bought}${short} ${back}`;
}

/** Where cycles differ, only the amount for a whole year means something by itself. */
function savesWords(total: PositionFigures): string {
	const { amounts, currency, billingCycle, savingsRealisedOn } = total;
	if (amounts.potentialSavings === 0n) return "would save nothing at today's prices";
	const saved =
		billingCycle === 'mixed'
			? `${money(total.potentialSavingsPerYear, currency)} in a whole year`
			: `${money(amounts.potentialSavings, currency)} ${cycleWords(billingCycle)}`;
	const when = savingsRealisedOn === null ? '' : `, all of it from ${day(savingsRealisedOn)}`;
	return `would save ${saved}${avoidedWords(total)}${when}`;
}

/** Seats that nobody bought are not paid yet. Where cycles differ the share has no one amount. */
function avoidedWords({ amounts, currency, billingCycle }: PositionFigures): string {
	if (amounts.trueUpAvoided === 0n || billingCycle === 'mixed') return '';
	return ` (of which ${money(amounts.trueUpAvoided, currency)} is avoided true-up cost)`;
}

function mixedNote(cycle: PositionFigures['billingCycle']): Markup {
	return cycle === 'mixed'
		? markup`<p>Some models are billed monthly and some annually. The amounts here add up one billing cycle of each. To compare, use the amounts for a full year.</p>`
		: markup``;
}

function figuresOf(total: PositionFigures): Figure[] {
	const { counts, amounts, currency, billingCycle, savingsRealisedOn } = total;
	const cycle = cycleWords(billingCycle);
	const when =
		savingsRealisedOn === null ? 'date not known' : `in full from ${day(savingsRealisedOn)}`;
	const onlyActual = amounts.potentialSavings === 0n && amounts.actualSavings > 0n;
	const givenBack =
		counts.restored === 0 ? '' : `; ${money(amounts.savingsGivenBack, currency)} given back`;
	return [
		{
			title: 'Potential savings',
			value: amount(amounts.potentialSavings, currency),
			note: `${cycle}${onlyActual ? '' : `, ${when}`}; ${money(total.potentialSavingsPerYear, currency)} in a whole year`,
			tone: 'good',
		},
		{
			title: 'Actual savings',
			value: amount(amounts.actualSavings, currency),
			note: `${cycle}${onlyActual ? `, ${when}` : ''}, by ${counted(counts.reclaimed, 'seat')} taken back${givenBack}`,
			tone: 'good',
		},
		{
			title: 'Seats used',
			value: markup`${count(counts.used)} <span class="unit">of ${count(counts.owned)}</span>`,
			note: `${count(counts.available)} free; ${counted(counts.excluded, 'subscription')} excluded from cost`,
		},
		{
			title: 'Stale seats',
			value: markup`${share(percent(counts.stale, counts.used))}`,
			note: `${count(counts.stale)} of the seats used`,
		},
		{
			title: 'Over-licensed',
			value: amount(amounts.overLicensedAmount, currency),
			note: `${cycle}, for ${counted(counts.available, 'seat')} that nobody uses`,
			tone: amounts.overLicensedAmount > 0n ? 'warn' : undefined,
		},
		{
			title: 'True-up cost',
			value: amount(amounts.trueUpCost, currency),
			note: `${cycle}, for ${counted(counts.unlicensed, 'seat')} used and not bought`,
			tone: amounts.trueUpCost > 0n ? 'warn' : undefined,
		},
	];
}
