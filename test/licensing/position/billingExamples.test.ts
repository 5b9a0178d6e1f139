import { readEntitlements } from '../../../licensing/position/entitlements';
import { Pricing } from '../../../licensing/position/pricing';
import type { Row } from '../../../licensing/tableValues';
import {
	activePerson,
	daysAgo,
	earlierPosition,
	entitlement,
	NOW,
	onlyPosition,
	people,
	receipt,
	team,
} from './samples';

const DOLLAR = 10n ** 12n;

const priced = (fields: Row) =>
	new Pricing(readEntitlements([entitlement({ unitPrice: null, ...fields })], 'here'), NOW);
const bands = (...list: Array<[number, string]>) => list.map(([from, price]) => ({ from, price }));
const costs = (fields: Row, seats: number) => Number(priced(fields).cost(seats)) / Number(DOLLAR);
const saves = (fields: Row, before: number, after: number) =>
	Number(priced(fields).saving(before, after).amount) / Number(DOLLAR);

const STANDARD_2017 = { bands: bands([1, '7'], [101, '4'], [251, '1']) };
const ACCESS = { bands: bands([1, '3'], [251, '2'], [1001, '1']) };
const APP_2025 = { bands: bands([1, '1.65'], [101, '0.77'], [251, '0.40']) };
const APP_WITH_CLIFF = {
	bands: bands([1, '1.10'], [101, '1.00'], [251, '0.90']),
	flatUpTo: 10,
	flatPrice: 0,
};
const TIERS = {
	billingCycle: 'annual',
	purchased: 300,
	tiers: [
		{ upTo: 200, price: 2420 },
		{ upTo: 300, price: '3005' },
	],
};

describe('what seats cost', () => {
	test.each<[string, Row, number, number]>([
		['bands of 2017', STANDARD_2017, 251, 1_301],
		['bands up to 1,200', ACCESS, 1_200, 2_450],
		['an app', APP_2025, 16, 26.4],
		['an app', APP_2025, 70, 115.5],
		['an app', APP_2025, 173, 221.21],
		['an app for education', { ...APP_2025, discountPercent: 75 }, 135, 47.9875],
		['an app up to its free seats', APP_WITH_CLIFF, 10, 0],
		['an app beyond the cliff', APP_WITH_CLIFF, 11, 12.1],
		['an app beyond the cliff', APP_WITH_CLIFF, 300, 305],
		['a tier', TIERS, 1, 2_420],
		['a tier', TIERS, 201, 3_005],
	])('%s, %j: %i seats', (_, fields, seats, expected) => {
		expect(costs(fields, seats)).toBe(expected);
	});

	test('change at the renewal by the expected per cent, up or down', () => {
		expect(priced({ ...TIERS, renewalPriceChangePercent: 10 }).costAtRenewal(150)).toBe(
			2_662n * DOLLAR,
		);
		expect(priced({ ...TIERS, renewalPriceChangePercent: '-10' }).costAtRenewal(150)).toBe(
			2_178n * DOLLAR,
		);
	});
});

describe('what fewer seats save', () => {
	test.each<[string, Row, number, number, number]>([
		['not the average price', STANDARD_2017, 251, 240, 41],
		['by the band', APP_WITH_CLIFF, 300, 260, 36],
		['across a band', APP_WITH_CLIFF, 260, 240, 19],
		['nothing above the cliff but the seats', APP_WITH_CLIFF, 12, 11, 1.1],
		['everything at the cliff', APP_WITH_CLIFF, 11, 10, 12.1],
		['nothing below it', APP_WITH_CLIFF, 10, 5, 0],
		['nothing within a tier', TIERS, 260, 201, 0],
		['a whole tier once it is reached', TIERS, 260, 200, 585],
	])('%s: %j from %i to %i', (_, fields, before, after, expected) => {
		expect(saves(fields, before, after)).toBe(expected);
	});
});

describe('ten leave on day 3, eight join on day 20', () => {
	const at = (day: number, hour = 12) =>
		`2026-06-${String(day).padStart(2, '0')}T${hour}:00:00.000Z`;
	const gone = Array.from({ length: 10 }, (_, place) =>
		receipt(`gone-${place}`, { performedAt: at(3), reclaimedAt: at(3) }),
	);
	const stayed = team(90, 0);
	const joined = people(8, (id) => activePerson(id, { firstSeenAt: at(20) }), 'new');
	const month = {
		entitlements: [entitlement({ purchased: '', unitPrice: 6 })],
		earlier: [earlierPosition('2026-05-31', 100), earlierPosition('2026-06-04', 90)],
		receipts: gone,
	};

	test('the bill stays at 100, nothing is saved yet, and the joiners are avoided cost', () => {
		const position = onlyPosition({
			...month,
			people: [...stayed, ...joined],
			now: Date.parse(at(21)),
		});
		expect(position).toMatchObject({
			used: 98,
			billedQuantity: 100,
			owned: 100,
			available: 2,
			freedSavings: 60,
			freedByDate: [{ countsFrom: '2026-07-01', seats: 10, amount: 60 }],
			actualSavings: 0,
			avoidedCost: 16,
			trueUpCost: 0,
			overLicensedAmount: 0,
			potentialSavings: 0,
		});
	});

	test('the next period opens at 98, and the ten are saved', () => {
		const position = onlyPosition({
			...month,
			people: [...stayed, ...joined],
			earlier: [...month.earlier, earlierPosition('2026-06-30', 98)],
			now: Date.parse('2026-07-02T06:00:00Z'),
		});
		expect(position).toMatchObject({
			billedQuantity: 98,
			freedSavings: 0,
			actualSavings: 60,
			actualSavingsThisYear: 60,
			avoidedCost: 0,
		});
	});

	test('a joiner who would have fitted in anyway avoids nothing', () => {
		const others = { ...month, people: [...team(85, 0), ...joined], now: Date.parse(at(21)) };
		expect(onlyPosition(others).avoidedCost).toBe(6);
		const bought = { ...month, entitlements: [entitlement({ purchased: 120 })] };
		expect(
			onlyPosition({ ...bought, people: [...stayed, ...joined], now: Date.parse(at(21)) }),
		).toMatchObject({ freedSavings: 60, avoidedCost: 0 });
	});

	test('somebody above the opening raises the bill, and the fall of a day does not lower it', () => {
		const position = onlyPosition({
			...month,
			people: stayed,
			earlier: [...month.earlier, earlierPosition('2026-06-15', 104)],
			now: Date.parse(at(21)),
		});
		expect(position.billedQuantity).toBe(104);
	});
});

