import { createHash, randomBytes, timingSafeEqual } from 'crypto';

import { dayOf, toIso } from '../times';
import { applyEvent, coolDownEnd, type Happening } from './applyEvent';
import type { AnswerWord, Candidate } from './candidate';
import type { HistoryEntry } from './history';
import { isOpen, TRANSITIONS, type CandidateEvent, type State } from './states';

/** What somebody said about a candidate. */
export interface Answer {
	answer: AnswerWord;
	/** Who said it. */
	by: string | null;
	comment: string | null;
	/** The token from the person's link; `keep` and `release` need it. */
	token: string | null;
}

/** What became of an answer. */
export interface RecordedAnswer {
	accepted: boolean;
	/** False when the token was wrong: whoever sent it must learn nothing about the candidate. */
	trusted: boolean;
	/** What happened, or what happened instead, for the page that the person sees. */
	message: string;
	/** The candidate after the answer; as it was when the answer was not accepted. */
	candidate: Candidate;
}

/** What decides where an answer leads. */
export interface AnswerSettings {
	/** Milliseconds since the epoch. */
	now: number;
	approveKeep: boolean;
	coolDownDays: number;
}

/** Whether an answer comes from the person, who proves it with the token. */
export const NEEDS_TOKEN = {
	keep: true,
	release: true,
	approve: false,
	reject: false,
} as const satisfies Record<AnswerWord, boolean>;

/** Which event an answer is, in each state where it counts. */
const ANSWER_EVENTS = {
	keep: {
		'Awaiting User': 'kept',
		'Awaiting Revocation': 'kept',
		Ready: 'kept',
		'Attention Required': 'kept',
	},
	release: {
		'Awaiting User': 'released',
		Ready: 'reclaimDecided',
		'Attention Required': 'reclaimDecided',
	},
	approve: {
		Ready: 'reclaimDecided',
		'Attention Required': 'reclaimDecided',
		'Awaiting Approval': 'keepApproved',
	},
	reject: { 'Awaiting Approval': 'keepRejected' },
} as const satisfies Record<AnswerWord, Partial<Record<State, CandidateEvent>>>;

/** The event after which a person's own "keep" counts no more. */
const REJECTION = 'keepRejected' satisfies CandidateEvent;

/** What a person reads whose answer counts no more, or not yet: what happened instead. */
export const INSTEAD = {
	'Awaiting User': () => 'The person was asked and has not answered yet',
	'Attention Required': () => 'Somebody has to look at this first',
	Ready: () => 'It waits until somebody says that the seat may be taken back',
	'Awaiting Approval': () => 'The wish to keep the seat is recorded and awaits an approval',
	'Awaiting Revocation': () =>
		'It is already decided that the seat may be taken back; answer "keep" to stop that',
	'Closed Skipped': ({ keepUntil }) =>
		keepUntil === null
			? 'It was closed, because there was no seat any more'
			: `It was closed, and the seat is kept: nobody asks again before ${dayOf(keepUntil)}`,
	'Closed Complete': () =>
		'The seat has already been taken back; ask an administrator to restore it',
	'Closed Canceled': () =>
		'It was canceled, because the person was active again or an exclusion protects the seat',
} as const satisfies Record<State, (candidate: Candidate) => string>;

/** The sentence for a token that is not the candidate's; it tells nothing about the candidate. */
export const WRONG_TOKEN =
	'Nothing was changed: this link is not valid. Use the link in the newest message you got.';

/** The sentence for a link to a candidate that is not stored, or not any more. */
export const UNKNOWN_LINK =
	'Nothing was changed: no candidate belongs to this link. It may be so old that its record was deleted.';

