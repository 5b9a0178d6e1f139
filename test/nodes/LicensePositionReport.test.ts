import type { Row } from '../../licensing/tableValues';
import { failedEvaluation } from '../../licensing/exclusions/evaluate';
import { LicensePosition } from '../../nodes/LicensePosition/LicensePosition.node';
import {
	activePerson,
	earlierPosition,
	entitlement,
	NOW_ISO,
	receipt,
	STANDARD,
	team,
} from '../licensing/position/samples';
import { runFake } from './fakeExecuteFunctions';

/** One row that cannot be read never takes the report away from everybody. */
describe('the report of License Position as text', () => {
	/** The node with "Report" and "Report as Text" on. */
	const reported = async (parameters: Row, inputs?: Row[][]) => {
		const options = { now: NOW_ISO, report: true, reportAsText: true };
		const premium = { identifier: 'premium', model: 'Premium' };
		const { rows, hints } = await runFake(new LicensePosition(), {
			inputs: inputs ?? [
				[...team(2, 1), activePerson('p', { subscriptionIdentifier: 'premium' })],
			],
			parameters: {
				softwareModels: { model: [STANDARD, premium] },
				entitlements: { entitlement: [entitlement()] },
				options,
				...parameters,
			},
		});
		const [positions = []] = rows;
		return { rows: positions, page: String(positions[0]?.report), hints };
	};

	test('is a field of the first item where it is wanted as text', async () => {
		const { rows, page } = await reported({});
		expect(page).toMatch(/^<!doctype html>/);
		expect(page).not.toContain('Not everything is in this report');
		expect(rows[1]).not.toHaveProperty('report');
	});

	test.each([
		['without a currency', { currency: '' }, /"currency" must be a three-letter/],
		['with an unknown cycle', { billingCycle: 'month' }, /"billingCycle" must be one of/],
	])(
		'comes with an entitlement %s, which it names; other models keep their price',
		async (_name, fields, why) => {
			const { rows, page, hints } = await reported({
				entitlements: { entitlement: [entitlement(), entitlement({ model: 'Premium' })] },
				entitlementRows: [entitlement(fields)],
			});
			expect(rows.map(({ model, currency }) => [model, currency])).toEqual([
				['Confluence Standard', null],
				['Premium', 'USD'],
				[null, null],
				[null, 'USD'],
			]);
			expect(hints.join()).toMatch(why);
			expect(page).toContain('Entitlement 1 in &quot;Entitlements (Rows)&quot;');
			expect(page).toContain('&quot;Confluence Standard&quot; is shown without a price');
			expect(page.indexOf('Entitlement 1 in')).toBeLessThan(page.indexOf('In short'));
		},
	);

	test('comes with a model in two currencies, which it names and shows without a price', async () => {
		const { rows, page, hints } = await reported({
			entitlements: { entitlement: [entitlement(), entitlement({ model: 'Premium' })] },
			entitlementRows: [entitlement({ currency: 'EUR' })],
		});
		expect(
			rows.map(({ model, currency, used, ownedCost }) => [model, currency, used, ownedCost]),
		).toEqual([
			['Confluence Standard', null, 3, null],
			['Premium', 'USD', 1, 60],
			[null, null, 3, null],
			[null, 'USD', 1, 60],
		]);
		const why =
			/"Confluence Standard" are in EUR and USD.*until then it is shown without a price/;
		expect(hints.join()).toMatch(why);
		expect(page).toContain('are in EUR and USD');
	});

	test('comes with a row that does not say how often it is billed, without a guess', async () => {
		const { rows, page, hints } = await reported({
			entitlements: { entitlement: [entitlement({ model: 'Premium' })] },
			entitlementRows: [entitlement({ billingCycle: '' })],
		});
		expect(rows[0]).toMatchObject({
			model: 'Confluence Standard',
			currency: 'USD',
			billingCycle: null,
			potentialSavings: 6,
			potentialSavingsPerYear: null,
			savingsRealisedOn: null,
			reclaimBy: null,
			renewsOn: null,
		});
		expect(rows[1]).toMatchObject({ model: 'Premium', billingCycle: 'monthly' });
		expect(hints.join()).toMatch(
			/Entitlement 1 in "Entitlements \(Rows\)": the field "billingCycle" is empty, so/,
		);
		expect(page).toContain('the field &quot;billingCycle&quot; is empty');
	});

	test('says nothing of a year where no row says how often it is billed', async () => {
		const { page } = await reported({
			entitlements: {},
			entitlementRows: [entitlement({ billingCycle: null })],
		});
		expect(page).toContain('nobody entered whether that is every month or every year');
		expect(page).not.toContain('in a whole year');
		expect(page).not.toMatch(/per (month|year)/);
	});

	test('takes the default of an empty field of the node', async () => {
		const { rows, hints } = await reported({
			entitlements: { entitlement: [entitlement({ billingCycle: '' })] },
		});
		expect(rows[0]).toMatchObject({ billingCycle: 'monthly', potentialSavingsPerYear: 72 });
		expect(hints).toEqual([]);
	});

	test('comes with a software model that cannot be read, which it names', async () => {
		const { rows, page } = await reported({ softwareModelRows: [{ model: 'Nameless' }] });
		expect(page).toContain('Software model 1 in');
		expect(rows.map(({ model }) => model)).toContain('Premium');
	});

	test.each([
		['a stored receipt', 1, receipt('x', { receiptState: 'Done' }), /Item 0.*receiptState/],
		['a position of an earlier day', 2, earlierPosition('', 7), /Item 0.*calculatedAt/],
	])('comes with %s that cannot be read, which it names', async (_, input, bad, why) => {
		const inputs: Row[][] = [team(2, 1), [], []];
		inputs[input] = [bad];
		const { rows, page } = await reported({}, inputs);
		expect(page).toMatch(why);
		expect(rows[0]?.model).toBe('Confluence Standard');
	});

	test('says on top which rule kept everybody from being judged', async () => {
		const problem = 'Exclusion rule 1 in the input "Rules": the field "value" is empty';
		const judged = failedEvaluation(problem, Date.parse(NOW_ISO));
		const people = team(2, 1).map((row) => ({ ...row, ...judged }));
		const { page } = await reported({}, [people]);
		const text = page.replaceAll('&quot;', '"').replaceAll('\u00a0', ' ');
		expect(text).toContain(`3 seats could not be judged, and are kept: <bdi>${problem}`);
		expect(text.indexOf(problem)).toBeLessThan(text.indexOf('In short'));
		expect(text).toContain('Nobody knows how many of the 3 seats are idle.');
	});

	test('comes without a model that was bought in two currencies, and says so', async () => {
		const { rows, page } = await reported({
			entitlements: { entitlement: [entitlement(), entitlement({ currency: 'EUR' })] },
		});
		expect(page).toContain('are in EUR and USD');
		expect(rows.map(({ model }) => model)).toContain('Premium');
	});
});
