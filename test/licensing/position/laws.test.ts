import fc from 'fast-check';

import { HISTOGRAM_BARS, WHAT_IF_DAYS } from '../../../licensing/position/idleSeats';
import type { Position } from '../../../licensing/position/positionItem';
import { isActive, readEntitlements } from '../../../licensing/position/entitlements';
import { Pricing } from '../../../licensing/position/pricing';
import { equalShares, shares } from '../../../licensing/position/money';
import type { Row } from '../../../licensing/tableValues';
import { calculated, NOW, positionsOf, type Sources } from './samples';

const PROFILES = ['acme', 'beta', 'gamma'];
const IDENTIFIERS = ['users', 'guests', 'wiki', 'nobody-mapped-this'];
const MODELS = [
	{ identifier: 'users', model: 'Standard' },
	{ identifier: 'guests', model: 'Standard' },
	{ identifier: 'wiki', model: 'Premium' },
];

const price = fc.integer({ min: 0, max: 2_000_000 }).map((parts) => `${parts / 1000}`);

const bands = fc
	.uniqueArray(fc.integer({ min: 2, max: 40 }), { maxLength: 4 })
	.chain((starts) =>
		fc
			.array(price, { minLength: starts.length + 1, maxLength: starts.length + 1 })
			.map((prices) => [1, ...starts].map((from, place) => ({ from, price: prices[place] }))),
	);

const date = fc.constantFrom(null, '2025-01-01', '2026-01-31', '2026-06-10', '2026-08-01');

function entitlementOf(model: string, currency: string): fc.Arbitrary<Row> {
	return fc
		.record({
			purchased: fc.integer({ min: 0, max: 60 }),
			bands,
			billingCycle: fc.constantFrom('monthly', 'annual'),
			startsAt: date,
			nextBillingDate: date,
			profile: fc.constantFrom('', '', '', ...PROFILES),
		})
		.map((fields) => ({ ...fields, model, currency }));
}

const person = fc
	.record({
		profile: fc.constantFrom(...PROFILES),
		accountId: fc.integer({ min: 0, max: 300 }).map((id) => `p-${id}`),
		subscriptionIdentifier: fc.constantFrom(...IDENTIFIERS),
		excludedFromCost: fc.constantFrom(true, false, 0, 1, 'true', 'false', null),
		isAdmin: fc.boolean(),
		decision: fc.constantFrom('candidate', 'retained', 'excluded', null),
		reasonCode: fc.constantFrom('active', 'coolingDown', 'inactive', null),
		activityStatus: fc.constantFrom('known', 'none', 'unknown'),
		inactiveDays: fc.option(fc.integer({ min: 0, max: 400 })),
	})
	.map((row): Row => row);

const receiptRow = fc
	.record({
		profile: fc.constantFrom(...PROFILES),
		accountId: fc.integer({ min: 0, max: 400 }).map((id) => `p-${id}`),
		receiptState: fc.constantFrom('planned', 'partial', 'done', 'done', 'restored'),
		performedAt: fc.constantFrom('2026-05-01T00:00:00Z', '2026-06-01T00:00:00Z'),
		name: fc.constantFrom(...IDENTIFIERS),
	})
	.map(
		({ name, ...row }): Row => ({
			...row,
			receiptId: `${row.profile}:${row.accountId}:${row.performedAt}`,
			removedGroups: [{ id: name, name }],
			plannedGroups: [],
		}),
	);

const sources: fc.Arbitrary<Sources> = fc.record({
	people: fc.array(person, { minLength: 1, maxLength: 120 }),
	models: fc.constant(MODELS),
	entitlements: fc
		.tuple(
			fc.array(entitlementOf('Standard', 'USD'), { maxLength: 3 }),
			fc.array(entitlementOf('Premium', 'JPY'), { maxLength: 2 }),
		)
		.map((lists) => lists.flat()),
	receipts: fc.array(receiptRow, { maxLength: 30 }),
	staleAfterDays: fc.integer({ min: 1, max: 200 }),
});

