import { readTime } from '../times';
import { applyTransition } from './applyTransition';
import { ANSWERS, type Candidate } from './candidate';
import { happeningOf, momentOf, notedOnly, type EventSettings } from './eventEffects';
import type { CandidateEvent } from './events';
import { withChangesByHand } from './changedByHand';
import type { HistoryEntry } from './history';
import { givenBack, isKeptByAnswer, removed } from './seatChanges';
import { canHappen, readState, TRANSITION_NAMES, type TransitionName } from './states';

/**
 * The candidate with everything that was told about it. The order in which events arrive, and how
 * often, does not matter: one that comes late is put where it belongs, and what came after it is
 * done again.
 *
 * @returns the same candidate where there is nothing new
 */
export function withEvents(
	candidate: Candidate,
	events: readonly CandidateEvent[],
	settings: EventSettings,
): Candidate {
	if (events.length === 0) return candidate;
	const heard = new Set(candidate.history.map(({ eventId }) => eventId));
	const own = distinct(events);
	const fresh = own.filter(({ eventId }) => !heard.has(eventId));
	const [first] = fresh;
	if (first === undefined) return candidate;
	const known = withChangesByHand(candidate);
	const last = readTime(known.history.at(-1)?.time) ?? 0;
	const opened = momentOf(first) > last ? null : asOpened(known);
	if (opened === null) return fresh.reduce((row, event) => hear(row, event, settings), known);
	const again = replay(opened, own, known.history.slice(1), settings);
	const changedAt = [again.changedAt, candidate.changedAt].sort().at(-1) ?? again.changedAt;
	return { ...again, changedAt };
}

/** The events in order of time, each once. Of two with one id the earlier counts. */
function distinct(events: readonly CandidateEvent[]): CandidateEvent[] {
	const byId = new Map<string, CandidateEvent>();
	for (const event of [...events].sort(byMoment)) {
		if (!byId.has(event.eventId)) byId.set(event.eventId, event);
	}
	return [...byId.values()];
}

/** At one moment a keep comes before all else; beyond that the ids decide, so that one order holds. */
function byMoment(a: CandidateEvent, b: CandidateEvent): number {
	return (
		momentOf(a) - momentOf(b) ||
		Number(b.event === 'keep') - Number(a.event === 'keep') ||
		compare(a.eventId, b.eventId) ||
		compare(JSON.stringify(a), JSON.stringify(b))
	);
}

function compare(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}

function hear(candidate: Candidate, event: CandidateEvent, settings: EventSettings): Candidate {
	return applyTransition(candidate, happeningOf(candidate, event, settings) ?? notedOnly(event));
}

/**
 * The candidate as it was opened, from its history; null where that does not tell: a row of
 * version 0.1.0, or one whose state somebody changed by hand. Then what is new goes on top.
 */
function asOpened(candidate: Candidate): Candidate | null {
	const { history, state } = candidate;
	const [first] = history;
	const opened = readState(first?.to);
	if (first?.set === undefined || first.from !== null || opened === undefined) return null;
	if (history.at(-1)?.to !== state || !history.every(isWhole)) return null;
	return {
		...candidate,
		state: opened,
		changedAt: candidate.openedAt,
		closedAt: null,
		notifiedAt: null,
		remindersSent: 0,
		dueAt: null,
		answer: null,
		answeredBy: null,
		justification: null,
		keepUntil: null,
		receiptId: null,
		history: [first],
	};
}

function isWhole({ time, event }: HistoryEntry): boolean {
	return readTime(time) !== null && transitionOf(event) !== undefined;
}

function transitionOf(event: string | null): TransitionName | undefined {
	return TRANSITION_NAMES.find((name) => name === event);
}

/** One thing to do again: an event, or an entry that a run made. */
type Step = { at: number; event: CandidateEvent } | { at: number; entry: HistoryEntry };

function replay(
	opened: Candidate,
	events: readonly CandidateEvent[],
	entries: readonly HistoryEntry[],
	settings: EventSettings,
): Candidate {
	const given = new Set(events.map(({ eventId }) => eventId));
	const kept = entries.filter(({ eventId }) => eventId === undefined || !given.has(eventId));
	const steps: Step[] = [
		...events.map((event) => ({ at: momentOf(event), event })),
		...kept.map((entry) => ({ at: readTime(entry.time) ?? 0, entry })),
	];
	// Sorting is stable: at one moment what people said comes before what a run made of it.
	steps.sort((a, b) => a.at - b.at);
	return steps.reduce(
		(row, step) =>
			'event' in step ? hear(row, step.event, settings) : again(row, step.entry, step.at),
		opened,
	);
}

/** Does once more what a run did, where it still can happen. A receipt is never lost. */
function again(candidate: Candidate, entry: HistoryEntry, now: number): Candidate {
	const { eventId, cause } = entry;
	const event = transitionOf(entry.event);
	const set = entry.set ?? {};
	const { receiptId = null, keepUntil = null } = set;
	if (event === undefined) return candidate;
	const news = { receiptId, keepUntil, now };
	let happening = null;
	if (event === 'restored' || event === 'restoredWhileOpen') {
		happening = givenBack(candidate, news);
	} else if (receiptId !== null && (REMOVALS.includes(event) || mayHaveTaken(candidate, event))) {
		happening = removed(candidate, news);
	} else if (canHappen(event, candidate.state)) {
		happening = { event, now, fields: fieldsOf(candidate, event, set) };
	} else if (receiptId !== null && receiptId !== candidate.receiptId) {
		happening = { event: 'receiptNoted' as const, now, fields: { receiptId } };
	}
	if (happening === null) return candidate;
	const changed = applyTransition(candidate, { ...happening, eventId });
	return happening.event === event ? withCause(changed, cause) : changed;
}

/** The entries that say that a seat was taken back. */
const REMOVALS: readonly TransitionName[] = ['reclaimed', 'goneWithReceipt', 'takenThoughKept'];

/** Whether an entry with a receipt may say of somebody who keeps the seat that a removal was begun. */
function mayHaveTaken(candidate: Candidate, event: TransitionName): boolean {
	return isKeptByAnswer(candidate) && (event === 'reclaimFailed' || event === 'receiptNoted');
}

function fieldsOf(
	{ remindersSent }: Candidate,
	event: TransitionName,
	{ answer, ...set }: NonNullable<HistoryEntry['set']>,
) {
	return {
		...set,
		...(answer === undefined ? {} : { answer: ANSWERS.find((one) => one === answer) ?? null }),
		...(event === 'reminderSent' ? { remindersSent: remindersSent + 1 } : {}),
	};
}

/** The last entry says why in the words that it had. */
function withCause(candidate: Candidate, cause: string): Candidate {
	const history = candidate.history.map((entry, index, all) =>
		index === all.length - 1 ? { ...entry, cause } : entry,
	);
	return { ...candidate, history };
}
