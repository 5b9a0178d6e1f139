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
			'Days after being first seen in which somebody who was never active is left alone',
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
				description: 'Propose the seat once the grace for new people is over',
			},
			{ name: 'Retain', value: 'retain', description: 'Keep the seat' },
		],
		description: 'What becomes of people who hold a seat and were never active',
	},
	{
		displayName: 'Max Activity Age (Hours)',
		name: 'maxActivityAgeHours',
		type: 'number',
		typeOptions: { minValue: 1, numberPrecision: 1 },
		default: 48,
		description:
			'How old the last check of activity may be. Where it is older, nobody knows what happened since, and the seat is kept. Somebody active within the threshold needs no newer check.',
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
