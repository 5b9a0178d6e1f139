import type { INodeProperties } from 'n8n-workflow';

const activeField: INodeProperties = {
	displayName: 'Active',
	name: 'active',
	type: 'boolean',
	default: true,
	description: 'Whether the rule applies. Switch it off to keep it for later.',
};

const effectField: INodeProperties = {
	displayName: 'Effect',
	name: 'effect',
	type: 'options',
	default: 'both',
	options: [
		{ name: 'Both', value: 'both', description: 'Keep out of cost and of reclamation' },
		{
			name: 'Cost',
			value: 'cost',
			description: 'Keep out of cost alone: the seat can still be taken back',
		},
		{
			name: 'Reclamation',
			value: 'reclamation',
			description: 'Never take the seat back, but count its cost',
		},
	],
	description: 'What the rule keeps subscriptions out of',
};

const expiresAtField: INodeProperties = {
	displayName: 'Expires At',
	name: 'expiresAt',
	type: 'dateTime',
	default: '',
	description:
		'When the rule ends. A date without a time means the end of that day in UTC; empty, or a stand-in such as 1970-01-01, means never.',
};

const fieldField: INodeProperties = {
	displayName: 'Field',
	name: 'field',
	type: 'options',
	default: 'accountId',
	options: [
		{ name: 'Account ID', value: 'accountId', description: "The person's Atlassian account" },
		{ name: 'Display Name', value: 'displayName', description: 'The name shown in Confluence' },
		{ name: 'Email', value: 'email', description: 'The whole e-mail address' },
		{
			name: 'Email Domain',
			value: 'emailDomain',
			description: 'What follows the @ of the e-mail address',
		},
		{
			name: 'Group ID',
			value: 'groupId',
			description: 'For reclamation any of the access groups, for cost the one that counts',
		},
		{
			name: 'Group Name',
			value: 'groupName',
			description: 'For reclamation any of the access groups, for cost the one that counts',
		},
		{
			name: 'Subscription Identifier',
			value: 'subscriptionIdentifier',
			description: 'What was bought; for reclamation any of the access groups',
		},
	],
	description:
		'What the rule looks at. While a rule for reclamation looks at e-mail, people whose address is not known are kept.',
};

const matchField: INodeProperties = {
	displayName: 'Match',
	name: 'match',
	type: 'options',
	default: 'equals',
	options: [
		{ name: 'Equals', value: 'equals', description: 'The whole value is the same' },
		{
			name: 'Regular Expression',
			value: 'regex',
			description:
				'Found anywhere unless anchored; patterns that could take too long are refused',
		},
		{
			name: 'Wildcard',
			value: 'wildcard',
			description: 'The whole value, with * for any characters and ? for one',
		},
	],
	description:
		'How the value is compared. Upper and lower case are the same, and invisible characters do not count.',
};

const profileField: INodeProperties = {
	displayName: 'Profile',
	name: 'profile',
	type: 'string',
	default: '',
	placeholder: 'e.g. example.atlassian.net',
	description: 'The profile that the rule is for. Empty means all.',
};

const reasonField: INodeProperties = {
	displayName: 'Reason',
	name: 'reason',
	type: 'string',
	default: '',
	placeholder: 'e.g. Service account of the build server',
	description: 'Why the rule exists; shown with every subscription that it excludes',
};

const ruleTypeField: INodeProperties = {
	displayName: 'Rule Type',
	name: 'ruleType',
	type: 'options',
	default: 'user',
	options: [
		{ name: 'Identifier', value: 'identifier', description: 'About what was bought' },
		{ name: 'User', value: 'user', description: 'About people' },
	],
	description: 'Sorts the rules for those who keep them. What is compared is the field.',
};

const valueField: INodeProperties = {
	displayName: 'Value',
	name: 'value',
	type: 'string',
	default: '',
	placeholder: 'e.g. *@bots.example.com',
	description: 'What the field is compared with',
};

/** The rules that stand in the node itself; the input "Rules" takes the same fields as items. */
export const rulesProperty: INodeProperties = {
	displayName: 'Exclusion Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Rule',
	default: {},
	description:
		'Rules that keep subscriptions out of cost, out of reclamation, or both. Rules that come as items of the input "Rules" are applied after these.',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				activeField,
				effectField,
				expiresAtField,
				fieldField,
				matchField,
				profileField,
				reasonField,
				ruleTypeField,
				valueField,
			],
		},
	],
};
