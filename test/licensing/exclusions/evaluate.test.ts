import { REASONS, type EvaluationSettings } from '../../../licensing/exclusions/reasons';
import { entryNames, type Row } from '../../../licensing/tableValues';
import { daysAgo, hoursAgo, idlePerson, judge, neverActivePerson, NOW, ruleRow } from './samples';

const VIP = ruleRow({ value: 'account-1', reason: 'Board member' });
const EMAIL_RULE = ruleRow({ field: 'email', value: 'vip@example.com' });
const STAND_INS = [
	'1970-01-01T00:00:00.000Z',
	'1969-12-31T19:00:00-05:00',
	'0001-01-01',
	0,
	'0',
	'Never accessed',
];
const GROUP_RULE = ruleRow({ field: 'groupName', value: 'confluence-vip' });
const DEPARTMENT_RULE = ruleRow({ field: 'department', value: 'Legal' });
const UNKNOWN = { activityStatus: 'unknown' };
const NEVER = neverActivePerson();

describe('the reason that is given', () => {
	/** How a person differs from somebody idle, and the rules and settings that judge. */
	type Case = [
		name: string,
		fields: Row,
		given?: { rules?: Row[]; settings?: Partial<EvaluationSettings> },
	];

	const CASES: Record<keyof typeof REASONS, Case[]> = {
		excludedByRule: [
			['a named VIP', {}, { rules: [VIP] }],
			...(
				[
					['equals', 'legal '],
					['wildcard', 'Leg*'],
					['regex', '^leg'],
				] as const
			).map(
				([match, value]): Case => [
					`a department by ${match}`,
					{ department: 'Le\u200bgal' },
					{ rules: [{ ...DEPARTMENT_RULE, match, value }] },
				],
			),
			[
				'an admin whom a rule names: the rule comes first',
				{ isAdmin: true },
				{ rules: [VIP] },
			],
		],
		protectedAdmin: [
			['an admin', { isAdmin: true }],
			['an admin from a table', { isAdmin: 1 }],
			['a protection that cannot be read protects', { isAdmin: 'perhaps' }],
		],
		protectedSelf: [
			['the connected account', { isConnectedAccount: 'true', managedExternally: true }],
		],
		managedExternally: [
			[
				'somebody whom an identity provider manages, activity unknown or not',
				{ managedExternally: true, ...UNKNOWN },
			],
		],
		activityUnknown: [
			['activity that is unknown', UNKNOWN],
			['a status that nobody knows', { activityStatus: 'idle' }],
			['activity that was never checked', { activityCheckedAt: '' }],
			[
				'looks that began long after the last activity, and not long ago',
				{ activityCheckedFrom: daysAgo(5) },
			],
			[
				'a last activity that only the list of recent changes dates',
				{ lastActivitySource: 'changes' },
			],
			['a check whose date cannot be read', { activityCheckedAt: '31/05/2026' }],
			[
				'a check that claims to be more than a day ahead',
				{ activityCheckedAt: hoursAgo(-24.001) },
			],
			['a check older than 48 hours', { activityCheckedAt: hoursAgo(48.001) }],
			['three weeks of failed activity runs', { activityCheckedAt: daysAgo(21) }],
			[
				'recent activity beside a status that is unknown',
				{ lastActivityAt: daysAgo(3), ...UNKNOWN },
			],
			[
				'activity as old as the threshold and an old check',
				{ lastActivityAt: daysAgo(60), activityCheckedAt: daysAgo(15) },
			],
			...STAND_INS.flatMap((standIn): Case[] => [
				[`active at ${standIn}`, { lastActivityAt: standIn, firstSeenAt: daysAgo(3) }],
				[
					`none found, looked at from ${standIn}`,
					{ ...NEVER, activityCheckedFrom: standIn },
				],
				[`checked at ${standIn}`, { activityCheckedAt: standIn }],
				[`none found, checked at ${standIn}`, { ...NEVER, activityCheckedAt: standIn }],
			]),
			['known activity without a date', { lastActivityAt: null }],
			['known activity with a date that is none', { lastActivityAt: '2026-02-30' }],
			[
				'none found, by a look whose start is not known',
				{ ...NEVER, activityCheckedFrom: null },
			],
			[
				'none found, by a look-back shorter than the threshold',
				{ ...NEVER, activityCheckedFrom: daysAgo(59.9) },
			],
			[
				'no e-mail and unknown activity: the activity comes first',
				{ email: null, ...UNKNOWN },
				{ rules: [EMAIL_RULE] },
			],
		],
		inactive: [
			[
				'a check a day ahead, by a clock or a time zone that differs',
				{ activityCheckedAt: hoursAgo(-24) },
			],
			['a check just within 48 hours', { activityCheckedAt: hoursAgo(48) }],
			[
				'a check that the settings still trust',
				{ activityCheckedAt: daysAgo(21) },
				{ settings: { maxActivityAgeHours: 24 * 22 } },
			],
			[
				'a date to keep the seat until that stands for nothing',
				{ keepUntil: '1970-01-01T00:00:00.000Z' },
			],
			[
				'no group names while a rule about groups is about cost alone',
				{ groupNames: null },
				{ rules: [{ ...GROUP_RULE, effect: 'cost' }] },
			],
			[
				'another department than the one that a rule names',
				{ department: 'Sales' },
				{ rules: [DEPARTMENT_RULE] },
			],
			[
				'no department while such a rule is about cost alone',
				{ department: null },
				{ rules: [{ ...DEPARTMENT_RULE, effect: 'cost' }] },
			],
			[
				'no department while such a rule is switched off',
				{},
				{ rules: [{ ...DEPARTMENT_RULE, active: false }] },
			],
			[
				'no department while such a rule is over',
				{},
				{ rules: [{ ...DEPARTMENT_RULE, expiresAt: daysAgo(1) }] },
			],
			[
				'no department while such a rule is for another profile',
				{},
				{ rules: [{ ...DEPARTMENT_RULE, profile: 'other.atlassian.net' }] },
			],
			[
				'no e-mail while such a rule is about cost alone',
				{ email: null },
				{ rules: [{ ...EMAIL_RULE, effect: 'cost' }] },
			],
			[
				'no e-mail while such a rule is switched off',
				{ email: null },
				{ rules: [{ ...EMAIL_RULE, active: false }] },
			],
			[
				'no e-mail while such a rule is over',
				{ email: null },
				{ rules: [{ ...EMAIL_RULE, expiresAt: daysAgo(1) }] },
			],
			[
				'no e-mail while such a rule is for another profile',
				{ email: null },
				{ rules: [{ ...EMAIL_RULE, profile: 'other.atlassian.net' }] },
			],
			['a date to keep the seat until that is over', { keepUntil: hoursAgo(1) }],
			['somebody active exactly 60 days ago', { lastActivityAt: daysAgo(60) }],
			['a new starter who was active long ago is no new user', { firstSeenAt: daysAgo(1) }],
			['somebody inactive', {}],
		],
		active: [
			[
				'recent activity, however old the check',
				{ lastActivityAt: daysAgo(20), activityCheckedAt: daysAgo(15) },
			],
			[
				'recent activity, and no check at all',
				{ lastActivityAt: daysAgo(3), activityCheckedAt: null },
			],
			[
				'recent activity, and a check that lies in the future',
				{ lastActivityAt: daysAgo(3), activityCheckedAt: daysAgo(-9) },
			],
			[
				'recent activity in a gap before the looks',
				{ lastActivityAt: daysAgo(20), activityCheckedFrom: daysAgo(5) },
			],
			[
				'recent activity that only the list of recent changes dates',
				{ lastActivityAt: daysAgo(3), lastActivitySource: 'changes' },
			],
			['somebody active 59.9 days ago', { lastActivityAt: daysAgo(59.9) }],
			['a date in the future', { lastActivityAt: daysAgo(-300) }],
			[
				'a recent date although the status says none',
				{ ...NEVER, lastActivityAt: daysAgo(3) },
			],
			['a date with an offset', { lastActivityAt: '2026-04-02T08:00:01+02:00' }],
			[
				'a date without a time: active until the end of that day',
				{ lastActivityAt: '2026-04-02' },
			],
		],
		groupsUnknown: [
			...[null, '', '[]', '["a","vip"', { a: 1 }, ['a', ''], ['a', 'vip', 'more']].map(
				(groupNames): Case => [
					`group names ${JSON.stringify(groupNames)} while a rule asks for them`,
					{ groupIds: ['g1', 'g2'], groupNames },
					{ rules: [GROUP_RULE] },
				],
			),
			['no groups at all', { groupIds: null, groupNames: null }, { rules: [GROUP_RULE] }],
		],
		departmentUnknown: [
			...[null, '', '\u200b', { name: 'Legal' }, undefined].map(
				(department): Case => [
					`department ${JSON.stringify(department)} while a rule asks for it`,
					{ department },
					{ rules: [DEPARTMENT_RULE] },
				],
			),
			[
				'no department and a seat that was kept: the rule comes first',
				{ keepUntil: daysAgo(-30) },
				{ rules: [DEPARTMENT_RULE] },
			],
		],
		coolingDown: [
			[
				'somebody active whose last check is old and whose seat was kept',
				{
					lastActivityAt: daysAgo(3),
					activityCheckedAt: daysAgo(15),
					keepUntil: daysAgo(-30),
				},
			],
			['somebody who asked to keep the seat', { keepUntil: '2026-07-01T00:00:00Z' }],
			['a date to keep the seat until, which is today', { keepUntil: '2026-06-01' }],
			['a date to keep the seat until that cannot be read', { keepUntil: 'next summer' }],
		],
		newUser: [
			...STAND_INS.map(
				(firstSeenAt): Case => [`first seen at ${firstSeenAt}`, { ...NEVER, firstSeenAt }],
			),
			['a new starter', { ...NEVER, firstSeenAt: daysAgo(29.9) }],
			[
				'somebody never active of whom nobody knows since when',
				{ ...NEVER, firstSeenAt: '' },
			],
		],
		neverActive: [
			[
				'none found, by a look-back of exactly the threshold',
				{ ...NEVER, activityCheckedFrom: daysAgo(60) },
			],
			[
				'somebody never active, first seen 30 days ago',
				{ ...NEVER, firstSeenAt: daysAgo(30) },
			],
			[
				'somebody never active, without grace',
				{ ...NEVER, firstSeenAt: daysAgo(0) },
				{ settings: { newUserGraceDays: 0 } },
			],
			['a never-used account', NEVER],
		],
		emailUnknown: [
			['no e-mail while a rule asks for it', { email: null }, { rules: [EMAIL_RULE] }],
			[
				'no readable domain while a rule asks for it',
				{ email: 'ida' },
				{ rules: [ruleRow({ field: 'emailDomain', value: 'bots.example.com' })] },
			],
		],
		neverActiveRetained: [
			[
				'somebody never active, by settings that keep them',
				NEVER,
				{ settings: { neverActive: 'retain' } },
			],
		],
	};

	describe.each(entryNames(REASONS))('%s', (code) => {
		test.each(CASES[code])('%s', (_name, fields, { rules, settings } = {}) => {
			const evaluation = judge(idlePerson(fields), rules, settings);
			expect(evaluation.reasonCode).toBe(code);
			expect(evaluation.decision).toBe(REASONS[code].decision);
			expect(evaluation.reason).toMatch(/^[A-Z].*\.$/u);
			expect(evaluation.reason).not.toMatch(/undefined|null|unknown day|unknown time/u);
			expect(evaluation.protectedFromReclamation).toBe(evaluation.decision === 'excluded');
			expect(evaluation.evaluatedAt).toBe(new Date(NOW).toISOString());
		});
	});

	test.each(entryNames(REASONS))('%s has a case', (code) => {
		expect(CASES[code]).not.toHaveLength(0);
	});
});

