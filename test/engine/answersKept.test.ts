import type { IDataObject } from 'n8n-workflow';

import { runNode } from './harness';

const MINUTE = 60_000;
const DAY = 86_400_000;
const SYNC = Date.parse('2026-03-01T02:00:00.000Z');

const iso = (time: number) => new Date(time).toISOString();

/**
 * What was read and written in which order, with tables as n8n has them: candidates are replaced by
 * their id whatever was there, events are appended.
 */
describe('what a person said is never lost, whatever is written when', () => {
	let candidates: Map<string, IDataObject>;
	let events: IDataObject[];

	beforeEach(() => {
		candidates = new Map();
		events = [];
	});

	const people = ['ann', 'bob'].map((accountId) => ({
		profile: 'acme',
		cloudId: 'cloud-1',
		accountId,
		displayName: accountId,
		email: `${accountId}@example.com`,
		groupIds: ['g-users'],
		decision: 'candidate',
		reasonCode: 'inactive',
		reason: 'No activity.',
	}));

	/** One run of the node on what was read; nothing is written. */
	async function track(
		operation: string,
		now: number,
		items: IDataObject[],
		read = { candidates: [...candidates.values()], events: [...events] },
		parameters: IDataObject = {},
	) {
		const { outputs, error } = await runNode({
			type: 'trackCandidates',
			parameters: {
				operation,
				mode: 'askPeople',
				...parameters,
				options: { now: iso(now), tableRows: true },
			} as never,
			inputs: [items, read.candidates, read.events],
		});
		expect(error).toBeUndefined();
		const [save = [], notify = [], revoke = []] = outputs.map((output) =>
			output.map(({ json }) => json),
		);
		return { save, notify, revoke };
	}

	const read = () => ({ candidates: [...candidates.values()], events: [...events] });
	const saveCandidates = (rows: IDataObject[]) => {
		for (const row of rows) candidates.set(row.candidateId as string, row);
	};
	const sent = (notify: IDataObject[]) => notify.map((item) => ({ ...item, notice: 'sent' }));
	const form = (row: IDataObject | undefined, answer: unknown, more: IDataObject = {}) => ({
		profile: 'acme',
		candidateId: row?.candidateId,
		answerToken: row?.answerToken,
		answer: answer as string,
		...more,
	});
	const stateOf = (accountId: string) => candidates.get(`acme:${accountId}:1`)?.state;
	const noticeOf = (notify: IDataObject[], accountId: string) =>
		notify.find((item) => item.accountId === accountId);

	/** A day's sync that asks everybody, each notice recorded as it is sent. */
	async function ask() {
		const { save, notify } = await track('advance', SYNC, people);
		saveCandidates(save);
		for (const notice of sent(notify)) {
			events.push(...(await track('recordNotice', SYNC, [notice])).save);
		}
		return notify;
	}

	it('Ann answers while others are still being written to: her answer stands', async () => {
		const { save, notify } = await track('advance', SYNC, people);
		saveCandidates(save);
		const readBeforeMailing = read();
		const [first, second] = [noticeOf(notify, 'ann'), noticeOf(notify, 'bob')];
		events.push(...(await track('recordNotice', SYNC, sent([first ?? {}]))).save);

		// Twenty seconds later she is told that it is recorded.
		const keep = await track('recordAnswer', SYNC + 20_000, [form(first, 'keep')]);
		expect(keep.notify).toMatchObject([{ accepted: true, state: 'Closed Skipped' }]);
		events.push(...keep.save);

		// Two minutes later Bob is written to, with what was read before any mail.
		const late = await track(
			'recordNotice',
			SYNC,
			sent([first ?? {}, second ?? {}]),
			readBeforeMailing,
		);
		events.push(...late.save);

		const next = await track('advance', SYNC + DAY, people);
		saveCandidates(next.save);
		expect(stateOf('ann')).toBe('Closed Skipped');
		const due = await track('advance', SYNC + 15 * DAY, people);
		expect(due.revoke.map(({ accountId }) => accountId)).toEqual(['bob']);
	});

	it('a run that read the candidate before the answer, and writes after it, loses nothing', async () => {
		const notify = await ask();
		const readBefore = read();
		const keep = await track('recordAnswer', SYNC + MINUTE, [
			form(noticeOf(notify, 'ann'), 'keep'),
		]);
		events.push(...keep.save);
		saveCandidates((await track('advance', SYNC + DAY, people)).save);
		expect(stateOf('ann')).toBe('Closed Skipped');

		// It ends only now, and writes over the candidate what it had read.
		saveCandidates((await track('advance', SYNC + 15 * DAY, people, readBefore)).save);
		expect(stateOf('ann')).toBe('Awaiting Revocation');
		const again = await track('advance', SYNC + 15 * DAY, people);
		expect(again.revoke.map(({ accountId }) => accountId)).toEqual(['bob']);
		saveCandidates(again.save);
		expect(stateOf('ann')).toBe('Closed Skipped');
	});

	it.each([null, '', ['keep'], 'Behalten', 'No, someone else can have it', 'release '])(
		'the answer %j gives no seat away, and nothing is recorded',
		async (answer) => {
			const notify = await ask();
			const said = await track('recordAnswer', SYNC + MINUTE, [
				form(noticeOf(notify, 'ann'), answer),
			]);
			expect(said.save).toEqual([]);
			expect(said.notify).toMatchObject([{ accepted: false }]);
		},
	);

	it('"No", then "Yes" by the same link: awaits the approval that the profile wants', async () => {
		const notice = noticeOf(await ask(), 'ann');
		const approval = { approveKeep: true };
		for (const [minute, answer] of [
			[1, 'release'],
			[2, 'keep'],
		] as const) {
			const now = SYNC + minute * MINUTE;
			const said = await track('recordAnswer', now, [form(notice, answer)], read(), approval);
			expect(said.notify).toMatchObject([{ accepted: true }]);
			events.push(...said.save);
		}
		const next = await track('advance', SYNC + DAY, people, read(), approval);
		saveCandidates(next.save);
		expect(stateOf('ann')).toBe('Awaiting Approval');
		expect(next.revoke).toEqual([]);
	});

	it('"Yes" after silence awaits it too, and nobody is taken meanwhile', async () => {
		const notice = noticeOf(await ask(), 'ann');
		const approval = { approveKeep: true };
		const due = await track('advance', SYNC + 15 * DAY, people, read(), approval);
		saveCandidates(due.save);
		expect(stateOf('ann')).toBe('Awaiting Revocation');
		const said = await track(
			'recordAnswer',
			SYNC + 15 * DAY + MINUTE,
			[form(notice, 'keep')],
			read(),
			approval,
		);
		expect(said.notify).toMatchObject([{ accepted: true, state: 'Awaiting Approval' }]);
		events.push(...said.save);
		const next = await track('advance', SYNC + 16 * DAY, people, read(), approval);
		saveCandidates(next.save);
		expect(stateOf('ann')).toBe('Awaiting Approval');
		expect(next.revoke.map(({ accountId }) => accountId)).toEqual(['bob']);
	});

	it('a comment of 15 MB is refused, and nothing is stored', async () => {
		const notice = noticeOf(await ask(), 'ann');
		const comment = 'x'.repeat(15_000_000);
		const said = await track('recordAnswer', SYNC + MINUTE, [
			form(notice, 'keep', { comment }),
		]);
		expect(said.save).toEqual([]);
		expect(said.notify).toMatchObject([{ accepted: false }]);
		expect(JSON.stringify(said.notify).length).toBeLessThan(2_000);
	});

	it('two syncs at once make two tokens: the link in either mail works, one candidate is open', async () => {
		const nothing = read();
		const [one, two] = [
			await track('advance', SYNC, people, nothing),
			await track('advance', SYNC, people, nothing),
		];
		saveCandidates(one.save);
		saveCandidates(two.save);
		for (const { notify } of [one, two]) {
			events.push(...(await track('recordNotice', SYNC, sent(notify))).save);
		}
		const tokens = [one, two].map(({ notify }) => noticeOf(notify, 'ann')?.answerToken);
		expect(new Set(tokens).size).toBe(2);
		for (const { notify } of [one, two]) {
			const said = await track('recordAnswer', SYNC + MINUTE, [
				form(noticeOf(notify, 'ann'), 'keep'),
			]);
			expect(said.notify).toMatchObject([{ accepted: true }]);
		}
		const before = candidates.get('acme:ann:1')?.answerToken;
		for (const day of [1, 8, 20]) {
			saveCandidates((await track('advance', SYNC + day * DAY, people)).save);
			expect(candidates.get('acme:ann:1')?.answerToken).toBe(before);
		}
		expect(candidates.size).toBe(2);
	});

	it('a run that was killed between two mails knows who was told', async () => {
		const { save, notify } = await track('advance', SYNC, people);
		saveCandidates(save);
		const [first = {}] = notify;
		events.push(...(await track('recordNotice', SYNC, sent([first]))).save);

		const next = await track('advance', SYNC + MINUTE, people);
		expect(next.notify.map(({ accountId }) => accountId)).toEqual(['bob']);
	});
});
