import { recordNotice } from '../../../licensing/candidates/notices';
import { STATE_NAMES } from '../../../licensing/candidates/states';
import { at, day, NOW, stored } from './fixtures';

const settings = { now: NOW, daysBeforeAutoReclaim: 14 };
const unsent = { notifiedAt: null, dueAt: null };
const sent = { notice: 'sent', noticeType: null, remindersBefore: null } as const;

test('the confirmed first notice starts the clock', () => {
	expect(recordNotice(stored('ada', 'Awaiting User', unsent), sent, settings)).toMatchObject({
		state: 'Awaiting User',
		notifiedAt: day(0),
		dueAt: day(14),
		remindersSent: 0,
	});
});

test('confirming it once more does not move the clock', () => {
	const told = stored('ada', 'Awaiting User');
	const again = { ...sent, noticeType: 'first' } as const;
	expect(recordNotice(told, again, { ...settings, now: at(1) })).toBeNull();
});

test('a confirmed reminder is counted and leaves the due date', () => {
	const told = stored('ada', 'Awaiting User');
	const reminder = { ...sent, noticeType: 'reminder', remindersBefore: 0 } as const;
	const reminded = recordNotice(told, reminder, settings);
	expect(reminded).toMatchObject({
		remindersSent: 1,
		dueAt: told.dueAt,
		notifiedAt: told.notifiedAt,
	});
	expect(reminded && recordNotice(reminded, reminder, settings)).toBeNull();
});

test('a reminder that could not be sent needs attention, and the clock stops', () => {
	const failed = { notice: 'failed', noticeType: 'reminder', remindersBefore: 0 } as const;
	expect(recordNotice(stored('ada', 'Awaiting User'), failed, settings)).toMatchObject({
		state: 'Attention Required',
		dueAt: null,
	});
});

test.each(STATE_NAMES.filter((state) => state !== 'Awaiting User'))(
	'a notice that is confirmed when the candidate is in %s changes nothing',
	(state) => {
		const candidate = stored('ada', state, unsent);
		expect(recordNotice(candidate, sent, settings)).toBeNull();
		expect(recordNotice(candidate, { ...sent, notice: 'failed' }, settings)).toBeNull();
	},
);