describe('the last day of a month', () => {
	const gone = (performedAt: string) => ({
		people: team(5, 1),
		entitlements: [entitlement({ purchased: null })],
		receipts: [receipt('gone', { performedAt })],
		now: Date.parse('2026-06-30T20:00:00Z'),
	});

	test('a removal on it may come too late for the bill, so it counts for the one after', () => {
		expect(onlyPosition(gone('2026-06-30T08:00:00Z')).freedByDate).toEqual([
			{ countsFrom: '2026-08-01', seats: 1, amount: 6 },
		]);
		expect(onlyPosition(gone('2026-06-29T22:00:00Z')).freedByDate).toEqual([
			{ countsFrom: '2026-07-01', seats: 1, amount: 6 },
		]);
	});

	test('what is taken back today saves from the bill after, by its own last day', () => {
		expect(onlyPosition(gone('2026-06-29T22:00:00Z'))).toMatchObject({
			savingsRealisedOn: '2026-08-01',
			reclaimBy: '2026-07-30',
			potentialSavings: 6,
		});
	});
});

describe('an annual plan with tiers', () => {
	const plan = (fields: Row = {}) =>
		entitlement({
			unitPrice: null,
			nextBillingDate: null,
			endsAt: '2026-06-30',
			...TIERS,
			...fields,
		});
	const removed = (count: number, fields: Row = {}) => ({
		people: team(260 - count, 0),
		entitlements: [plan(fields)],
		receipts: Array.from({ length: count }, (_, place) =>
			receipt(`gone-${place}`, { performedAt: daysAgo(30) }),
		),
	});

	test('frees nothing by 59 removals, and 585 a year by 60', () => {
		expect(onlyPosition(removed(59))).toMatchObject({ freedSavings: 0, seatsToLowerTier: 1 });
		expect(onlyPosition(removed(60))).toMatchObject({
			freedSavings: 585,
			freedByDate: [{ countsFrom: '2026-06-30', seats: 60, amount: 585 }],
			actualSavings: 0,
			recommendedQuantity: 200,
		});
	});

	test('saves it once the renewal has passed and somebody ordered the lower tier', () => {
		const later = Date.parse('2026-07-02T06:00:00Z');
		const renewed = { endsAt: '2027-06-30', purchased: 200 };
		expect(onlyPosition({ ...removed(60, renewed), now: later })).toMatchObject({
			freedSavings: 585,
			actualSavings: 0,
		});
		const ordered = { ...renewed, lowerTierOrdered: true };
		expect(onlyPosition({ ...removed(60, ordered), now: later })).toMatchObject({
			freedSavings: 0,
			actualSavings: 585,
			actualSavingsThisYear: 585,
		});
	});

	test('a mail is due until the newest position says that it was sent', () => {
		const row = (fields: Row) => ({
			profile: 'acme.atlassian.net',
			model: 'Confluence Standard',
			used: 260,
			renewsOn: '2026-06-30',
			...fields,
		});
		const due = (...earlier: Row[]) =>
			onlyPosition({ people: team(190, 70), entitlements: [plan()], earlier });
		const older = row({ calculatedAt: daysAgo(2), mailsSent: '[]' });
		const sent = row({ calculatedAt: daysAgo(1), mailsSent: '["renewal60","renewal30"]' });
		expect(due(older)).toMatchObject({ mailsDue: ['renewal30'], mailsSent: [] });
		expect(due(sent, older)).toMatchObject({
			mailsDue: [],
			mailsSent: ['renewal60', 'renewal30'],
		});
		const lastYear = { ...sent, renewsOn: '2025-06-30' };
		expect(due(lastYear)).toMatchObject({ mailsDue: ['renewal30'], mailsSent: [] });
	});

	test('twenty days before its renewal it says what to free and to order', () => {
		const position = onlyPosition({ people: team(190, 70), entitlements: [plan()] });
		expect(position).toMatchObject({
			renewsOn: '2026-06-30',
			reclaimBy: '2026-06-28',
			seatsToLowerTier: 60,
			recommendedQuantity: 200,
			renewalCost: 3_005,
			recommendedCost: 2_420,
			mailsDue: ['renewal30'],
			advice: 'Confluence Standard is renewed on 2026-06-30, in 20 days. 70 seats can be freed until 2026-06-28. Somebody has to order 200 seats (USD 2420.00 instead of 3005.00): the plan renews as it is.',
		});
	});
});
