import { WRONG_TOKEN } from '../../licensing/candidates/recordAnswer';
import type { Row } from '../../licensing/tableValues';
import type { Expression } from './fakeExecuteFunctions';
import { LATER, NOTIFY, NOW, opened, SAVE, told, track } from './trackCandidatesRuns';

describe('recordNotice', () => {
	const fromItem: Expression = ({ json }) => json.daysBeforeAutoReclaim;

	test.each([
		['as it is', fromItem],
		['emptied', ''],
	])('the parameter %s takes the days that the notice promised', async (_, days) => {
		const { notice } = await opened({ daysBeforeAutoReclaim: 30 });
		const { rows } = await track('recordNotice', {
			inputs: [[{ ...notice, notice: 'sent' }]],
			parameters: { daysBeforeAutoReclaim: days },
		});
		expect(rows[SAVE]?.[0]).toMatchObject({
			state: 'Awaiting User',
			notifiedAt: NOW,
			dueAt: '2026-03-31T06:00:00.000Z',
		});
	});

	test('the parameters say it where they are set', async () => {
		const { notice } = await opened();
		const { rows } = await track('recordNotice', {
			inputs: [[notice]],
			parameters: { notice: 'sent', daysBeforeAutoReclaim: 2 },
		});
		expect(rows[SAVE]?.[0]?.dueAt).toBe('2026-03-03T06:00:00.000Z');
	});

	test('a notice that failed keeps what the sender said', async () => {
		const { notice } = await opened();
		const failed = { ...notice, notice: 'failed', error: 'mailbox unavailable' };
		const { rows } = await track('recordNotice', { inputs: [[failed]] });
		expect(rows[SAVE]?.[0]).toMatchObject({ state: 'Attention Required', dueAt: null });
		expect(JSON.stringify(rows[SAVE]?.[0]?.history)).toContain('mailbox unavailable');
	});

	test('an answer that was stored meanwhile is not overwritten by the older item', async () => {
		const { candidate, notice } = await opened();
		const answer = { ...candidate, answer: 'keep', by: 'ada' };
		const { rows: kept } = await track('recordAnswer', { inputs: [[answer]], now: LATER });
		const stored = kept[SAVE] ?? [];
		const { rows } = await track('recordNotice', {
			inputs: [[{ ...notice, notice: 'sent' }], stored],
			now: LATER,
		});
		expect(rows[SAVE]).toEqual([]);
	});

	test.each([
		[{}, /the field "notice" is missing; it must be sent or failed/],
		[{ notice: 'bounced' }, /the field "notice" is "bounced"; it must be sent or failed/],
		[
			{ notice: 'sent', state: 'Lost' },
			/Item 0: no stored candidate .* "state" is not a state/,
		],
	])('%j is an error that names the item and the field', async (fields, message) => {
		const { candidate } = await opened();
		await expect(
			track('recordNotice', { inputs: [[{ ...candidate, ...fields }]] }),
		).rejects.toThrow(message);
	});
});

describe('recordAnswer', () => {
	test('keep: saved, and a reply for the page', async () => {
		const stored = await told();
		const form = {
			answerToken: stored.answerToken,
			answer: 'keep',
			by: 'ada',
			comment: 'Mine.',
		};
		const { rows, outputs, hints } = await track('recordAnswer', {
			inputs: [[form], [stored]],
		});
		expect(rows[SAVE]?.[0]).toMatchObject({
			candidateId: 'acme:ada:1',
			state: 'Closed Skipped',
			justification: 'Mine.',
			answeredBy: 'ada',
			keepUntil: '2026-05-30T06:00:00.000Z',
			accepted: true,
		});
		expect(rows[NOTIFY]).toEqual([
			expect.objectContaining({
				noticeType: 'answer',
				accepted: true,
				state: 'Closed Skipped',
				displayName: 'Person ada',
				message: expect.stringContaining('You keep your license.') as string,
			}),
		]);
		expect(rows[NOTIFY]?.[0]).not.toHaveProperty('answerToken');
		expect(rows[NOTIFY]?.[0]).not.toHaveProperty('email');
		expect(outputs[SAVE]?.[0]?.pairedItem).toEqual([
			{ item: 0, input: 0 },
			{ item: 0, input: 1 },
		]);
		expect(hints).toEqual([]);
	});

	test('a repeated answer saves nothing and says what happened instead', async () => {
		const stored = await told();
		const form = {
			candidateId: stored.candidateId,
			answerToken: stored.answerToken,
			answer: 'keep',
		};
		const { rows } = await track('recordAnswer', { inputs: [[form, form], [stored]] });
		expect(rows[SAVE]).toHaveLength(1);
		expect(rows[NOTIFY]?.map(({ accepted }) => accepted)).toEqual([true, false]);
		expect(rows[NOTIFY]?.[1]).toMatchObject({
			state: 'Closed Skipped',
			message: expect.stringContaining(
				'You already keep your license. You will not be asked again before',
			) as string,
		});
	});

	test('a wrong token saves nothing and tells nothing about the person', async () => {
		const stored = await told();
		const form = { candidateId: stored.candidateId, answerToken: 'wrong', answer: 'release' };
		const { rows } = await track('recordAnswer', { inputs: [[form], [stored]] });
		expect(rows[SAVE]).toEqual([]);
		expect(rows[NOTIFY]?.[0]).toMatchObject({
			accepted: false,
			message: WRONG_TOKEN,
			candidateId: null,
			displayName: null,
			state: null,
		});
	});

	test('the token of the link may come as a parameter beside the stored candidate', async () => {
		const candidate: Row = { ...(await told()), answer: null };
		const answer = async (answerToken: string) =>
			await track('recordAnswer', {
				inputs: [[candidate]],
				parameters: { answer: 'release', answerToken },
			});
		expect((await answer('wrong')).rows[SAVE]).toEqual([]);
		const right = await answer(String(candidate.answerToken));
		expect(right.rows[SAVE]?.[0]?.state).toBe('Awaiting Revocation');
		expect(right.hints).toEqual([]);
	});

	test('a token that only its own item vouches for is pointed out', async () => {
		const candidate = await told();
		const { rows, hints } = await track('recordAnswer', {
			inputs: [[{ ...candidate, answer: 'keep' }]],
		});
		expect(rows[SAVE]).toHaveLength(1);
		expect(hints.join()).toMatch(/could only be compared with its own item/);
	});

	test('with Approve Keep it awaits an approval', async () => {
		const stored = await told();
		const form = { answerToken: stored.answerToken, answer: 'keep' };
		const { rows } = await track('recordAnswer', {
			inputs: [[form], [stored]],
			parameters: { approveKeep: true },
		});
		expect(rows[SAVE]?.[0]?.state).toBe('Awaiting Approval');
	});
});
