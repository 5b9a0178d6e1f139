import type { INodeProperties } from 'n8n-workflow';

const bandsField: INodeProperties = {
	displayName: 'Bands',
	name: 'bands',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Band',
	description:
		'Prices by number of seats, instead of one unit price. With annual billing each band is a tier.',
	options: [
		{
			displayName: 'Band',
			name: 'band',
			values: [
				{
					displayName: 'From Seat',
					name: 'from',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 1,
					description: 'The number of the first seat with this price',
				},
				{
					displayName: 'Price',
					name: 'price',
					type: 'string',
					default: '',
					placeholder: 'e.g. 5.16',
					description: 'The price of each seat in this band for one billing cycle',
				},
			],
		},
	],
};

const fields: INodeProperties[] = [
	bandsField,
	{
		displayName: 'Billing Cycle',
		name: 'billingCycle',
		type: 'options',
		default: 'monthly',
		options: [
			{ name: 'Annual', value: 'annual', description: 'You save from the next renewal' },
			{ name: 'Monthly', value: 'monthly', description: 'You save from next month' },
		],
		description: 'How often it is billed. All prices are for one billing cycle.',
	},
	{
		displayName: 'Currency',
		name: 'currency',
		type: 'string',
		default: 'USD',
		placeholder: 'e.g. EUR',
		description: 'The currency code. All entitlements of one model must have the same.',
	},
	{
		displayName: 'Ends At',
		name: 'endsAt',
		type: 'dateTime',
		default: '',
		description:
			'When the seats expire. A date without a time means the end of that day in UTC.',
	},
	{
		displayName: 'Model',
		name: 'model',
		type: 'string',
		default: '',
		placeholder: 'e.g. Confluence Premium',
		description: 'The software model that was bought',
	},
	{
		displayName: 'Next Billing Date',
		name: 'nextBillingDate',
		type: 'dateTime',
		default: '',
		description: 'When it is billed next. A past date is moved forward by the billing cycle.',
	},
	{
		displayName: 'Profile',
		name: 'profile',
		type: 'string',
		default: '',
		description:
			'The profile that the seats were bought for. Empty means that all profiles share them.',
	},
	{
		displayName: 'Purchased',
		name: 'purchased',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'How many seats were bought',
	},
	{
		displayName: 'Starts At',
		name: 'startsAt',
		type: 'dateTime',
		default: '',
		description: 'When the seats start. Empty means that they have always been valid.',
	},
	{
		displayName: 'Unit Price',
		name: 'unitPrice',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5.16',
		description: 'The price of one seat for one billing cycle, if there are no bands',
	},
];

export const entitlementsProperty: INodeProperties = {
	displayName: 'Entitlements',
	name: 'entitlements',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Entitlement',
	options: [{ displayName: 'Entitlement', name: 'entitlement', values: fields }],
	description: 'The seats that were bought, and what they cost',
};

export const entitlementRowsProperty: INodeProperties = {
	displayName: 'Entitlements (Rows)',
	name: 'entitlementRows',
	type: 'json',
	default: '[]',
	placeholder: 'e.g. {{ $("Read Entitlements").all().map(item => item.json) }}',
	description:
		'More entitlements, as the rows of a table: a list, usually from an expression. Columns: model, purchased, unitPrice, bands, currency, billingCycle, startsAt, endsAt, nextBillingDate, profile.',
};
