import { DAY_MS, toIso } from '../times';
import { applyEvent } from './applyEvent';
import type { Candidate } from './candidate';
import { isNoticeConfirmed, type NoticeType } from './notices';

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
	return applyEvent(candidate, { event: 'noticeSent', now, detail: `It ends ${dueAt}.`, fields });
}

function wasRecorded(candidate: Candidate, type: NoticeType, before: number | null): boolean {
	if (type === 'first') return isNoticeConfirmed(candidate);
	return before !== null && before < candidate.remindersSent;
}
