import type { INodeProperties } from 'n8n-workflow';

import { accessGroupsProperty } from '../shared/accessGroups';
import { networkOptions } from '../shared/commonOptions';

const showOnlyForValidate = { operation: ['validate'] };

export const getCloudIdProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'get',
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get the cloud ID of sites',
				description: 'List the sites of the credential and what their scopes allow',
			},
			{
				name: 'Validate',
				value: 'validate',
				action: 'Validate the processes on sites',
				description: 'Also try each process without changing anything',
			},
		],
	},
	{
		displayName: 'Site',
		name: 'site',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.atlassian.net/wiki',
		description: 'URL, host name or name of the site. Empty means all sites of the credential.',
	},
	{
		...accessGroupsProperty,
		displayOptions: { show: showOnlyForValidate },
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
				displayName: 'Profile Settings',
				name: 'profileSettings',
				type: 'json',
				default: '',
				placeholder: 'e.g. {{ $("Read Profile").first().json }}',
				displayOptions: { show: { '/operation': ['validate'] } },
				description:
					'A row of clm_profiles to check: is each setting allowed by the node that uses it? Empty checks nothing. A lookback shorter than the inactivity threshold is raised to it.',
			},
		],
	},
];