const SUMMED = [
	'owned',
	'used',
	'excluded',
	'available',
	'adminSeats',
	'unlicensed',
	'stale',
	'candidates',
	'reclaimed',
	'restored',
] as const satisfies ReadonlyArray<keyof Position>;

describe('for any subscriptions, entitlements and receipts', () => {
	test('totals equal the sum of their parts, exactly', () => {
		fc.assert(
			fc.property(sources, (given) => {
				const { positions, totals } = calculated(given);
				const currencies = new Set(positions.map(({ currency }) => currency));
				expect(totals.map(({ currency }) => currency)).toEqual([...currencies]);
				for (const total of totals) {
					const parts = positions.filter(({ currency }) => currency === total.currency);
					for (const field of SUMMED) {
						const sum = parts.reduce((all, { counts }) => all + counts[field], 0);
						expect(total.counts[field]).toBe(sum);
					}
					for (const field of [
						'ownedCost',
						'overLicensedAmount',
						'trueUpCost',
						'potentialSavings',
						'actualSavings',
					] as const) {
						const sum = parts.reduce((all, { amounts }) => all + amounts[field], 0n);
						expect(total.amounts[field]).toBe(sum);
					}
				}
			}),
		);
	});

	test('nothing is negative, and every amount is one that its currency can show', () => {
		fc.assert(
			fc.property(sources, (given) => {
				const { positions, totals } = positionsOf(given);
				for (const position of [...positions, ...totals]) {
					for (const [field, value] of Object.entries({
						...position,
						...position.whatIf,
					})) {
						if (typeof value !== 'number') continue;
						expect([field, value >= 0]).toEqual([field, true]);
					}
					const decimals = position.currency === 'JPY' ? 0 : 2;
					expect(position.potentialSavings ?? 0).toBe(
						Number((position.potentialSavings ?? 0).toFixed(decimals)),
					);
				}
			}),
		);
	});

	test('no subscription is lost: it is used, excluded or unrecognized', () => {
		fc.assert(
			fc.property(sources, (given) => {
				const { positions, unrecognized } = calculated(given);
				const inPositions = positions.reduce(
					(all, { counts }) => all + counts.used + counts.excluded,
					0,
				);
				const without = unrecognized.reduce((all, entry) => all + entry.subscriptions, 0);
				expect(inPositions + without).toBe(given.people.length);
				for (const { counts } of positions) {
					const bars = HISTOGRAM_BARS.reduce(
						(all, bar) => all + counts.histogram[bar],
						0,
					);
					expect(bars).toBe(counts.used);
					expect(counts.owned - counts.used).toBe(counts.available - counts.unlicensed);
				}
			}),
		);
	});

	test('seats bought are shared out completely, and no profile is short while another has some', () => {
		fc.assert(
			fc.property(sources, (given) => {
				const { positions } = calculated(given);
				const read = readEntitlements(given.entitlements ?? [], 'in the test');
				const shared = read.every(({ profile }) => profile === '');
				fc.pre(shared);
				for (const model of ['Standard', 'Premium']) {
					const own = positions.filter((position) => position.model === model);
					const bought = read.filter((one) => one.model === model && isActive(one, NOW));
					const purchased = bought.reduce((all, one) => all + (one.purchased ?? 0), 0);
					const owned = own.reduce((all, { counts }) => all + counts.owned, 0);
					expect(owned).toBe(purchased);
					const free = own.some(({ counts }) => counts.available > 0);
					const short = own.some(({ counts }) => counts.unlicensed > 0);
					expect(free && short).toBe(false);
				}
			}),
		);
	});

	test('a higher threshold never saves more in total', () => {
		fc.assert(
			fc.property(sources, (given) => {
				for (const { amounts, counts } of calculated(given).totals) {
					for (const [place, days] of WHAT_IF_DAYS.entries()) {
						const next = WHAT_IF_DAYS[place + 1];
						if (next === undefined) continue;
						expect(counts.whatIfSeats[next]).toBeLessThanOrEqual(
							counts.whatIfSeats[days],
						);
						expect(amounts.whatIf[next] <= amounts.whatIf[days]).toBe(true);
					}
				}
			}),
		);
	});

	test('the same input gives the same position, in any order of the people', () => {
		fc.assert(
			fc.property(sources, (given) => {
				const once = (people: readonly Row[]) =>
					positionsOf({ ...given, people: oneRowEach(people) }).positions;
				const key = ({ profile, model }: Position) => `${profile} ${model}`;
				const sorted = (list: Position[]) =>
					list.sort((a, b) => (key(a) < key(b) ? -1 : 1));
				fc.pre((given.entitlements ?? []).every(({ profile }) => profile !== ''));
				expect(sorted(once([...given.people].reverse()))).toEqual(
					sorted(once(given.people)),
				);
			}),
		);
	});
});

