import { createHash, randomBytes, timingSafeEqual } from 'crypto';

import { dayOf, toIso } from '../times';
import { applyEvent, coolDownEnd, type Happening } from './applyEvent';
import type { AnswerWord, Candidate } from './candidate';
import type { HistoryEntry } from './history';
import { isOpen, TRANSITIONS, type CandidateEvent, type State } from './states';

/** What someone said about a candidate. */
export interface Answer {
	answer: AnswerWord;
	/** Who said it. */
	by: string | null;
	comment: string | null;
	/** The token from the person's link; `keep` and `release` need it. */
	token: string | null;
}

/** The result of an answer. */
export interface RecordedAnswer {
	accepted: boolean;
	/** False when the token was wrong: its sender must learn nothing about the candidate. */
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

/** What an approver reads whose answer does not count in this state: what happened instead. */
export const INSTEAD = {
	'Awaiting User': () => 'The person was asked and has not answered yet',
	'Attention Required': () => 'Someone has to look at this first',
	Ready: () => 'It waits until someone says that the license may be taken back',
	'Awaiting Approval': () => 'The person wants to keep the license, which needs an approval',
	'Awaiting Revocation': () => 'It is already decided that the license may be taken back',
	'Closed Skipped': ({ keepUntil }) =>
		keepUntil === null
			? 'It is closed: the person had no license any more, or has another open candidate'
			: `It is closed: the person keeps the license and is not asked before ${dayOf(keepUntil)}`,
	'Closed Complete': () =>
		'The license has already been taken back; an administrator can restore it',
	'Closed Canceled': () =>
		'It was canceled: the person was active again, or an exclusion protects the license',
} as const satisfies Record<State, (candidate: Candidate) => string>;

/** The same for the person, in the states where an answer of theirs may not count. */
export const INSTEAD_FOR_PERSON: Partial<Record<State, (candidate: Candidate) => string>> = {
	'Awaiting Approval': () =>
		'Your answer is already recorded: you want to keep your license. It still needs an approval.',
	'Awaiting Revocation': () =>
		'It is already decided that your license may be taken back. If you still need it, open the link again and say so.',
	'Closed Skipped': ({ keepUntil }) =>
		keepUntil === null
			? 'This question is closed: you had no license any more, or another message replaced this one.'
			: `You already keep your license. You will not be asked again before ${dayOf(keepUntil)}.`,
	'Closed Complete': () =>
		'Your license has already been taken back. Ask an administrator to restore it.',
	'Closed Canceled': () =>
		'This question is closed: you used Confluence again, or a rule protects your license.',
};

/** The sentence for a token that is not the candidate's; it tells nothing about the candidate. */
export const WRONG_TOKEN = 'This link is not valid. Use the link in the newest message you got.';

/** The sentence for a link to a candidate that is not stored, or not any more. */
export const UNKNOWN_LINK = 'This link has expired or was already used.';

/** Records what someone said about a candidate, or says why it does not count. */
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
	const message = acceptedMessage(changed, event, answer.answer);
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

function acceptedMessage(
	{ state, keepUntil }: Candidate,
	event: CandidateEvent,
	word: AnswerWord,
): string {
	const { sentence } = TRANSITIONS[event];
	const isPerson = NEEDS_TOKEN[word];
	if (state === 'Closed Skipped') {
		return isPerson
			? `You keep your license. You will not be asked again before ${dayOf(keepUntil)}.`
			: `${sentence} The person will not be asked again before ${dayOf(keepUntil)}.`;
	}
	if (state === 'Awaiting Approval') {
		return 'Your answer is recorded: you want to keep your license. It needs an approval first.';
	}
	return isPerson
		? 'Your answer is recorded. Your license can now be taken back.'
		: `${sentence} The license will be taken back at the next run.`;
}

function insteadMessage(candidate: Candidate, word: AnswerWord): string {
	const { state, changedAt } = candidate;
	const isPerson = NEEDS_TOKEN[word];
	const rejection = isOpen(state) ? rejectionOf(candidate) : undefined;
	if (isPerson && rejection) {
		return `Your request to keep the license was rejected on ${dayOf(rejection.time)}.`;
	}
	const forPerson = isPerson ? INSTEAD_FOR_PERSON[state]?.(candidate) : undefined;
	if (forPerson !== undefined) return forPerson;
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
