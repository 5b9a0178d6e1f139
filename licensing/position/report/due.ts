import type { Candidate } from '../../candidates/candidate';
import { isOpen, STATE_NAMES, STATES, type State } from '../../candidates/states';
import { DAY_MS, readTime } from '../../times';
import { dayText, nextBillingDay } from '../billing';
import type { ProfileSeats } from '../countSeats';
import { isActive, type Entitlement } from '../entitlements';
import { bigintText } from '../pools';
import { counted } from './format';

/** Something that happens on a day. */
export interface DueDay {
	/** An ISO date. */
	day: string;
	what: string;
	/** A software model, from outside; null for people. */
	model: string | null;
}

/** Open candidates that wait for something. */
export interface WaitingState {
	state: State;
	sentence: string;
	candidates: number;
	/** Those of them whose time to answer ends within a week from now. */
	dueThisWeek: number;
}

/** What counts as this week. */
export const WEEK_MS = 7 * DAY_MS;

/** What is due from now on: bills, ends and starts of entitlements, and answers awaited. */
export function dueDays(
	profiles: readonly ProfileSeats[],
	candidates: readonly Candidate[],
	now: number,
): DueDay[] {
	const due: DueDay[] = [];
	for (const entitlement of distinctEntitlements(profiles)) {
		for (const entry of dueOf(entitlement, now)) due.push(entry);
	}
	for (const entry of answersDue(candidates, now)) due.push(entry);
	return due.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? -1 : 1));
}

/** How many open candidates are in each state, in the order in which people meet the states. */
export function waitingStates(candidates: readonly Candidate[], now: number): WaitingState[] {
	const counts = new Map<State, number>();
	const dueThisWeek = new Map<State, number>();
	for (const { state, dueAt } of candidates) {
		counts.set(state, (counts.get(state) ?? 0) + 1);
		const due = readTime(dueAt);
		if (due === null || due < now || due > now + WEEK_MS) continue;
		dueThisWeek.set(state, (dueThisWeek.get(state) ?? 0) + 1);
	}
	return STATE_NAMES.filter((state) => isOpen(state) && counts.has(state)).map((state) => ({
		state,
		sentence: STATES[state].sentence,
		candidates: counts.get(state) ?? 0,
		dueThisWeek: dueThisWeek.get(state) ?? 0,
	}));
}

/** Entitlements that several profiles read are due once. */
function distinctEntitlements(profiles: readonly ProfileSeats[]): Entitlement[] {
	const distinct = new Map<string, Entitlement>();
	for (const { entitlements } of profiles) {
		for (const entitlement of entitlements) {
			distinct.set(JSON.stringify(entitlement, bigintText), entitlement);
		}
	}
	return [...distinct.values()];
}

function dueOf(entitlement: Entitlement, now: number): DueDay[] {
	const { model, purchased, billingCycle, startsAt, endsAt } = entitlement;
	const seats = purchased === null ? 'The seats used' : counted(purchased, 'seat');
	if (!isActive(entitlement, now)) {
		const begins = startsAt !== null && startsAt > now;
		return begins ? [{ day: dayText(startsAt), what: `${seats} start`, model }] : [];
	}
	const due: DueDay[] = [];
	const billed = nextBillingDay(entitlement, now);
	const end = endsAt === null ? null : dayText(endsAt);
	if (end !== null) due.push({ day: end, what: `${seats} expire`, model });
	if (billed !== null && billed !== end) {
		const what = billingCycle === 'annual' ? `${seats} are renewed` : `${seats} are billed`;
		due.push({ day: billed, what, model });
	}
	return due;
}

function answersDue(candidates: readonly Candidate[], now: number): DueDay[] {
	const people = new Map<string, number>();
	for (const { state, dueAt } of candidates) {
		const time = state === 'Awaiting User' ? readTime(dueAt) : null;
		if (time === null || time < now) continue;
		people.set(dayText(time), (people.get(dayText(time)) ?? 0) + 1);
	}
	return [...people].map(([day, asked]) => ({
		day,
		what: `${counted(asked, 'person has', 'people have')} until then to answer`,
		model: null,
	}));
}
