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
				description: 'Take back the seats of candidates, after checking each person again',
			},
			{
				name: 'Restore',
				value: 'restore',
				action: 'Restore licenses',
				description: 'Give back exactly the groups in a receipt',
			},
		],
	},
	{
		displayName:
			'People lose their access when "Dry Run" is off. Do a dry run first, store its output Receipts and connect them to "Planned Receipts". Then a run that stops half-way can be finished and undone.',
		name: 'liveNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['reclaim'], dryRun: [false] } },
	},
	cloudIdProperty,
	{
		...accessGroupsProperty,
		description: `Reclaim only removes people from these groups. Restore only adds people to these groups and to those that the site lists as giving access. Empty means the groups that the site lists. ${accessGroupsProperty.description ?? ''}`,
	},
	{
		displayName: 'Dry Run',
		name: 'dryRun',
		type: 'boolean',
		default: true,
		description:
			'Whether to read everything but change nothing. Only the boolean false switches it off: the text "false" or 0 does not.',
	},
	{
		displayName: 'Max per Run',
		name: 'maxPerRun',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 10,
		description:
			'How many people one run handles for each profile: the longest inactive first, people who were never active last',
		displayOptions: { show: showOnlyForReclaim },
	},
	{
		displayName: 'Acknowledge Edits Only',
		name: 'acknowledgeEditsOnly',
		type: 'boolean',
		default: false,
		description:
			'Whether to take back seats of people whose page views were never checked. People who only read have no edits, so they look inactive.',
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
					'Whether to output results and job results as rows for a Data Table: all their fields, lists as JSON text, null for empty. Receipts always are such rows.',
			},
			{
				displayName: 'Recheck Activity',
				name: 'recheckActivity',
				type: 'boolean',
				default: true,
				description:
					'Whether to check activity again right before each removal. If off, decisions older than 48 hours are refused.',
				displayOptions: { show: { '/operation': ['reclaim'] } },
			},
		],
	},
];
