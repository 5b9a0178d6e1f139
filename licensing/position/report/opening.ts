import { percent } from '../percent';
import type { PositionFigures } from '../position';
import { hasSeats } from '../totals';
import { LEFT, type Answer } from './answer';
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
	type Markup,
} from './format';

/** How many reasons the line names. */
const REASONS_NAMED = 5;
const REASON_LENGTH = 120;

/** Below this share of the seats a reader asks why there are so few. */
const HARDLY_ANY_PERCENT = 5;

/** The opening of the page: seats, idle seats and what those cost, or their number alone. */
export function answerSection(
	answer: Answer,
	totals: readonly PositionFigures[],
	staleAfterDays: readonly number[],
): Markup {
	if (answer.seats === 0) {
		return markup`<section class="answer"><h2>In short</h2><p class="lead">There are no seats in this report.</p></section>`;
	}
	const priced = pricedOf(totals);
	const lead = [leadOf(answer, staleAfterDays), costWords(answer, priced)].join(' ').trim();
	const notes = [
		viewsNote(answer),
		stillBilledNote(totals),
		notCountedNote(answer, staleAfterDays),
	];
	return markup`<section class="answer"><h2>In short</h2><p class="lead">${lead}</p>${figureList(figuresOf(answer, totals, staleAfterDays))}<div class="notes">${notes}</div></section>`;
}

/** What an app alone costs is no price of a seat. */
function pricedOf(totals: readonly PositionFigures[]): PositionFigures[] {
	return totals.filter((total) => total.currency !== null && hasSeats(total));
}

function leadOf(answer: Answer, staleAfterDays: readonly number[]): string {
	const { seats, idle } = answer;
	const of = `Of ${counted(seats, 'seat')},`;
	if (idle === 0) return `${of} none is idle.`;
	return `${of} ${count(idle)} ${idle === 1 ? 'is' : 'are'} idle: ${whyIdle(answer, staleAfterDays)}, and nothing protects ${idle === 1 ? 'it' : 'them'}.`;
}

/** Whoever left may have been active days ago. */
function whyIdle({ idleBecause }: Answer, staleAfterDays: readonly number[]): string {
	const found = `no activity was found for ${daysWords(staleAfterDays)} or longer`;
	const anyLeft = idleBecause.some(({ title }) => title === LEFT);
	return anyLeft ? `${found}, or the person left` : found;
}

