import type { ICredentialTestRequest, ICredentialType, INodeProperties } from 'n8n-workflow';

import { customApiUrlField, customAuthUrlField, environmentField } from './environmentFields';
import { addressExpression, authQueryExpression, scopeExpression } from './expressions';
import { processFields } from './processFields';

/**
 * OAuth 2.0 (3LO) for Confluence Cloud (D). People choose where their site is and what this
 * package may do; addresses, audience and scopes follow from that and are hidden.
 *
 * `tokenExpiredStatusCode` is left out on purpose: here it would override what each request says.
 */
export class ConfluenceLicensesOAuth2Api implements ICredentialType {
	name = 'confluenceLicensesOAuth2Api';

	displayName = 'Confluence Cloud Licenses OAuth2 API';

	extends = ['oAuth2Api'];

	icon = {
		light: 'file:../icons/confluenceLicenses.svg',
		dark: 'file:../icons/confluenceLicenses.dark.svg',
	} as const;

	documentationUrl =
		'https://github.com/n8n-nodes-confluence-licenses/n8n-nodes-confluence-licenses#credentials';

	properties: INodeProperties[] = [
		environmentField,
		customAuthUrlField,
		customApiUrlField,
		...processFields,
		{
			displayName: 'Additional Scopes',
			name: 'additionalScopes',
			type: 'string',
			default: '',
			placeholder: 'e.g. read:page:confluence',
			description:
				'More scopes to ask for, separated by spaces. With read:page:confluence, Pull Activity can find out who last edited a shared page.',
		},
		{
			displayName: 'Grant Type',
			name: 'grantType',
			type: 'hidden',
			default: 'authorizationCode',
		},
		{
			displayName: 'Authorization URL',
			name: 'authUrl',
			type: 'hidden',
			default: addressExpression('authUrl', '/authorize'),
		},
		{
			displayName: 'Access Token URL',
			name: 'accessTokenUrl',
			type: 'hidden',
			default: addressExpression('authUrl', '/oauth/token'),
		},
		{
			displayName: 'Auth URI Query Parameters',
			name: 'authQueryParameters',
			type: 'hidden',
			default: authQueryExpression(),
		},
		{
			displayName: 'Scope',
			name: 'scope',
			type: 'hidden',
			default: scopeExpression(),
		},
		{
			displayName: 'Authentication',
			name: 'authentication',
			type: 'hidden',
			default: 'body',
		},
	];

	test: ICredentialTestRequest = {
		request: {
			method: 'GET',
			baseURL: addressExpression('apiUrl', '', '$credentials'),
			url: '/oauth/token/accessible-resources',
			disableFollowRedirect: true,
		},
	};
}
