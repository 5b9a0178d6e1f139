import type { INodeProperties } from 'n8n-workflow';

import { networkOptions, nowOption, tableRowsOption } from '../shared/commonOptions';

const showOnlyForEdits = { '/signal': ['edits', 'both', 'available'] };

export const pullActivityProperties: INodeProperties[] = [
	{
		displayName: 'Signal',
		name: 'signal',
		type: 'options',
		default: 'edits',
		options: [
			{
				name: 'Edits',
				value: 'edits',
				description:
					'When people last created or changed a page, blog post, comment, attachment, whiteboard or database',
			},
			{
				name: 'Views',
				value: 'views',
				description:
					'When people last viewed Confluence, up to a day late. Needs an API key for your Atlassian organization.',
			},
			{
				name: 'Both',
				value: 'both',
				description: 'Edits and views: a person is active if there is either',
			},
			{
				name: 'What Is Available',
				value: 'available',
				description:
					'Both if this node has an API key for your Atlassian organization, else edits',
			},
		],
		description: 'What counts as activity',
	},
	{
		displayName: 'Lookback (Days)',
		name: 'lookbackDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 365,
		description:
			'How many days to look back the first time, and again for people without activity when you raise it. Must be at least the inactivity threshold of the evaluation. A longer period costs one more point for each idle person, once, and shows when they were last active instead of "nothing found".',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...networkOptions,
			{
				displayName: 'Inactivity Threshold (Days)',
				name: 'inactivityThresholdDays',
				type: 'number',
				typeOptions: { minValue: 0 },
				default: 60,
				description:
					'The threshold of the evaluation that follows. People whose last activity is that old are checked again on each run, whatever "Refresh After (Days)" says. 0 checks everyone.',
			},
			nowOption,
			tableRowsOption,
			{
				displayName: 'Points Budget',
				name: 'pointsBudget',
				type: 'number',
				typeOptions: { minValue: 1 },
				default: 20000,
				displayOptions: { show: showOnlyForEdits },
				description:
					'How many API points one run may spend on looking for edits. An app may spend 65,000 an hour. People who are not reached are unknown, and come first in the next run.',
			},
			{
				displayName: 'Refresh After (Days)',
				name: 'refreshAfterDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3649 },
				default: 14,
				description:
					'People who were active within this many days are not checked again. The value is lowered if it is not below "Inactivity Threshold (Days)". 0 checks everyone on each run.',
			},
			{
				displayName: 'Resolve Shared Edits',
				name: 'resolveSharedEdits',
				type: 'boolean',
				default: false,
				displayOptions: { show: showOnlyForEdits },
				description:
					'Whether to read the versions of shared pages to find out when a person changed them. Needs the additional scope read:page:confluence. If off, the last change of the page counts, no matter who made it.',
			},
		],
	},
];
