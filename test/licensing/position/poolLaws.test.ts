import fc from 'fast-check';

import type { LicensePosition } from '../../../licensing/position/calculate';
import type { Row } from '../../../licensing/tableValues';
import {
	activePerson,
	calculated,
	daysAgo,
	earlierPosition,
	entitlement,
	idlePerson,
	receipt,
	restoredOf,
	storedWith,
} from './samples';

const SITES = ['one', 'two', 'three'];

const bands = [
	{ from: 1, price: '1.10' },
	{ from: 11, price: '1.00' },
	{ from: 31, price: '0.90' },
];
const plans: fc.Arbitrary<Row[]> = fc.array(
	fc.constantFrom(
		entitlement({ purchased: '', unitPrice: '5.16' }),
		entitlement({ purchased: 15, unitPrice: '5.16', startsAt: '2026-02-01' }),
		entitlement({ purchased: '', unitPrice: null, bands, flatUpTo: 10, flatPrice: 0 }),
		entitlement({
			purchased: 20,
			unitPrice: null,
			billingCycle: 'annual',
			nextBillingDate: null,
			endsAt: '2026-08-31',
			lowerTierOrdered: true,
			tiers: [10, 20, 50].map((upTo) => ({ upTo, price: upTo * 60 })),
		}),
		entitlement({ purchased: 5, unitPrice: 7, discountPercent: '12.5' }),
	),
	{ minLength: 1, maxLength: 2 },
);

/** A person with the sites that the person is in. */
const person = fc.record({
	sites: fc.uniqueArray(fc.constantFrom(...SITES), { minLength: 1, maxLength: 3 }),
	isIdle: fc.boolean(),
});
const gone = fc.record({
	sites: fc.uniqueArray(fc.constantFrom(...SITES), { minLength: 1, maxLength: 3 }),
	days: fc.integer({ min: 1, max: 300 }),
});
const company = fc.record({
	people: fc.array(person, { minLength: 1, maxLength: 40 }),
	taken: fc.array(gone, { maxLength: 12 }),
	plans,
});

interface Company {
	people: Array<{ sites: string[]; isIdle: boolean }>;
	taken: Array<{ sites: string[]; days: number }>;
	plans: Row[];
}

/** The rows of a company; `sitesOf` says in which sites a person of several counts. */
function rowsOf(
	{ people, taken, plans: entitlements }: Company,
	sitesOf: (sites: string[]) => string[],
) {
	return {
		people: [
			...people.flatMap(({ sites, isIdle }, place) =>
				sitesOf(sites).map((profile) =>
					isIdle
						? idlePerson(`p-${place}`, 100, { profile })
						: activePerson(`p-${place}`, { profile }),
				),
			),
			...SITES.map((profile) => activePerson('everywhere', { profile })),
		],
		receipts: taken.flatMap(({ sites, days }, place) =>
			sitesOf(sites).map((profile) =>
				receipt(`gone-${place}`, {
					profile,
					receiptId: `${profile}:${place}`,
					performedAt: daysAgo(days),
				}),
			),
		),
		entitlements,
	};
}

const COUNTS = ['owned', 'billedQuantity', 'used', 'candidates', 'reclaimed'] as const;
const AMOUNTS = [
	'ownedCost',
	'potentialSavings',
	'freedSavings',
	'actualSavings',
	'actualSavingsThisYear',
	'renewalCost',
	'recommendedCost',
	'overLicensedAmount',
	'trueUpCost',
] as const;

const wholeOf = ({ totals }: LicensePosition) => {
	const [total] = totals;
	return {
		...Object.fromEntries(COUNTS.map((field) => [field, total?.counts[field]])),
		...Object.fromEntries(AMOUNTS.map((field) => [field, total?.amounts[field]])),
	};
};

