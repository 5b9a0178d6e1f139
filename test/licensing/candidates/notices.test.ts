import { noticeEvent, wasSentWith } from '../../../licensing/candidates/notices';
import { STATE_NAMES } from '../../../licensing/candidates/states';
import { withEvents } from '../../../licensing/candidates/withEvents';
import { at, day, EVENT_SETTINGS, noticed, NOW, stored, withoutHistory } from './fixtures';

const settings = { now: NOW, daysBeforeAutoReclaim: 14 };
const unsent = { notifiedAt: null, dueAt: null };
const sent = { notice: 'sent', noticeType: null, remindersBefore: null } as const;

test('the confirmed first notice starts the clock', () => {
	expect(noticed(stored('ada', 'Awaiting User', unsent), sent)).toMatchObject({
		state: 'Awaiting User',
		notifiedAt: day(0),
		dueAt: day(14),
		remindersSent: 0,
	});
});

test('confirming it once more does not move the clock', () => {
	const told = stored('ada', 'Awaiting User');
	const again = { ...sent, noticeType: 'first' } as const;
	const twice = noticed(told, again, { ...settings, now: at(1) });
	expect(withoutHistory(twice)).toEqual(withoutHistory(told));
});

test('a confirmed reminder is counted and leaves the due date', () => {
	const told = stored('ada', 'Awaiting User');
	const reminder = { ...sent, noticeType: 'reminder', remindersBefore: 0 } as const;
	const reminded = noticed(told, reminder);
	expect(reminded).toMatchObject({
		remindersSent: 1,
		dueAt: told.dueAt,
		notifiedAt: told.notifiedAt,
	});
	expect(noticed(reminded, reminder, { ...settings, now: at(1) })).toBe(reminded);
});

test('a reminder that could not be sent needs attention, and the clock stops', () => {
	const failed = { notice: 'failed', noticeType: 'reminder', remindersBefore: 0 } as const;
	expect(noticed(stored('ada', 'Awaiting User'), failed)).toMatchObject({
		state: 'Attention Required',
		dueAt: null,
	});
});

test.each(STATE_NAMES.filter((state) => state !== 'Awaiting User'))(
	'a notice that is confirmed when the candidate is in %s changes nothing',
	(state) => {
		const candidate = stored('ada', state, unsent);
		for (const notice of ['sent', 'failed'] as const) {
			const told = noticed(candidate, { ...sent, notice });
			expect(withoutHistory(told)).toEqual(withoutHistory(candidate));
			expect(told.history.at(-1)?.event).toBe('noted');
		}
	},
);

describe('the event of a notice', () => {
	const candidate = stored('ada', 'Awaiting User', unsent);

	test('holds the due date that the notice promised, whatever the settings say later', () => {
		const event = noticeEvent(candidate, sent, { now: NOW, daysBeforeAutoReclaim: 30 });
		expect(event).toMatchObject({ event: 'noticeSent', at: day(0), until: day(30) });
		expect(withEvents(candidate, [event], EVENT_SETTINGS).dueAt).toBe(day(30));
	});

	test('is one event, however often it is told', () => {
		const id = (now: number) => noticeEvent(candidate, sent, { ...settings, now }).eventId;
		expect(id(at(1))).toBe(id(at(0)));
		const reminder = (remindersBefore: number) =>
			noticeEvent(candidate, { ...sent, noticeType: 'reminder', remindersBefore }, settings)
				.eventId;
		expect(reminder(1)).not.toBe(reminder(0));
	});

	test('keeps the token of the link known, without holding it', () => {
		const event = noticeEvent(candidate, sent, settings);
		const { candidateId, answerToken } = candidate;
		expect(JSON.stringify(event)).not.toContain(answerToken);
		expect(wasSentWith(candidateId, answerToken, [event])).toBe(true);
		expect(wasSentWith(candidateId, 'another', [event])).toBe(false);
		expect(wasSentWith(candidateId, '', [event])).toBe(false);
	});

	test('does not hold more of an error than a comment may', () => {
		const problem = 'x'.repeat(5_000);
		const { comment } = noticeEvent(
			candidate,
			{ ...sent, notice: 'failed', problem },
			settings,
		);
		expect(comment?.length).toBeLessThanOrEqual(1_001);
	});
});