describe('for any prices', () => {
	const pricing = fc
		.array(entitlementOf('Standard', 'USD'), { minLength: 1, maxLength: 4 })
		.map((rows) => new Pricing(readEntitlements(rows, 'in the test'), NOW));
	const seats = fc.integer({ min: 0, max: 150 });

	test('more seats never cost less, and giving up more never saves less', () => {
		fc.assert(
			fc.property(pricing, seats, seats, (prices, before, given) => {
				expect(prices.cost(before + 1) >= prices.cost(before)).toBe(true);
				const after = Math.min(before, given);
				const saved = prices.saving(before, after).amount;
				expect(saved >= 0n).toBe(true);
				expect(saved <= prices.cost(before)).toBe(true);
				if (after > 0) {
					expect(prices.saving(before, after - 1).amount >= saved).toBe(true);
				}
			}),
		);
	});

	test('a tier saves no more than the same bands billed monthly', () => {
		fc.assert(
			fc.property(bands, seats, seats, (given, before, wish) => {
				const of = (billingCycle: string) => {
					const row = {
						model: 'M',
						purchased: 10,
						bands: given,
						currency: 'USD',
						billingCycle,
					};
					return new Pricing(readEntitlements([row], 'in the test'), NOW);
				};
				const after = Math.min(before, wish);
				const monthly = of('monthly').saving(before, after).amount;
				expect(of('annual').saving(before, after).amount <= monthly).toBe(true);
				expect(monthly).toBe(of('monthly').cost(before) - of('monthly').cost(after));
			}),
		);
	});
});

test('equal shares are the shares of equal weights', () => {
	const count = fc.integer({ min: 1, max: 50 });
	fc.assert(
		fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), count, (total, length) => {
			expect(equalShares(total, length)).toEqual(
				shares(
					total,
					Array.from({ length }, () => 1),
				),
			);
		}),
	);
});

test('shares are whole, fair to one unit, and add up', () => {
	const weights = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 20 });
	fc.assert(
		fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), weights, (total, given) => {
			const divided = shares(total, given);
			expect(divided.reduce((all, share) => all + share, 0n)).toBe(total);
			const sum = given.reduce((all, weight) => all + weight, 0);
			if (sum === 0) return;
			for (const [place, share] of divided.entries()) {
				const exact = (total * BigInt(given[place] ?? 0)) / BigInt(sum);
				expect(share - exact === 0n || share - exact === 1n).toBe(true);
			}
		}),
	);
});

/** The first row of each subscription, so that the order cannot choose between two rows. */
function oneRowEach(rows: readonly Row[]): Row[] {
	const first = new Map<string, Row>();
	const sorted = [...rows].map((row) => [JSON.stringify(row), row] as const);
	sorted.sort(([a], [b]) => (a < b ? -1 : 1));
	for (const [, row] of sorted) {
		const key = JSON.stringify([row.profile, row.accountId]);
		if (!first.has(key)) first.set(key, row);
	}
	return rows.filter((row) => [...first.values()].includes(row));
}
