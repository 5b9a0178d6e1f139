import type { INodeProperties } from 'n8n-workflow';

import { PROCESSES, PROCESS_NAMES } from '../../confluence/scopes';
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
				displayName: 'Fail Unless Allowed',
				name: 'failUnless',
				type: 'multiOptions',
				default: [],
				options: PROCESS_NAMES.map((process) => ({
					name: PROCESSES[process].displayName,
					value: process,
				})),
				description:
					'The run fails, and names the missing scope, if a site does not allow one of these processes',
			},
			{
				displayName: 'Only One Site',
				name: 'onlyOneSite',
				type: 'boolean',
				default: false,
				description:
					'Whether the run fails, and lists the sites, if "Site" matches several',
			},
			{
				displayName: 'Profile Settings',
				name: 'profileSettings',
				type: 'json',
				default: '',
				placeholder: 'e.g. {{ $("Read Profile").first().json }}',
				description:
					'A row of clm_profiles to check: is each setting allowed by the node that uses it? Empty checks nothing. A lookback shorter than the inactivity threshold is raised to it. "Get" fails if a setting is not allowed; "Validate" lists it.',
			},
		],
	},
];
