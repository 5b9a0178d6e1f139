import { adviceOf, type RenewalFacts } from '../../../licensing/position/advice';
import { entitlement, NOW, onlyPosition, team } from './samples';

const facts = (fields: Partial<RenewalFacts> = {}): RenewalFacts => ({
	model: 'Confluence Premium',
	now: NOW,
	renewsOn: '2026-07-25',
	reclaimBy: '2026-07-23',
	used: 150,
	candidates: 12,
	tierLimit: 200,
	seatsToLowerTier: 50,
	recommendedQuantity: 200,
	renewedQuantity: 300,
	currency: 'EUR',
	renewalCost: 242_000n,
	recommendedCost: 242_000n,
	isOrdered: false,
	sent: [],
	...fields,
});
const due = (fields: Partial<RenewalFacts>) => adviceOf(facts(fields)).mailsDue;

const NOTHING = { text: null, mailsDue: [], mailsSent: [] };

describe('a mail before a renewal', () => {
	test.each([
		['2026-09-09', []],
		['2026-09-07', ['renewal90']],
		['2026-08-09', ['renewal60']],
		['2026-07-10', ['renewal30']],
		['2026-06-30', ['renewal30']],
		['2026-06-10', ['renewal30']],
	])('for %s: the first position sends what holds now', (renewsOn, expected) => {
		expect(due({ renewsOn })).toEqual(expected);
	});

	test('is due until it was sent, and the next one again', () => {
		expect(due({ sent: ['renewal60'] })).toEqual([]);
		expect(due({ sent: ['renewal90'] })).toEqual(['renewal60']);
		expect(due({ renewsOn: '2026-07-05', sent: ['renewal90'] })).toEqual(['renewal30']);
	});

	test('stays sent, whatever holds now', () => {
		expect(adviceOf(facts({ sent: ['renewal90'] })).mailsSent).toEqual(['renewal90']);
		expect(adviceOf(facts({ renewsOn: null, sent: ['renewal90'] })).mailsSent).toEqual([
			'renewal90',
		]);
	});

	test('is not due once the lower tier is ordered, nor for a monthly plan', () => {
		expect(adviceOf(facts({ isOrdered: true }))).toEqual(NOTHING);
		expect(adviceOf(facts({ renewsOn: null }))).toEqual(NOTHING);
	});

	test('is not due where the plan renews by itself with what is recommended', () => {
		expect(adviceOf(facts({ renewedQuantity: 200 }))).toEqual(NOTHING);
	});

	test('is due where more is used than the plan holds', () => {
		expect(due({ recommendedQuantity: 400, renewedQuantity: 300 })).toEqual(['renewal60']);
	});

	test('names what can be freed, what is missing and that somebody has to order', () => {
		expect(adviceOf(facts()).text).toBe(
			'Confluence Premium is renewed on 2026-07-25, in 45 days. 12 seats can be freed until 2026-07-23. Somebody has to order 200 seats: the plan renews as it is. 38 seats more must be freed to reach the tier below.',
		);
	});
});

describe('a plan that nothing is to be ordered for', () => {
	const position = (active: number, idle: number, purchased: number) =>
		onlyPosition({
			people: team(active, idle),
			entitlements: [
				entitlement({
					billingCycle: 'annual',
					unitPrice: null,
					nextBillingDate: null,
					endsAt: '2026-06-30',
					purchased,
					tiers: [
						{ upTo: 200, price: 2420 },
						{ upTo: 300, price: 3005 },
					],
				}),
			],
		});

	test.each([
		['the candidates reach no lower tier', 250, 10, 300, 300],
		['fewer seats were bought than the tier holds', 210, 10, 260, 260],
	])('has no advice and no mail: %s', (_, active, idle, purchased, recommendedQuantity) => {
		expect(position(active, idle, purchased)).toMatchObject({
			recommendedQuantity,
			advice: null,
			mailsDue: [],
		});
	});

	test('has some once a lower tier is reached', () => {
		expect(position(190, 70, 300)).toMatchObject({
			recommendedQuantity: 200,
			mailsDue: ['renewal30'],
		});
	});
});

describe('a mail about a tier', () => {
	test.each([
		[179, []],
		[180, ['tierNearlyUsed']],
		[200, ['tierNearlyUsed']],
		[201, []],
	])('%i of 200 seats used', (used, expected) => {
		expect(due({ renewsOn: null, used })).toEqual(expected);
	});

	test('is sent once while the tier is nearly used, and again when it is so anew', () => {
		const sent = ['tierNearlyUsed'] as const;
		expect(adviceOf(facts({ renewsOn: null, used: 190, sent }))).toMatchObject({
			mailsDue: [],
			mailsSent: ['tierNearlyUsed'],
		});
		expect(adviceOf(facts({ renewsOn: null, used: 150, sent }))).toEqual(NOTHING);
	});

	test('says how full the tier is', () => {
		expect(adviceOf(facts({ renewsOn: null, used: 185 })).text).toBe(
			'Confluence Premium: 185 of the 200 seats of its tier are used (93 %), and 12 can be freed. A full tier has to be raised before anybody else can join.',
		);
	});
});