describe('the days without activity', () => {
	test.each([
		['whole days', daysAgo(75.9), 75],
		['a date in the future', daysAgo(-2), 0],
		['nothing known', null, null],
	])('%s', (_name, lastActivityAt, expected) => {
		expect(judge(idlePerson({ lastActivityAt })).inactiveDays).toBe(expected);
	});
});

describe('the sentence', () => {
	test('says how long, since when, and what no look can have seen', () => {
		const unseen =
			'Search cannot see content that is in the trash, restricted or blocked by an app access rule.';
		expect(judge(idlePerson()).reason).toBe(
			`No activity for 100 days: the last activity was on 2026-02-21 (page), and the threshold is 60 days. Page views were not checked. ${unseen}`,
		);
		const withViews = judge(idlePerson({ viewsChecked: 'true' })).reason;
		expect(withViews).not.toContain('Page views');
		expect(withViews).toContain(unseen);
		expect(judge(neverActivePerson({ viewsChecked: undefined })).reason).toContain(
			`Page views were not checked. ${unseen}`,
		);
	});

	test('says that the date of the last activity is missing', () => {
		expect(judge(idlePerson({ lastActivityAt: '1970-01-01' })).reason).toBe(
			'The seat is kept because the date of the last activity is missing or unreadable.',
		);
	});

	test('says nothing of what was not seen where the seat is kept', () => {
		expect(judge(idlePerson({ lastActivityAt: daysAgo(1) })).reason).not.toContain('trash');
	});

	test('says that the check lies in the future', () => {
		const person = idlePerson({ activityCheckedAt: '2099-01-01T00:00:00Z' });
		expect(judge(person).reason).toBe(
			'The seat is kept because activity was last checked on 2099-01-01 00:00 UTC, which is in the future.',
		);
	});

	test('names the rule, where it stands and why it is there', () => {
		expect(judge(idlePerson(), [ruleRow(), VIP])).toMatchObject({
			reason: 'Excluded from reclamation by account ID equals "account-1" (rule 2 in the input "Rules"): Board member.',
			exclusionRule: 'account ID equals "account-1" (rule 2 in the input "Rules")',
			exclusionReason: 'Board member',
		});
	});
});
