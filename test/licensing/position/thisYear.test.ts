import fc from 'fast-check';

import { addMonths, dayText } from '../../../licensing/position/billing';
import type { Row } from '../../../licensing/tableValues';
import { DAY_MS } from '../../../licensing/times';
import { entitlement, onlyPosition, receipt, team } from './samples';

const LATE = '2026-06-10';

const thisYear = (day: string, receipts: readonly Row[], fields: Row = {}) =>
	onlyPosition({
		people: team(3, 0),
		entitlements: [entitlement({ purchased: '', ...fields })],
		receipts,
		now: Date.parse(`${day}T06:00:00Z`),
	}).actualSavingsThisYear;

const share = (savingFrom: string, fields: Row = {}): Row => ({
	savingShare: 6,
	savingCurrency: 'USD',
	savingCycle: 'monthly',
	savingFrom,
	...fields,
});

describe('what an older receipt adds to this year', () => {
	test.each([
		['freed in November, counted from December', '2025-11-10T06:00:00Z', 6],
		['freed in the last days of the year', '2025-12-29T06:00:00Z', 6],
		[
			'freed on the last day of the year, too late for the bill of January',
			'2025-12-31T06:00:00Z',
			5,
		],
		['freed years ago, before positions began', '2023-03-03T06:00:00Z', 6],
		['freed this April', '2026-04-10T06:00:00Z', 2],
		['freed this month', '2026-06-02T06:00:00Z', 0],
	])('is the bills of this year alone: %s', (_, performedAt, months) => {
		expect(thisYear(LATE, [receipt('gone', { performedAt })])).toBe(6 * months);
	});

	test('is the same where its share was stored', () => {
		const performedAt = '2024-05-10T06:00:00Z';
		const stored = receipt('gone', { performedAt, ...share('2024-06-01') });
		expect(thisYear(LATE, [stored])).toBe(36);
		expect(thisYear('2026-01-01', [stored])).toBe(6);
	});

	test('ends with the plan', () => {
		const stored = receipt('gone', {
			performedAt: '2025-05-10T06:00:00Z',
			...share('2025-06-01'),
		});
		expect(thisYear(LATE, [stored], { endsAt: '2026-03-31' })).toBe(18);
	});

	test.each([
		['2026-06-10', '2025-11-20T06:00:00Z', 0],
		['2026-06-10', '2026-03-20T06:00:00Z', 12],
		['2026-06-10', '2026-01-20T06:00:00Z', 0],
	])('ends where it was given back: on %s, at %s', (day, performedAt, expected) => {
		const reclaimedAt = '2025-05-10T06:00:00Z';
		const restored = { receiptState: 'restored', performedAt, reclaimedAt };
		expect(thisYear(day, [receipt('gone', { ...restored, ...share('2025-06-01') })])).toBe(
			expected,
		);
	});

	test.each([
		['2026-03-10', '2025-09-30', 0],
		['2026-10-01', '2025-09-30', 60],
		['2026-10-01', '2026-09-30', 60],
		['2027-03-10', '2026-09-30', 0],
	])(
		'is one whole bill of an annual plan, in the year of its renewal: on %s from %s',
		(day, from, expected) => {
			const stored = receipt('gone', {
				performedAt: '2025-05-10T06:00:00Z',
				...share(from, { savingShare: 60, savingCycle: 'annual' }),
			});
			const plan = {
				billingCycle: 'annual',
				purchased: 3,
				unitPrice: 60,
				nextBillingDate: '2027-09-30',
				lowerTierOrdered: true,
			};
			expect(thisYear(day, [stored], plan)).toBe(expected);
		},
	);
});

test('a receipt adds the bills between its date and today that fall in this year, whenever it was', () => {
	const days = fc.integer({ min: 0, max: 1500 });
	const dayOfMonth = fc.integer({ min: 1, max: 31 });
	fc.assert(
		fc.property(days, dayOfMonth, fc.integer({ min: 0, max: 364 }), (ago, date, place) => {
			const now = Date.parse('2026-01-01') + place * DAY_MS;
			const anchor = Date.parse('2020-01-31') - (31 - date) * DAY_MS;
			const taken = now - ago * DAY_MS;
			const bills = Array.from({ length: 96 }, (_, month) => addMonths(anchor, month));
			const lowered = bills.filter(
				(bill) =>
					bill >= taken + 2 * DAY_MS && bill <= now && dayText(bill).startsWith('2026'),
			);
			const gone = receipt('gone', { performedAt: new Date(taken).toISOString() });
			const fields = { nextBillingDate: dayText(anchor) };
			expect(thisYear(dayText(now), [gone], fields)).toBe(6 * lowered.length);
		}),
		{ numRuns: 300 },
	);
});
