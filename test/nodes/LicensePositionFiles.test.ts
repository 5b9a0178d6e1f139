import { LicensePosition } from '../../nodes/LicensePosition/LicensePosition.node';
import type { Row } from '../../licensing/tableValues';
import { daysAgo, NOW_ISO, receipt, STANDARD, team } from '../licensing/position/samples';
import { fakeExecuteFunctions, withBinaryData } from './fakeExecuteFunctions';

const node = new LicensePosition();

const CLOSED: Row = {
	candidateId: 'acme.atlassian.net:gone:1',
	profile: 'acme.atlassian.net',
	accountId: 'gone',
	state: 'Closed Complete',
	openedAt: daysAgo(40),
	changedAt: daysAgo(20),
	receiptId: 'receipt-gone',
	history: '[]',
};

async function files(inputs: Row[][], options: Row) {
	const { context } = fakeExecuteFunctions(node, {
		inputs,
		parameters: {
			softwareModels: { model: [STANDARD] },
			options: { now: NOW_ISO, ...options },
		},
	});
	const [items = []] = await node.execute.call(withBinaryData(context));
	const binary = items[0]?.binary ?? {};
	return Object.fromEntries(
		Object.entries(binary).map(([field, { data, fileName }]) => [
			field,
			{ fileName, text: Buffer.from(data, 'base64').toString('utf8') },
		]),
	);
}

describe('the evidence of a quarter', () => {
	test('is a file on the first item, beside the report', async () => {
		const inputs = [team(2, 1), [CLOSED, receipt('gone')]];
		const found = await files(inputs, { report: true, evidenceQuarter: '2026-Q2' });
		expect(Object.keys(found).sort()).toEqual(['data', 'evidence']);
		expect(found.evidence?.fileName).toBe('confluence-license-evidence-2026-Q2.csv');
		const lines = (found.evidence?.text ?? '').trimEnd().split('\r\n');
		expect(lines).toHaveLength(2);
		expect(lines[1]).toContain('acme.atlassian.net:gone:1');
	});

	test('is left out where nobody asks for it', async () => {
		expect(await files([team(2, 1)], { evidenceQuarter: '' })).toEqual({});
	});

	test('is refused for what is no quarter, with an example of one', async () => {
		await expect(files([team(2, 1)], { evidenceQuarter: 'autumn' })).rejects.toThrow(
			/Evidence of Quarter.*2026-Q4/,
		);
	});
});

describe('the positions as a file', () => {
	test('have a row each and a column for each part, and nothing that a spreadsheet runs', async () => {
		const people = team(2, 1).concat(
			team(1, 0, { profile: '=1+1', subscriptionIdentifier: 'other' }),
		);
		const { csv } = await files([people], { positionFile: true });
		expect(csv?.fileName).toBe('confluence-license-position.csv');
		const [head, ...rows] = (csv?.text ?? '').trimEnd().split('\r\n');
		expect(head).toMatch(/^\ufeffkind,profile,model,subscriptionIdentifier,/);
		expect(head).toContain(',histogram.0-30,');
		expect(rows.map((row) => row.split(',').slice(0, 4))).toEqual([
			['position', 'acme.atlassian.net', 'Confluence Standard', ''],
			['identifier', "'=1+1", '', 'other'],
			['total', '', '', ''],
		]);
	});
});

describe('earlier positions', () => {
	test('give the report its year, and change no figure', async () => {
		const earlier = {
			kind: 'position',
			profile: 'acme.atlassian.net',
			model: 'Confluence Standard',
			used: 5,
			candidates: 2,
			calculatedAt: daysAgo(90),
		};
		const total = { ...earlier, kind: 'total', profile: null };
		const found = await files([team(2, 1), [], [earlier, total]], { report: true });
		const page = (found.data?.text ?? '').replaceAll('\u00a0', ' ');
		const text = page.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
		expect(text).toContain('Used seats 3 5 on 12 March 2026 Idle seats 1 2 on 12 March 2026');
		expect(page).toContain('Known since 12 March 2026.');
	});
});