function costWords({ idle }: Answer, priced: readonly PositionFigures[]): string {
	if (idle === 0 || priced.length === 0) return '';
	const costs = priced.filter((total) => paidOf(total).perCycle > 0n).map(costOf);
	const unpaid = priced.filter(({ amounts }) => amounts.trueUpAvoided > 0n).map(unpaidWords);
	if (costs.length === 0) {
		const nothing = "Taking them back would save nothing at today's prices.";
		return [unpaid.length === 0 ? nothing : 'Nothing is paid for them yet.', ...unpaid].join(
			' ',
		);
	}
	const withPrice = priced.reduce((sum, { counts }) => sum + counts.candidates, 0);
	const some =
		withPrice === 1
			? '1 of them has a price and costs'
			: `${count(withPrice)} of them have a price and cost`;
	const all = idle === 1 ? 'It costs' : 'They cost';
	const sentence = `${withPrice < idle ? some : all} ${costs.join(' and ')}.`;
	return [sentence, ...unpaid].join(' ');
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

function unpaidWords({
	amounts,
	trueUpAvoidedPerYear,
	billingCycle,
	currency,
}: PositionFigures): string {
	if (billingCycle === null) {
		return `Seats that nobody bought would cost ${money(amounts.trueUpAvoided, currency)} more each time it is billed.`;
	}
	return `Seats that nobody bought would cost ${money(trueUpAvoidedPerYear, currency)} more per year.`;
}

/** An annual plan renews as it is. */
function ifOrdered({ billingCycle }: PositionFigures): string {
	return billingCycle === 'monthly' ? '' : ', if the lower tier is ordered';
}

/** Where cycles differ, only the amount for a whole year means something by itself. */
function costOf(total: PositionFigures): string {
	const { currency, billingCycle } = total;
	const { perCycle, perYear } = paidOf(total);
	return billingCycle === 'mixed'
		? `${money(perYear, currency)} per year`
		: `${money(perCycle, currency)} ${cycleWords(billingCycle)}`;
}

function figuresOf(
	answer: Answer,
	totals: readonly PositionFigures[],
	staleAfterDays: readonly number[],
): Figure[] {
	const { seats, inUse, idle, idleBecause } = answer;
	const reasons = idleBecause.map(
		({ title, subscriptions }) => `${count(subscriptions)} ${title}`,
	);
	const priced = pricedOf(totals);
	return [
		{ title: 'Seats', value: markup`${count(seats)}`, note: seatNote(answer, totals) },
		{
			title: 'In use',
			value: withShare(inUse, seats),
			note: `active within ${daysWords(staleAfterDays)}`,
		},
		{
			title: 'Idle seats',
			value: withShare(idle, seats),
			note: idle === 0 ? 'nothing to take back' : reasons.join(', '),
			tone: idle > 0 ? 'warn' : 'good',
		},
		...(priced.length === 0 ? [noPrice(idle)] : priced.map(costFigure)),
	];
}

/** A number with its share of all, in whole per cent: the exact one stands in the tables. */
function withShare(part: number, all: number): Markup {
	if (part === 0) return markup`0`;
	const whole = Math.min(part === all ? 100 : 99, Math.max(1, Math.round(percent(part, all))));
	return markup`${count(part)} <span class="unit">${share(whole)}</span>`;
}

function seatNote({ seats, excludedFromCost }: Answer, totals: readonly PositionFigures[]): string {
	const owned = totals.reduce((sum, { counts }) => sum + counts.owned, 0);
	const available = totals.reduce((sum, { counts }) => sum + counts.available, 0);
	if (owned > 0) {
		return `${count(owned)} bought${available > 0 ? `, ${count(available)} of them free` : ''}`;
	}
	if (excludedFromCost > 0) return `${count(excludedFromCost)} more excluded from cost`;
	return seats === 1 ? 'person who may use Confluence' : 'people who may use Confluence';
}

function noPrice(idle: number): Figure {
	return {
		title: 'The idle seats cost',
		value: markup`<span class="none">no price</span>`,
		note:
			idle === 0
				? 'enter a price to see amounts'
				: `enter a price to see what ${idle === 1 ? 'it costs' : 'they cost'}`,
	};
}

/** A month in large digits, and the year below it. */
function costFigure(total: PositionFigures): Figure {
	const { currency, savingsRealisedOn } = total;
	const { perCycle, perYear: year } = paidOf(total);
	if (total.billingCycle === null) return costOfUnknownCycle(total);
	const monthly = total.billingCycle === 'monthly';
	const saves = year > 0n;
	const from =
		saves && savingsRealisedOn !== null
			? `, in full from ${day(savingsRealisedOn)}${ifOrdered(total)}`
			: '';
	return {
		title: 'The idle seats cost',
		value: amount(monthly ? perCycle : (year + 6n) / 12n, currency),
		note: `per month; ${money(year, currency)} per year${from}`,
		tone: saves ? 'warn' : undefined,
	};
}

/** Whether a price is for a month or for a year decides both figures: neither is guessed. */
function costOfUnknownCycle(total: PositionFigures): Figure {
	const { perCycle } = paidOf(total);
	return {
		title: 'The idle seats cost',
		value: amount(perCycle, total.currency),
		note: 'each time it is billed; nobody entered whether that is every month or every year',
		tone: perCycle > 0n ? 'warn' : undefined,
	};
}

/** What looks idle, and saves nothing by itself. */
function stillBilledNote(totals: readonly PositionFigures[]): Markup {
	const seats = totals.reduce((sum, { counts }) => sum + counts.stillBilled, 0);
	if (seats === 0) return markup``;
	const [are, people] = seats === 1 ? ['is', 'its person is'] : ['are', 'their people are'];
	return markup`<p>${counted(seats, 'more seat')} ${are} idle and would save nothing: ${people} still billed through another site or product.</p>`;
}

/** Whoever was not found editing may read. */
function viewsNote({ idle, idleByEditsOnly }: Answer): Markup {
	if (idleByEditsOnly === 0) return markup``;
	const whom = idleByEditsOnly === idle ? 'them' : `${count(idleByEditsOnly)} of them`;
	return markup`<p>Page views were not checked for ${whom}: people who only read look idle too.</p>`;
}

/** Says why nobody or hardly anybody is idle. */
function notCountedNote(answer: Answer, staleAfterDays: readonly number[]): Markup {
	const { seats, idle, notCounted, excludedFromCost } = answer;
	const few = idle * 100 < seats * HARDLY_ANY_PERCENT;
	const question = few ? markup`<b>Why so few?</b> ` : markup``;
	const excluded =
		few && excludedFromCost > 0
			? ` ${counted(excludedFromCost, 'seat is', 'seats are')} excluded from cost by a rule and not counted at all.`
			: '';
	if (notCounted.length === 0) {
		if (!few) return markup``;
		const said =
			idle > 0
				? `Everyone else was active within the last ${daysWords(staleAfterDays)}.`
				: `Everyone was active within the last ${daysWords(staleAfterDays)}.`;
		return markup`<p>${question}${said}${excluded}</p>`;
	}
	const all = notCounted.reduce((sum, { subscriptions }) => sum + subscriptions, 0);
	const named = notCounted.slice(0, REASONS_NAMED);
	const reasons = named.map(
		({ title, subscriptions }, place) =>
			markup`${place === 0 ? '' : '; '}${outside(title, REASON_LENGTH)}: ${count(subscriptions)}`,
	);
	const more = notCounted.length - named.length;
	const others = more === 0 ? '' : `; and ${counted(more, 'other reason')}`;
	return markup`<p>${question}Not counted as idle, although no activity was found either: ${counted(all, 'seat')} (${reasons}${others}).${excluded}</p>`;
}

/** Such as "60 days", or "60 or 90 days" where profiles differ. */
export function daysWords(staleAfterDays: readonly number[]): string {
	const [only, ...others] = staleAfterDays;
	if (only !== undefined && others.length === 0) return counted(only, 'day');
	return `${staleAfterDays.map(count).join(' or ')} days`;
}
