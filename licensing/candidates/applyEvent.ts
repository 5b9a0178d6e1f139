import { truncate } from '../truncate';
import { DAY_MS, toIso } from '../times';
import type { Candidate } from './candidate';
import { historyEntry } from './history';
import { canHappen, isOpen, TRANSITIONS, type CandidateEvent, type State } from './states';

/** Something that happens to a candidate, with what it changes beside the state. */
export interface Happening {
	event: CandidateEvent;
	/** Milliseconds since the epoch. */
	now: number;
	/** What to add to the sentence of the event: who said it, which answer, which reason. */
	detail?: string;
	fields?: Partial<
		Omit<Candidate, 'candidateId' | 'profile' | 'accountId' | 'state' | 'history'>
	>;
}

/**
 * The candidate after an event: the state that the table names, the time and a history entry.
 * The candidate given is left as it is.
 *
 * @throws Error when the table does not allow the event in this state
 */
export function applyEvent(candidate: Candidate, happening: Happening): Candidate {
	const { event, now, detail, fields = {} } = happening;
	if (!canHappen(event, candidate.state)) {
		throw new Error(
			`Candidate ${truncate(candidate.candidateId)} is in state "${candidate.state}", where "${event}" cannot happen; reload the stored candidates and run again`,
		);
	}
	const state: State = TRANSITIONS[event].to ?? candidate.state;
	const closes = isOpen(candidate.state) && !isOpen(state);
	return {
		...candidate,
		...fields,
		state,
		changedAt: new Date(now).toISOString(),
		closedAt: closes ? toIso(now) : candidate.closedAt,
		history: [
			...candidate.history,
			historyEntry(event, now, candidate.state, state, causeOf(event, detail)),
		],
	};
}

/** The sentence of an event, with its detail. */
export function causeOf(event: CandidateEvent, detail?: string): string {
	const { sentence } = TRANSITIONS[event];
	return detail === undefined || detail === '' ? sentence : `${sentence} ${detail}`;
}

/** Until when a person is not proposed again; milliseconds since the epoch. */
export function coolDownEnd(now: number, coolDownDays: number): number {
	return now + coolDownDays * DAY_MS;
}
