import fc from 'fast-check';

import { readReceipt, type PlacedReceipt } from '../../../licensing/reclaim/receipts';
import {
	provenReceipt,
	settledTimes,
	unfinishedReceipts,
} from '../../../licensing/reclaim/unfinishedReceipts';
import type { Row } from '../../../licensing/tableValues';

const USERS = { id: 'g1', name: 'users' };
const MORE = { id: 'g2', name: 'more' };
const SCOPE = { profile: 'acme', cloudId: 'CLOUD' };

function placed(row: Row, index = 0): PlacedReceipt {
	const { receipt, problems } = readReceipt({
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
	expect(problems).toEqual([]);
	return { receipt, index };
}

const open = (...rows: Row[]) =>
	unfinishedReceipts(rows.map(placed), { ...SCOPE, now: Date.parse('2026-06-10T06:00:00Z') });

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
		expect(found?.removedGroups).toEqual([USERS]);
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

describe('What an unfinished receipt removed for certain', () => {
	it('is what it names once the removal was begun; a plan removed nothing', () => {
		const groups = { plannedGroups: [MORE], removedGroups: [USERS] };
		const begun = open({ ...groups, receiptState: 'partial' }).get('ada');
		expect(begun?.removedGroups).toEqual([USERS]);
		const planned = open(groups).get('ada');
		expect(planned?.removedGroups).toEqual([]);
		expect(planned?.plannedGroups).toEqual([USERS, MORE]);
	});
});

describe('When a receipt was last finished or restored', () => {
	const settled = (...rows: Row[]) => [...settledTimes(rows.map(placed), SCOPE)];
	const done = { receiptState: 'done' };

	it('is known of each person of this profile and site', () => {
		const restored = { receiptState: 'restored', performedAt: '2026-06-03T06:00:00Z' };
		expect(settled(done, restored, { accountId: 'bob' })).toEqual([
			['ada', Date.parse('2026-06-03T06:00:00Z')],
		]);
		expect(settled({ ...done, profile: 'beta' }, { ...done, cloudId: 'another' })).toEqual([]);
	});

	it('is 0 where no receipt says when', () => {
		expect(settled({ ...done, performedAt: null })).toEqual([['ada', 0]]);
	});
});

describe('What an unfinished receipt may speak of', () => {
	const ids = ['g1', 'g2', 'g3', 'g4'];
	const someIds = fc.subarray(ids);
	const refs = (groupIds: readonly string[]) => groupIds.map((id) => ({ id, name: id }));

	it('is what was removed for certain, and what a plan could have found', () => {
		fc.assert(
			fc.property(
				fc.record({
					plannedGroups: someIds,
					removedGroups: someIds,
					profile: someIds,
					admin: someIds,
					named: fc.option(someIds),
				}),
				({ plannedGroups, removedGroups, profile, admin, named }) => {
					const unfinished = open({
						plannedGroups: refs(plannedGroups),
						removedGroups: refs(removedGroups),
						receiptState: 'partial',
					}).get('ada');
					if (!unfinished) throw new Error('There is no receipt.');
					const rules = { profile: new Set(profile), admin: new Set(admin) };
					const proven = provenReceipt(unfinished, rules, named).plannedGroups;
					for (const id of ids) {
						const isInProfile = profile.includes(id) && !admin.includes(id);
						const isNamed = named === null || named.includes(id);
						expect(proven.some((group) => group.id === id)).toBe(
							removedGroups.includes(id) ||
								(plannedGroups.includes(id) && isInProfile && isNamed),
						);
					}
				},
			),
		);
	});
});
