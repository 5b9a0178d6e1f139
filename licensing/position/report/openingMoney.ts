import type { PositionFigures } from '../position';
import { hasSeats } from '../totals';
import type { Answer } from './answer';
import { amount, type Figure } from './figures';
import { count, counted, cycleWords, day, markup, money, type Markup } from './format';

/** How many currencies a figure holds. */
const CURRENCIES_SHOWN = 3;

/** What an app alone costs is no price of a seat. */
export function pricedOf(totals: readonly PositionFigures[]): PositionFigures[] {
	return totals.filter((total) => total.currency !== null && hasSeats(total));
}

export function costWords({ idle }: Answer, priced: readonly PositionFigures[]): string {
	if (idle === 0 || priced.length === 0) return '';
	const costs = priced.filter((total) => paidOf(total).perCycle > 0n).map(costOf);
	if (costs.length === 0) {
		return unpaidWords(priced) === ''
			? "Taking them back would save nothing at today's prices."
			: 'Nothing is paid for them yet.';
	}
	const withPrice = priced.reduce((sum, { counts }) => sum + counts.candidates, 0);
	const some =
		withPrice === 1
			? '1 of them has a price and costs'
			: `${count(withPrice)} of them have a price and cost`;
	const all = idle === 1 ? 'It costs' : 'They cost';
	return `${withPrice < idle ? some : all} ${listed(costs)}.`;
}

/** What is paid for idle seats: seats that nobody bought are not paid yet. */
function paidOf({ amounts, potentialSavingsPerYear, trueUpAvoidedPerYear }: PositionFigures): {
	perCycle: bigint;
	perYear: bigint;
} {
	return {
		perCycle: amounts.potentialSavings - amounts.trueUpAvoided,
		perYear: potentialSavingsPerYear - trueUpAvoidedPerYear,
	};
}

/** What seats that nobody bought would cost; a year only where it is known how often it is billed. */
export function unpaidWords(priced: readonly PositionFigures[]): string {
	const unpaid = priced.filter(({ amounts }) => amounts.trueUpAvoided > 0n);
	const yearly = unpaid
		.filter(({ billingCycle }) => billingCycle !== null)
		.map(({ trueUpAvoidedPerYear, currency }) => money(trueUpAvoidedPerYear, currency));
	const each = unpaid
		.filter(({ billingCycle }) => billingCycle === null)
		.map(({ amounts, currency }) => money(amounts.trueUpAvoided, currency));
	const costs = [
		...(yearly.length === 0 ? [] : [`${listed(yearly)} more per year`]),
		...(each.length === 0 ? [] : [`${listed(each)} more each time it is billed`]),
	];
	return costs.length === 0 ? '' : `Seats that nobody bought would cost ${costs.join(' and ')}.`;
}

/** Amounts that are never added up; of many the figures below say them. */
function listed(costs: readonly string[]): string {
	return costs.length > CURRENCIES_SHOWN
		? `amounts in ${count(costs.length)} currencies`
		: costs.join(' and ');
}

/** Where cycles differ, only the amount for a whole year means something by itself. */
function costOf(total: PositionFigures): string {
	const { currency, billingCycle } = total;
	const { perCycle, perYear } = paidOf(total);
	return billingCycle === 'mixed'
		? `${money(perYear, currency)} per year`
		: `${money(perCycle, currency)} ${cycleWords(billingCycle)}`;
}

export function noPrice(idle: number): Figure {
	return {
		title: 'The idle seats cost',
		value: markup`<span class="none">no price</span>`,
		note:
			idle === 0
				? 'enter a price to see amounts'
				: `enter a price to see what ${idle === 1 ? 'it costs' : 'they cost'}`,
	};
}

/**
 * A month in large digits, and the year below it. Whether a price is for a month or for a year
 * decides both figures: where nobody entered it, the amount of one bill is shown.
 */
