import type { Row } from '../../../licensing/tableValues';
import {
	entitlement,
	activePerson,
	onlyPosition,
	people,
	STANDARD,
	team,
	calculated,
	NOW,
} from './samples';

/** 10.00 for the first 100 seats, 8.00 up to seat 200, then 5.00. */
const BANDS = [
	{ from: 1, price: 10 },
	{ from: 101, price: 8 },
	{ from: 201, price: 5 },
];

describe('a position with one price', () => {
	test('counts one right for each subscription not excluded from cost', () => {
		const position = onlyPosition({
			people: [
				...team(5, 2),
				activePerson('bot', { excludedFromCost: true }),
				activePerson('boss', {
					isAdmin: true,
					decision: 'excluded',
					reasonCode: 'protectedAdmin',
					protectedFromReclamation: true,
				}),
			],
			entitlements: [entitlement()],
		});
		expect(position).toMatchObject({
			kind: 'position',
			profile: 'acme.atlassian.net',
			model: 'Confluence Standard',
			product: 'Confluence Cloud',
			edition: 'Standard',
			currency: 'USD',
			billingCycle: 'monthly',
			owned: 10,
			used: 8,
			excluded: 1,
			available: 2,
			adminSeats: 1,
			unlicensed: 0,
			overLicensedAmount: 12,
			trueUpCost: 0,
			stale: 2,
			stalePercent: 25,
			candidates: 2,
			potentialSavings: 12,
			potentialSavingsPerYear: 144,
			savingsRealisedOn: '2026-07-01',
		});
	});

	test('prices the seats that were not bought as true-up', () => {
		const position = onlyPosition({ people: team(13, 0), entitlements: [entitlement()] });
		expect(position).toMatchObject({
			owned: 10,
			used: 13,
			available: 0,
			unlicensed: 3,
			trueUpCost: 18,
			overLicensedAmount: 0,
			potentialSavings: 0,
		});
	});

	test('is exact where floating sums are not', () => {
		const position = onlyPosition({
			people: team(0, 3),
			entitlements: [entitlement({ unitPrice: 0.1 })],
		});
		expect(position.potentialSavings).toBe(0.3);
		const thousandths = onlyPosition({
			people: team(0, 7),
			entitlements: [entitlement({ unitPrice: '5.1625' })],
		});
		// 7 x 5.1625 = 36.1375
		expect(thousandths.potentialSavings).toBe(36.14);
	});

	test.each([
		['JPY', 616.5, 2, 1233],
		['KWD', '1.2345', 3, 3.704],
		['EUR', '1.005', 1, 1.01],
	])('rounds %s to its own minor unit, half of one up', (currency, unitPrice, idle, savings) => {
		const position = onlyPosition({
			people: team(0, idle),
			entitlements: [entitlement({ currency, unitPrice })],
		});
		expect(position.potentialSavings).toBe(savings);
	});
});

describe('bands', () => {
	// 100 x 10 + 100 x 8 + 50 x 5 = 2050
	const bought = entitlement({ purchased: 250, unitPrice: null, bands: BANDS });

	test('are summed band by band', () => {
		const position = onlyPosition({ people: team(90, 0), entitlements: [bought] });
		expect(position).toMatchObject({
			ownedCost: 2050,
			// 2050 - 90 x 10
			overLicensedAmount: 1150,
		});
	});

	test('save the price of the last seats, across a border', () => {
		// 210 seats cost 1000 + 800 + 50; 180 cost 1000 + 640.
		const position = onlyPosition({ people: team(180, 30), entitlements: [bought] });
		expect(position.potentialSavings).toBe(210);
	});

	test('price a true-up by the band that it reaches', () => {
		const few = entitlement({ purchased: 95, unitPrice: null, bands: BANDS });
		const position = onlyPosition({ people: team(103, 0), entitlements: [few] });
		// five at 10, three at 8
		expect(position.trueUpCost).toBe(74);
	});
});

describe('annual tiers', () => {
	const bought = entitlement({
		purchased: 250,
		unitPrice: null,
		bands: BANDS,
		billingCycle: 'annual',
		nextBillingDate: '2027-01-15',
	});

	test('save nothing within the tier', () => {
		const position = onlyPosition({ people: team(201, 30), entitlements: [bought] });
		expect(position).toMatchObject({ candidates: 30, potentialSavings: 0 });
	});

	test('save what lies above the lower tier, at renewal', () => {
		// Before: 230 seats, 1000 + 800 + 150. After: 190, which is the tier of 200 seats, 1800.
		const position = onlyPosition({ people: team(190, 40), entitlements: [bought] });
		expect(position).toMatchObject({
			potentialSavings: 150,
			potentialSavingsPerYear: 150,
			savingsRealisedOn: '2027-01-15',
			billingCycle: 'annual',
		});
	});

	test('one price for all seats has no tiers: each seat saves at renewal', () => {
		const flat = entitlement({
			unitPrice: 60,
			billingCycle: 'annual',
			nextBillingDate: '2027-01-15',
		});
		const position = onlyPosition({ people: team(7, 3), entitlements: [flat] });
		expect(position).toMatchObject({ potentialSavings: 180, savingsRealisedOn: '2027-01-15' });
	});
});

