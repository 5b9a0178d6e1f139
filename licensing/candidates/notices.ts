import { DAY_MS, readTime } from '../times';
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
