import type { Row } from '../../../licensing/tableValues';
import {
	entitlement,
	activePerson,
	idlePerson,
	onlyPosition,
	people,
	STANDARD,
	team,
	calculated,
	daysAgo,
	receipt,
} from './samples';

describe('savings', () => {
	const entitlements = [entitlement({ purchased: 20 })];

	test('count candidates alone, not whoever is stale and kept', () => {
		const position = onlyPosition({
			people: [
				idlePerson('a'),
				idlePerson('b', 100, { decision: 'retained', reasonCode: 'coolingDown' }),
				idlePerson('c', 100, {
					decision: 'excluded',
					reasonCode: 'excludedByRule',
					protectedFromReclamation: true,
				}),
				idlePerson('d', 100, { excludedFromCost: true }),
				idlePerson('e', 100, {
					decision: 'retained',
					reasonCode: 'activityUnknown',
					activityStatus: 'unknown',
				}),
			],
			entitlements,
		});
		expect(position).toMatchObject({
			used: 4,
			excluded: 1,
			stale: 4,
			candidates: 1,
			potentialSavings: 6,
		});
		expect(position.histogram.unknown).toBe(1);
	});

	test('show what another threshold would save', () => {
		const kept = (days: number) => (id: string) => activePerson(id, { inactiveDays: days });
		const position = onlyPosition({
			people: [
				...people(3, kept(29), 'a'),
				...people(2, kept(30), 'b'),
				...people(2, (id) => idlePerson(id, 60), 'c'),
				...people(1, (id) => idlePerson(id, 119), 'd'),
				...people(1, (id) => idlePerson(id, 200), 'e'),
				...people(
					1,
					(id) =>
						idlePerson(id, 0, {
							inactiveDays: null,
							activityStatus: 'none',
							reasonCode: 'neverActive',
						}),
					'f',
				),
			],
			entitlements,
		});
		expect(position.histogram).toEqual({
			'0-30': 3,
			'30-60': 2,
			'60-90': 2,
			'90-120': 1,
			'120+': 1,
			never: 1,
			unknown: 0,
		});
		expect(position.whatIfSeats).toEqual({ 30: 7, 60: 5, 90: 3, 120: 2, 180: 2 });
		expect(position.whatIf).toEqual({ 30: 42, 60: 30, 90: 18, 120: 12, 180: 12 });
		expect(position.potentialSavings).toBe(position.whatIf[60]);
	});

	test('are actual once a receipt is done and no access remains', () => {
		const position = onlyPosition({
			people: team(5, 0),
			entitlements,
			receipts: [
				receipt('gone-1'),
				receipt('gone-2', { removedGroups: '[{"id":"g-1","name":"confluence-users"}]' }),
				receipt('still-there', { remainingAccess: [{ id: 'g-2', name: 'others' }] }),
				receipt('half', { receiptState: 'partial' }),
				receipt('plan', { receiptState: 'planned' }),
			],
		});
		expect(position).toMatchObject({
			actualSavings: 12,
			reclaimed: 2,
			restored: 0,
			savingsGivenBack: 0,
		});
	});

	test('a restored seat saves nothing any more, and it is said what that took back', () => {
		const back = receipt('p', {
			receiptState: 'restored',
			performedAt: daysAgo(2),
			savingShare: 6,
			savingCurrency: 'USD',
			savingCycle: 'monthly',
			savingFrom: '2026-06-01',
		});
		const position = onlyPosition({
			people: team(5, 0),
			entitlements,
			receipts: [receipt('gone'), receipt('p'), back],
		});
		expect(position).toMatchObject({
			actualSavings: 6,
			reclaimed: 1,
			restored: 1,
			savingsGivenBack: 6,
		});
	});

	test('a person who lost the seat twice is one seat', () => {
		const again = receipt('p', { receiptId: 'second', performedAt: daysAgo(1) });
		const position = onlyPosition({
			people: team(5, 0),
			entitlements,
			receipts: [receipt('p', { receiptState: 'restored' }), again],
		});
		expect(position).toMatchObject({
			freedSavings: 6,
			actualSavings: 0,
			reclaimed: 1,
			restored: 0,
		});
	});

	test('a seat taken back since the snapshot is actual, and not potential too', () => {
		const position = onlyPosition({
			people: [...team(4, 1), idlePerson('p', 90, { lastSeenAt: daysAgo(21) })],
			entitlements,
			receipts: [receipt('p')],
		});
		expect(position).toMatchObject({
			used: 6,
			candidates: 1,
			potentialSavings: 6,
			actualSavings: 6,
		});
	});

	test('a person who is seen again after the receipt has the seat again', () => {
		const position = onlyPosition({
			people: [...team(4, 0), activePerson('p', { lastSeenAt: daysAgo(1) })],
			entitlements,
			receipts: [receipt('p')],
		});
		expect(position).toMatchObject({ actualSavings: 0, restored: 1 });
	});

	test('receipts that belong to no model are counted, not guessed', () => {
		const elsewhere = receipt('x', { profile: 'unknown.atlassian.net' });
		const nameless = receipt('y', {
			removedGroups: [{ id: 'g-9', name: 'wiki' }],
			plannedGroups: [],
		});
		const second = { identifier: 'beta-users', model: 'Confluence Premium' };
		const { receiptsNotCounted, positions } = calculated({
			people: [...team(1, 0), activePerson('z', { subscriptionIdentifier: 'beta-users' })],
			models: [STANDARD, second],
			entitlements,
			receipts: [
				elsewhere,
				nameless,
				receipt('back', { profile: 'unknown', receiptState: 'restored' }),
			],
		});
		expect(receiptsNotCounted).toBe(2);
		expect(positions.every(({ amounts }) => amounts.actualSavings === 0n)).toBe(true);
	});
});

describe('the savings of this year', () => {
	const since = (performedAt: string, fields: Row = {}) =>
		calculated({
			people: team(3, 0),
			entitlements: [entitlement({ purchased: 10 })],
			receipts: [receipt('gone', { performedAt, ...fields })],
		}).positions[0]?.amounts.actualSavingsThisYear;
	const stored = {
		savingShare: 6,
		savingCurrency: 'USD',
		savingCycle: 'monthly',
		savingFrom: '2026-02-01',
		reclaimedAt: '2026-01-20T06:00:00Z',
	};

	test('count each bill of the year since a removal', () => {
		expect(since('2026-01-20T06:00:00Z')).toBe(5n * 600n);
		expect(since('2025-03-10T06:00:00Z')).toBe(6n * 600n);
		expect(since('2026-06-05T06:00:00Z')).toBe(0n);
	});

	test('keep the whole months before a seat was given back, and nothing where nobody knows when', () => {
		const restored = { ...stored, receiptState: 'restored' };
		expect(since('2026-05-20T06:00:00Z', restored)).toBe(3n * 600n);
		expect(since('2026-05-20T06:00:00Z', { receiptState: 'restored' })).toBe(0n);
	});
});
