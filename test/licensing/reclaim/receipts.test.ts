import { readGroupRefs } from '../../../licensing/reclaim/groupRefs';
import {
	groupsToRestore,
	newReceiptId,
	readReceipt,
	unfinishedReceipts,
	type Receipt,
} from '../../../licensing/reclaim/receipts';
import type { Row } from '../../../licensing/tableValues';

const USERS = { id: 'g1', name: 'users' };
const MORE = { id: 'g2', name: 'more' };

function receipt(row: Row = {}): Receipt {
	const read = readReceipt({
		receiptId: 'r1',
		profile: 'acme',
		cloudId: 'cloud',
		accountId: 'ada',
		plannedGroups: [USERS],
		removedGroups: [],
		receiptState: 'planned',
		performedAt: '2026-06-01T06:00:00Z',
		...row,
	});
	expect(read.problems).toEqual([]);
	return read.receipt;
}

const open = (...rows: Row[]) =>
	unfinishedReceipts(
		rows.map((row, index) => ({ receipt: receipt(row), index })),
		{ profile: 'acme', cloudId: 'CLOUD', now: Date.parse('2026-06-10T06:00:00Z') },
	);

describe('The groups of a receipt', () => {
	it.each([
		['a list', [USERS, MORE]],
		['JSON text', JSON.stringify([USERS, MORE])],
		['repeated entries', [USERS, MORE, { id: 'g1', name: 'renamed' }]],
	])('are read from %s', (_title, value) => {
		expect(readGroupRefs(value)).toEqual([USERS, MORE]);
	});

	it.each([
		['bare ids', ['g1', 'g2']],
		['comma text', 'g1, g2'],
	])('are named by their ids when read from %s', (_title, value) => {
		expect(readGroupRefs(value)?.map(({ name }) => name)).toEqual(['g1', 'g2']);
	});

	it.each([[null], [undefined], [''], [[]], ['[]']])('%p is none', (value) => {
		expect(readGroupRefs(value)).toEqual([]);
	});

	it.each([['{'], ['[{"id":'], [7], [{ id: 'g1' }], [[{ name: 'users' }]], [[null]]])(
		'%p cannot be read, which is not the same as none',
		(value) => {
			expect(readGroupRefs(value)).toBeUndefined();
		},
	);
});

describe('A receipt', () => {
	it('comes back from a table as it was', () => {
		const before = receipt({ removedGroups: [USERS], receiptState: 'done' });
		const row: Row = {};
		for (const [field, value] of Object.entries(before)) {
			row[field] = Array.isArray(value) ? JSON.stringify(value) : value;
		}
		expect(readReceipt(row)).toEqual({ receipt: before, problems: [] });
	});

	it.each([
		['receiptId', null],
		['profile', ''],
		['accountId', undefined],
		['plannedGroups', '{'],
		['removedGroups', 3],
		['receiptState', 'finished'],
	])('names "%s" when it cannot be read', (field, value) => {
		const { problems } = readReceipt({ ...receipt(), [field]: value });
		expect(problems.map((problem) => problem.field)).toEqual([field]);
	});

	it('of a finished run gives back what was removed, an unfinished one also what was planned', () => {
		const groups = { plannedGroups: [USERS, MORE], removedGroups: [MORE] };
		expect(groupsToRestore(receipt({ ...groups, receiptState: 'done' }))).toEqual([MORE]);
		for (const receiptState of ['planned', 'partial']) {
			expect(groupsToRestore(receipt({ ...groups, receiptState }))).toEqual([MORE, USERS]);
		}
	});

	it('has an id of its own for each profile, person and run', () => {
		const ids = [
			newReceiptId('acme', 'ada', '2026-06-01T06:00:00.000Z'),
			newReceiptId('acme', 'bob', '2026-06-01T06:00:00.000Z'),
			newReceiptId('beta', 'ada', '2026-06-01T06:00:00.000Z'),
			newReceiptId('acme', 'ada', '2026-06-02T06:00:00.000Z'),
		];
		expect(new Set(ids).size).toBe(4);
	});
});

describe('Unfinished receipts', () => {
	it('are those planned or begun, of this profile and site', () => {
		expect([...open({}, { accountId: 'bob', receiptState: 'partial' }).keys()].sort()).toEqual([
			'ada',
			'bob',
		]);
		expect(open({ receiptState: 'done' }).size).toBe(0);
		expect(open({ receiptState: 'restored' }).size).toBe(0);
		expect(open({ profile: 'beta' }).size).toBe(0);
		expect(open({ cloudId: 'another' }).size).toBe(0);
	});

	it('of one person become one that keeps the newest id and loses no group', () => {
		const found = open(
			{ receiptId: 'new', plannedGroups: [MORE], performedAt: '2026-06-02T06:00:00Z' },
			{ receiptId: 'old', removedGroups: [USERS], receiptState: 'partial' },
		).get('ada');
		expect(found?.receiptId).toBe('new');
		expect(found?.plannedGroups).toEqual([MORE, USERS]);
	});

	it('that are older than a finished or restored receipt of the person are settled', () => {
		const later = { receiptId: 'r2', performedAt: '2026-06-03T06:00:00Z' };
		expect(open({}, { ...later, receiptState: 'done' }).size).toBe(0);
		expect(open({}, { ...later, receiptState: 'restored' }).size).toBe(0);
		expect(open({ ...later }, { receiptState: 'done' }).size).toBe(1);
		expect(open({}, { ...later, accountId: 'bob', receiptState: 'done' }).size).toBe(1);
	});

	it('end with a plan that names no group any more, or that nobody came back to for a month', () => {
		expect(open({ plannedGroups: [] }).size).toBe(0);
		expect(open({ performedAt: '2026-05-01T06:00:00Z' }).size).toBe(0);
		expect(open({ performedAt: '2026-05-01T06:00:00Z', receiptState: 'partial' }).size).toBe(1);
		expect(open({ performedAt: null }).size).toBe(1);
	});
});
