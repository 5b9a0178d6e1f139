import { readGroupRefs } from '../../../licensing/reclaim/groupRefs';
import {
	groupsToRestore,
	newReceiptId,
	readReceipt,
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

	it('gives back what was removed, and of a removal that was begun also what was planned', () => {
		const groups = { plannedGroups: [USERS, MORE], removedGroups: [MORE] };
		for (const receiptState of ['planned', 'done', 'restored']) {
			expect(groupsToRestore(receipt({ ...groups, receiptState }))).toEqual([MORE]);
		}
		expect(groupsToRestore(receipt({ ...groups, receiptState: 'partial' }))).toEqual([
			MORE,
			USERS,
		]);
	});

	it('that only plans gives nothing back', () => {
		expect(groupsToRestore(receipt({ plannedGroups: [USERS, MORE] }))).toEqual([]);
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