/** Records what somebody said about a candidate, or says why it does not count. */
export function recordAnswer(
	candidate: Candidate,
	answer: Answer,
	settings: AnswerSettings,
): RecordedAnswer {
	if (NEEDS_TOKEN[answer.answer] && !isSameToken(answer.token, candidate.answerToken)) {
		return { accepted: false, trusted: false, message: WRONG_TOKEN, candidate };
	}
	const event = eventOf(candidate, answer.answer, settings.approveKeep);
	if (event === undefined) {
		const message = insteadMessage(candidate, answer.answer);
		return { accepted: false, trusted: true, message, candidate };
	}
	const changed = applyEvent(candidate, happeningOf(candidate, event, answer, settings));
	const message = acceptedMessage(changed, event);
	return { accepted: true, trusted: true, message, candidate: changed };
}

function eventOf(
	candidate: Candidate,
	word: AnswerWord,
	approveKeep: boolean,
): CandidateEvent | undefined {
	// The person's link still works, but who has to approve has spoken: a wish is made once.
	if (word === 'keep' && rejectionOf(candidate) !== undefined) return undefined;
	const { state } = candidate;
	const events: Partial<Record<State, CandidateEvent>> = ANSWER_EVENTS[word];
	const needsApproval = word === 'keep' && state === 'Awaiting User' && approveKeep;
	return needsApproval ? 'keepRequested' : events[state];
}

/** Where the history says that the wish to keep the seat was rejected. */
function rejectionOf({ history }: Candidate): HistoryEntry | undefined {
	return history.findLast(({ event }) => event === REJECTION);
}

function happeningOf(
	candidate: Candidate,
	event: CandidateEvent,
	{ answer, by, comment }: Answer,
	{ now, coolDownDays }: AnswerSettings,
): Happening {
	const keeps = TRANSITIONS[event].to === 'Closed Skipped';
	const speaker = by === null ? 'Answer' : `Answer of ${by}`;
	return {
		event,
		now,
		detail: comment === null ? `${speaker}: ${answer}.` : `${speaker}: ${answer}. "${comment}"`,
		fields: {
			answer,
			answeredBy: by,
			justification: NEEDS_TOKEN[answer]
				? (comment ?? candidate.justification)
				: candidate.justification,
			keepUntil: keeps ? toIso(coolDownEnd(now, coolDownDays)) : candidate.keepUntil,
		},
	};
}

function acceptedMessage({ state, keepUntil }: Candidate, event: CandidateEvent): string {
	const { sentence } = TRANSITIONS[event];
	if (state === 'Closed Skipped') {
		return `Recorded. ${sentence} Nobody asks again before ${dayOf(keepUntil)}.`;
	}
	if (state === 'Awaiting Approval') return `Recorded. ${sentence}`;
	return `Recorded. ${sentence} It is taken back at the next run.`;
}

function insteadMessage(candidate: Candidate, word: AnswerWord): string {
	const { state, changedAt } = candidate;
	const rejection = isOpen(state) ? rejectionOf(candidate) : undefined;
	const instead = rejection
		? `${TRANSITIONS[REJECTION].sentence.replace(/\.$/u, '')} on ${dayOf(rejection.time)}`
		: `${INSTEAD[state](candidate)} (since ${dayOf(changedAt || null)})`;
	return `The answer "${word}" changed nothing. ${instead}.`;
}

/** 128 bits: nobody guesses a token within the life of a candidate. */
const TOKEN_BYTES = 16;

/** A new token for the link in a notice: 128 random bits as 32 hexadecimal digits. */
export function newAnswerToken(): string {
	return randomBytes(TOKEN_BYTES).toString('hex');
}

/**
 * Whether a token from a link is the candidate's. Takes the same time for every wrong token, so
 * that the time tells nothing; a candidate without a token has no right answer.
 */
export function isSameToken(given: string | null, stored: string): boolean {
	if (given === null || given === '' || stored === '') return false;
	return timingSafeEqual(digest(given), digest(stored));
}

/** Both sides get one length, which the comparison needs. */
function digest(token: string) {
	return createHash('sha256').update(token).digest();
}
