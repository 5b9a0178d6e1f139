import { readCandidate } from '../../../licensing/candidates/candidate';
import { evidenceCsv, evidenceRows } from '../../../licensing/evidence/evidence';
import { EVIDENCE_FIELDS, type EvidenceRow } from '../../../licensing/evidence/evidenceRow';
import { quarterOf, readQuarter, type Quarter } from '../../../licensing/evidence/quarter';
import { readReceipt } from '../../../licensing/reclaim/receipts';
import type { Row } from '../../../licensing/tableValues';

const PROFILE = 'acme.atlassian.net';

function quarter(name: string): Quarter {
	const read = readQuarter(name);
	if (read === undefined) throw new Error(`${name} is no quarter`);
	return read;
}

function candidate(accountId: string, fields: Row = {}) {
	return readCandidate({
		candidateId: `${PROFILE}:${accountId}:1`,
		profile: PROFILE,
		accountId,
		displayName: `Person ${accountId}`,
		groupIds: ['g-1'],
		reasonCode: 'inactive',
		reason: 'No activity for 100 days.',
		state: 'Closed Complete',
		openedAt: '2026-09-20T06:00:00.000Z',
		changedAt: '2026-10-12T06:00:00.000Z',
		closedAt: '2026-10-12T06:00:00.000Z',
		notifiedAt: '2026-09-21T06:00:00.000Z',
		receiptId: `r-${accountId}`,
		history: [
			entry('2026-09-20', 'foundWithEmail', 'A candidate was found.'),
			entry('2026-09-21', 'noticeSent', 'The notice was sent.'),
			entry('2026-09-28', 'reminderSent', 'A reminder was sent.'),
			entry('2026-10-11', 'silence', 'Nobody answered by the due date.'),
			entry('2026-10-12', 'reclaimed', 'The seat was taken back.'),
		],
		...fields,
	}).candidate;
}

function entry(day: string, event: string, cause: string) {
	return { time: `${day}T06:00:00.000Z`, event, from: null, to: null, cause };
}

function receipt(accountId: string, fields: Row = {}) {
	return readReceipt({
		receiptId: `r-${accountId}`,
		profile: PROFILE,
		cloudId: 'cloud-1',
		accountId,
		plannedGroups: [{ id: 'g-1', name: 'confluence-users' }],
		removedGroups: [{ id: 'g-1', name: 'confluence-users' }],
		receiptState: 'done',
		performedAt: '2026-10-12T06:00:00.000Z',
		...fields,
	}).receipt;
}

function only(rows: readonly EvidenceRow[]): EvidenceRow {
	const [first, ...others] = rows;
	if (first === undefined || others.length > 0) throw new Error(`There are ${rows.length} rows`);
	return first;
}

describe('a quarter', () => {
	it.each([
		['2026-Q4', '2026-10-01', '2027-01-01'],
		['2026q1', '2026-01-01', '2026-04-01'],
		[' 2025-Q2 ', '2025-04-01', '2025-07-01'],
	])('%j lasts from %s to %s', (name, from, to) => {
		const { from: first, to: after } = quarter(name);
		expect([first, after]).toEqual([Date.parse(from), Date.parse(to)]);
	});

	it.each(['', '2026', '2026-Q5', 'Q4 2026', '2026-10'])('is not named by %j', (name) => {
		expect(readQuarter(name)).toBeUndefined();
	});

	it('is that of a moment', () => {
		expect(quarterOf(Date.parse('2026-12-31T23:59:59.999Z')).name).toBe('2026-Q4');
		expect(quarterOf(Date.parse('2026-07-01T00:00:00Z')).name).toBe('2026-Q3');
	});
});

