import type { INodeProperties } from 'n8n-workflow';

import { networkOptions, nowOption, tableRowsOption } from '../shared/commonOptions';

const showOnlyForEdits = { '/signal': ['edits', 'both'] };

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
					'When people last viewed Confluence, up to a day late. Needs an API key of the Atlassian organization.',
			},
			{
				name: 'Both',
				value: 'both',
				description: 'Edits and views; a person counts as active by either',
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
			'How far back to look the first time, and again for people with nothing found when you raise it. At least the inactivity threshold of the evaluation. A longer look costs one point more for each idle person, once, and tells when they were last here instead of "nothing found".',
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
					'The threshold of the evaluation that follows. Whoever was last active so long ago is asked for again on each run, whatever "Refresh After (Days)" says. 0 asks for everybody.',
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
					'How many API points looking for edits may cost in one run. An app may spend 65,000 an hour. People who are not reached are unknown, and come first in the next run.',
			},
			{
				displayName: 'Refresh After (Days)',
				name: 'refreshAfterDays',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 3649 },
				default: 14,
				description:
					'People whose last known activity is younger than this are active anyway and are not asked for again. A value that is not below "Inactivity Threshold (Days)" is lowered. 0 asks for everybody on each run.',
			},
			{
				displayName: 'Resolve Shared Edits',
				name: 'resolveSharedEdits',
				type: 'boolean',
				default: false,
				displayOptions: { show: showOnlyForEdits },
				description:
					'Whether to read the versions of shared pages to learn when a person changed them. Needs the additional scope read:page:confluence. Without it the last change of the page counts, whoever made it.',
			},
		],
	},
];
