import type { INodeProperties } from 'n8n-workflow';

import { accessGroupsProperty } from '../shared/accessGroups';
import { cloudIdProperty } from '../shared/cloudId';
import { networkOptions, nowOption, tableRowsOption } from '../shared/commonOptions';

const showOnlyForDownload = { operation: ['download'] };

export const downloadSubscriptionsProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'download',
		options: [
			{
				name: 'Download',
				value: 'download',
				action: 'Download subscriptions',
				description: 'Read everyone who has a seat, and compare with the last snapshot',
			},
			{
				name: 'List Access Groups',
				value: 'accessGroups',
				action: 'List access groups',
				description:
					'List the groups that give access, so you can choose those of a profile',
			},
		],
	},
	cloudIdProperty,
	{
		displayName: 'Profile',
		name: 'profile',
		type: 'string',
		default: '',
		placeholder: 'e.g. example.atlassian.net',
		description:
			'Name for these subscriptions: one site with its access groups. Empty means the host name of the site.',
	},
	{
		...accessGroupsProperty,
		displayOptions: { show: showOnlyForDownload },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...networkOptions,
			{
				displayName: 'Include App Accounts',
				name: 'includeAppAccounts',
				type: 'boolean',
				default: false,
				description: 'Whether to list app accounts too, although they use no seat',
			},
			{
				displayName: 'Include Guests',
				name: 'includeGuests',
				type: 'boolean',
				default: false,
				description: 'Whether to list guests too, although they use no seat',
			},
			{
				displayName: 'Max Shrink Percent',
				name: 'maxShrinkPercent',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 100, numberPrecision: 1 },
				default: 20,
				description:
					'If more than this percentage of the people in the last snapshot is gone, the run fails and nobody is retired. Only applies if more than five people are gone. 100 switches it off.',
			},
			nowOption,
			tableRowsOption,
		],
	},
];
