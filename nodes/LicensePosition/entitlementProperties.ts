import type { INodeProperties } from 'n8n-workflow';

import type { BillingCycle } from '../../licensing/position/billing';
import { ENTITLEMENT_FIELDS } from '../../licensing/position/entitlements';

/** What an empty billing cycle of the node's own fields means. */
export const DEFAULT_CYCLE: BillingCycle = 'monthly';

const bandsField: INodeProperties = {
	displayName: 'Bands',
	name: 'bands',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Band',
	description:
		'Prices by number of seats, instead of one unit price. With annual billing each band is a tier, unless tiers are entered.',
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

const tiersField: INodeProperties = {
	displayName: 'Tiers',
	name: 'tiers',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	default: {},
	placeholder: 'Add Tier',
	description:
		'The price of each tier for the whole year, for annual billing. You save only when a lower tier is reached.',
	options: [
		{
			displayName: 'Tier',
			name: 'tier',
			values: [
				{
					displayName: 'Price',
					name: 'price',
					type: 'string',
					default: '',
					placeholder: 'e.g. 2420',
					description: 'The price of the whole tier for one year',
				},
				{
					displayName: 'Up To',
					name: 'upTo',
					type: 'number',
					typeOptions: { minValue: 1 },
					default: 1,
					description: 'The largest number of seats in this tier',
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
		default: DEFAULT_CYCLE,
		options: [
			{ name: 'Annual', value: 'annual', description: 'You save from the next renewal' },
			{ name: 'Monthly', value: 'monthly', description: 'You save from next month' },
		],
		description:
			'How often it is billed. All prices are for one billing cycle. In a row of a table, an empty cell means that nobody knows: its savings have no date and no sum for a year.',
	},
	{
		displayName: 'Count By',
		name: 'countBy',
		type: 'options',
		default: '',
		options: [
			{
				name: 'By Edition',
				value: '',
				description: 'People for Enterprise, otherwise subscriptions',
			},
			{
				name: 'Person',
				value: 'person',
				description: 'A person in several profiles is paid for once',
			},
			{
				name: 'Subscription',
				value: 'subscription',
				description: 'Each profile pays for the same person again',
			},
		],
		description: 'What is paid for. Collections count people.',
	},
	{
		displayName: 'Counts With',
		name: 'countsWith',
		type: 'string',
		default: '',
		placeholder: 'e.g. Confluence Premium',
		description:
			'For a Marketplace app: the model whose number of users prices it, or "site" for everybody on the site. Empty for seats of its own.',
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
		displayName: 'Discount (Percent)',
		name: 'discountPercent',
		type: 'string',
		default: '',
		placeholder: 'e.g. 7.5',
		description: 'What is taken off all prices. Empty if your prices are what you pay.',
	},
	{
		displayName: 'Ends At',
		name: 'endsAt',
		type: 'dateTime',
		default: '',
		description:
			'When the seats expire, for annual billing the day of the renewal. A date without a time means the end of that day in UTC.',
	},
	{
		displayName: 'Flat Price',
		name: 'flatPrice',
		type: 'string',
		default: '',
		placeholder: 'e.g. 0',
		description: 'One sum for any number of seats up to "Flat Up To"; 0 if it is free',
	},
	{
		displayName: 'Flat Up To',
		name: 'flatUpTo',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description:
			'Up to how many seats the flat price holds. With one seat more, all are paid from the first. 0 means that there is no flat price.',
	},
	{
		displayName: 'Lower Tier Ordered',
		name: 'lowerTierOrdered',
		type: 'boolean',
		default: false,
		description:
			'Whether somebody ordered the lower tier for the renewal. Annual plans renew as they are; nothing counts as saved before.',
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
		displayName: 'Price as Of',
		name: 'priceAsOf',
		type: 'dateTime',
		default: '',
		description: 'The day that the prices are from',
	},
	{
		displayName: 'Price Source',
		name: 'priceSource',
		type: 'string',
		default: '',
		placeholder: 'e.g. invoice of May',
		description: 'Where the prices come from, for whoever reads the report',
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
		type: 'string',
		default: '',
		placeholder: 'e.g. 500',
		description:
			'How many seats were bought. Empty for a monthly plan means what is billed: the largest number of seats used in the period so far.',
	},
	{
		displayName: 'Renewal Price Change (Percent)',
		name: 'renewalPriceChangePercent',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5',
		description: 'How much the price is expected to rise at the renewal; negative if it falls',
	},
	{
		displayName: 'Starts At',
		name: 'startsAt',
		type: 'dateTime',
		default: '',
		description: 'When the seats start. Empty means that they have always been valid.',
	},
	tiersField,
	{
		displayName: 'Unit Price',
		name: 'unitPrice',
		type: 'string',
		default: '',
		placeholder: 'e.g. 5.16',
		description: 'The price of one seat for one billing cycle, if there are no bands or tiers',
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
	description: `More entitlements, as the rows of a table: a list, usually from an expression. Columns: ${ENTITLEMENT_FIELDS.join(', ')}.`,
};
