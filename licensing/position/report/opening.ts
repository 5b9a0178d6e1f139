import type { LicensePosition } from '../calculate';
import { percent } from '../percent';
import type { PositionFigures } from '../position';
import { LEFT, type Answer } from './answer';
import { figureList, type Figure } from './figures';
import {
	costFigure,
	costWords,
	noPrice,
	pricedOf,
	savedFigures,
	stillBilledNote,
	unpaidWords,
} from './openingMoney';
import { priceSourceLine } from './savings';
import { count, counted, markup, outside, share, type Markup } from './format';

/** How many reasons the line names. */
const REASONS_NAMED = 5;
const REASON_LENGTH = 120;

/** Below this share of the seats a reader asks why there are so few. */
const HARDLY_ANY_PERCENT = 5;

/** The opening of the page: seats, idle seats and what those cost, or their number alone. */
export function answerSection(
	answer: Answer,
	{ positions, totals }: Pick<LicensePosition, 'positions' | 'totals'>,
	staleAfterDays: readonly number[],
): Markup {
	if (answer.seats === 0) {
		return markup`<section class="answer"><h2>In short</h2><p class="lead">There are no seats in this report.</p></section>`;
	}
	const priced = pricedOf(totals);
	const lead = [leadOf(answer, staleAfterDays), costWords(answer, priced)].join(' ').trim();
	const notes = [
		oneLine([viewsWords(answer), unpaidWords(priced)]),
		stillBilledNote(totals),
		notCountedNote(answer, staleAfterDays),
		priceSourceLine(positions),
	];
	return markup`<section class="answer"><h2>In short</h2><p class="lead">${lead}</p>${figureList(figuresOf(answer, totals, staleAfterDays))}<div class="notes">${notes}</div></section>`;
}

function leadOf(answer: Answer, staleAfterDays: readonly number[]): string {
	const { seats, idle, notKnown } = answer;
	const of = `Of ${counted(seats, 'seat')},`;
	if (idle === 0) return notKnown === 0 ? `${of} none is idle.` : noneKnown(answer);
	return `${of} ${count(idle)} ${idle === 1 ? 'is' : 'are'} idle: ${whyIdle(answer, staleAfterDays)}, and nothing protects ${idle === 1 ? 'it' : 'them'}.`;
}

/** Nobody found idle among people of whom nothing is known is no good news. */
function noneKnown({ seats, notKnown }: Answer): string {
	const of = `Of ${counted(seats, 'seat')}, none is known to be idle`;
	if (notKnown < seats) return `${of}; of ${count(notKnown)} nobody knows.`;
	return seats === 1
		? 'Nobody knows whether the only seat is idle.'
		: `Nobody knows how many of the ${counted(seats, 'seat')} are idle.`;
}

/** Whoever left may have been active days ago. */
function whyIdle({ idleBecause }: Answer, staleAfterDays: readonly number[]): string {
	const found = `no activity was found for ${daysWords(staleAfterDays)} or longer`;
	const anyLeft = idleBecause.some(({ title }) => title === LEFT);
	return anyLeft ? `${found}, or the person left` : found;
}

function figuresOf(
	answer: Answer,
	totals: readonly PositionFigures[],
	staleAfterDays: readonly number[],
): Figure[] {
	const { seats, inUse, idle, idleBecause, notKnown } = answer;
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
			note: idle === 0 ? noneIdleNote(notKnown) : reasons.join(', '),
			tone: idle > 0 ? 'warn' : notKnown > 0 ? undefined : 'good',
		},
		...(priced.length === 0 ? [noPrice(idle)] : [costFigure(priced)]),
		...savedFigures(priced),
	];
}

function noneIdleNote(notKnown: number): string {
	return notKnown === 0 ? 'nothing to take back' : `${counted(notKnown, 'seat')} not known`;
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

/** Short notes share a line. */
function oneLine(sentences: readonly string[]): Markup {
	const said = sentences.filter((sentence) => sentence !== '').join(' ');
	return said === '' ? markup`` : markup`<p>${said}</p>`;
}

/** Whoever was not found editing may read. */
function viewsWords({ idle, idleByEditsOnly }: Answer): string {
	if (idleByEditsOnly === 0) return '';
	const whom = idleByEditsOnly === idle ? 'them' : `${count(idleByEditsOnly)} of them`;
	return `Page views were not checked for ${whom}: people who only read look idle too.`;
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
