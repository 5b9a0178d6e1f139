import type { Row } from '../../licensing/tableValues';
import { POSITION_FIELDS } from '../../licensing/position/positionItem';
import { GROUP_BY } from '../../licensing/position/groups';
import { LicensePosition } from '../../nodes/LicensePosition/LicensePosition.node';
import { entitlement, NOW_ISO, STANDARD, team } from '../licensing/position/samples';
import { fakeExecuteFunctions, runFake, withBinaryData } from './fakeExecuteFunctions';

const node = new LicensePosition();

async function position(groupBy: unknown, options: Row = {}) {
	const { context } = fakeExecuteFunctions(node, {
		inputs: [team(3, 1, { department: 'Sales', costCenter: '4711', manager: 'Mia' })],
		parameters: {
			softwareModels: { model: [STANDARD] },
			entitlements: { entitlement: [entitlement()] },
			options: { now: NOW_ISO, ...options },
			groupBy,
		},
	});
	const [items = []] = await node.execute.call(withBinaryData(context));
	return items;
}

const SALES = {
	group: 'Sales',
	owned: 10,
	used: 4,
	stale: 1,
	excluded: 0,
	potentialSavings: 6,
	currency: 'USD',
};

describe('Group By', () => {
	test.each(['none', '', null])('%j leaves the items as they are', async (groupBy) => {
		const items = await position(groupBy);
		for (const { json, binary } of items) {
			expect(Object.keys(json).sort()).toEqual([...POSITION_FIELDS].sort());
			expect(binary).toBeUndefined();
		}
	});

	test('adds the groups to each position and total, and changes nothing else', async () => {
		const plain = (await position('none')).map(({ json }) => json);
		const items = (await position('department')).map(({ json }) => json);
		expect(items).toEqual(plain.map((json) => ({ ...json, groups: [SALES] })));
	});

	test('adds a file for charging back to the first item, beside the report', async () => {
		const [first, ...others] = await position('costCenter', { report: true });
		expect(Object.keys(first?.binary ?? {}).sort()).toEqual(['chargeBack', 'data']);
		const { data = '', fileName, mimeType } = first?.binary?.chargeBack ?? {};
		expect([fileName, mimeType]).toEqual(['confluence-license-charge-back.csv', 'text/csv']);
		expect(Buffer.from(data, 'base64').toString('utf8')).toBe(
			'\ufeffprofile,model,group,seats,idle,cost,currency\r\nacme.atlassian.net,Confluence Standard,4711,4,1,60.00,USD\r\n',
		);
		expect(others.some(({ binary }) => binary !== undefined)).toBe(false);
	});

	test('leaves rows for a table with its columns alone', async () => {
		const [first] = await position('manager', { tableRows: true });
		expect(Object.keys(first?.json ?? {})).toEqual([...POSITION_FIELDS]);
		expect(first?.binary?.chargeBack).toBeDefined();
	});

	test('another word is an error that names it', async () => {
		await expect(position('team')).rejects.toThrow(/parameter "Group By" must be one of/);
	});

	test('a file that cannot be stored does not take the position with it under continue on fail', async () => {
		const run = {
			inputs: [team(1, 0)],
			parameters: { options: { now: NOW_ISO }, groupBy: 'department' },
		};
		const given = {
			...run,
			parameters: { ...run.parameters, softwareModels: { model: [STANDARD] } },
		};
		await expect(runFake(node, given)).rejects.toThrow(/has no "helpers"/);
		const { rows, hints } = await runFake(node, { ...given, continueOnFail: true });
		expect(rows[0]?.[0]).toMatchObject({ used: 1, groups: [{ group: 'unknown', used: 1 }] });
		expect(hints.join()).toContain('Left out of the position');
	});

	test('offers what can be divided by', () => {
		const property = node.description.properties.find(({ name }) => name === 'groupBy');
		const words = property?.options?.map((option) => ('value' in option ? option.value : ''));
		expect(words?.sort()).toEqual([...GROUP_BY].sort());
	});
});
