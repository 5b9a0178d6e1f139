import type { INodeProperties } from 'n8n-workflow';

/** Lets tests and replays say what time it is. */
export const nowOption: INodeProperties = {
	displayName: 'Now',
	name: 'now',
	type: 'dateTime',
	default: '',
	description: 'Time to use as now, for tests and replays. Empty means the current time.',
};

/** For nodes whose items go to a table. */
export const tableRowsOption: INodeProperties = {
	displayName: 'Output Table Rows',
	name: 'tableRows',
	type: 'boolean',
	default: false,
	description:
		'Whether to output rows for a Data Table: only its columns, lists as JSON text, null for empty',
};

/** For nodes that ask Confluence. */
export const networkOptions: INodeProperties[] = [
	{
		displayName: 'Concurrency',
		name: 'concurrency',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 10 },
		default: 5,
		description: 'How many requests run at a time. Atlassian advises 5 to 10 at most.',
	},
	{
		displayName: 'Request Timeout (Seconds)',
		name: 'requestTimeoutSeconds',
		type: 'number',
		typeOptions: { minValue: 0.1, maxValue: 600, numberPrecision: 1 },
		default: 30,
		description: 'How long one request may take. Group lists always get at least 60 seconds.',
	},
	{
		displayName: 'Wait for Quota (Minutes)',
		name: 'waitForQuotaMinutes',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1440, numberPrecision: 2 },
		default: 10,
		description:
			'How long one run may wait for rate limits in total. After that it fails, and the error says when to try again.',
	},
];
