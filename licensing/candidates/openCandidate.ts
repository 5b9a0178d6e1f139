import type { PersonRow } from '../person';
import { causeOf } from './applyEvent';
import { judgementOf, type Candidate, type TrackSettings } from './candidate';
import { historyEntry } from './history';
import { TRANSITIONS, type CandidateEvent } from './states';

/** The events that open a candidate. */
type OpeningEvent = Extract<CandidateEvent, `found${string}`>;

/** What it takes to open a candidate. */
export interface Opening {
	person: PersonRow;
	candidateId: string;
	settings: TrackSettings;
	/** Milliseconds since the epoch. */
	now: number;
	answerToken: string;
}

/** A new candidate for a person, in the state that the settings of the profile ask for. */
export function openCandidate(opening: Opening): Candidate {
	const { person, candidateId, settings, now, answerToken } = opening;
	const event = openingEvent(person, settings);
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
		history: [historyEntry(event, now, null, state, causeOf(event, person.reason))],
	};
}

function openingEvent({ email }: PersonRow, settings: TrackSettings): OpeningEvent {
	if (settings.notifyUser) return email === null ? 'foundWithoutEmail' : 'foundWithEmail';
	return settings.autoRevoke ? 'foundForRevocation' : 'foundWithoutNotice';
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
