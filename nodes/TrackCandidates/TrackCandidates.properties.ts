import type { INodeProperties } from 'n8n-workflow';

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
		'How many days a person has to answer, counted from the confirmed notice. Items on Notify carry it, so that the message can say it and Record Notice keeps it.',
	displayOptions: { show: showOnlyForAdvance },
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
					'Open candidates for unused seats and move the open ones on: the daily step. The first input takes all evaluated subscriptions at once: merge the outputs Candidates, Retained and Excluded first.',
			},
			{
				name: 'Record Answer',
				value: 'recordAnswer',
				action: 'Record an answer',
				description:
					'Record that somebody keeps or releases a seat, or approves or rejects',
			},
			{
				name: 'Record Notice',
				value: 'recordNotice',
				action: 'Record a notice',
				description:
					'Record that a notice was sent, which starts the time to answer, or failed',
			},
			{
				name: 'Record Outcome',
				value: 'recordOutcome',
				action: 'Record an outcome',
				description: 'Record what Reclaim License did',
			},
		],
	},
	{
		displayName: 'Notify User',
		name: 'notifyUser',
		type: 'boolean',
		default: true,
		description:
			'Whether to ask people before their seat is taken back. Decides for new candidates; whoever is being asked is asked to the end.',
		displayOptions: { show: showOnlyForAdvance },
	},
	daysBeforeAutoReclaim,
	{
		...daysBeforeAutoReclaim,
		default: `={{ $json.daysBeforeAutoReclaim ?? ${DAYS_TO_ANSWER} }}`,
		description:
			'How many days a person has to answer, counted from now. Items from Notify carry the days that the notice promised.',
		displayOptions: { show: showOnlyForNotice },
	},
	{
		displayName: 'Reminder Every (Days)',
		name: 'reminderEveryDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 7,
		description: 'How many days lie between two notices to one person. 0 sends no reminders.',
		displayOptions: { show: showOnlyForAdvance },
	},
	{
		displayName: 'Max New per Run',
		name: 'maxNewPerRun',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 50,
		description:
			'How many candidates one run may open for each profile: the longest inactive first, those who were never active last. The others wait for a later run.',
		displayOptions: { show: showOnlyForAdvance },
	},
	{
		displayName: 'Auto Revoke',
		name: 'autoRevoke',
		type: 'boolean',
		default: false,
		description:
			'Whether seats are handed to Revoke without anybody being asked or saying so. Acts only where Notify User is off.',
		displayOptions: { show: { ...showOnlyForAdvance, notifyUser: [false] } },
	},
	{
		displayName: 'Approve Keep',
		name: 'approveKeep',
		type: 'boolean',
		default: false,
		description:
			'Whether somebody has to approve when a person wants to keep a seat. It decides when the answer is recorded; items on Notify carry it, so that the message can say it.',
		displayOptions: { show: { operation: ['advance', 'recordAnswer'] } },
	},
	{
		displayName: 'Cool-Down (Days)',
		name: 'coolDownDays',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 3650 },
		default: 90,
		description:
			'For how many days a person who kept, lost or got back a seat is not proposed again',
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
			'How the sending of the notice ended. From Item takes the field "notice" of the item.',
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
			'What was answered. Keep and Release need the token of the person. From Item takes the field "answer" of the item.',
		displayOptions: { show: showOnlyForAnswer },
	},
	{
		displayName: 'Answer Token',
		name: 'answerToken',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description:
			'The token from the link that the person used. Empty means the field "answerToken" of the item, which is compared with the one in Stored Candidates.',
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
			'What was said along with the answer. Empty means the field "comment" of the item.',
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
