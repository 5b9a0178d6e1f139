import type { PersonRow } from '../../person';
import type { ProfileSeats } from '../countSeats';
import { barOf, emptyHistogram, isReclaimable, isStale, type Histogram } from '../idleSeats';
import { percent, type PositionFigures } from '../position';
import { amount, figureList, type Figure } from './figures';
import { count, counted, cycleWords, markup, money, outside, share, type Markup } from './format';
import { titleOfKept, type HeldBack } from './kept';

/** What a reader asks first: how many seats are there, and how many does nobody use? */
export interface Answer {
	/** Seats that are paid for, whatever model they belong to. */
	seats: number;
	/** Those that nobody uses and nothing protects. */
	idle: number;
	/** Those of them for whom page views were not checked. */
	idleByEditsOnly: number;
	/** Why others without a sign of activity are not counted as idle; the most frequent first. */
	notCounted: HeldBack[];
	/** The seats by days without activity. */
	histogram: Histogram;
}

/** How many reasons the line names. */
const REASONS_NAMED = 5;
const REASON_LENGTH = 120;

/** Counts the seats of all profiles. */
export function answerOf(profiles: readonly ProfileSeats[]): Answer {
	const notCounted = new Map<string, number>();
	const answer = { seats: 0, idle: 0, idleByEditsOnly: 0, histogram: emptyHistogram() };
	for (const { seats, staleAfterDays } of profiles) {
		for (const seat of seats) {
			if (seat.excludedFromCost) continue;
			answer.seats += 1;
			answer.histogram[barOf(seat)] += 1;
			if (isReclaimable(seat, staleAfterDays)) {
				answer.idle += 1;
				if (!seat.viewsChecked) answer.idleByEditsOnly += 1;
			} else if (isSilent(seat, staleAfterDays)) {
				const title = titleOfKept(seat);
				notCounted.set(title, (notCounted.get(title) ?? 0) + 1);
			}
		}
	}
	return {
		...answer,
		notCounted: [...notCounted]
			.map(([title, subscriptions]) => ({ title, subscriptions }))
			.sort((a, b) => b.subscriptions - a.subscriptions),
	};
}

/** Evaluated, and kept although nothing shows that the seat is in use. */
function isSilent(seat: PersonRow, staleAfterDays: number): boolean {
	if (seat.decision === null || seat.reasonCode === 'active') return false;
	return seat.activityStatus === 'unknown' || isStale(seat, staleAfterDays);
}

/** The opening of the page: seats, idle seats and what those cost, or their number alone. */
export function answerSection(
	answer: Answer,
	totals: readonly PositionFigures[],
	staleAfterDays: readonly number[],
): Markup {
	if (answer.seats === 0) return markup``;
	const priced = totals.filter(({ currency }) => currency !== null);
	const lead = [leadOf(answer, staleAfterDays), costWords(answer, priced)].join(' ');
	const notes = [viewsNote(answer), notCountedNote(answer, staleAfterDays)];
	return markup`<section><h2>In short</h2><p class="lead">${lead}</p>${figureList(figuresOf(answer, priced))}${notes}</section>`;
}

function leadOf({ seats, idle }: Answer, staleAfterDays: readonly number[]): string {
	const of = `Of ${counted(seats, 'seat')},`;
	if (idle === 0) return `${of} none is idle.`;
	return `${of} ${count(idle)} ${idle === 1 ? 'is' : 'are'} idle: no activity was found for ${daysWords(staleAfterDays)} or longer, and nothing protects ${idle === 1 ? 'it' : 'them'}.`;
}

function costWords({ idle }: Answer, priced: readonly PositionFigures[]): string {
	if (idle === 0 || priced.length === 0) return '';
	const costs = priced.filter(({ amounts }) => amounts.potentialSavings > 0n).map(costOf);
	if (costs.length === 0) return "Taking them back would save nothing at today's prices.";
	const withPrice = priced.reduce((sum, { counts }) => sum + counts.candidates, 0);
	const whose = withPrice < idle ? `${count(withPrice)} of them have a price and` : 'They';
	return `${idle === 1 ? 'It costs' : `${whose} cost`} ${costs.join(' and ')}.`;
}

/** Where cycles differ, only the amount for a whole year means something by itself. */
function costOf({
	amounts,
	currency,
	billingCycle,
	potentialSavingsPerYear,
}: PositionFigures): string {
	return billingCycle === 'mixed'
		? `${money(potentialSavingsPerYear, currency)} per year`
		: `${money(amounts.potentialSavings, currency)} ${cycleWords(billingCycle)}`;
}

function figuresOf({ seats, idle }: Answer, priced: readonly PositionFigures[]): Figure[] {
	return [
		{ title: 'Seats', value: markup`${count(seats)}`, note: 'people who may use Confluence' },
		{
			title: 'Idle seats',
			value: markup`${count(idle)}`,
			note: `${share(percent(idle, seats))} of the seats`,
			tone: idle > 0 ? 'warn' : 'good',
		},
		...priced.map((total) => ({
			title: 'The idle seats cost',
			value: amount(
				total.billingCycle === 'mixed'
					? total.potentialSavingsPerYear
					: total.amounts.potentialSavings,
				total.currency,
			),
			note: total.billingCycle === 'mixed' ? 'per year' : cycleWords(total.billingCycle),
			tone: total.amounts.potentialSavings > 0n ? ('warn' as const) : undefined,
		})),
	];
}

/** Whoever was not found editing may read. */
function viewsNote({ idle, idleByEditsOnly }: Answer): Markup {
	if (idleByEditsOnly === 0) return markup``;
	const whom = idleByEditsOnly === idle ? 'them' : `${count(idleByEditsOnly)} of them`;
	return markup`<p>Page views were not checked for ${whom}: people who only read look idle too.</p>`;
}

/** Says why nobody or hardly anybody is idle. */
function notCountedNote({ idle, notCounted }: Answer, staleAfterDays: readonly number[]): Markup {
	if (notCounted.length === 0) {
		if (idle > 0) return markup``;
		return markup`<p>Everyone was active within the last ${daysWords(staleAfterDays)}.</p>`;
	}
	const all = notCounted.reduce((sum, { subscriptions }) => sum + subscriptions, 0);
	const named = notCounted.slice(0, REASONS_NAMED);
	const reasons = named.map(
		({ title, subscriptions }, place) =>
			markup`${place === 0 ? '' : '; '}${outside(title, REASON_LENGTH)}: ${count(subscriptions)}`,
	);
	const more = notCounted.length - named.length;
	const others = more === 0 ? '' : `; and ${counted(more, 'other reason')}`;
	return markup`<p>Not counted as idle, although no activity was found either: ${counted(all, 'seat')} (${reasons}${others}).</p>`;
}

function daysWords(staleAfterDays: readonly number[]): string {
	const [only, ...others] = staleAfterDays;
	if (only !== undefined && others.length === 0) return counted(only, 'day');
	return `${staleAfterDays.map(count).join(' or ')} days`;
}
