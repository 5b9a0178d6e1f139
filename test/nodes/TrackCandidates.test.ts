import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { CANDIDATE_FIELDS } from '../../licensing/candidates/candidate';
import { UNKNOWN_LINK, WRONG_TOKEN } from '../../licensing/candidates/recordAnswer';
import { DEFAULT_TRACK_SETTINGS } from '../../licensing/candidates/settings';
import type { Row } from '../../licensing/tableValues';
import { TrackCandidates } from '../../nodes/TrackCandidates/TrackCandidates.node';
import type { Expression } from './fakeExecuteFunctions';
import {
	LATER,
	NOTIFY,
	NOW,
	opened,
	person,
	REVOKE,
	SAVE,
	told,
	track,
} from './trackCandidatesRuns';

describe('advance', () => {
	test('asks the person, keeps what the item held, and hands out a token of 128 bits', async () => {
		const manager = 'boss@example.com';
		const { rows, outputs } = await track('advance', {
			inputs: [[person('ada', { manager })]],
		});
		expect(rows[SAVE]).toHaveLength(1);
		expect(rows[SAVE]?.[0]).toMatchObject({
			candidateId: 'acme:ada:1',
			state: 'Awaiting User',
			answerToken: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
			potentialSavings: null,
		});
		expect(Object.keys(rows[SAVE]?.[0] ?? {}).sort()).toEqual([...CANDIDATE_FIELDS].sort());
		expect(rows[NOTIFY]).toEqual([
			{
				...person('ada', { manager }),
				...rows[SAVE]?.[0],
				noticeType: 'first',
				daysBeforeAutoReclaim: 14,
				approveKeep: false,
				coolDownDays: 90,
			},
		]);
		expect(rows[REVOKE]).toEqual([]);
		for (const items of outputs) {
			for (const { pairedItem } of items) expect(pairedItem).toEqual([{ item: 0, input: 0 }]);
		}
	});

	test('hands a silent person to Revoke with the judgement of today', async () => {
		const stored = await told();
		const today = person('ada', { inactiveDays: 151, groupIds: ['g-new'], evaluatedAt: LATER });
		const { rows, outputs } = await track('advance', {
			inputs: [[today], [stored]],
			now: LATER,
		});
		expect(rows[REVOKE]?.[0]).toMatchObject({
			candidateId: 'acme:ada:1',
			state: 'Awaiting Revocation',
			decision: 'candidate',
			inactiveDays: 151,
			groupIds: ['g-new'],
			evaluatedAt: LATER,
		});
		expect(outputs[REVOKE]?.[0]?.pairedItem).toEqual([
			{ item: 0, input: 0 },
			{ item: 0, input: 1 },
		]);
	});

	test('reads the parameters once for each profile, at its first item', async () => {
		const reads: unknown[] = [];
		const notifyUser: Expression = ({ json }) => {
			reads.push(json.accountId);
			return json.ask;
		};
		const inputs = [
			[
				person('ada', { ask: 'false' }),
				person('bob', { ask: 'nonsense' }),
				person('eve', { profile: 'other', ask: 1 }),
				person('max', { profile: 'other' }),
			],
		];
		const { rows } = await track('advance', { inputs, parameters: { notifyUser } });
		expect(rows[SAVE]?.map(({ accountId, state }) => [accountId, state])).toEqual([
			['ada', 'Ready'],
			['bob', 'Ready'],
			['eve', 'Awaiting User'],
			['max', 'Awaiting User'],
		]);
		expect(reads).toEqual(['ada', 'eve']);
	});

	test('says how many wait for a later run', async () => {
		const inputs = [[person('ada'), person('bob'), person('eve')]];
		const { rows, hints } = await track('advance', { inputs, parameters: { maxNewPerRun: 1 } });
		expect(rows[SAVE]).toHaveLength(1);
		expect(hints).toEqual([
			'2 more people wait for a later run, because "Max New per Run" was reached.',
		]);
	});

	test('an empty item is no item, on either input', async () => {
		const { rows } = await track('advance', { inputs: [[{}], [{}]] });
		expect(rows).toEqual([[], [], []]);
		const { candidate } = await opened();
		const gone = await track('advance', { inputs: [[{}], [candidate]] });
		expect(gone.rows).toEqual([[], [], []]);
	});

	test('rows of the table come back understood, and go out as rows', async () => {
		const { rows: first } = await track('advance', {
			inputs: [[person('ada')]],
			tableRows: 'true',
		});
		const row = first[SAVE]?.[0] ?? {};
		expect(Object.keys(row)).toEqual([...CANDIDATE_FIELDS]);
		expect(row).toMatchObject({
			groupIds: '["g-users"]',
			history: expect.stringContaining('Awaiting User') as string,
			closedAt: null,
		});
		expect(first[NOTIFY]?.[0]?.groupIds).toEqual(['g-users']);
		const asTable = { ...row, viewsChecked: 1, id: 7, createdAt: NOW };
		const { rows } = await track('advance', { inputs: [[person('ada')], [asTable]] });
		expect(rows[SAVE]).toEqual([]);
		expect(rows[NOTIFY]).toHaveLength(1);
	});

	test('savings are passed on where the item knows them', async () => {
		const { candidate } = await opened({}, { potentialSavings: '5.5' });
		expect(candidate.potentialSavings).toBe(5.5);
	});
});

