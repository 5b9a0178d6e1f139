import { NodeHelpers } from 'n8n-workflow';

import { POSITION_FIELDS } from '../../licensing/position/positionItem';
import type { Row } from '../../licensing/tableValues';
import { LicensePosition } from '../../nodes/LicensePosition/LicensePosition.node';
import {
	activePerson,
	earlierPosition,
	entitlement,
	idlePerson,
	NOW_ISO,
	people,
	receipt,
	STANDARD,
	team,
} from '../licensing/position/samples';
import {
	fakeExecuteFunctions,
	runFake,
	withBinaryData,
	type Expression,
	type FakeRun,
} from './fakeExecuteFunctions';

const POSITION = 0;
const UNRECOGNIZED = 1;
const SHARES = 2;

const FIELDS = {
	softwareModels: { model: [STANDARD] },
	entitlements: { entitlement: [entitlement()] },
};

type PositionRun = Partial<FakeRun> & { options?: Row };

async function position({ options, parameters, ...run }: PositionRun) {
	return await runFake(new LicensePosition(), {
		inputs: [],
		...run,
		parameters: { ...FIELDS, options: { now: NOW_ISO, ...options }, ...parameters },
	});
}

describe('the positions', () => {
	test('come with one total for each currency, paired with the first item of their profile', async () => {
		const other = { profile: 'beta.atlassian.net' };
		const { rows, outputs } = await position({
			inputs: [[...team(3, 2), ...team(1, 0, other)]],
		});
		expect(
			rows[POSITION]?.map(({ kind, profile, model, owned, used }) => [
				kind,
				profile,
				model,
				owned,
				used,
			]),
		).toEqual([
			['position', 'acme.atlassian.net', 'Confluence Standard', 8, 5],
			['position', 'beta.atlassian.net', 'Confluence Standard', 2, 1],
			['total', null, null, 10, 6],
		]);
		expect(outputs[POSITION]?.map(({ pairedItem }) => pairedItem)).toEqual([
			[{ item: 0, input: 0 }],
			[{ item: 5, input: 0 }],
			[
				{ item: 0, input: 0 },
				{ item: 5, input: 0 },
			],
		]);
		expect(Object.keys(rows[POSITION]?.[0] ?? {}).sort()).toEqual([...POSITION_FIELDS].sort());
	});

	test('rows of tables are understood, and rows for a table come out', async () => {
		const asTable = [
			...people(2, (id) =>
				idlePerson(id, 100, {
					excludedFromCost: 0,
					isAdmin: 'false',
					inactiveDays: '100',
					protectedFromReclamation: null,
				}),
			),
			activePerson('bot', { excludedFromCost: 1 }),
		];
		const { rows } = await position({
			inputs: [asTable],
			options: { tableRows: 'true' },
			parameters: {
				softwareModels: {},
				entitlements: {},
				softwareModelRows: [{ id: 1, createdAt: NOW_ISO, ...STANDARD }],
				entitlementRows: JSON.stringify([
					{
						...entitlement(),
						id: 4,
						purchased: '3',
						unitPrice: null,
						startsAt: null,
						endsAt: '',
						bands: '[{"from":1,"price":6.5},{"from":2,"price":"6"}]',
					},
				]),
			},
		});
		const [first] = rows[POSITION] ?? [];
		expect(Object.keys(first ?? {})).toEqual([...POSITION_FIELDS]);
		expect(first).toMatchObject({
			owned: 3,
			used: 2,
			excluded: 1,
			potentialSavings: 12.5,
			overLicensedAmount: 6,
			histogram: expect.stringContaining('"90-120":2'),
			whatIf: '{"30":12.5,"60":12.5,"90":12.5,"120":0,"180":0}',
		});
	});

	test('an expression for rows reaches the node; n8n drops one in place of a collection', () => {
		const { description } = new LicensePosition();
		const expression = "={{ $('Read Entitlements').all() }}";
		const given = { entitlements: expression, entitlementRows: expression };
		const read = NodeHelpers.getNodeParameters(
			description.properties,
			given,
			true,
			false,
			null,
			description,
		);
		expect(read).toMatchObject({ entitlements: {}, entitlementRows: expression });
	});

	test('parameters are read once for each profile, at its first item', async () => {
		const staleAfterDays: Expression = ({ json }) => json.stale;
		const { rows } = await position({
			inputs: [
				[
					activePerson('a', { inactiveDays: 40, stale: '30' }),
					activePerson('b', { inactiveDays: 40, stale: 'nonsense' }),
					activePerson('c', { inactiveDays: 40, stale: 50, profile: 'beta' }),
				],
			],
			parameters: { staleAfterDays },
		});
		expect(rows[POSITION]?.map(({ stale }) => stale)).toEqual([2, 0, 2]);
	});

	test('of two rows of one subscription the one seen last counts', async () => {
		const older = idlePerson('a', 100, { lastSeenAt: '2026-06-01T00:00:00Z' });
		const newer = activePerson('a', { lastSeenAt: '2026-06-09T00:00:00Z' });
		const { rows } = await position({ inputs: [[newer, older]] });
		expect(rows[POSITION]?.[0]).toMatchObject({ used: 1, candidates: 0 });
	});

	test('receipts and candidates come in one input; what is neither is told', async () => {
		const candidate = {
			candidateId: 'acme:a:1',
			profile: 'acme.atlassian.net',
			accountId: 'a',
			state: 'Ready',
			history: '[]',
		};
		const { rows, hints } = await position({
			inputs: [team(2, 0), [receipt('gone'), candidate, {}, { job: 'pullActivity' }]],
		});
		expect(rows[POSITION]?.[0]).toMatchObject({ actualSavings: 6 });
		expect(hints).toEqual([
			'Items of the second input that are neither candidates nor receipts, and were not used: 1.',
		]);
	});

	test('earlier positions say what a monthly plan without a quantity is billed for', async () => {
		const earlier = [
			earlierPosition('2026-05-31', 7),
			earlierPosition('2026-06-02', 9),
			{ kind: 'total', used: 99, calculatedAt: NOW_ISO },
			earlierPosition('2026-06-05', 3, { calculatedAt: 'never' }),
		];
		const run = {
			parameters: { entitlements: { entitlement: [entitlement({ purchased: '' })] } },
			inputs: [team(2, 1), [], earlier],
		};
		await expect(position(run)).rejects.toThrow(
			/Item 3: the field "calculatedAt" is missing.*input "Earlier Positions"/,
		);
		const { rows } = await position({ ...run, continueOnFail: true });
		expect(rows[POSITION]?.[0]).toMatchObject({ used: 3, billedQuantity: 9, owned: 9 });
	});

	test('an earlier position without used seats is left out, and a hint says so', async () => {
		const earlier = [
			earlierPosition('2026-06-02', 9),
			earlierPosition('2026-06-03', 0, { used: '' }),
		];
		const { rows, hints } = await position({
			parameters: { entitlements: { entitlement: [entitlement({ purchased: '' })] } },
			inputs: [team(2, 1), [], earlier],
		});
		expect(rows[POSITION]?.[0]).toMatchObject({ billedQuantity: 9 });
		expect(hints.join()).toMatch(
			/Item 1: the field "used" is no number of seats \(input "Earlier Positions"\)/,
		);
	});

	test('an app that counts with a model that nobody uses is told', async () => {
		const app = entitlement({ model: 'Drawings', countsWith: 'Confluence Standart' });
		const { rows, hints } = await position({
			inputs: [team(2, 0)],
			parameters: { entitlements: { entitlement: [entitlement(), app] } },
		});
		expect(rows[POSITION]?.map(({ kind }) => kind)).toEqual(['position', 'total']);
		expect(hints).toEqual([
			expect.stringContaining('not counted: "Drawings" with "Confluence Standart".'),
		]);
	});

	test('each removal and candidate has its share, with what is to be stored', async () => {
		const { rows } = await position({
			inputs: [team(2, 1), [receipt('gone')]],
			options: { tableRows: true },
		});
		expect(rows[SHARES]).toEqual([
			{
				profile: 'acme.atlassian.net',
				model: 'Confluence Standard',
				accountId: 'gone',
				receiptId: 'receipt-gone',
				state: 'saved',
				savingShare: 6,
				savingCurrency: 'USD',
				savingCycle: 'monthly',
				savingFrom: '2026-06-01',
				isToStore: true,
				stillBilledThrough: '[]',
				note: null,
			},
			expect.objectContaining({ accountId: 'idle-0', state: 'possible', isToStore: false }),
		]);
	});

	test('an item without any property is no item', async () => {
		const { rows } = await position({ inputs: [[{}], [{}]] });
		expect(rows).toEqual([[], [], []]);
	});
});

