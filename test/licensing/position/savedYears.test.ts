import type { Row } from '../../../licensing/tableValues';
import { activePerson, entitlement, onlyPosition, people, receipt, team } from './samples';

const TIERS = [
	{ upTo: 200, price: 2420 },
	{ upTo: 300, price: 3005 },
];

/** An annual plan in tiers, ordered lower unless something else is said. */
const annual = (fields: Row): Row =>
	entitlement({
		unitPrice: null,
		tiers: TIERS,
		billingCycle: 'annual',
		nextBillingDate: null,
		purchased: 300,
		lowerTierOrdered: true,
		...fields,
	});

const removals = (performedAt: string, fields: Row = {}) =>
	people(60, (id) => receipt(id, { performedAt, ...fields }), 'gone');

const at = (day: string, entitlements: readonly Row[], receipts: readonly Row[], active = 200) =>
	onlyPosition({
		people: team(active, 0),
		entitlements,
		receipts,
		now: Date.parse(`${day}T06:00:00Z`),
	});

describe('an annual plan of 300 seats, 60 of which were taken back', () => {
	const ends = { endsAt: '2026-12-31' };
	const next = annual({ purchased: 200, startsAt: '2027-01-01', lowerTierOrdered: false });
	const taken = removals('2026-05-01T06:00:00Z');

	test.each([
		['2026-06-10', [annual(ends)], 0, 585, '2026-12-31'],
		['2026-12-31', [annual(ends), next], 0, 585, '2026-12-31'],
		['2027-01-01', [annual(ends), next], 585, 0, undefined],
		['2027-03-01', [annual(ends), next], 585, 0, undefined],
		['2027-03-01', [annual({ endsAt: '2027-12-31', purchased: 200 })], 585, 0, undefined],
		['2027-03-01', [annual({ endsAt: '2027-12-31' })], 0, 585, '2027-12-31'],
	])('on %s: %j', (day, rows, saved, freed, from) => {
		const position = at(day, rows, taken);
		expect(position).toMatchObject({ actualSavings: saved, freedSavings: freed });
		expect(position.freedByDate[0]?.countsFrom).toBe(from);
	});

	test.each([true, false])('saves nothing before the renewal, ordered %s', (lowerTierOrdered) => {
		const position = at(
			'2026-06-10',
			[annual({ ...ends, lowerTierOrdered })],
			removals('2025-11-01T06:00:00Z'),
		);
		expect(position).toMatchObject({
			actualSavings: 0,
			freedByDate: [{ countsFrom: '2026-12-31', seats: 60, amount: 585 }],
		});
	});

	test('saves nothing where the next year was bought as large, whatever was ordered', () => {
		const same = annual({ startsAt: '2027-01-01', endsAt: '2027-12-31' });
		expect(at('2027-01-01', [annual(ends), same], taken)).toMatchObject({
			actualSavings: 0,
			freedByDate: [{ countsFrom: '2027-12-31', seats: 60, amount: 585 }],
		});
	});

	test('saves in the year that begins after its end', () => {
		const share = { savingShare: 9.75, savingCurrency: 'USD', savingCycle: 'annual' };
		const stored = removals('2026-05-01T06:00:00Z', { ...share, savingFrom: '2026-12-31' });
		const rows = [annual({ purchased: 200, startsAt: '2026-01-01', endsAt: '2027-12-31' })];
		expect(at('2026-12-31', rows, stored).actualSavingsThisYear).toBe(0);
		expect(at('2027-01-01', rows, stored).actualSavingsThisYear).toBe(585);
	});
});

