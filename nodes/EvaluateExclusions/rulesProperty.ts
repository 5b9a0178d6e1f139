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
		{
			name: 'Both',
			value: 'both',
			description: 'Never take the seat back, and do not count its cost',
		},
		{
			name: 'Cost',
			value: 'cost',
			description: 'Do not count the cost of the seat; it can still be taken back',
		},
		{
			name: 'Reclamation',
			value: 'reclamation',
			description: 'Never take the seat back, but count its cost',
		},
	],
	description: 'What the rule excludes subscriptions from',
};

const expiresAtField: INodeProperties = {
	displayName: 'Expires At',
	name: 'expiresAt',
	type: 'dateTime',
	default: '',
	description:
		'When the rule ends. A date without a time means the end of that day in UTC. Empty, or a placeholder such as 1970-01-01, means never.',
};

const fieldField: INodeProperties = {
	displayName: 'Field',
	name: 'field',
	type: 'options',
	default: 'accountId',
	options: [
		{ name: 'Account ID', value: 'accountId', description: "The person's Atlassian account" },
		{
			name: 'Department',
			value: 'department',
			description: 'The department, from the input "People" or from the item',
		},
		{ name: 'Display Name', value: 'displayName', description: 'The name shown in Confluence' },
		{ name: 'Email', value: 'email', description: 'The whole e-mail address' },
		{
			name: 'Email Domain',
			value: 'emailDomain',
			description: 'The part of the e-mail address after the @',
		},
		{
			name: 'Group ID',
			value: 'groupId',
			description:
				'For reclamation: any of the access groups. For cost: the group that counts.',
		},
		{
			name: 'Group Name',
			value: 'groupName',
			description:
				'For reclamation: any of the access groups. For cost: the group that counts.',
		},
		{
			name: 'Subscription Identifier',
			value: 'subscriptionIdentifier',
			description: 'The name of what was bought. For reclamation: any of the access groups.',
		},
	],
	description:
		'What the rule compares. If a rule for reclamation compares e-mail addresses or departments, people whose address or department is unknown are kept.',
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
				'Matches anywhere in the value unless anchored. Patterns that could take too long are refused.',
		},
		{
			name: 'Wildcard',
			value: 'wildcard',
			description: 'Matches the whole value: * stands for any characters, ? for one',
		},
	],
	description:
		'How the value is compared. Upper and lower case and invisible characters make no difference.',
};

const profileField: INodeProperties = {
	displayName: 'Profile',
	name: 'profile',
	type: 'string',
	default: '',
	placeholder: 'e.g. example.atlassian.net',
	description: 'The profile that the rule applies to. Empty means all.',
};

const reasonField: INodeProperties = {
	displayName: 'Reason',
	name: 'reason',
	type: 'string',
	default: '',
	placeholder: 'e.g. Service account of the build server',
	description: 'Why the rule exists. Shown with every subscription that it excludes.',
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
	description: 'Only helps you sort your rules. What is compared is the field.',
};

const valueField: INodeProperties = {
	displayName: 'Value',
	name: 'value',
	type: 'string',
	default: '',
	placeholder: 'e.g. *@bots.example.com',
	description: 'What the field is compared with',
};

/** The rules in the node itself; the input "Rules" takes the same fields as items. */
export const rulesProperty: INodeProperties = {
	displayName: 'Exclusion Rules',
	name: 'rules',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	placeholder: 'Add Rule',
	default: {},
	description:
		'Rules that exclude subscriptions from cost, from reclamation, or from both. Rules from the input "Rules" are applied after these.',
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
