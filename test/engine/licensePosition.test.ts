import type { IDataObject, INodeParameters } from 'n8n-workflow';

import * as samples from '../licensing/position/samples';
import type { Row } from '../../licensing/tableValues';
import { runNode, runWorkflow } from './harness';

const { NOW_ISO } = samples;

/** The samples as items have them. */
const asItem = (row: Row) => row as IDataObject;
const team = (...size: Parameters<typeof samples.team>) => samples.team(...size).map(asItem);
const entitlement = (fields?: Row) => samples.entitlement(fields) as INodeParameters;
const STANDARD = samples.STANDARD as INodeParameters;

const FIELDS = {
	softwareModels: { model: [STANDARD] },
	entitlements: { entitlement: [entitlement()] },
};

async function position(settings: Partial<Parameters<typeof runNode>[0]> = {}) {
	const run = await runNode({
		type: 'licensePosition',
		inputs: [team(3, 2)],
		...settings,
		parameters: { ...FIELDS, options: { now: NOW_ISO }, ...settings.parameters },
	});
	const [positions = [], unrecognized = []] = run.outputs;
	return {
		...run,
		positions: positions.map(({ json }) => json),
		unrecognized: unrecognized.map(({ json }) => json),
		files: positions.map(({ binary }) => binary?.data),
	};
}

describe('License Position in the engine', () => {
	it('counts what is owned, used and to be saved, with the figures of the fields', async () => {
		const { positions, unrecognized, error } = await position();
		expect(error).toBeUndefined();
		expect(positions).toHaveLength(2);
		expect(positions[0]).toMatchObject({
			kind: 'position',
			model: 'Confluence Standard',
			owned: 10,
			used: 5,
			available: 5,
			currency: 'USD',
			potentialSavings: 12,
		});
		expect(positions[1]).toMatchObject({ kind: 'total', owned: 10, used: 5 });
		expect(unrecognized).toEqual([]);
	});

	it('takes models and entitlements that a step before read from a table', async () => {
		const { node } = await runWorkflow({
			nodes: [
				{ name: 'Start', items: [{ start: true }] },
				{ name: 'Models', items: [STANDARD] },
				{ name: 'Entitlements', items: [entitlement({ purchased: '7' })] },
				{ name: 'People', items: team(3, 2) },
				{
					name: 'Position',
					type: 'licensePosition',
					parameters: {
						softwareModelRows: "={{ $('Models').all().map(({ json }) => json) }}",
						entitlementRows: "={{ $('Entitlements').all().map(({ json }) => json) }}",
						options: { now: NOW_ISO },
					},
				},
			],
			links: [
				{ from: 'Start', to: 'Models' },
				{ from: 'Models', to: 'Entitlements' },
				{ from: 'Entitlements', to: 'People' },
				{ from: 'People', to: 'Position' },
			],
		});
		const { outputs, error } = node('Position');
		expect(error).toBeUndefined();
		expect(outputs[0]?.[0]?.json).toMatchObject({ owned: 7, used: 5, available: 2 });
	});

	it('takes earlier positions on its third input and hands out shares on its third output', async () => {
		const { positions, outputs, error } = await position({
			inputs: [
				team(3, 2),
				[asItem(samples.receipt('gone'))],
				[asItem(samples.earlierPosition('2026-06-02', 9))],
			],
			parameters: { entitlements: { entitlement: [entitlement({ purchased: '' })] } },
		});
		expect(error).toBeUndefined();
		expect(positions[0]).toMatchObject({ billedQuantity: 9, actualSavings: 6 });
		expect(outputs[2]?.map(({ json }) => [json.state, json.savingShare])).toEqual([
			['saved', 6],
			['possible', 6],
			['possible', 6],
		]);
	});

	it('adds the report as a file on the first item only', async () => {
		const { files, error } = await position({
			parameters: { options: { now: NOW_ISO, report: true } },
		});
		expect(error).toBeUndefined();
		expect(files[0]).toMatchObject({
			mimeType: 'text/html',
			fileName: 'confluence-license-report.html',
		});
		const page = Buffer.from(files[0]?.data ?? '', 'base64').toString();
		expect(page).toContain('<!doctype html>');
		expect(page).toContain('Person idle-0');
		expect(files.slice(1)).toEqual(files.slice(1).map(() => undefined));
	});
});