describe('what the bills of this year saved', () => {
	const stored = (fields: Row = {}): Row => ({
		savingShare: 6,
		savingCurrency: 'USD',
		savingCycle: 'monthly',
		savingFrom: '2026-02-01',
		reclaimedAt: '2026-01-20T06:00:00Z',
		...fields,
	});
	const restored = (performedAt: string, fields: Row = {}) =>
		receipt('gone', { ...stored(fields), receiptState: 'restored', performedAt });
	const thisYear = (day: string, receipts: readonly Row[], fields: Row = {}) =>
		at(day, [entitlement(fields)], receipts, 3).actualSavingsThisYear;

	test.each([
		['2026-09-01', '2026-08-10T06:00:00Z', 36],
		['2027-03-05', '2026-08-10T06:00:00Z', 0],
		['2027-03-05', '2027-02-10T06:00:00Z', 6],
	])('on %s, given back at %s: %i', (day, performedAt, expected) => {
		expect(thisYear(day, [restored(performedAt)])).toBe(expected);
	});

	test.each([
		['2026-06-14T06:00:00Z', 0],
		['2026-06-15T06:00:00Z', 6],
		['2026-06-20T06:00:00Z', 6],
	])(
		'count a cycle that is over when the seat is given back: %s, %i',
		(performedAt, expected) => {
			const dates = { nextBillingDate: '2026-07-15' };
			expect(
				thisYear(
					'2026-06-25',
					[restored(performedAt, { savingFrom: '2026-05-15' })],
					dates,
				),
			).toBe(expected);
		},
	);

	test('stay when the same seat is taken again', () => {
		const again = receipt('gone', {
			receiptId: 'again',
			performedAt: '2026-06-20T06:00:00Z',
		});
		const before = restored('2026-06-05T06:00:00Z');
		expect(thisYear('2026-06-25', [before])).toBe(24);
		expect(thisYear('2026-06-25', [before, again])).toBe(24);
	});

	test('end when the site gave the seat back by itself', () => {
		const position = onlyPosition({
			people: [
				...team(3, 0),
				activePerson('gone', {
					firstSeenAt: '2026-05-10T06:00:00Z',
					lastSeenAt: '2026-06-10T06:00:00Z',
				}),
			],
			entitlements: [entitlement()],
			receipts: [receipt('gone', { ...stored(), performedAt: '2026-01-20T06:00:00Z' })],
		});
		expect(position).toMatchObject({ actualSavings: 0, actualSavingsThisYear: 18 });
	});

	test.each([
		['2026-03-29', 6],
		['2026-03-31', 12],
	])('step from the last day of a month: %s, %i', (day, expected) => {
		const taken = receipt('gone', { performedAt: '2026-02-10T06:00:00Z' });
		const dates = { nextBillingDate: '2026-03-31' };
		expect(thisYear(day, [taken], dates)).toBe(expected);
	});
});

describe('what was given back', () => {
	const back = (fields: Row) =>
		at(
			'2026-06-10',
			[entitlement()],
			[
				receipt('gone', {
					receiptState: 'restored',
					performedAt: '2026-05-20T06:00:00Z',
					reclaimedAt: '2026-04-20T06:00:00Z',
					...fields,
				}),
			],
			3,
		).savingsGivenBack;
	const share = { savingShare: 6, savingCurrency: 'USD', savingCycle: 'monthly' };

	test.each([
		['nothing where no saving was stored', {}, 0],
		['the stored saving', { ...share, savingFrom: '2026-05-01' }, 6],
		['nothing before its date', { ...share, savingFrom: '2026-06-01' }, 0],
	])('is %s', (_, fields, expected) => {
		expect(back(fields)).toBe(expected);
	});
});

test('each plan of a mixed pool has its own dates', () => {
	const position = at(
		'2026-06-10',
		[
			entitlement({
				purchased: 5,
				unitPrice: 60,
				billingCycle: 'annual',
				endsAt: '2026-12-31',
			}),
			entitlement({ purchased: null, unitPrice: 6, nextBillingDate: '2026-07-01' }),
		],
		people(3, (id) => receipt(id, { performedAt: '2026-05-05T06:00:00Z' }), 'gone'),
		4,
	);
	expect(position).toMatchObject({
		actualSavings: 2 * 72,
		freedSavings: 60,
		freedByDate: [{ countsFrom: '2026-12-31', seats: 1, amount: 60 }],
	});
});
