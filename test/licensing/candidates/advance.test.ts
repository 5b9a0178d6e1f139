import { advance } from '../../../licensing/candidates/advance';
import { UnreadableRows } from '../../../licensing/candidates/storedCandidates';
import {
	at,
	day,
	DEFAULT_TRACK_SETTINGS,
	evaluated,
	lastStep,
	NOW,
	PROFILE,
	run,
	stored,
	tokens,
	upsert,
	VERDICTS,
} from './fixtures';

describe('one open candidate for a person and profile', () => {
	test('a second run, on the same day or later, opens no second one', () => {
		const table = upsert([], run([evaluated('ada')]));
		expect(run([evaluated('ada')], table).save).toEqual([]);
		expect(run([evaluated('ada')], table, {}, at(1)).save).toEqual([]);
	});

	test('whom a profile took back by itself is asked first once its mode says so', () => {
		const people = [evaluated('ada')];
		const unasked = upsert([], run(people, [], { mode: 'automatic' }));
		expect(run(people, unasked, { mode: 'automatic' }, at(1)).revoke).toHaveLength(1);
		expect(run(people, unasked, { mode: 'reportOnly' }, at(1))).toMatchObject({
			save: [],
			revoke: [],
		});
		const changed = run(people, unasked, { mode: 'askPeople' }, at(1));
		expect(changed.revoke).toEqual([]);
		expect(changed.save.map(({ candidate }) => candidate.state)).toEqual(['Closed Canceled']);
		const table = upsert(unasked, changed);
		expect(run(people, table, { mode: 'askPeople' }, at(1)).save).toEqual([]);
		const { notify, revoke } = run(people, table, { mode: 'askPeople' }, at(2));
		expect(notify.map(({ candidate }) => candidate.candidateId)).toEqual([`${PROFILE}:ada:2`]);
		expect(revoke).toEqual([]);
	});

	test('what a person or an administrator decided holds in every live mode', () => {
		for (const mode of ['askPeople', 'adminDecides', 'automatic'] as const) {
			const decided = stored('ada', 'Awaiting Revocation');
			expect(run([evaluated('ada')], [decided], { mode }).revoke).toHaveLength(1);
		}
	});

	test('a person listed twice in one evaluation gets one', () => {
		expect(run([evaluated('ada'), evaluated('ada')]).save).toHaveLength(1);
	});

	test('of two items for one person the protecting one counts', () => {
		const both = [evaluated('ada'), evaluated('ada', VERDICTS.unknown)];
		expect(run(both).save).toEqual([]);
		expect(run(both, [stored('ada', 'Awaiting Revocation')]).revoke).toEqual([]);
	});

	test('the same person at two sites is two seats', () => {
		const other = 'other.atlassian.net';
		const { save } = advance({
			people: [evaluated('ada'), evaluated('ada', { profile: other })],
			stored: [],
			settings: new Map([
				[PROFILE, DEFAULT_TRACK_SETTINGS],
				[other, { ...DEFAULT_TRACK_SETTINGS, mode: 'adminDecides' }],
			]),
			now: NOW,
			newToken: tokens(),
		});
		expect(save.map(({ candidate }) => [candidate.candidateId, candidate.state])).toEqual([
			[`${PROFILE}:ada:1`, 'Awaiting User'],
			[`${other}:ada:1`, 'Ready'],
		]);
	});

	test('of two stored open ones the oldest goes on and the other is closed with the cause', () => {
		const older = stored('ada', 'Awaiting Revocation', { openedAt: day(-20) });
		const younger = stored('ada', 'Awaiting User', { candidateId: `${PROFILE}:ada:2` });
		const { save, revoke } = run([evaluated('ada')], [younger, older]);
		expect(save).toHaveLength(1);
		expect(save[0]?.candidate).toMatchObject({
			candidateId: younger.candidateId,
			state: 'Closed Skipped',
		});
		expect(save[0]?.candidate.history.at(-1)?.cause).toContain(older.candidateId);
		expect(revoke.map(({ candidate }) => candidate.candidateId)).toEqual([older.candidateId]);
		expect(run([evaluated('ada')], upsert([older, younger], { save })).save).toEqual([]);
	});

	test('of two rows with one id the newest counts', () => {
		const old = stored('ada', 'Awaiting Revocation', { changedAt: day(-5) });
		const newest = stored('ada', 'Closed Skipped', { changedAt: day(-1), keepUntil: day(80) });
		for (const rows of [[old, newest], [old, newest].reverse()]) {
			expect(run([evaluated('ada')], rows)).toMatchObject({ save: [], revoke: [] });
		}
	});
});

