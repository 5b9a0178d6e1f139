import type { INodeProperties } from 'n8n-workflow';

import { nowOption, tableRowsOption } from '../shared/commonOptions';
import { entitlementRowsProperty, entitlementsProperty } from './entitlementProperties';
import { softwareModelRowsProperty, softwareModelsProperty } from './softwareModelProperties';

export const licensePositionProperties: INodeProperties[] = [
	softwareModelsProperty,
	softwareModelRowsProperty,
	entitlementsProperty,
	entitlementRowsProperty,
	{
		displayName: 'Stale After (Days)',
		name: 'staleAfterDays',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 60,
		description: 'Days without activity after which a used seat counts as stale',
	},
	{
		displayName: 'Group By',
		name: 'groupBy',
		type: 'options',
		default: 'none',
		options: [
			{ name: 'Cost Center', value: 'costCenter' },
			{ name: 'Department', value: 'department' },
			{ name: 'Manager', value: 'manager' },
			{ name: 'None', value: 'none' },
		],
		description:
			'Whether to divide every position by its people. If so, each item has a list "groups", and the first item a CSV file for charging back, in the binary field "chargeBack".',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Evidence of Quarter',
				name: 'evidenceQuarter',
				type: 'string',
				default: '',
				placeholder: 'e.g. 2026-Q4',
				description:
					'A quarter for which to add a CSV file for auditors to the first item, in the binary field "evidence": every decision, with its reason, notices, answers and receipt. Needs candidates and receipts on the second input. Empty means none.',
			},
			nowOption,
			tableRowsOption,
			{
				displayName: 'Position as CSV',
				name: 'positionFile',
				type: 'boolean',
				default: false,
				description:
					'Whether to add a CSV file of all positions to the first item, in the binary field "csv"',
			},
			{
				displayName: 'Report',
				name: 'report',
				type: 'boolean',
				default: false,
				description:
					'Whether to add a web page with charts to the first item, in the binary field "data": one complete file to send, store or show. A row of models or entitlements that cannot be read is named on the page, and does not fail the run.',
			},
			{
				displayName: 'Report as Text',
				name: 'reportAsText',
				type: 'boolean',
				default: false,
				description:
					'Whether the report is text in the field "report" of the first item instead of a file: for the last page of an n8n form. Needs "Report".',
			},
		],
	},
];
