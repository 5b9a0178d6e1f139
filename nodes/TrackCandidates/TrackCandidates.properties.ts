import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_MODE, MODE_NAMES, MODES } from '../../licensing/candidates/modes';
import { nowOption, tableRowsOption } from '../shared/commonOptions';

const showOnlyForAdvance = { operation: ['advance'] };
const showOnlyForNotice = { operation: ['recordNotice'] };
const showOnlyForAnswer = { operation: ['recordAnswer'] };

const DAYS_TO_ANSWER = 14;

const daysBeforeAutoReclaim: INodeProperties = {
	displayName: 'Days Before Auto Reclaim',
	name: 'daysBeforeAutoReclaim',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 3650 },
	default: DAYS_TO_ANSWER,
	description:
		'How many days a person has to answer after the notice was sent. Items on Notify have this number, so your message can mention it and Record Notice uses the same.',
	displayOptions: { show: { operation: ['advance', 'recordOutcome'] } },
};

export const trackCandidatesProperties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'advance',
		options: [
			{
				name: 'Advance',
				value: 'advance',
				action: 'Advance candidates',
				description:
					'The daily step: open candidates for unused seats and update the open ones. The first input takes all evaluated subscriptions at once, so merge the outputs Candidates, Retained and Excluded first.',
			},
			{
				name: 'Record Answer',
				value: 'recordAnswer',
				action: 'Record an answer',
				description:
					'Make an event of what a person or an approver says: keep, release, approve or reject. Append what comes out on Save to your table of events.',
			},
			{
				name: 'Record Notice',
				value: 'recordNotice',
				action: 'Record a notice',
				description:
					'Make an event of a notice that was sent or failed. Append what comes out on Save to your table of events. The time to answer starts when the notice was sent.',
			},
			{
				name: 'Record Outcome',
				value: 'recordOutcome',
				action: 'Record an outcome',
				description: 'Record the results of Reclaim License in the candidates',
			},
		],
	},
	{
		displayName: 'Mode',
		name: 'mode',
		type: 'options',
		default: DEFAULT_MODE,
		options: MODE_NAMES.map((mode) => ({
			name: MODES[mode].label,
			value: mode,
			description: MODES[mode].description,
		})),
		description:
			'What becomes of people whose seat is unused. With another live mode, people who are being asked go on being asked; whose seat was to be taken back without asking is found anew. Report Only stops at once what is under way.',
		displayOptions: { show: showOnlyForAdvance },
	},
	daysBeforeAutoReclaim,
	{
		...daysBeforeAutoReclaim,
		default: `={{ $json.daysBeforeAutoReclaim ?? ${DAYS_TO_ANSWER} }}`,
		description:
			'How many days a person has to answer, counted from now. Items from Notify have the number that the notice gave.',
		displayOptions: { show: showOnlyForNotice },
	},
	{
		displayName: 'Reminder Every (Days)',
		name: 'reminderEveryDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 7,
		description:
			'How many days to wait between two notices to the same person. 0 sends no reminders.',
		displayOptions: { show: showOnlyForAdvance },
	},
	{
		displayName: 'Max New per Run',
		name: 'maxNewPerRun',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 50,
		description:
			'How many candidates one run may open for each profile: the longest inactive first, people who were never active last. The others wait for a later run.',
		displayOptions: { show: showOnlyForAdvance },
	},
	{
		displayName: 'Approve Keep',
		name: 'approveKeep',
		type: 'boolean',
		default: false,
		description:
			'Whether someone has to approve when a person wants to keep a seat, in whatever state the candidate is. What the reply promised holds, even if you change this later. Items on Notify have it, so your message can mention it.',
		displayOptions: { show: { operation: ['advance', 'recordAnswer', 'recordOutcome'] } },
	},
	{
		displayName: 'Cool-Down (Days)',
		name: 'coolDownDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 90,
		description:
			'How many days a person is left alone after keeping, losing or getting back a seat',
		displayOptions: { show: { operation: ['advance', 'recordAnswer', 'recordOutcome'] } },
	},
	{
		displayName: 'Notice',
		name: 'notice',
		type: 'options',
		default: '',
		options: [
			{ name: 'Failed', value: 'failed' },
			{ name: 'From Item', value: '' },
			{ name: 'Sent', value: 'sent' },
		],
		description:
			'The result of sending the notice. From Item uses the field "notice" of the item.',
		displayOptions: { show: showOnlyForNotice },
	},
	{
		displayName: 'Answer',
		name: 'answer',
		type: 'options',
		default: '',
		options: [
			{ name: 'Approve', value: 'approve' },
			{ name: 'From Item', value: '' },
			{ name: 'Keep', value: 'keep' },
			{ name: 'Reject', value: 'reject' },
			{ name: 'Release', value: 'release' },
		],
		description:
			'What the answer was. Keep and Release need the token of the person. From Item uses the field "answer" of the item. Anything but these four words is refused.',
		displayOptions: { show: showOnlyForAnswer },
	},
	{
		displayName: 'Answer Token',
		name: 'answerToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'The token from the link that the person used. It is compared with the token in Stored Candidates. Empty means the field "answerToken" of the item.',
		displayOptions: { show: showOnlyForAnswer },
	},
	{
		displayName: 'By',
		name: 'by',
		type: 'string',
		default: '',
		description: 'Who answered. Empty means the field "by" of the item.',
		displayOptions: { show: showOnlyForAnswer },
	},
	{
		displayName: 'Comment',
		name: 'comment',
		type: 'string',
		default: '',
		description:
			'A comment that came with the answer, of at most 1,000 characters: with a longer one the answer is refused. Empty means the field "comment" of the item.',
		displayOptions: { show: showOnlyForAnswer },
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
