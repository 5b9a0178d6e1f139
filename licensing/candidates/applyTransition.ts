import { truncate } from '../truncate';
import { DAY_MS, readTime, toIso } from '../times';
import { judgementOf, type Candidate } from './candidate';
import { SET_FIELDS, type HistoryEntry } from './history';
import { MODES, type LiveMode } from './modes';
import { canHappen, isOpen, TRANSITIONS, type TransitionName, type State } from './states';
import type { PersonRow } from '../person';

/** Something that happens to a candidate, with what it changes beside the state. */
export interface Happening {
	event: TransitionName;
	/** Milliseconds since the epoch. */
	now: number;
	/** What to add to the sentence of the event: who said it, which answer, which reason. */
	detail?: string;
	/** The stored event that it comes from. */
	eventId?: string;
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
export function applyTransition(candidate: Candidate, happening: Happening): Candidate {
	const { event, now, detail, eventId, fields = {} } = happening;
	if (!canHappen(event, candidate.state)) {
		throw new Error(
			`Candidate ${truncate(candidate.candidateId)} is in state "${candidate.state}", where "${event}" cannot happen; reload the stored candidates and run again`,
		);
	}
	const state: State = TRANSITIONS[event].to ?? candidate.state;
	const set = setBy(fields);
	const entry: HistoryEntry = {
		time: toIso(now),
		event,
		from: candidate.state,
		to: state,
		cause: causeOf(event, detail),
		...(eventId === undefined ? {} : { eventId }),
		...(Object.keys(set).length === 0 ? {} : { set }),
	};
	return {
		...candidate,
		...fields,
		state,
		changedAt: laterIso(candidate.changedAt, now),
		closedAt: closedAfter(candidate, state, now),
		history: [...candidate.history, entry],
	};
}

function closedAfter(candidate: Candidate, state: State, now: number): string | null {
	if (isOpen(state)) return null;
	return isOpen(candidate.state) ? toIso(now) : candidate.closedAt;
}

/** A row never gets older: of two rows of one candidate the newer counts. */
function laterIso(changedAt: string, now: number): string {
	return new Date(Math.max(readTime(changedAt) ?? now, now)).toISOString();
}

function setBy(fields: NonNullable<Happening['fields']>): NonNullable<HistoryEntry['set']> {
	const set: NonNullable<HistoryEntry['set']> = {};
	for (const field of SET_FIELDS) {
		const value = fields[field];
		if (value !== undefined) set[field] = value;
	}
	return set;
}

/** The sentence of an event, with its detail. */
export function causeOf(event: TransitionName, detail?: string): string {
	const { sentence } = TRANSITIONS[event];
	return detail === undefined || detail === '' ? sentence : `${sentence} ${detail}`;
}

/** Until when a person is not proposed again; milliseconds since the epoch. */
export function coolDownEnd(now: number, coolDownDays: number): number {
	return now + coolDownDays * DAY_MS;
}

/** What it takes to open a candidate. */
export interface Opening {
	person: PersonRow;
	candidateId: string;
	mode: LiveMode;
	/** Milliseconds since the epoch. */
	now: number;
	answerToken: string;
}

/** A new candidate for a person, in the state that the mode of the profile asks for. */
export function openCandidate(opening: Opening): Candidate {
	const { person, candidateId, mode, now, answerToken } = opening;
	const { withEmail, withoutEmail } = MODES[mode].opens;
	const event = person.email === null ? withoutEmail : withEmail;
	const state = TRANSITIONS[event].to;
	const openedAt = new Date(now).toISOString();
	return {
		candidateId,
		profile: person.profile,
		accountId: person.accountId,
		...judgementOf(person),
		state,
		justification: null,
		openedAt,
		changedAt: openedAt,
		closedAt: null,
		notifiedAt: null,
		remindersSent: 0,
		dueAt: null,
		answer: null,
		answeredBy: null,
		keepUntil: null,
		answerToken,
		receiptId: null,
		history: [
			{
				time: openedAt,
				event,
				from: null,
				to: state,
				cause: causeOf(event, person.reason),
				set: {},
			},
		],
	};
}

/**
 * The next free `profile:accountId:n`. Names may hold colons, so two people could meet in one
 * id: a taken one is stepped over.
 */
export function nextCandidateId(
	profile: string,
	accountId: string,
	isTaken: (candidateId: string) => boolean,
	known: readonly Candidate[],
): string {
	const prefix = `${profile}:${accountId}:`;
	let number = 1;
	for (const { candidateId } of known) {
		const used = Number(candidateId.slice(prefix.length));
		if (candidateId.startsWith(prefix) && Number.isSafeInteger(used)) {
			number = Math.max(number, used + 1);
		}
	}
	while (isTaken(prefix + number)) number++;
	return prefix + number;
}
