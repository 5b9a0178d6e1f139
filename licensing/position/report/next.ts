import type { State } from '../../candidates/states';
import { dayText } from '../billing';
import { WEEK_MS } from './due';
import type { ReportFacts } from './facts';
import { count, counted, day, markup, outside, type Markup } from './format';
import type { Wait } from './waits';

/** What is to be done about candidates of a state, as the end of a sentence about so many people. */
const STATE_WORDS: Readonly<Partial<Record<State, readonly [one: string, many: string]>>> = {
	'Awaiting User': ['was asked and has not answered yet', 'were asked and have not answered yet'],
	'Awaiting Approval': [
		'wants to keep the seat: approve or reject',
		'want to keep their seats: approve or reject',
	],
	'Attention Required': ['needs your decision', 'need your decision'],
	Ready: [
		'was not asked: decide whether the seat goes',
		'were not asked: decide whether their seats go',
	],
	'Awaiting Revocation': [
		'loses the seat in the next run of Reclaim License',
		'lose their seats in the next run of Reclaim License',
	],
};

/** One line of what to do next. */
interface Step {
	number: number;
	words: string;
	note: string | null;
	/** True for what waits for the reader. */
	isYours?: boolean;
}

/** What to do next, and what happens by itself. */
export function nextSection(facts: ReportFacts): Markup {
	const steps = stepsOf(facts);
	const date = nextDate(facts);
	const isCalm = facts.waiting.length === 0 && facts.notProposed === 0;
	const nothing = isCalm
		? markup`<p class="calm">Nothing to do today: no seat is ${facts.answer.notKnown === 0 ? '' : 'known to be '}idle and nobody waits for an answer.</p>`
		: markup``;
	const lines = steps.map(
		({ number, words, note, isYours = false }) =>
			markup`<li${isYours ? markup` class="yours"` : markup``}><b>${count(number)}</b><span>${words}${
				note === null ? markup`` : markup`<small>${note}</small>`
			}</span></li>`,
	);
	const list = steps.length === 0 ? markup`` : markup`<ul class="steps">${lines}</ul>`;
	return markup`<section class="next"><h2>What to do next</h2>${nothing}${list}${date}</section>`;
}

function stepsOf({ waiting, waits, notProposed, calculatedAt }: ReportFacts): Step[] {
	const asked = waits.find(({ kind }) => kind === 'notice');
	const steps: Step[] = waiting.map(({ state, sentence, candidates, dueThisWeek }) => {
		const [one, many] = STATE_WORDS[state] ?? [sentence, sentence];
		return {
			number: candidates,
			words: candidates === 1 ? one : many,
			note: state === 'Awaiting User' ? askedNote(asked, dueThisWeek, calculatedAt) : null,
			isYours: YOURS.includes(state),
		};
	});
	// What waits for the reader comes first.
	steps.sort((a, b) => Number(b.isYours) - Number(a.isYours));
	if (notProposed > 0) {
		steps.push({
			number: notProposed,
			words:
				notProposed === 1 ? 'idle seat, nobody asked yet' : 'idle seats, nobody asked yet',
			note: null,
			isYours: steps.length === 0,
		});
	}
	for (const wait of waits) {
		const step = waitStep(wait);
		if (step !== null) steps.push(step);
	}
	return steps;
}

/** The states in which somebody other than the person has to do something. */
const YOURS: readonly State[] = ['Awaiting Approval', 'Attention Required', 'Ready'];

function askedNote(asked: Wait | undefined, dueThisWeek: number, calculatedAt: string): string {
	if (asked === undefined || asked.last === null) return 'No date to answer by is set yet.';
	const week = dueThisWeek === 0 ? '' : `${count(dueThisWeek)} due this week; `;
	const last = asked.last < calculatedAt.slice(0, 10) ? 'the last was due' : 'the last is due';
	return `${week}${last} ${day(asked.last)}`;
}

function waitStep({ kind, people, first, last, seenFrom, seenTo }: Wait): Step | null {
	const is = (one: string, many: string) => (people === 1 ? one : many);
	if (kind === 'grace') {
		const until =
			last === null ? 'until their time as new people is over' : `until ${day(last)}`;
		return {
			number: people,
			words: `${is('waits', 'wait')} ${until}, being new`,
			note: seenWords(seenFrom, seenTo),
		};
	}
	if (kind === 'coolDown') {
		return {
			number: people,
			words: is('keeps the seat for now', 'keep their seats for now'),
			note: last === null || first === null ? null : untilWords(first, last),
		};
	}
	return null;
}

function seenWords(from: string | null, to: string | null): string | null {
	if (from === null || to === null) return null;
	return from === to
		? `no activity found, first seen on ${day(from)}`
		: `no activity found, first seen from ${day(from)} to ${day(to)}`;
}

function untilWords(first: string, last: string): string {
	return first === last
		? `until ${day(last)}`
		: `the first until ${day(first)}, the last until ${day(last)}`;
}

/** By when to remove how many, or else the next bill or end of what was bought. */
function nextDate({ due, calculated, calculatedAt }: ReportFacts): Markup {
	const today = calculatedAt.slice(0, 10);
	const [first] = calculated.positions
		.filter(({ reclaimBy, counts }) => (reclaimBy ?? '') >= today && counts.candidates > 0)
		.sort((a, b) => ((a.reclaimBy ?? '') < (b.reclaimBy ?? '') ? -1 : 1));
	const by = first?.reclaimBy ?? null;
	if (first !== undefined && by !== null) {
		const seats = counted(first.counts.candidates, 'seat');
		return markup`<p class="date"><time datetime="${by}">By ${day(by)}</time> take back up to ${seats} of ${outside(first.model)}, to lower its next bill.</p>`;
	}
	const next = due.find(({ model }) => model !== null);
	if (next === undefined) return markup``;
	const week = dayText(Date.parse(calculatedAt) + WEEK_MS);
	const others = due.filter(
		(entry) => entry !== next && entry.model !== null && entry.day <= week,
	);
	const more =
		others.length === 0 ? '' : ` ${counted(others.length, 'other date')} this week, below.`;
	return markup`<p class="date"><time datetime="${next.day}">${day(next.day)}</time> ${outside(next.model)}: ${next.what}.${more}</p>`;
}
