import type { INodeProperties } from 'n8n-workflow';

import { accessGroupsProperty } from '../shared/accessGroups';
import { cloudIdProperty } from '../shared/cloudId';
import { networkOptions, nowOption, tableRowsOption } from '../shared/commonOptions';

const showOnlyForReclaim = { operation: ['reclaim'] };

export const reclaimLicenseProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'reclaim',
		options: [
			{
				name: 'Reclaim',
				value: 'reclaim',
				action: 'Reclaim licenses',
				description:
					'Take back the seats of candidates, after looking at each person afresh',
			},
			{
				name: 'Restore',
				value: 'restore',
				action: 'Restore licenses',
				description: 'Give back exactly the groups that a receipt names',
			},
		],
	},
	{
		displayName:
			'People lose their access when "Dry Run" is off. Store the output Receipts of a dry run first and connect them to "Planned Receipts": then a run that dies half-way can be finished and undone.',
		name: 'liveNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['reclaim'], dryRun: [false] } },
	},
	cloudIdProperty,
	{
		...accessGroupsProperty,
		description: `Reclaim removes people only from these groups. Restore adds people only to these, and to the groups that the site lists as giving access to its users. Empty means the listed groups. ${accessGroupsProperty.description ?? ''}`,
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		description:
			'Whether to read everything and change nothing. Only the boolean false switches it off; text such as "false", or 0, does not.',
	},
	{
		displayName: 'Max per Run',
		name: 'maxPerRun',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 10,
		description:
			'How many people of each profile one run handles: the longest inactive first, people who were never active last',
		displayOptions: { show: showOnlyForReclaim },
	},
	{
		displayName: 'Acknowledge Edits Only',
		name: 'acknowledgeEditsOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to take back seats of people whose reading was never checked. Somebody who only reads looks inactive by edits alone.',
		displayOptions: { show: showOnlyForReclaim },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...networkOptions,
			nowOption,
			{
				...tableRowsOption,
				description:
					'Whether results and job results are rows that a Data Table takes: results with all their fields, lists as JSON text and null for empty. Receipts always are.',
			},
			{
				displayName: 'Recheck Activity',
				name: 'recheckActivity',
				type: 'boolean',
				default: true,
				description:
					'Whether to look for activity once more right before each removal. Without it, decisions older than 48 hours are refused.',
				displayOptions: { show: { '/operation': ['reclaim'] } },
			},
		],
	},
];
