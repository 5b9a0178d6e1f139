import type { INodeProperties } from 'n8n-workflow';

const fields: INodeProperties[] = [
	{
		displayName: 'Edition',
		name: 'edition',
		type: 'string',
		default: '',
		placeholder: 'e.g. Premium',
		description: 'The plan that was bought',
	},
	{
		displayName: 'Identifier',
		name: 'identifier',
		type: 'string',
		default: '',
		placeholder: 'e.g. confluence-users-acme',
		description:
			'The subscription identifier: the name of the access group that gives the seat',
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'string',
		default: '',
		placeholder: 'e.g. Confluence Premium',
		description:
			'The name used in the entitlements. Several identifiers can belong to one model. If empty, the identifier is unrecognized.',
	},
	{
		displayName: 'Product',
		name: 'product',
		type: 'string',
		default: '',
		placeholder: 'e.g. Confluence Cloud',
		description: 'The product that the model belongs to',
	},
	{
		displayName: 'Profile',
		name: 'profile',
		type: 'string',
		default: '',
		description: 'The profile in which the identifier means this model. Empty means all.',
	},
];

export const softwareModelsProperty: INodeProperties = {
	displayName: 'Software Models',
	name: 'softwareModels',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Software Model',
	options: [{ displayName: 'Model', name: 'model', values: fields }],
	description: 'Which software model each subscription identifier belongs to',
};

export const softwareModelRowsProperty: INodeProperties = {
	displayName: 'Software Models (Rows)',
	name: 'softwareModelRows',
	type: 'json',
	default: '[]',
	placeholder: 'e.g. {{ $("Read Models").all().map(item => item.json) }}',
	description:
		'More software models, as the rows of a table: a list, usually from an expression. Columns: identifier, model, product, edition, profile.',
};