describe('candidate ids', () => {
	test('n is the next free one, whatever gaps there are', () => {
		const third = stored('ada', 'Closed Canceled', { candidateId: `${PROFILE}:ada:3` });
		const { save } = run([evaluated('ada')], [third]);
		expect(save[0]?.candidate.candidateId).toBe(`${PROFILE}:ada:4`);
	});

	test('account ids with colons keep their own numbers', () => {
		const accountId = '557058:ada';
		const first = stored(accountId, 'Closed Canceled');
		const { save } = run([evaluated(accountId)], [first]);
		expect(save[0]?.candidate.candidateId).toBe(`${PROFILE}:${accountId}:2`);
	});

	test('two people whose names meet in one id get two', () => {
		const settings = new Map([
			['a', DEFAULT_TRACK_SETTINGS],
			['a:b', DEFAULT_TRACK_SETTINGS],
		]);
		const { save } = advance({
			people: [evaluated('b:c', { profile: 'a' }), evaluated('c', { profile: 'a:b' })],
			stored: [],
			settings,
			now: NOW,
			newToken: tokens(),
		});
		expect(save.map(({ candidate }) => candidate.candidateId)).toEqual(['a:b:c:1', 'a:b:c:2']);
	});
});

describe('maxNewPerRun', () => {
	const people = [
		evaluated('never', { inactiveDays: null, lastActivityAt: null, reasonCode: 'neverActive' }),
		evaluated('d70', { inactiveDays: 70 }),
		evaluated('d300', { inactiveDays: 300 }),
		evaluated('d90', { inactiveDays: 90 }),
	];
	const ids = (result: ReturnType<typeof run>) =>
		result.save.map(({ candidate }) => candidate.accountId);

	test('opens the longest inactive first and those who were never active last', () => {
		const first = run(people, [], { maxNewPerRun: 2 });
		expect(ids(first)).toEqual(['d300', 'd90']);
		expect(first.postponed).toBe(2);
		const second = run(people, upsert([], first), { maxNewPerRun: 2 }, at(1));
		expect(ids(second)).toEqual(['d70', 'never']);
	});

	test('repeating the run of one moment opens no more', () => {
		const first = run(people, [], { maxNewPerRun: 2 });
		expect(ids(run(people, upsert([], first), { maxNewPerRun: 2 }))).toEqual([]);
	});

	test('0 opens nothing and still moves what is open', () => {
		const silent = stored('ada', 'Awaiting User', { dueAt: day(-1) });
		const { save } = run([...people, evaluated('ada')], [silent], { maxNewPerRun: 0 });
		expect(ids({ save, notify: [], revoke: [], postponed: 0 })).toEqual(['ada']);
	});

	test('counts for each profile by itself', () => {
		const settings = { ...DEFAULT_TRACK_SETTINGS, maxNewPerRun: 1 };
		const { save } = advance({
			people: [...people, evaluated('eve', { profile: 'other' })],
			stored: [],
			settings: new Map([
				[PROFILE, settings],
				['other', settings],
			]),
			now: NOW,
			newToken: tokens(),
		});
		expect(save.map(({ candidate }) => candidate.accountId)).toEqual(['d300', 'eve']);
	});
});

describe('notices', () => {
	const unsent = { notifiedAt: null, dueAt: null };

	test('a first notice that nobody confirmed is offered again, and nothing is saved for it', () => {
		const { save, notify } = run([evaluated('ada')], [stored('ada', 'Awaiting User', unsent)]);
		expect(save).toEqual([]);
		expect(notify.map(({ noticeType }) => noticeType)).toEqual(['first']);
	});

	test('without a confirmed notice no time is long enough to be silence', () => {
		const { save, revoke } = run(
			[evaluated('ada')],
			[stored('ada', 'Awaiting User', unsent)],
			{},
			at(1000),
		);
		expect([save, revoke]).toEqual([[], []]);
	});

	test('reminders follow the last confirmed notice until the due date', () => {
		const told = stored('ada', 'Awaiting User', { notifiedAt: day(0), dueAt: day(14) });
		const types = (candidate: typeof told, days: number) =>
			run([evaluated('ada')], [candidate], { reminderEveryDays: 5 }, at(days)).notify.map(
				({ noticeType }) => noticeType,
			);
		expect(types(told, 4)).toEqual([]);
		expect(types(told, 5)).toEqual(['reminder']);
		const reminder = {
			time: day(8),
			event: 'reminderSent',
			from: 'Awaiting User',
			to: 'Awaiting User',
			cause: '',
		};
		const reminded = { ...told, remindersSent: 1, history: [...told.history, reminder] };
		expect(types(reminded, 12)).toEqual([]);
		expect(types(reminded, 13)).toEqual(['reminder']);
		expect(types(reminded, 14)).toEqual([]);
	});

	test('reminderEveryDays 0 sends no reminders', () => {
		const told = stored('ada', 'Awaiting User');
		expect(run([evaluated('ada')], [told], { reminderEveryDays: 0 }).notify).toEqual([]);
	});

	test('carry the address that is known today', () => {
		const asked = stored('ada', 'Awaiting User', unsent);
		const { notify } = run([evaluated('ada', { email: 'new@example.com' })], [asked]);
		expect(notify[0]?.candidate.email).toBe('new@example.com');
	});
});

