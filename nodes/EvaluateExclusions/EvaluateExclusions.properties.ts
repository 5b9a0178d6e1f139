import type { INodeProperties } from 'n8n-workflow';

import { nowOption, tableRowsOption } from '../shared/commonOptions';
import { rulesProperty } from './rulesProperty';

export const evaluateExclusionsProperties: INodeProperties[] = [
	rulesProperty,
	{
		displayName: 'Inactivity Threshold (Days)',
		name: 'inactivityThresholdDays',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 3650 },
		default: 60,
		description: 'Days without activity after which a seat counts as unused',
	},
	{
		displayName: 'New User Grace (Days)',
		name: 'newUserGraceDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 30,
		description:
			'How many days people who were never active are left alone after they are first seen',
	},
	{
		displayName: 'Never Active',
		name: 'neverActive',
		type: 'options',
		default: 'candidate',
		options: [
			{
				name: 'Candidate',
				value: 'candidate',
				description: 'Propose the seat when the grace period for new people is over',
			},
			{ name: 'Retain', value: 'retain', description: 'Keep the seat' },
		],
		description: 'What to do with people who have a seat and were never active',
	},
	{
		displayName: 'Max Activity Age (Hours)',
		name: 'maxActivityAgeHours',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 1 },
		default: 48,
		description:
			'How old the last activity check may be. If it is older, the seat is kept, because the person may have been active since. People who were active within the threshold need no newer check.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [nowOption, tableRowsOption],
	},
];