describe('recordNotice', () => {
	test('starts the time to answer with the days that the notice promised', async () => {
		const { notice } = await opened({ daysBeforeAutoReclaim: 30 });
		const daysBeforeAutoReclaim: Expression = ({ json }) => json.daysBeforeAutoReclaim;
		const { rows } = await track('recordNotice', {
			inputs: [[{ ...notice, notice: 'sent' }]],
			parameters: { daysBeforeAutoReclaim },
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
			/Item 0: no stored candidate .* "state" names no state/,
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
				message: expect.stringContaining('The person keeps the seat.') as string,
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
				'changed nothing. It was closed, and the seat is kept',
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
		expect(hints.join()).toMatch(/only its own item to be compared with/);
	});

	test('a link to a record that was deleted gets a reply, not an error', async () => {
		const { rows } = await track('recordAnswer', {
			inputs: [[{ answerToken: 'old', answer: 'keep' }], [await told()]],
		});
		expect(rows[SAVE]).toEqual([]);
		expect(rows[NOTIFY]?.[0]).toMatchObject({ accepted: false, message: UNKNOWN_LINK });
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

describe('recordOutcome', () => {
	async function decided(): Promise<Row> {
		return (await opened({ notifyUser: false, autoRevoke: true })).candidate;
	}

	test('reclaimed: closed with the receipt and a cool-down', async () => {
		const stored = await decided();
		const result = {
			...stored,
			outcome: 'reclaimed',
			receiptId: 'r-1',
			nextState: 'Closed Complete',
		};
		const { rows } = await track('recordOutcome', { inputs: [[result], [stored]], now: LATER });
		expect(rows[SAVE]?.[0]).toMatchObject({
			state: 'Closed Complete',
			receiptId: 'r-1',
			keepUntil: '2026-06-30T06:00:00.000Z',
		});
		const again = await track('recordOutcome', { inputs: [[result], rows[SAVE] ?? []] });
		expect(again.rows[SAVE]).toEqual([]);
	});

	test('a result without an id finds the open candidate of the person', async () => {
		const stored = await decided();
		const result = {
			profile: 'acme',
			accountId: 'ada',
			outcome: 'failed',
			outcomeReason: 'refused',
		};
		const { rows } = await track('recordOutcome', { inputs: [[result], [stored]] });
		expect(rows[SAVE]?.[0]?.state).toBe('Attention Required');
	});

	test('a restored person is found by the receipt', async () => {
		const closed = { ...(await decided()), state: 'Closed Complete', receiptId: 'r-1' };
		const result = { profile: 'acme', accountId: 'ada', outcome: 'restored', receiptId: 'r-1' };
		const { rows } = await track('recordOutcome', { inputs: [[result], [closed]] });
		expect(rows[SAVE]?.[0]).toMatchObject({
			state: 'Closed Complete',
			keepUntil: '2026-05-30T06:00:00.000Z',
		});
	});

	test('a receipt that is finished late goes to the candidate that was closed last', async () => {
		const closed = { ...(await decided()), state: 'Closed Skipped', receiptId: null };
		const stored = [
			{ ...closed, candidateId: 'acme:ada:1', closedAt: '2026-01-01T00:00:00.000Z' },
			{ ...closed, candidateId: 'acme:ada:2', closedAt: '2026-02-28T00:00:00.000Z' },
			{ ...closed, candidateId: 'acme:ada:0', closedAt: '2025-01-01T00:00:00.000Z' },
		];
		const result = {
			profile: 'acme',
			accountId: 'ada',
			outcome: 'reclaimed',
			receiptId: 'r-9',
		};
		const { rows, hints } = await track('recordOutcome', { inputs: [[result], stored] });
		expect(rows[SAVE]).toEqual([
			expect.objectContaining({
				candidateId: 'acme:ada:2',
				state: 'Closed Skipped',
				receiptId: 'r-9',
			}),
		]);
		expect(hints.join()).toContain('taken back after the candidate was closed: acme:ada:2.');
	});

	test('a seat that was taken although the person answered keep meanwhile is pointed out', async () => {
		const revoked = await decided();
		const answer = { ...revoked, answer: 'keep' };
		const { rows: kept } = await track('recordAnswer', { inputs: [[answer]] });
		const result = { ...revoked, outcome: 'reclaimed', receiptId: 'r-1' };
		const { rows, hints } = await track('recordOutcome', {
			inputs: [[result], kept[SAVE] ?? []],
			now: LATER,
		});
		expect(rows[SAVE]?.[0]).toMatchObject({ state: 'Closed Skipped', receiptId: 'r-1' });
		expect(hints.join()).toContain('taken back after the candidate was closed: acme:ada:1.');
	});

	test('a dry run and a person who is no candidate save nothing', async () => {
		const stored = await decided();
		const results = [
			{ ...stored, outcome: 'wouldReclaim', nextState: null },
			{ profile: 'acme', accountId: 'stranger', outcome: 'reclaimed', receiptId: 'r-2' },
		];
		const { rows, hints } = await track('recordOutcome', { inputs: [results, [stored]] });
		expect(rows).toEqual([[], [], []]);
		expect(hints).toEqual([
			'1 result belongs to no candidate that is known, so nothing was saved for it.',
		]);
	});
});

describe('failure', () => {
	const broken = { profile: 'acme', displayName: 'Nobody', decision: 'candidate' };

	test('stops the run and names item and field', async () => {
		await expect(track('advance', { inputs: [[person('ada'), broken]] })).rejects.toThrow(
			'Item 1: the field "accountId" is missing',
		);
		const { candidate } = await opened();
		const damaged = { ...candidate, state: 'Waiting' };
		await expect(track('advance', { inputs: [[person('ada')], [damaged]] })).rejects.toThrow(
			'Stored candidate 0 (acme:ada:1): the field "state" names no state of a candidate',
		);
	});

	test('with continue on fail the item is left out, the others go on, and a hint says it', async () => {
		const { rows, hints } = await track('advance', {
			inputs: [[broken, person('bob')]],
			continueOnFail: true,
		});
		expect(rows[SAVE]?.map(({ accountId }) => accountId)).toEqual(['bob']);
		expect(hints.join()).toContain('Item 0: the field "accountId" is missing');
	});

	test('nobody counts as gone while an item cannot be read', async () => {
		const { candidate } = await opened();
		for (const item of [broken, { note: 'no profile at all' }]) {
			const { rows } = await track('advance', {
				inputs: [[item, person('bob')], [candidate]],
				continueOnFail: true,
			});
			expect(rows[SAVE]?.map(({ accountId }) => accountId)).toEqual(['bob']);
		}
	});

	test('a profile with a wrong parameter is left out, the other profile goes on', async () => {
		const coolDownDays: Expression = ({ json }) => json.days;
		const inputs = [
			[person('ada', { days: 'x' }), person('bob', { profile: 'other', days: '5' })],
		];
		const { rows, hints } = await track('advance', {
			inputs,
			parameters: { coolDownDays },
			continueOnFail: true,
		});
		expect(rows[SAVE]?.map(({ accountId }) => accountId)).toEqual(['bob']);
		expect(hints.join()).toContain('"Cool-Down (Days)" must be a whole number of at least 0');
	});

	test.each(['advance', 'recordNotice', 'recordAnswer', 'recordOutcome', 'nonsense'])(
		'nothing leaves %s as an exception, and the input is never copied',
		async (operation) => {
			const items = [{ nothing: 'of use' }, { profile: 7, candidateId: [], state: {} }];
			const { rows, hints } = await track(operation, {
				inputs: [items, items],
				continueOnFail: true,
				now: operation === 'advance' ? 'never' : NOW,
			});
			expect(rows).toEqual([[], [], []]);
			expect(hints.length).toBeGreaterThan(0);
		},
	);

	test.each([
		[
			{ daysBeforeAutoReclaim: 0 },
			/"Days Before Auto Reclaim" must be a whole number of at least 1/,
		],
		[{ maxNewPerRun: -1 }, /"Max New per Run" must be a whole number of at least 0/],
		[{ notifyUser: 'maybe' }, /"Notify User" must be true or false/],
	])('%j is refused', async (parameters, message) => {
		await expect(track('advance', { inputs: [[person('ada')]], parameters })).rejects.toThrow(
			message,
		);
	});
});

describe('the description', () => {
	const { description } = new TrackCandidates();

	test('shows the defaults of the domain', () => {
		for (const [name, value] of Object.entries(DEFAULT_TRACK_SETTINGS)) {
			const property = description.properties.find((one) => one.name === name);
			expect([name, property?.default]).toEqual([name, value]);
		}
	});

	test('Record Notice takes the days from the item, which the notice promised', () => {
		const [, ofNotice] = description.properties.filter(
			({ name }) => name === 'daysBeforeAutoReclaim',
		);
		expect(ofNotice).toMatchObject({
			default: '={{ $json.daysBeforeAutoReclaim ?? 14 }}',
			displayOptions: { show: { operation: ['recordNotice'] } },
		});
	});

	test('has the inputs and outputs of the contract', () => {
		expect(description).toMatchObject({
			name: 'trackCandidates',
			displayName: 'Confluence Track Candidates',
			requiredInputs: [0],
			outputNames: ['Save', 'Notify', 'Revoke'],
			inputs: ['main', { displayName: 'Stored Candidates', required: false }],
		});
	});

	test('its codex names this node', () => {
		const file = join(__dirname, '../../nodes/TrackCandidates/TrackCandidates.node.json');
		expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
			node: 'n8n-nodes-confluence-licenses.trackCandidates',
		});
	});
});

test('100,000 people pass the node in seconds', async () => {
	const people = Array.from({ length: 100_000 }, (_, index) => person(`p${index}`));
	const { rows } = await track('advance', {
		inputs: [people],
		parameters: { maxNewPerRun: 100_000 },
	});
	const started = performance.now();
	const second = await track('advance', { inputs: [people, rows[SAVE] ?? []] });
	console.info(
		`node: 100,000 people and candidates in ${Math.round(performance.now() - started)} ms`,
	);
	expect(second.rows[SAVE]).toEqual([]);
	expect(second.rows[NOTIFY]).toHaveLength(100_000);
});