describe('who is handed to Revoke', () => {
	test('a decided candidate with the judgement of today', () => {
		const decided = stored('ada', 'Awaiting Revocation');
		const today = {
			groupIds: ['g-new'],
			inactiveDays: 101,
			cloudId: 'cloud-2',
			viewsChecked: false,
		};
		const { save, revoke } = run([evaluated('ada', today)], [decided]);
		expect(save).toEqual([]);
		expect(revoke[0]?.candidate).toMatchObject({ ...today, candidateId: decided.candidateId });
	});

	test('nobody who is kept by another candidate', () => {
		const rows = [
			stored('ada', 'Closed Skipped', { keepUntil: day(5) }),
			stored('ada', 'Awaiting Revocation', { candidateId: `${PROFILE}:ada:2` }),
		];
		expect(run([evaluated('ada')], rows)).toMatchObject({ save: [], notify: [], revoke: [] });
	});

	test('nobody whose own item says that the seat is kept', () => {
		const rows = [stored('ada', 'Awaiting Revocation')];
		expect(run([evaluated('ada', { keepUntil: day(5) })], rows).revoke).toEqual([]);
		expect(run([evaluated('ada', { keepUntil: 'soon' })], rows).revoke).toEqual([]);
	});

	test('silence does not count while the seat is kept', () => {
		const rows = [
			stored('ada', 'Closed Complete', { keepUntil: day(5) }),
			stored('ada', 'Awaiting User', { candidateId: `${PROFILE}:ada:2`, dueAt: day(-1) }),
		];
		expect(run([evaluated('ada')], rows)).toMatchObject({ save: [], notify: [], revoke: [] });
	});
});

describe('what cannot be read', () => {
	const settings = new Map([[PROFILE, DEFAULT_TRACK_SETTINGS]]);

	test('nothing is done about a person whose stored row is unreadable', () => {
		const result = advance({
			people: [evaluated('ada'), evaluated('bob')],
			stored: [stored('ada', 'Awaiting Revocation')],
			settings,
			now: NOW,
			newToken: tokens(),
			unreadable: new UnreadableRows([stored('ada', 'Awaiting Revocation')]),
		});
		expect(result.save.map(({ candidate }) => candidate.accountId)).toEqual(['bob']);
		expect(result.revoke).toEqual([]);
	});

	test('nobody counts as gone in a profile with unreadable items', () => {
		const result = advance({
			people: [evaluated('bob', VERDICTS.active)],
			stored: [stored('ada', 'Awaiting User')],
			settings,
			now: NOW,
			newToken: tokens(),
			incomplete: new Set([PROFILE]),
		});
		expect(result.save).toEqual([]);
	});
});

test('every change is in the history with time, from, to and a cause that gives the reason', () => {
	const { save } = run([evaluated('ada', VERDICTS.excluded)], [stored('ada', 'Ready')]);
	expect(save[0]?.candidate.history).toHaveLength(2);
	expect(save[0]?.candidate.history[1]).toEqual({
		time: day(0),
		event: 'excluded',
		from: 'Ready',
		to: 'Closed Canceled',
		cause: 'An exclusion now protects the seat. Rule VIP.',
	});
	expect(lastStep(save[0]?.candidate)).toBe('Ready > Closed Canceled');
});

test('100,000 people and as many stored candidates pass in seconds', () => {
	const people = Array.from({ length: 100_000 }, (_, index) => evaluated(`p${index}`));
	const template = stored('template', 'Awaiting Revocation');
	const table = people.map(({ accountId }) => ({
		...template,
		candidateId: `${PROFILE}:${accountId}:1`,
		accountId,
	}));
	const started = performance.now();
	const { revoke } = run(people, table);
	console.info(`advance: 100,000 people in ${Math.round(performance.now() - started)} ms`);
	expect(revoke).toHaveLength(100_000);
});
