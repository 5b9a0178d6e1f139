import { createHash, randomBytes, timingSafeEqual } from 'crypto';

import { dayOf, toIso } from '../times';
import { applyTransition, coolDownEnd } from './applyTransition';
import type { AnswerWord, Candidate } from './candidate';
import { happeningOf, rejectionOf, REJECTION } from './eventEffects';
import { eventAbout, isOfPerson, LONGEST_COMMENT, newEventId, type CandidateEvent } from './events';
import { wasSentWith } from './notices';
import { isOpen, TRANSITIONS, type State, type TransitionName } from './states';

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
	/** What to append; null when the answer was not accepted. */
	event: CandidateEvent | null;
}

/** What decides where an answer leads. */
export interface AnswerSettings {
	/** Milliseconds since the epoch. */
	now: number;
	approveKeep: boolean;
	coolDownDays: number;
	/** Names the event; a new one unless it is given. */
	eventId?: string;
	/** What was told about the candidate so far: the links of its notices are known from there. */
	events?: readonly CandidateEvent[];
}

/** Whether an answer comes from the person, who proves it with the token. */
export const NEEDS_TOKEN: Readonly<Record<AnswerWord, boolean>> = {
	keep: isOfPerson('keep'),
	release: isOfPerson('release'),
	approve: isOfPerson('approve'),
	reject: isOfPerson('reject'),
};

/** What an approver reads whose answer does not count in this state: what happened instead. */
export const INSTEAD = {
	'Awaiting User': () => 'The person was asked and has not answered yet',
	'Attention Required': () => 'Someone has to look at this first',
	Ready: () => 'It waits until someone says that the license may be taken back',
	'Awaiting Approval': () => 'The person wants to keep the license, which needs an approval',
	'Awaiting Revocation': () => 'It is already decided that the license may be taken back',
	'Awaiting Give Back': () =>
		'The license was taken back although the person wanted to keep it, and it is given back',
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
	'Awaiting Give Back': () =>
		'Your answer is already recorded: you keep your license. It was taken back by mistake, and you get it back.',
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

/** The sentence for a comment that is too long. */
export const COMMENT_TOO_LONG = `Your comment is longer than ${LONGEST_COMMENT} characters, so nothing was recorded. Shorten it and send your answer again.`;

/** The sentence for anything but the answers that are offered. */
export const NO_ANSWER = 'This is none of the answers offered, so nothing was recorded.';

/** What someone said about a candidate, as an event to append, or why it does not count. */
export function recordAnswer(
	candidate: Candidate,
	answer: Answer,
	settings: AnswerSettings,
): RecordedAnswer {
	const refused = { accepted: false, trusted: true, candidate, event: null } as const;
	if (NEEDS_TOKEN[answer.answer] && !isRightToken(candidate, answer, settings)) {
		return { ...refused, trusted: false, message: WRONG_TOKEN };
	}
	if ((answer.comment?.length ?? 0) > LONGEST_COMMENT) {
		return { ...refused, message: COMMENT_TOO_LONG };
	}
	const event = answerEvent(candidate, answer, settings);
	const happening = isOpen(candidate.state)
		? happeningOf(candidate, event, { ...settings, daysBeforeAutoReclaim: 1 })
		: null;
	if (happening === null) {
		return { ...refused, message: insteadMessage(candidate, answer.answer) };
	}
	const changed = applyTransition(candidate, happening);
	const message = acceptedMessage(changed, happening.event, answer.answer);
	return { accepted: true, trusted: true, message, candidate: changed, event };
}

/** Whether the token of an answer is the candidate's, or that of a notice that was sent. */
export function isRightToken(
	candidate: Candidate,
	{ token }: Answer,
	{ events = [] }: AnswerSettings,
): boolean {
	return (
		isSameToken(token, candidate.answerToken) ||
		wasSentWith(candidate.candidateId, token, events)
	);
}

/** The answer as an event, with the promise that goes with it: until when the seat is kept. */
export function answerEvent(
	candidate: Candidate,
	{ answer, by, comment }: Answer,
	{ now, approveKeep, coolDownDays, eventId = newEventId() }: AnswerSettings,
): CandidateEvent {
	const keeps =
		answer === 'keep'
			? !approveKeep
			: answer === 'approve' && candidate.state === 'Awaiting Approval';
	const until = keeps ? toIso(coolDownEnd(now, coolDownDays)) : null;
	const at = new Date(now).toISOString();
	return eventAbout(candidate, { eventId, event: answer, at, by, comment, until });
}

function acceptedMessage(
	{ state, keepUntil }: Candidate,
	event: TransitionName,
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