test('unrecognized identifiers come out with their number, the largest first', async () => {
	const of = (identifier: string) => (id: string) =>
		activePerson(id, { subscriptionIdentifier: identifier });
	const { rows, outputs } = await position({
		inputs: [[...people(1, of('one'), 'a'), ...people(2, of('two'), 'b')]],
		parameters: { entitlements: {} },
	});
	const [positions = [], ...others] = rows;
	expect(others).toEqual([
		[
			{ profile: 'acme.atlassian.net', identifier: 'two', subscriptions: 2 },
			{ profile: 'acme.atlassian.net', identifier: 'one', subscriptions: 1 },
		],
		[],
	]);
	const withoutMoney = { model: null, ownedCost: null, potentialSavings: null, currency: null };
	expect(positions).toEqual([
		expect.objectContaining({
			...withoutMoney,
			kind: 'identifier',
			subscriptionIdentifier: 'one',
			used: 1,
		}),
		expect.objectContaining({
			...withoutMoney,
			kind: 'identifier',
			subscriptionIdentifier: 'two',
			used: 2,
		}),
	]);
	expect(outputs[UNRECOGNIZED]?.[0]?.pairedItem).toEqual([{ item: 0, input: 0 }]);
});

describe('what cannot be read', () => {
	const mixed = { entitlement: [entitlement(), entitlement({ currency: 'EUR' })] };
	const field = (fields: Row) => ({ entitlementRows: [entitlement(fields)] });

	test.each<[string, Row, RegExp]>([
		[
			'two currencies of one model',
			{ entitlements: mixed },
			/model "Confluence Standard" are in EUR and USD/,
		],
		[
			'a price',
			{ entitlements: { entitlement: [entitlement({ unitPrice: '1,50' })] } },
			/Entitlement 1 in the fields of this node: the field "unitPrice" must be an amount such as 5\.16.*"1,50"/,
		],
		['no price', field({ unitPrice: '' }), /the field "unitPrice" is empty/],
		[
			'a number of seats',
			field({ purchased: 1.5 }),
			/Entitlement 1 in "Entitlements \(Rows\)": the field "purchased" must be a whole number/,
		],
		[
			'a currency',
			field({ currency: '$' }),
			/the field "currency" must be a three-letter currency code.*"\$"/,
		],
		['a date', field({ endsAt: 'soon' }), /the field "endsAt" must be a date/],
		[
			'dates in the wrong order',
			field({ startsAt: '2026-02-01', endsAt: '2026-01-01' }),
			/the field "endsAt" is before the start/,
		],
		['a cycle', field({ billingCycle: 'weekly' }), /must be one of monthly, annual/],
		['bands', field({ bands: 'cheap' }), /the field "bands" must be a list such as/],
		[
			'bands that begin too late',
			field({ unitPrice: null, bands: [{ from: 5, price: 1 }] }),
			/starts at seat 5: enter a unit price for the seats before it/,
		],
		[
			'two bands at one seat',
			field({ bands: [1, 2].map((price) => ({ from: 1, price })) }),
			/two bands that start at seat 1/,
		],
		[
			'an identifier with two models',
			{ softwareModelRows: [{ ...STANDARD, model: 'Other' }] },
			/Software model 1 in "Software Models \(Rows\)": the field "model" maps "confluence-users" to "Other", but another row maps it to "Confluence Standard"/,
		],
		[
			'no number of seats of an annual plan',
			field({ purchased: '', billingCycle: 'annual' }),
			/Entitlement 1 in "Entitlements \(Rows\)": the field "purchased" is empty: enter how many/,
		],
		[
			'what is counted',
			field({ countBy: 'head' }),
			/"countBy" must be one of subscription, person/,
		],
		[
			'tiers',
			field({ tiers: 'many', billingCycle: 'annual' }),
			/the field "tiers" must be a list/,
		],
		[
			'tiers of a monthly plan',
			field({ tiers: '[{"upTo": 10, "price": 5}]' }),
			/the field "tiers" are for annual plans/,
		],
		[
			'a tier',
			field({ tiers: [{ upTo: 'ten', price: 5 }], billingCycle: 'annual' }),
			/has a tier \(number 1\) whose "upTo" must be a whole number, but .*"ten"/,
		],
		[
			'a tier that costs less than a smaller one',
			field({
				billingCycle: 'annual',
				tiers: [
					{ upTo: 10, price: 5 },
					{ upTo: 20, price: 4 },
				],
			}),
			/has a tier up to 20 seats that costs less/,
		],
		[
			'seats above the last tier',
			field({ purchased: 30, billingCycle: 'annual', tiers: [{ upTo: 20, price: 4 }] }),
			/the field "tiers" end at 20 seats, but 30 were bought/,
		],
		[
			'a flat price without its seats',
			field({ flatPrice: 5 }),
			/the field "flatUpTo" is empty/,
		],
		['seats without their flat price', field({ flatUpTo: 10 }), /"flatPrice" is empty/],
		[
			'a flat price above that of more seats',
			field({ flatUpTo: 10, flatPrice: 100 }),
			/the field "flatPrice" is more than 11 seats cost/,
		],
		[
			'a discount',
			field({ discountPercent: 101 }),
			/"discountPercent" must be between 0 and 100/,
		],
		[
			'a change of the price',
			field({ renewalPriceChangePercent: 'some' }),
			/"renewalPriceChangePercent" must be a percentage such as 7\.5/,
		],
		[
			'an app that counts with itself',
			field({ countsWith: 'confluence standard' }),
			/the field "countsWith" names its own model/,
		],
		['rows', { entitlementRows: 'not json' }, /"Entitlements \(Rows\)" must be a list of rows/],
		['now', { options: { now: 'yesterday' } }, /"Now" must be a date/],
	])(
		'%s is an error that names it; with continue on fail nothing of the input is put out',
		async (_name, parameters, message) => {
			const run = { inputs: [team(2, 0)], parameters };
			await expect(position(run)).rejects.toThrow(message);
			const { rows, hints } = await position({ ...run, continueOnFail: true });
			expect(rows).toEqual([[], [], []]);
			expect(hints.join()).toMatch(message);
		},
	);

	test('an item without a profile is named, and touches no other under continue on fail', async () => {
		const inputs = [[...team(2, 0), activePerson('x', { profile: '' }), activePerson('', {})]];
		await expect(position({ inputs })).rejects.toThrow(
			/Item 3: the field "accountId" is missing or empty/,
		);
		const { rows, hints } = await position({ inputs, continueOnFail: true });
		expect(rows[POSITION]?.[0]).toMatchObject({ used: 2 });
		expect(hints).toEqual([expect.stringContaining('Item 2: the field "profile" is missing')]);
	});

	test('a receipt that cannot be read is named with its input', async () => {
		const inputs = [team(2, 0), [receipt('a'), receipt('b', { removedGroups: '[broken' })]];
		await expect(position({ inputs })).rejects.toThrow(
			/Item 1: the field "removedGroups" is not a list of groups \(input "Candidates and Receipts"\)/,
		);
		const { rows } = await position({ inputs, continueOnFail: true });
		expect(rows[POSITION]?.[0]).toMatchObject({ actualSavings: 6 });
	});

	test('a model that fails leaves the others alone', async () => {
		const premium = { identifier: 'premium', model: 'Premium' };
		const { rows } = await position({
			inputs: [[...team(2, 0), activePerson('p', { subscriptionIdentifier: 'premium' })]],
			continueOnFail: true,
			parameters: {
				softwareModels: { model: [STANDARD, premium] },
				entitlements: {
					entitlement: [...mixed.entitlement, entitlement({ model: 'Premium' })],
				},
			},
		});
		expect(rows[POSITION]?.map(({ model }) => model)).toEqual(['Premium', null]);
	});
});

describe('the report', () => {
	test('that cannot be stored does not take the position with it under continue on fail', async () => {
		const run = { inputs: [team(1, 0)], options: { report: true } };
		await expect(position(run)).rejects.toThrow(/fakeExecuteFunctions has no "helpers"/);
		const { rows, hints } = await position({ ...run, continueOnFail: true });
		expect(rows[POSITION]).toHaveLength(2);
		expect(hints.join()).toContain('Left out of the position');
	});

	test('comes also where no identifier is recognized yet', async () => {
		const node = new LicensePosition();
		const { context } = fakeExecuteFunctions(node, {
			inputs: [team(1, 0)],
			parameters: { options: { now: NOW_ISO, report: 1 } },
		});
		const [items] = await node.execute.call(withBinaryData(context));
		expect(items?.map(({ json }) => [json.kind, json.used])).toEqual([
			['identifier', 1],
			['total', 0],
		]);
		expect(items?.[0]?.binary?.data).toBeDefined();
	});
});
