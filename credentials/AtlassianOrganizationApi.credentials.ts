import type {
	IAuthenticateGeneric,
	ICredentialTestRequest,
	ICredentialType,
	INodeProperties,
} from 'n8n-workflow';

import { customApiUrlField, environmentField } from './environmentFields';
import { addressExpression } from './expressions';

/**
 * The API key of an Atlassian organization (D). Optional: with it, Pull Activity also knows when
 * a person last viewed Confluence. Nothing is ever written with it.
 */
export class AtlassianOrganizationApi implements ICredentialType {
	name = 'atlassianOrganizationApi';

	displayName = 'Atlassian Organization API';

	icon = {
		light: 'file:../icons/confluenceLicenses.svg',
		dark: 'file:../icons/confluenceLicenses.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-confluence-licenses/n8n-nodes-confluence-licenses#credentials';

	properties: INodeProperties[] = [
		environmentField,
		customApiUrlField,
		{
			displayName: 'Organization ID',
			name: 'organizationId',
			type: 'string',
			required: true,
			default: '',
			description:
				'Shown next to a new API key, and in the address of admin.atlassian.com after /o/',
		},
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			description:
				'An organization admin creates the key at admin.atlassian.com under Settings, API keys. It only needs to read the directory.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: {
			headers: {
				Authorization: '=Bearer {{$credentials.apiKey}}',
			},
		},
	};

	test: ICredentialTestRequest = {
		request: {
			method: 'GET',
			baseURL: addressExpression('apiUrl', '', '$credentials'),
			url: '=/admin/v1/orgs/{{encodeURIComponent($credentials.organizationId)}}',
			disableFollowRedirect: true,
		},
	};
}
