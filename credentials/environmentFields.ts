import type { INodeProperties } from 'n8n-workflow';

const showOnlyForCustom = { show: { environment: ['custom'] } };

/** Which of Atlassian's clouds a credential belongs to. */
export const environmentField: INodeProperties = {
	displayName: 'Environment',
	name: 'environment',
	type: 'options',
	options: [
		{
			name: 'Commercial',
			value: 'commercial',
			description: 'Confluence Cloud at atlassian.com: the usual choice',
		},
		{
			name: 'Government',
			value: 'government',
			description: 'Atlassian Government Cloud',
		},
		{
			name: 'Custom',
			value: 'custom',
			description: 'An isolated cloud with its own addresses, or a simulator',
		},
	],
	default: 'commercial',
	description: 'Where your site is. Nothing is sent to any other environment.',
};

/** The address of the consent page and of the token endpoint. */
export const customAuthUrlField: INodeProperties = {
	displayName: 'Custom Auth URL',
	name: 'customAuthUrl',
	type: 'string',
	displayOptions: showOnlyForCustom,
	required: true,
	default: '',
	placeholder: 'e.g. https://auth.example.com',
	description:
		'Address of the consent page and the token endpoint, without /authorize. Must be https; plain http is only allowed on this machine.',
};

/** The address of every other request. */
export const customApiUrlField: INodeProperties = {
	displayName: 'Custom API URL',
	name: 'customApiUrl',
	type: 'string',
	displayOptions: showOnlyForCustom,
	required: true,
	default: '',
	placeholder: 'e.g. https://api.example.com',
	description:
		'Address of the API, without /ex/confluence. Must be https; plain http is only allowed on this machine.',
};