describe('seats bought once for several sites', () => {
	test('cost and save what they would in one site', () => {
		fc.assert(
			fc.property(company, (given) => {
				const apart = rowsOf(given, (sites) => sites.slice(0, 1));
				const together = {
					...apart,
					people: apart.people.map((row) => ({ ...row, profile: 'one' })),
					receipts: apart.receipts.map((row) => ({ ...row, profile: 'one' })),
				};
				// Whoever is in every site is three seats, so three people in one.
				const names = apart.people.map(({ accountId, profile }) =>
					accountId === 'everywhere' ? `${accountId}-${String(profile)}` : accountId,
				);
				const inOne = {
					...together,
					people: together.people.map((row, place) => ({
						...row,
						accountId: names[place],
					})),
				};
				expect(wholeOf(calculated(apart))).toEqual(wholeOf(calculated(inOne)));
			}),
		);
	});

	test('are billed for once, whatever is known of earlier days', () => {
		fc.assert(
			fc.property(
				company,
				fc.array(fc.tuple(fc.nat({ max: 8 }), fc.nat({ max: 60 })), { maxLength: 6 }),
				(given, days) => {
					const { people } = rowsOf(given, (sites) => sites.slice(0, 1));
					const byUse = [entitlement({ purchased: '' })];
					// On each of these days every seat of the company was in the first site.
					const earlier = days.flatMap(([day, used]) =>
						SITES.map((profile, place) =>
							earlierPosition(`2026-06-0${day + 1}`, place === 0 ? used : 0, {
								profile,
							}),
						),
					);
					const newest = new Map(days);
					const largest = Math.max(people.length, ...newest.values());
					const { totals } = calculated({ people, entitlements: byUse, earlier });
					expect(totals[0]?.counts.billedQuantity).toBe(largest);
				},
			),
		);
	});
});

describe('people who are paid for once over several sites', () => {
	const byPerson = (given: Company): Company => ({
		...given,
		plans: given.plans.map((row) => ({ ...row, countBy: 'person' })),
	});

	test('cost and save what they would in one site each', () => {
		fc.assert(
			fc.property(company.map(byPerson), (given) => {
				const many = rowsOf(given, (sites) => sites);
				const once = rowsOf(given, (sites) => sites.slice(0, 1));
				expect(wholeOf(calculated(many))).toEqual(wholeOf(calculated(once)));
			}),
		);
	});

	test('have no share twice, and say so where another seat keeps them billed', () => {
		fc.assert(
			fc.property(company.map(byPerson), (given) => {
				const { shares } = calculated(rowsOf(given, (sites) => sites));
				const keys = shares
					.filter(({ amount }) => amount > 0n)
					.map(({ accountId }) => accountId);
				expect(new Set(keys).size).toBe(keys.length);
				for (const share of shares.filter(({ state }) => state === 'possible')) {
					const place = Number(share.accountId.slice(2));
					const others = given.people[place]?.sites.filter(
						(site) => site !== share.profile,
					);
					expect([...share.stillBilledThrough].sort()).toEqual(
						[...(others ?? [])].sort(),
					);
				}
			}),
		);
	});

	test('take back by a restore exactly what was stored', () => {
		fc.assert(
			fc.property(company.map(byPerson), fc.nat(), (given, nth) => {
				const sources = rowsOf(given, (sites) => sites);
				const first = calculated(sources);
				const stored = storedWith(sources.receipts, first);
				const saved = stored.filter(
					({ isToStore, state }) => isToStore && state === 'saved',
				);
				fc.pre(saved.length > 0);
				const row = saved[nth % saved.length];
				const share = first.shares.find(({ receiptId }) => receiptId === row?.receiptId);
				const restored = calculated({
					...sources,
					receipts: restoredOf(stored, row),
				});
				const before = calculated({ ...sources, receipts: stored });
				const sum = ({ positions }: LicensePosition) =>
					positions.reduce((all, { amounts }) => all + amounts.actualSavings, 0n);
				expect(sum(before) - sum(restored)).toBe(share?.amount);
				expect(restored.totals[0]?.amounts.savingsGivenBack).toBe(share?.amount);
			}),
		);
	});
});