describe('several entitlements of one model', () => {
	const older = entitlement({ purchased: 6, unitPrice: 5, startsAt: '2025-01-01' });
	const newer = entitlement({ purchased: 4, unitPrice: 7, startsAt: '2026-01-01' });

	test('add up, and the newest seats are given up first', () => {
		const position = onlyPosition({ people: team(5, 4), entitlements: [newer, older] });
		// 9 used: six at 5 and three at 7. 5 left: five at 5.
		expect(position).toMatchObject({ owned: 10, used: 9, potentialSavings: 26, ownedCost: 58 });
	});

	test('count between their dates alone, the first and the last day included', () => {
		const owned = (fields: Row) =>
			onlyPosition({ people: team(1, 0), entitlements: [older, { ...newer, ...fields }] })
				.owned;
		expect(owned({ startsAt: '2026-06-10' })).toBe(10);
		expect(owned({ startsAt: '2026-06-11' })).toBe(6);
		expect(owned({ endsAt: '2026-06-10' })).toBe(10);
		expect(owned({ endsAt: '2026-06-09' })).toBe(6);
	});

	test('when all have ended, everything is unlicensed, at the price that was paid last', () => {
		const position = onlyPosition({
			people: team(2, 1),
			entitlements: [entitlement({ endsAt: '2026-05-31' })],
		});
		expect(position).toMatchObject({
			owned: 0,
			unlicensed: 3,
			trueUpCost: 18,
			currency: 'USD',
			potentialSavings: 0,
		});
	});

	test('of different cycles are counted for a year', () => {
		const yearly = entitlement({
			purchased: 5,
			unitPrice: 60,
			billingCycle: 'annual',
			startsAt: '2025-01-01',
		});
		const monthly = entitlement({ purchased: 5, unitPrice: 6, startsAt: '2026-01-01' });
		const position = onlyPosition({ people: team(8, 1), entitlements: [yearly, monthly] });
		expect(position).toMatchObject({
			billingCycle: 'annual',
			ownedCost: 5 * 60 + 5 * 6 * 12,
			potentialSavings: 72,
			potentialSavingsPerYear: 72,
		});
	});

	test('in two currencies have no position, and the model is named', () => {
		const { positions, mixtures } = calculated({
			people: team(1, 0),
			entitlements: [entitlement(), entitlement({ currency: 'EUR' })],
		});
		expect(positions).toEqual([]);
		expect(mixtures).toEqual([{ model: 'Confluence Standard', currencies: ['EUR', 'USD'] }]);
	});

	test('a currency that has ended is no mixture', () => {
		const { mixtures } = calculated({
			people: team(1, 0),
			entitlements: [entitlement(), entitlement({ currency: 'EUR', endsAt: '2026-01-01' })],
		});
		expect(mixtures).toEqual([]);
	});
});

describe('unrecognized identifiers', () => {
	test('come with their number of subscriptions, the largest first', () => {
		const of = (identifier: string) => (id: string) =>
			activePerson(id, { subscriptionIdentifier: identifier });
		const { unrecognized, positions } = calculated({
			people: [
				...people(1, of('few'), 'a'),
				...people(3, of('many'), 'b'),
				...people(2, of('CONFLUENCE-users '), 'c'),
			],
			models: [STANDARD, { identifier: 'few', model: '' }],
		});
		expect(unrecognized).toEqual([
			{ profile: 'acme.atlassian.net', identifier: 'many', subscriptions: 3 },
			{ profile: 'acme.atlassian.net', identifier: 'few', subscriptions: 1 },
		]);
		expect(positions[0]?.counts.used).toBe(2);
	});
});

test('a date that has passed since the last bill moves on to the next', () => {
	const on = (fields: Row) =>
		onlyPosition({ people: team(1, 1), entitlements: [entitlement(fields)], now: NOW })
			.savingsRealisedOn;
	expect(on({ nextBillingDate: '2026-01-31' })).toBe('2026-06-30');
	// The users of the day before were counted already.
	expect(on({ nextBillingDate: '2026-06-10' })).toBe('2026-07-10');
	expect(on({ nextBillingDate: '2024-02-29', billingCycle: 'annual' })).toBe('2027-02-28');
	expect(on({ nextBillingDate: '', startsAt: '2025-03-20', billingCycle: 'annual' })).toBe(
		'2027-03-20',
	);
	expect(on({ nextBillingDate: '2026-09-01', endsAt: '2026-08-15' })).toBe('2026-08-15');
	expect(on({ nextBillingDate: null })).toBeNull();
});
