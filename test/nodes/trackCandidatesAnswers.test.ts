import { EVENT_FIELDS } from '../../licensing/candidates/events';
import {
	COMMENT_TOO_LONG,
	NO_ANSWER,
	UNKNOWN_LINK,
	WRONG_TOKEN,
} from '../../licensing/candidates/recordAnswer';
import type { Row } from '../../licensing/tableValues';
import type { Expression } from './fakeExecuteFunctions';
import { heard, LATER, NOTIFY, NOW, opened, SAVE, told, track } from './trackCandidatesRuns';

describe('recordNotice', () => {
	const fromItem: Expression = ({ json }) => json.daysBeforeAutoReclaim;

	test.each([
		['as it is', fromItem],
		['emptied', ''],
	])('the parameter %s takes the days that the notice promised', async (_, days) => {
		const { candidate, notice } = await opened({ daysBeforeAutoReclaim: 30 });
		const { rows } = await track('recordNotice', {
			inputs: [[{ ...notice, notice: 'sent' }]],
			parameters: { daysBeforeAutoReclaim: days },
		});
		expect(rows[SAVE]?.[0]).toMatchObject({
			event: 'noticeSent',
			candidateId: 'acme:ada:1',
			profile: 'acme',
			at: NOW,
			until: '2026-03-31T06:00:00.000Z',
		});
		expect(await heard([candidate], rows[SAVE] ?? [])).toMatchObject([
			{ state: 'Awaiting User', notifiedAt: NOW, dueAt: '2026-03-31T06:00:00.000Z' },
		]);
	});

	test('the parameters say it where they are set', async () => {
		const { notice } = await opened();
		const { rows } = await track('recordNotice', {
			inputs: [[notice]],
			parameters: { notice: 'sent', daysBeforeAutoReclaim: 2 },
		});
		expect(rows[SAVE]?.[0]?.until).toBe('2026-03-03T06:00:00.000Z');
	});

	test('puts events on Save, which hold no token, and never a candidate', async () => {
		const { candidate, notice } = await opened();
		const items = [{ ...notice, notice: 'sent' }];
		for (const tableRows of [true, false]) {
			const { rows } = await track('recordNotice', {
				inputs: [items, [candidate]],
				tableRows,
			});
			expect(rows[SAVE]?.map((row) => Object.keys(row))).toEqual([[...EVENT_FIELDS]]);
			expect(JSON.stringify(rows)).not.toContain(String(candidate.answerToken));
		}
	});

	test('a notice that failed keeps what the sender said', async () => {
		const { candidate, notice } = await opened();
		const failed = { ...notice, notice: 'failed', error: 'mailbox unavailable' };
		const { rows } = await track('recordNotice', { inputs: [[failed]] });
		expect(rows[SAVE]?.[0]).toMatchObject({ event: 'noticeFailed', until: null });
		const [row] = await heard([candidate], rows[SAVE] ?? []);
		expect(row).toMatchObject({ state: 'Attention Required', dueAt: null });
		expect(JSON.stringify(row?.history)).toContain('mailbox unavailable');
	});

	test('an answer that was given meanwhile stands, whatever is written when', async () => {
		const { candidate, notice } = await opened();
		const answer = { ...candidate, answer: 'keep', by: 'ada' };
		const { rows: kept } = await track('recordAnswer', { inputs: [[answer]], now: LATER });
		const { rows: sent } = await track('recordNotice', {
			inputs: [[{ ...notice, notice: 'sent' }]],
			now: LATER,
		});
		const events = [...(kept[SAVE] ?? []), ...(sent[SAVE] ?? [])];
		for (const order of [events, [...events].reverse()]) {
			expect(await heard([candidate], order, { now: LATER })).toMatchObject([
				{ state: 'Closed Skipped', answer: 'keep' },
			]);
		}
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
	test('keep: an event to append, and a reply for the page', async () => {
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
		expect(rows[SAVE]).toEqual([
			{
				eventId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
				profile: 'acme',
				candidateId: 'acme:ada:1',
				event: 'keep',
				at: NOW,
				by: 'ada',
				comment: 'Mine.',
				receiptId: null,
				until: '2026-05-30T06:00:00.000Z',
				accepted: true,
				message: expect.stringContaining('You keep your license.') as string,
			},
		]);
		expect(await heard([stored], rows[SAVE] ?? [])).toMatchObject([
			{
				state: 'Closed Skipped',
				justification: 'Mine.',
				answeredBy: 'ada',
				keepUntil: '2026-05-30T06:00:00.000Z',
			},
		]);
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

	test('an answer that no run has read yet counts already', async () => {
		const stored = await told();
		const form = {
			candidateId: stored.candidateId,
			answerToken: stored.answerToken,
			answer: 'keep',
		};
		const first = await track('recordAnswer', { inputs: [[form], [stored]] });
		const { rows } = await track('recordAnswer', {
			inputs: [[form], [stored], first.rows[SAVE] ?? []],
		});
		expect(rows[SAVE]).toEqual([]);
		expect(rows[NOTIFY]).toMatchObject([{ accepted: false, state: 'Closed Skipped' }]);
	});

	test.each([
		null,
		undefined,
		'',
		['keep'],
		[['keep']],
		{ keep: true },
		'Keep',
		'Ja',
		'yes',
		true,
	])(
		'anything but the answers offered is refused, and nothing is recorded: %j',
		async (answer) => {
			const stored = await told();
			const { answerToken, candidateId } = stored;
			const { rows } = await track('recordAnswer', {
				inputs: [[{ candidateId, answerToken, answer }], [stored]],
			});
			expect(rows[SAVE]).toEqual([]);
			expect(rows[NOTIFY]).toMatchObject([
				{ accepted: false, message: NO_ANSWER, displayName: null },
			]);
		},
	);

	test('a comment of more than 1,000 characters is refused, and nothing is recorded', async () => {
		const stored = await told();
		const { answerToken, candidateId } = stored;
		const form = { candidateId, answerToken, answer: 'keep', comment: 'x'.repeat(1_001) };
		const { rows } = await track('recordAnswer', { inputs: [[form], [stored]] });
		expect(rows[SAVE]).toEqual([]);
		expect(rows[NOTIFY]).toMatchObject([{ accepted: false, message: COMMENT_TOO_LONG }]);
	});

	test('the link of a notice works, although another run stored another token', async () => {
		const { candidate, notice } = await opened();
		const { rows: sent } = await track('recordNotice', {
			inputs: [[{ ...notice, notice: 'sent' }]],
		});
		const form = {
			candidateId: candidate.candidateId,
			answerToken: candidate.answerToken,
			answer: 'keep',
		};
		const stored = { ...candidate, answerToken: '0'.repeat(32) };
		const answer = async (events: Row[]) =>
			(await track('recordAnswer', { inputs: [[form], [stored], events] })).rows[NOTIFY];
		expect(await answer([])).toMatchObject([{ accepted: false }]);
		expect(await answer(sent[SAVE] ?? [])).toMatchObject([{ accepted: true }]);
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
		expect(right.rows[SAVE]?.[0]?.event).toBe('release');
		expect(right.rows[NOTIFY]?.[0]?.state).toBe('Awaiting Revocation');
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
		expect(rows[NOTIFY]?.[0]?.state).toBe('Awaiting Approval');
		const run = { parameters: { approveKeep: true } };
		expect(await heard([stored], rows[SAVE] ?? [], run)).toMatchObject([
			{ state: 'Awaiting Approval' },
		]);
	});

	describe('beside a stored row that cannot be read', () => {
		const damages: Row[] = [
			{ history: '[{"time":' },
			{ history: '{}' },
			{ state: 'Lost' },
			{ keepUntil: 'soon' },
		];
		const answered = async (damage: Row, form: Row, named = true) => {
			const stored = await told();
			const { answerToken, candidateId } = stored;
			const said = { answerToken, ...(named ? { candidateId } : {}), ...form };
			const run = await track('recordAnswer', {
				inputs: [[said], [{ ...stored, ...damage }]],
			});
			return { ...run, stored };
		};

		test.each(damages.flatMap((damage) => [true, false].map((named) => ({ damage, named }))))(
			'a keep is recorded, and counts once the row is corrected: %j',
			async ({ damage, named }) => {
				const form = { answer: 'keep', by: 'ada', comment: 'Mine.' };
				const { rows, hints, stored } = await answered(damage, form, named);
				expect(rows[SAVE]).toMatchObject([
					{
						event: 'keep',
						candidateId: 'acme:ada:1',
						profile: 'acme',
						by: 'ada',
						comment: 'Mine.',
						until: '2026-05-30T06:00:00.000Z',
						accepted: true,
					},
				]);
				expect(rows[NOTIFY]).toMatchObject([
					{ accepted: true, state: null, displayName: null },
				]);
				expect(rows[NOTIFY]?.[0]?.message).toContain('Your answer is recorded');
				expect(hints.join()).toMatch(/Stored candidate 0 \(acme:ada:1\)/);
				expect(await heard([stored], rows[SAVE] ?? [])).toMatchObject([
					{ state: 'Closed Skipped', answer: 'keep' },
				]);
			},
		);

		test.each(damages)(
			'a wrong token records nothing and tells nothing: %j',
			async (damage) => {
				const form = { answer: 'keep', answerToken: 'wrong' };
				const { rows } = await answered(damage, form);
				expect(rows[SAVE]).toEqual([]);
				expect(rows[NOTIFY]).toMatchObject([
					{ accepted: false, message: WRONG_TOKEN, candidateId: null },
				]);
				const nameless = await answered(damage, form, false);
				expect(nameless.rows[SAVE]).toEqual([]);
				expect(nameless.rows[NOTIFY]).toMatchObject([{ message: UNKNOWN_LINK }]);
			},
		);

		test('a comment that is too long is refused there too', async () => {
			const form = { answer: 'keep', comment: 'x'.repeat(1_001) };
			const { rows } = await answered({ history: '{}' }, form);
			expect(rows[SAVE]).toEqual([]);
			expect(rows[NOTIFY]).toMatchObject([{ message: COMMENT_TOO_LONG }]);
		});

		test.each(['approve', 'reject'])('nobody else decides: %s', async (answer) => {
			await expect(answered({ history: '{}' }, { answer })).rejects.toThrow(
				/Stored candidate 0 .*"history" is not a JSON list/,
			);
		});

		test("somebody else's row stops nobody", async () => {
			const stored = await told();
			const { answerToken } = stored;
			const other = { ...stored, candidateId: 'acme:bob:1', answerToken: 'b', history: '{}' };
			const { rows } = await track('recordAnswer', {
				inputs: [[{ answerToken, answer: 'keep' }], [other, stored]],
			});
			expect(rows[SAVE]).toHaveLength(1);
			expect(rows[NOTIFY]).toMatchObject([{ accepted: true, state: 'Closed Skipped' }]);
		});
	});
});