describe('the evidence of a quarter', () => {
	it('says who, why, how the person was told, who decided, what was removed and that it was checked', () => {
		const row = only(evidenceRows([candidate('ada')], [receipt('ada')], quarter('2026-Q4')));
		expect(row).toMatchObject({
			quarter: '2026-Q4',
			accountId: 'ada',
			reason: 'No activity for 100 days.',
			notices: '2026-09-21T06:00:00.000Z 2026-09-28T06:00:00.000Z',
			decidedBy: 'nobody answered by the due date',
			decision: 'The seat was taken back.',
			receiptState: 'done',
			groups: 'confluence-users',
			takenBackAt: '2026-10-12T06:00:00.000Z',
			verified: true,
			restoredAt: null,
		});
		expect(row.history).toContain('2026-10-11T06:00:00.000Z: Nobody answered by the due date.');
	});

	it('has whatever happened in it, and nothing of other quarters', () => {
		const rows = (name: string) =>
			evidenceRows([candidate('ada')], [receipt('ada')], quarter(name)).length;
		expect([rows('2026-Q2'), rows('2026-Q3'), rows('2026-Q4'), rows('2027-Q1')]).toEqual([
			0, 1, 1, 0,
		]);
	});

	it('names the person who answered, and the approver', () => {
		const kept = candidate('ada', {
			state: 'Closed Skipped',
			receiptId: null,
			answer: 'keep',
			answeredBy: 'ada@example.com',
			justification: 'I write the handbook',
			history: [entry('2026-10-02', 'kept', 'The person keeps the seat.')],
		});
		const approved = candidate('bob', {
			state: 'Closed Skipped',
			receiptId: null,
			answer: 'approve',
			answeredBy: 'boss@example.com',
			history: [entry('2026-10-02', 'keepApproved', 'The request was approved.')],
		});
		const rows = evidenceRows([kept, approved], [], quarter('2026-Q4'));
		expect(rows.map(({ decidedBy }) => decidedBy)).toEqual([
			'person: ada@example.com',
			'approver: boss@example.com',
		]);
		expect(rows[0]).toMatchObject({ justification: 'I write the handbook', verified: null });
	});

	it('has a seat that was given back, and one that no candidate names', () => {
		const restored = receipt('ada', {
			receiptState: 'restored',
			reclaimedAt: '2026-10-12T06:00:00.000Z',
			performedAt: '2026-11-02T06:00:00.000Z',
		});
		const rows = evidenceRows(
			[candidate('ada')],
			[restored, receipt('zoe')],
			quarter('2026-Q4'),
		);
		expect(rows[0]).toMatchObject({
			takenBackAt: '2026-10-12T06:00:00.000Z',
			restoredAt: '2026-11-02T06:00:00.000Z',
			verified: true,
		});
		expect(rows[1]).toMatchObject({ accountId: 'zoe', candidateId: null, verified: true });
	});

	it('says of a removal that was not finished that it is not verified, and of a plan nothing', () => {
		const partial = receipt('ada', { receiptState: 'partial' });
		const row = only(evidenceRows([candidate('ada')], [partial], quarter('2026-Q4')));
		expect(row.verified).toBe(false);
		const planned = receipt('zoe', { receiptState: 'planned' });
		expect(evidenceRows([], [planned], quarter('2026-Q4'))).toEqual([]);
	});

	it('has one line for each receipt, with its newest state, however its rows come', () => {
		const planned = receipt('zoe', { receiptState: 'planned' });
		const done = receipt('zoe', { reasonCode: 'inactive', inactiveDays: 101 });
		const restored = receipt('zoe', {
			receiptState: 'restored',
			performedAt: '2027-01-05T06:00:00.000Z',
		});
		const all = [planned, done, restored];
		for (const rows of [all, [...all].reverse(), [done, restored, planned]]) {
			expect(only(evidenceRows([], rows, quarter('2026-Q4')))).toMatchObject({
				receiptState: 'restored',
				takenBackAt: '2026-10-12T06:00:00.000Z',
				restoredAt: '2027-01-05T06:00:00.000Z',
				verified: true,
				reasonCode: 'inactive',
				inactiveDays: 101,
			});
			expect(only(evidenceRows([candidate('zoe')], rows, quarter('2026-Q4')))).toMatchObject({
				receiptState: 'restored',
				inactiveDays: 101,
			});
		}
	});

	it('says why as it stood when the seat was taken back, not as it stands today', () => {
		const today = candidate('ada', {
			reasonCode: 'active',
			reason: 'In use.',
			inactiveDays: 1,
			history: [
				entry('2026-09-20', 'foundWithEmail', 'A candidate was found. Idle for 80 days.'),
				entry('2026-10-11', 'silence', 'Nobody answered by the due date.'),
			],
		});
		const then = receipt('ada', { reasonCode: 'inactive', inactiveDays: 102 });
		expect(only(evidenceRows([today], [then], quarter('2026-Q4')))).toMatchObject({
			reasonCode: 'inactive',
			inactiveDays: 102,
			reason: 'A candidate was found. Idle for 80 days.',
		});
		const released = candidate('bob', { receiptId: null, inactiveDays: 77 });
		expect(only(evidenceRows([released], [], quarter('2026-Q4')))).toMatchObject({
			reasonCode: 'inactive',
			reason: 'No activity for 100 days.',
			inactiveDays: 77,
		});
	});

	it('has a line for each of two candidates of one person', () => {
		const second = candidate('ada', {
			candidateId: `${PROFILE}:ada:2`,
			openedAt: '2026-12-01T06:00:00.000Z',
			receiptId: null,
			state: 'Ready',
			closedAt: null,
			notifiedAt: null,
			history: [entry('2026-12-01', 'foundWithoutNotice', 'A candidate was found.')],
		});
		const rows = evidenceRows([candidate('ada'), second], [receipt('ada')], quarter('2026-Q4'));
		expect(rows.map(({ candidateId, decidedBy }) => [candidateId, decidedBy])).toEqual([
			[`${PROFILE}:ada:1`, 'nobody answered by the due date'],
			[`${PROFILE}:ada:2`, 'the rules'],
		]);
	});

	it.each([
		['2026-12-31T23:59:59.999Z', [1, 0]],
		['2026-12-31', [1, 0]],
		['2027-01-01T00:00:00.000Z', [0, 1]],
		['2027-01-01T00:30:00+01:00', [1, 0]],
	])('has a removal of %s in the quarter of its second in UTC', (performedAt, expected) => {
		const taken = receipt('zoe', { performedAt });
		const rows = (name: string) => evidenceRows([], [taken], quarter(name)).length;
		expect([rows('2026-Q4'), rows('2027-Q1')]).toEqual(expected);
	});

	it.each([
		['activitySeen', 'the rules'],
		['excluded', 'the rules'],
		['reclaimFailed', 'person: ada@example.com'],
		['restored', 'person: ada@example.com'],
		['changedByHand', 'somebody, by hand in the table'],
	])('names who decided last: a release, then %s', (event, decidedBy) => {
		const released = candidate('ada', {
			answer: 'release',
			answeredBy: 'ada@example.com',
			receiptId: null,
			history: [
				entry('2026-10-02', 'released', 'The person gave the seat back.'),
				entry('2026-10-05', event, 'And then.'),
			],
		});
		const row = only(evidenceRows([released], [], quarter('2026-Q4')));
		expect(row).toMatchObject({ decidedBy, decision: 'And then.' });
	});

	it('says of a seat that was handed over, or that kept another access, that it is not verified', () => {
		const handed = receipt('ada', { receiptState: 'handedOver', removedGroups: [] });
		expect(only(evidenceRows([], [handed], quarter('2026-Q4')))).toMatchObject({
			receiptState: 'handedOver',
			takenBackAt: null,
			verified: null,
		});
		const other = receipt('ada', { remainingAccess: [{ id: 'g-2', name: 'others' }] });
		expect(only(evidenceRows([], [other], quarter('2026-Q4'))).verified).toBe(false);
	});

	it('is a file with a line for each row, in which no cell is a formula', () => {
		const hostile = candidate('ada', { displayName: '=1+1', justification: 'a "b",\nc' });
		const csv = evidenceCsv(evidenceRows([hostile], [receipt('ada')], quarter('2026-Q4')));
		expect(csv.startsWith(`\ufeff${EVIDENCE_FIELDS.join(',')}\r\n`)).toBe(true);
		expect(csv).toContain(",'=1+1,");
		expect(csv).toContain('"a ""b"",\nc"');
	});

	it('comes in the same order, however the rows were given', () => {
		const people = ['c', 'a', 'b'].map((id) => candidate(id));
		const rows = (list: typeof people) => evidenceRows(list, [], quarter('2026-Q4'));
		expect(rows([...people].reverse())).toEqual(rows(people));
	});
});
