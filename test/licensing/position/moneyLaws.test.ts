import fc from 'fast-check';

import type { LicensePosition } from '../../../licensing/position/calculate';
import type { Row } from '../../../licensing/tableValues';
import {
	calculated,
	daysAgo,
	entitlement,
	people,
	receipt,
	team,
	activePerson,
	restoredOf,
	storedWith,
} from './samples';

const PROFILES = ['one', 'two', 'three'];

const prices: fc.Arbitrary<Row> = fc.oneof(
	fc.record({ unitPrice: fc.constantFrom('5.16', '0.333', 7) }),
	fc.constant({
		unitPrice: null,
		bands: [
			{ from: 1, price: '1.10' },
			{ from: 11, price: '1.00' },
			{ from: 31, price: '0.90' },
		],
		flatUpTo: 10,
		flatPrice: 0,
	}),
	fc.constant({
		unitPrice: null,
		billingCycle: 'annual',
		purchased: 50,
		tiers: [10, 20, 50].map((upTo) => ({ upTo, price: upTo * 60 })),
	}),
);

const plan = fc
	.tuple(
		prices,
		fc.record({
			purchased: fc.constantFrom('', 40),
			countBy: fc.constantFrom('subscription', 'person'),
			discountPercent: fc.constantFrom('', '7.5'),
			lowerTierOrdered: fc.boolean(),
			nextBillingDate: fc.constantFrom('2026-06-15', '2026-07-01', '2026-01-31', null),
		}),
	)
	.map(([price, fields]) => entitlement({ ...fields, ...price }));

const seats = fc
	.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 12 }))
	.map(([active, idle]) => team(active, idle));

const sources = fc
	.record({
		inEach: fc.tuple(seats, seats, seats),
		plan,
		gone: fc.array(
			fc.record({
				account: fc.integer({ min: 0, max: 8 }),
				profile: fc.constantFrom(...PROFILES),
				days: fc.integer({ min: 1, max: 200 }),
			}),
			{ maxLength: 20 },
		),
	})
	.map(({ inEach, plan: bought, gone }) => ({
		people: [
			...inEach.flatMap((rows, place): Row[] =>
				rows.map((row) => ({ ...row, profile: PROFILES[place] })),
			),
			...PROFILES.map((profile) => activePerson('stays', { profile })),
		],
		entitlements: [bought],
		receipts: oneEach(
			gone.map(({ account, profile, days }) =>
				receipt(`gone-${account}`, {
					profile,
					receiptId: `${profile}:${account}`,
					performedAt: daysAgo(days),
				}),
			),
		),
	}));

function oneEach(rows: readonly Row[]): Row[] {
	return [...new Map(rows.map((row) => [row.receiptId, row])).values()];
}

const KEPT = ['freedSavings', 'actualSavings'] as const;
const sumOf = ({ positions }: LicensePosition) =>
	positions.reduce(
		(sum, { amounts }) => KEPT.reduce((all, field) => all + amounts[field], sum),
		0n,
	);

describe('for any plan, seats and removals', () => {
	test('totals and shares add up to the positions', () => {
		fc.assert(
			fc.property(sources, (given) => {
				const { positions, totals, shares } = calculated(given);
				for (const field of [
					'freedSavings',
					'actualSavings',
					'actualSavingsThisYear',
					'avoidedCost',
					'potentialSavings',
					'renewalCost',
					'recommendedCost',
				] as const) {
					const sum = positions.reduce((all, { amounts }) => all + amounts[field], 0n);
					expect(totals.reduce((all, { amounts }) => all + amounts[field], 0n)).toBe(sum);
				}
				const shared = (state: string) =>
					shares.reduce((all, one) => (one.state === state ? all + one.amount : all), 0n);
				const [total] = totals;
				expect(shared('possible')).toBe(total?.amounts.potentialSavings);
				expect(shared('freed')).toBe(total?.amounts.freedSavings);
				expect(shared('saved')).toBe(total?.amounts.actualSavings);
				const dated = total?.freed.reduce((all, { amount }) => all + amount, 0n);
				expect(dated).toBe(total?.amounts.freedSavings);
			}),
		);
	});

	test('a saving never exceeds what is paid', () => {
		fc.assert(
			fc.property(sources, (given) => {
				const { totals } = calculated(given);
				const everybody = calculated({
					...given,
					people: [
						...given.people,
						...people(
							given.receipts.length,
							(id) => activePerson(id, { profile: 'one' }),
							'paid',
						),
					],
					receipts: [],
				});
				const paid = everybody.totals[0]?.amounts.renewalCost ?? 0n;
				for (const { amounts } of totals) {
					for (const field of [
						'potentialSavings',
						'freedSavings',
						'actualSavings',
					] as const) {
						expect(amounts[field] >= 0n && amounts[field] <= paid).toBe(true);
					}
					// Each of the three is rounded to the cent by itself.
					const all =
						amounts.potentialSavings + amounts.freedSavings + amounts.actualSavings;
					expect(all <= paid + 2n).toBe(true);
				}
			}),
		);
	});

	test('people who are paid for once are never counted twice', () => {
		fc.assert(
			fc.property(sources, (given) => {
				const entitlements = given.entitlements.map((row) => ({
					...row,
					countBy: 'person',
				}));
				const { totals, shares } = calculated({ ...given, entitlements });
				const accounts = new Set(given.people.map(({ accountId }) => accountId));
				expect(totals[0]?.counts.used).toBe(accounts.size);
				const paid = shares.filter(({ amount }) => amount > 0n);
				expect(new Set(paid.map(({ accountId }) => accountId)).size).toBe(paid.length);
			}),
		);
	});

	test('a restore takes back exactly what its removal gave', () => {
		fc.assert(
			fc.property(sources, fc.nat(), (given, nth) => {
				const before = calculated(given);
				const stored = storedWith(given.receipts, before);
				const again = calculated({ ...given, receipts: stored });
				const withShare = stored.filter(({ isToStore }) => isToStore);
				fc.pre(withShare.length > 0);
				expect(sumOf(again)).toBe(sumOf(before));
				const row = withShare[nth % withShare.length];
				const given1 = before.shares.find(({ receiptId }) => receiptId === row?.receiptId);
				const restored = calculated({
					...given,
					receipts: restoredOf(stored, row),
				});
				expect(sumOf(again) - sumOf(restored)).toBe(given1?.amount);
				const [back] = restored.totals;
				const wasSaved = given1?.state === 'saved';
				expect(back?.amounts.savingsGivenBack).toBe(wasSaved ? given1.amount : 0n);
			}),
		);
	});
});
