import { DAY_MS, readTime, toIso } from '../times';
import type { Candidate } from './candidate';
import { eventAbout, eventIdOf, type CandidateEvent, type EventKind } from './events';

/** The first notice of a candidate, or one more. */
export const NOTICE_TYPES = ['first', 'reminder'] as const;
export type NoticeType = (typeof NOTICE_TYPES)[number];

/** Silence is counted from a confirmed notice only. */
export function isNoticeConfirmed({ notifiedAt, dueAt }: Candidate): boolean {
	return notifiedAt !== null && dueAt !== null;
}

/** True when the person was told and the time to answer is over. */
export function isSilent(candidate: Candidate, now: number): boolean {
	const dueAt = readTime(candidate.dueAt);
	return isNoticeConfirmed(candidate) && dueAt !== null && now >= dueAt;
}

/**
 * The notice that a candidate is owed now. A first notice stays owed until it is confirmed;
 * reminders follow the last confirmed notice and stop at the due date.
 *
 * @param reminderEveryDays days between two notices; 0 means no reminders
 */
export function noticeOwed(
	candidate: Candidate,
	reminderEveryDays: number,
	now: number,
): NoticeType | null {
	if (candidate.state !== 'Awaiting User') return null;
	if (!isNoticeConfirmed(candidate)) return 'first';
	if (reminderEveryDays === 0 || isSilent(candidate, now)) return null;
	return now >= lastNoticeTime(candidate) + reminderEveryDays * DAY_MS ? 'reminder' : null;
}

/** When the last notice was confirmed, in milliseconds since the epoch. */
function lastNoticeTime({ notifiedAt, history }: Candidate): number {
	let last = readTime(notifiedAt) ?? 0;
	for (const { event, time } of history) {
		if (event === 'reminderSent') last = Math.max(last, readTime(time) ?? 0);
	}
	return last;
}

/** How the sending of a notice ended. */
export const NOTICE_RESULTS = ['sent', 'failed'] as const;
export type NoticeResult = (typeof NOTICE_RESULTS)[number];

/** What is known about a notice that was offered on Notify. */
export interface Notice {
	notice: NoticeResult;
	/** null: the first one if none is confirmed, else a reminder. */
	noticeType: NoticeType | null;
	/** How many reminders were confirmed when this notice was offered; null when not known. */
	remindersBefore: number | null;
	/** The token in the link that the person got; the candidate's where it is not given. */
	token?: string | null;
	/** What the sender said went wrong; null when it said nothing. */
	problem?: string | null;
}

/** Which event a notice is. */
const NOTICE_EVENTS = {
	first: { sent: 'noticeSent', failed: 'noticeFailed' },
	reminder: { sent: 'reminderSent', failed: 'reminderFailed' },
} as const satisfies Record<NoticeType, Record<NoticeResult, EventKind>>;

/**
 * How the sending of a notice ended, as an event to append. A first notice that was sent starts the
 * clock, with the days that it promised. Told twice it is one event.
 */
export function noticeEvent(
	candidate: Candidate,
	{ notice, noticeType, remindersBefore, token = null, problem = null }: Notice,
	{ now, daysBeforeAutoReclaim }: { now: number; daysBeforeAutoReclaim: number },
): CandidateEvent {
	const { candidateId, answerToken } = candidate;
	const type = noticeType ?? (isNoticeConfirmed(candidate) ? 'reminder' : 'first');
	const event = NOTICE_EVENTS[type][notice];
	const at = new Date(now).toISOString();
	const number = type === 'first' ? 0 : (remindersBefore ?? candidate.remindersSent);
	return eventAbout(candidate, {
		eventId:
			notice === 'sent'
				? sentNoticeId(candidateId, event, number, token ?? answerToken)
				: eventIdOf(candidateId, event, at),
		event,
		at,
		comment: problem,
		until: event === 'noticeSent' ? toIso(now + daysBeforeAutoReclaim * DAY_MS) : null,
	});
}

/** The token is part of it, so that a link that was sent stays known without being stored. */
function sentNoticeId(candidateId: string, event: EventKind, number: number, token: string) {
	return eventIdOf(candidateId, event, number, token);
}

/**
 * Whether a notice with this token was sent: two runs at once may each have made a token for one
 * candidate, and only one of them is stored.
 */
export function wasSentWith(
	candidateId: string,
	token: string | null,
	events: readonly CandidateEvent[],
): boolean {
	if (token === null || token === '') return false;
	const sent = sentNoticeId(candidateId, 'noticeSent', 0, token);
	return events.some(({ event, eventId }) => event === 'noticeSent' && eventId === sent);
}
