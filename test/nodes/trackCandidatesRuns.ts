import type { Row } from '../../licensing/tableValues';
import { TrackCandidates } from '../../nodes/TrackCandidates/TrackCandidates.node';
import { runFake, type FakeRun } from './fakeExecuteFunctions';

export const NOW = '2026-03-01T06:00:00.000Z';
export const LATER = '2026-04-01T06:00:00.000Z';
export const SAVE = 0;
export const NOTIFY = 1;
export const REVOKE = 2;

/** An evaluated subscription as an item. */
export function person(accountId: string, fields: Row = {}): Row {
	return {
		profile: 'acme',
		cloudId: 'cloud-1',
		accountId,
		displayName: `Person ${accountId}`,
		email: `${accountId}@example.com`,
		groupIds: ['g-users'],
		firstSeenAt: '2025-01-01T00:00:00.000Z',
		lastActivityAt: '2025-11-01T00:00:00.000Z',
		activityStatus: 'known',
		viewsChecked: true,
		decision: 'candidate',
		reasonCode: 'inactive',
		reason: 'No activity for 120 days.',
		inactiveDays: 120,
		evaluatedAt: NOW,
		...fields,
	};
}

export type TrackRun = Partial<FakeRun> & { now?: string; tableRows?: unknown };

/** One run of the node. */
export async function track(operation: string, run: TrackRun = {}) {
	const { now = NOW, tableRows, parameters, inputs = [], continueOnFail } = run;
	const options = tableRows === undefined ? { now } : { now, tableRows };
	return await runFake(new TrackCandidates(), {
		inputs,
		continueOnFail,
		parameters: { operation, mode: 'askPeople', ...parameters, options },
	});
}

/** One candidate as `advance` opens it. */
export async function opened(parameters: FakeRun['parameters'] = {}, fields: Row = {}) {
	const { rows } = await track('advance', { inputs: [[person('ada', fields)]], parameters });
	const candidate = rows[SAVE]?.[0];
	if (!candidate) throw new Error('nothing was opened');
	return { candidate, notice: rows[NOTIFY]?.[0] ?? {} };
}

/** What a run makes of stored candidates and of what was told about them. */
export async function heard(stored: Row[], events: Row[], run: TrackRun = {}): Promise<Row[]> {
	const people = stored.map((row) => person(String(row.accountId), { profile: row.profile }));
	const { rows } = await track('advance', { ...run, inputs: [people, stored, events] });
	return stored.map(
		(row) => rows[SAVE]?.find(({ candidateId }) => candidateId === row.candidateId) ?? row,
	);
}

/** One candidate that was told on NOW. */
export async function told(): Promise<Row> {
	const { candidate, notice } = await opened();
	const { rows } = await track('recordNotice', { inputs: [[{ ...notice, notice: 'sent' }]] });
	const [row = {}] = await heard([candidate], rows[SAVE] ?? []);
	return row;
}

/** One candidate about whom an administrator decided that the seat may be taken back. */
export async function decided(accountId = 'ada'): Promise<Row> {
	const mode = 'adminDecides';
	const { candidate } = await opened({ mode }, { accountId, displayName: '' });
	const answer = { ...candidate, answer: 'approve', by: 'admin' };
	const { rows } = await track('recordAnswer', { inputs: [[answer]] });
	const [row = {}] = await heard([candidate], rows[SAVE] ?? []);
	return row;
}
