import type { INodeProperties } from 'n8n-workflow';

import { ACTIONS } from './plan';
import { SHIPPED_WORKFLOWS } from './shippedWorkflows';

const ACTION_NAMES: Readonly<Record<(typeof ACTIONS)[number], string>> = {
	create: 'Create',
	update: 'Update',
	unchanged: 'Unchanged',
	leftAlone: 'Left Alone',
};

export const licenseWorkflowsProperties: INodeProperties[] = [
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
				action: 'Get the workflows of this package',
				description: 'Give the workflows of this package, with references filled in',
			},
			{
				name: 'List Missing Columns',
				value: 'missingColumns',
				action: 'List the columns that tables lack',
				description: 'Compare tables of an older version with what the workflows need',
			},
			{
				name: 'List Tables',
				value: 'tables',
				action: 'List the tables that the workflows use',
				description: 'Give the Data Tables that the workflows use, with their columns',
			},
			{
				name: 'Plan Installation',
				value: 'plan',
				action: 'Plan the installation of the workflows',
				description:
					'Compare the workflows of this n8n with those of this package, and say what to do with each',
			},
		],
	},
	{
		displayName: 'Workflows',
		name: 'workflows',
		type: 'multiOptions',
		default: [],
		displayOptions: { show: { operation: ['get'] } },
		options: SHIPPED_WORKFLOWS.map(({ key, name }) => ({ name, value: key })),
		description: 'Which workflows to give. Empty means all.',
	},
	{
		displayName: 'Credentials',
		name: 'credentials',
		type: 'json',
		default: '',
		displayOptions: { show: { operation: ['get', 'plan'] } },
		description: 'The credential to use for each type: an object of types with ID and name',
	},
	{
		displayName: 'Workflow IDs',
		name: 'workflowIds',
		type: 'json',
		default: '',
		displayOptions: { show: { operation: ['get'] } },
		placeholder: 'e.g. { "jobFailed": "a1b2" }',
		description: 'The ID that each workflow has in your n8n: an object of keys with IDs',
	},
	{
		displayName: 'Remembered',
		name: 'remembered',
		type: 'json',
		default: '',
		displayOptions: { show: { operation: ['plan'] } },
		placeholder: 'e.g. { "rows": [] }',
		description: 'The rows of clm_settings, as an object with the field "rows"',
	},
	{
		displayName: 'Actions',
		name: 'actions',
		type: 'multiOptions',
		default: [],
		displayOptions: { show: { operation: ['plan'] } },
		options: ACTIONS.map((action) => ({ name: ACTION_NAMES[action], value: action })),
		description: 'Give only the workflows with one of these actions. Empty means all.',
	},
];