export function costFigure(priced: readonly PositionFigures[]): Figure {
	const costs = priced.map((total) => ({ total, ...paidOf(total) }));
	const shown = costs.slice(0, CURRENCIES_SHOWN);
	const values = shown.map(({ total, perCycle, perYear }) =>
		amount(isForAMonth(total) ? perCycle : (perYear + 6n) / 12n, total.currency),
	);
	const years = shown
		.filter(({ total }) => total.billingCycle !== null)
		.map(({ total, perYear }) => money(perYear, total.currency));
	const bills = shown
		.filter(({ total }) => total.billingCycle === null)
		.map(({ total }) => total.currency ?? '');
	const saving = costs.filter(({ perCycle }) => perCycle > 0n).map(({ total }) => total);
	const notes = [
		...(years.length === 0 ? [] : [`per month; ${years.join(', ')} per year`]),
		...(bills.length === 0 ? [] : [billWords(years.length === 0 ? [] : bills)]),
	];
	const note = `${notes.join('; ')}${fromWords(saving)}${othersBelow(costs.length)}`;
	const tone = saving.length > 0 ? ('warn' as const) : undefined;
	return { title: 'The idle seats cost', value: amountLines(values), note, tone };
}

/** Of a plan that nobody knows the cycle of, the amount of one bill stands as it is. */
function isForAMonth({ billingCycle }: PositionFigures): boolean {
	return billingCycle === 'monthly' || billingCycle === null;
}

/** @param currencies of which this holds; none where it holds for all */
function billWords(currencies: readonly string[]): string {
	const which = currencies.length === 0 ? '' : `${currencies.join(', ')} `;
	return `${which}each time it is billed; nobody entered whether that is every month or every year`;
}

/** From when all of it counts, and on which condition. */
function fromWords(saving: readonly PositionFigures[]): string {
	const days = saving.map(({ savingsRealisedOn }) => savingsRealisedOn ?? '').sort();
	const last = days.at(-1) ?? '';
	if (last === '' || days[0] === '') return '';
	const isOrdered = saving.every(({ billingCycle }) => billingCycle === 'monthly');
	return `, in full from ${day(last)}${isOrdered ? '' : ', if the lower tier is ordered'}`;
}

/** Of one currency in large digits, of several in a line each. */
function amountLines(amounts: readonly Markup[]): Markup {
	const [first] = amounts;
	if (first !== undefined && amounts.length === 1) return first;
	return markup`${amounts.map((one) => markup`<span class="line">${one}</span>`)}`;
}

function othersBelow(all: number): string {
	const more = all - CURRENCIES_SHOWN;
	return more > 0 ? `; ${counted(more, 'other currency', 'other currencies')} below` : '';
}

/** What is saved already, with what is freed beside it; none where nothing was taken back. */
export function savedFigures(priced: readonly PositionFigures[]): Figure[] {
	const some = priced.filter(
		({ amounts, counts }) =>
			amounts.actualSavingsThisYear > 0n || amounts.freedSavings > 0n || counts.reclaimed > 0,
	);
	const shown = some.slice(0, CURRENCIES_SHOWN);
	const lines = shown.map(({ amounts, currency }) =>
		amount(amounts.actualSavingsThisYear, currency),
	);
	const freed = some
		.filter(({ amounts }) => amounts.freedSavings > 0n)
		.map(({ amounts, currency }) => money(amounts.freedSavings, currency));
	const seats = some.reduce((sum, { counts }) => sum + counts.reclaimed, 0);
	const note = `${counted(seats, 'seat')} taken back${freed.length === 0 ? '' : `; freed, no bill changed yet: ${freed.slice(0, CURRENCIES_SHOWN).join(', ')}`}${othersBelow(some.length)}`;
	const hasSaved = some.some(({ amounts }) => amounts.actualSavingsThisYear > 0n);
	const tone = hasSaved ? ('good' as const) : undefined;
	return some.length === 0
		? []
		: [{ title: 'Saved this year', value: amountLines(lines), note, tone }];
}

/** What looks idle, and saves nothing by itself. */
export function stillBilledNote(totals: readonly PositionFigures[]): Markup {
	const seats = totals.reduce((sum, { counts }) => sum + counts.stillBilled, 0);
	if (seats === 0) return markup``;
	const [are, people] = seats === 1 ? ['is', 'its person is'] : ['are', 'their people are'];
	return markup`<p>${counted(seats, 'more seat')} ${are} idle and would save nothing: ${people} still billed through another site or product.</p>`;
}
