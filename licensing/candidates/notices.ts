import { DAY_MS, readTime, toIso } from '../times';
import { applyEvent } from './applyEvent';
import type { Candidate } from './candidate';

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
	/** What the sender said went wrong; null when it said nothing. */
	problem?: string | null;
}

/**
 * Records how the sending of a notice ended. A first notice that was sent starts the clock.
 *
 * @returns null when nothing changes: the candidate awaits no answer any more, or the notice was
 * recorded before
 */
export function recordNotice(
	candidate: Candidate,
	notice: Notice,
	{ now, daysBeforeAutoReclaim }: { now: number; daysBeforeAutoReclaim: number },
): Candidate | null {
	if (candidate.state !== 'Awaiting User') return null;
	const confirmed = isNoticeConfirmed(candidate);
	const type = notice.noticeType ?? (confirmed ? 'reminder' : 'first');
	if (wasRecorded(candidate, type, notice.remindersBefore)) return null;
	if (notice.notice === 'failed') {
		const detail = notice.problem ?? undefined;
		return applyEvent(candidate, {
			event: 'noticeFailed',
			now,
			detail,
			fields: { dueAt: null },
		});
	}
	if (confirmed) {
		const remindersSent = candidate.remindersSent + 1;
		return applyEvent(candidate, { event: 'reminderSent', now, fields: { remindersSent } });
	}
	const dueAt = toIso(now + daysBeforeAutoReclaim * DAY_MS);
	const fields = { notifiedAt: toIso(now), dueAt };
	return applyEvent(candidate, {
		event: 'noticeSent',
		now,
		detail: `It ends on ${dueAt}.`,
		fields,
	});
}

function wasRecorded(candidate: Candidate, type: NoticeType, before: number | null): boolean {
	if (type === 'first') return isNoticeConfirmed(candidate);
	return before !== null && before < candidate.remindersSent;
}
