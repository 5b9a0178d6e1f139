import type { Row } from '../../licensing/tableValues';
import { LATER, opened, SAVE, track } from './trackCandidatesRuns';

describe('recordOutcome', () => {
	async function decided(): Promise<Row> {
		return (await opened({ mode: 'automatic' })).candidate;
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

	test('a seat that was taken although the person answered keep meanwhile is to be given back', async () => {
		const revoked = await decided();
		const answer = { ...revoked, answer: 'keep' };
		const { rows: kept } = await track('recordAnswer', { inputs: [[answer]] });
		const result = { ...revoked, outcome: 'reclaimed', receiptId: 'r-1' };
		const { rows, hints } = await track('recordOutcome', {
			inputs: [[result], [revoked], kept[SAVE] ?? []],
			now: LATER,
		});
		expect(rows[SAVE]).toMatchObject([
			{ state: 'Awaiting Give Back', receiptId: 'r-1', answer: 'keep', closedAt: null },
		]);
		expect(hints.join()).toContain('taken back after the candidate was closed: acme:ada:1.');
		const restored = { ...revoked, outcome: 'restored', receiptId: 'r-1', nextState: null };
		const back = await track('recordOutcome', {
			inputs: [[restored], rows[SAVE] ?? [], kept[SAVE] ?? []],
			now: LATER,
		});
		expect(back.rows[SAVE]).toMatchObject([
			{ state: 'Closed Skipped', receiptId: 'r-1', keepUntil: '2026-06-30T06:00:00.000Z' },
		]);
	});

	test('an answer that came before a result that changes nothing is saved with it', async () => {
		const revoked = await decided();
		const answer = { ...revoked, answer: 'keep' };
		const { rows: kept } = await track('recordAnswer', { inputs: [[answer]] });
		const result = {
			...revoked,
			outcome: 'skipped',
			outcomeReason: 'overCap',
			nextState: null,
		};
		const { rows } = await track('recordOutcome', {
			inputs: [[result], [revoked], kept[SAVE] ?? []],
		});
		expect(rows[SAVE]).toMatchObject([{ state: 'Closed Skipped', answer: 'keep' }]);
	});

	test('a dry run and a person who is no candidate save nothing', async () => {
		const stored = await decided();
		const results = [
			{ ...stored, outcome: 'wouldReclaim', nextState: null },
			{ profile: 'acme', accountId: 'stranger', outcome: 'reclaimed', receiptId: 'r-2' },
		];
		const { rows, hints } = await track('recordOutcome', { inputs: [results, [stored]] });
		expect(rows).toEqual([[], [], []]);
		expect(hints).toEqual(['1 result belongs to no known candidate, so nothing was saved.']);
	});
});
