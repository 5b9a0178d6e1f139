import type { PositionFigures } from '../position';
import { amount, figureList, type Figure } from './figures';
import {
	count,
	counted,
	cycleWords,
	day,
	markup,
	money,
	outside,
	share,
	type Content,
	type Markup,
} from './format';
import { returnRate } from '../returns';
import { hasSeats } from '../totals';
import { table } from './tables';

/** The money of each currency: four words that are never added together, and what is behind them. */
export function moneySections(totals: readonly PositionFigures[]): Markup[] {
	const priced = totals.filter((total) => total.currency !== null && hasSeats(total));
	return [...priced.map(inCurrency), withoutPrice(totals, priced.length > 0)];
}

function inCurrency(total: PositionFigures): Markup {
	const { currency, billingCycle } = total;
	return markup`<section class="money"><h2>Bought, used and saved, in <bdi>${currency}</bdi></h2><p class="lead">${sentence(total)}</p>${mixedNote(billingCycle)}${figureList(fourWords(total))}<p class="small">Possible, freed, saved and avoided are different things: they are never added together.</p><div class="close">${detailTable(total)}</div></section>`;
}

function withoutPrice(totals: readonly PositionFigures[], others: boolean): Markup {
	const total = totals.find(({ currency }) => currency === null);
	const seats = total === undefined ? 0 : total.counts.used + total.counts.excluded;
	if (seats === 0) return markup``;
	const what = others ? 'These seats have no price' : 'No price is known';
	return markup`<section><h2>Without a price</h2><p class="lead">${what}: ${counted(seats, 'seat belongs', 'seats belong')} to models without an entitlement. Enter what you pay as an entitlement, and this page shows amounts.</p></section>`;
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

function fourWords(total: PositionFigures): Figure[] {
	const { counts, amounts, currency, billingCycle } = total;
	const cycle = cycleWords(billingCycle);
	const year =
		billingCycle === null
			? 'for how long is not known'
			: `${money(total.potentialSavingsPerYear, currency)} in a whole year`;
	const givenBack =
		counts.restored === 0 ? '' : `; ${money(amounts.savingsGivenBack, currency)} given back`;
	return [
		{
			title: 'Possible',
			value: amount(amounts.potentialSavings, currency),
			note: `${cycle}, by ${counted(counts.candidates, 'seat')} to take back; ${year}`,
		},
		{
			title: 'Freed',
			value: amount(amounts.freedSavings, currency),
			note: freedWords(total),
		},
		{
			title: 'Saved',
			value: amount(amounts.actualSavings, currency),
			note: `${cycle}, by ${counted(counts.reclaimed, 'seat')} taken back${givenBack}; ${money(amounts.actualSavingsThisYear, currency)} this year so far`,
			tone: amounts.actualSavings > 0n ? 'good' : undefined,
		},
		{
			title: 'Avoided',
			value: amount(amounts.avoidedCost, currency),
			note: 'what joiners would have cost this period without the seats that were freed',
		},
	];
}

/** How many dates of freed seats the note names. */
const DATES_NAMED = 3;

function freedWords({ freed, currency }: PositionFigures): string {
	if (freed.length === 0) return 'no seat waits for its first lower bill';
	const named = freed.slice(0, DATES_NAMED).map(({ countsFrom, seats, amount: part }) => {
		const from = countsFrom === null ? 'date not known' : `from ${day(countsFrom)}`;
		return `${counted(seats, 'seat')} ${from}: ${money(part, currency)}`;
	});
	const more = freed.length - named.length;
	return `done, no bill changed yet; ${named.join('; ')}${more > 0 ? `; ${counted(more, 'more date')}` : ''}`;
}

/** Every other figure with its meaning, for whoever checks the first ones. */
function detailTable(total: PositionFigures): Markup {
	const { counts, amounts, currency, billingCycle, apps } = total;
	const cycle = cycleWords(billingCycle);
	const rows: Content[][] = [
		[
			'Bought',
			count(counts.owned),
			money(amounts.ownedCost, currency),
			`${cycle}, at the prices entered`,
		],
		['Billed', count(counts.billedQuantity), null, 'seats that the current bill is for'],
		[
			'Used',
			count(counts.used),
			null,
			`${count(counts.excluded)} more excluded from cost by a rule`,
		],
		[
			'Stale',
			count(counts.stale),
			null,
			'used, but silent for as long as an idle seat, protected ones included',
		],
		[
			'Over-licensed',
			count(counts.available),
			money(amounts.overLicensedAmount, currency),
			`${cycle}, bought and not used`,
		],
		[
			'True-up cost',
			count(counts.unlicensed),
			money(amounts.trueUpCost, currency),
			`${cycle}, used and not bought`,
		],
	];
	if (counts.stillBilled > 0) {
		rows.push([
			'Still billed',
			count(counts.stillBilled),
			null,
			'idle here, but the person is still billed through another site or product',
		]);
	}
	const { percent } = returnRate({
		takenBack: counts.reclaimed + counts.restored,
		returned: counts.restored,
	});
	if (percent !== null) {
		rows.push([
			'Asked for again',
			count(counts.restored),
			null,
			`${share(percent)} of the seats taken back`,
		]);
	}
	if (apps !== null) {
		rows.push([
			'Apps beside it',
			null,
			money(apps.potential, currency),
			`possible; ${money(apps.freed, currency)} freed, ${money(apps.actual, currency)} saved`,
		]);
	}
	const shown = rows.filter(([title]) => title !== 'Billed' || counts.billedQuantity > 0);
	return table(
		'Seats and amounts behind these figures',
		[
			{ title: 'Figure' },
			{ title: 'Seats', isNumber: true },
			{ title: 'Amount', isNumber: true },
			{ title: 'What it is' },
		],
		shown,
	);
}

/** How many sources the line names. */
const SOURCES_NAMED = 4;

/** Where the prices come from, and what nobody can read from Atlassian. */
export function priceSourceLine(positions: readonly PositionFigures[]): Markup {
	if (positions.every(({ currency }) => currency === null)) return markup``;
	const sources = new Map<string, Markup>();
	for (const { currency, priceSource, priceAsOf } of positions) {
		if (currency === null) continue;
		const from =
			priceSource === null ? markup`typed in, source not named` : outside(priceSource);
		const asOf =
			priceAsOf === null ? markup`, date not known` : markup`, as of ${day(priceAsOf)}`;
		sources.set(JSON.stringify([priceSource, priceAsOf]), markup`${from}${asOf}`);
	}
	const named = [...sources.values()].slice(0, SOURCES_NAMED);
	const list = named.map((source, place) => markup`${place === 0 ? '' : '; '}${source}`);
	const more = sources.size - named.length;
	return markup`<p class="source"><b>Prices:</b> ${list}${more > 0 ? `; and ${counted(more, 'other source')}` : ''}. Not known: taxes, credits and the bill itself, which no API of Atlassian shows.</p>`;
}
