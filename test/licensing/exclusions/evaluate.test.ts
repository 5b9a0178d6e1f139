import { REASONS, type EvaluationSettings } from '../../../licensing/exclusions/reasons';
import type { Row } from '../../../licensing/tableValues';
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
const UNKNOWN = { activityStatus: 'unknown' };

describe('the reason that is given', () => {
	interface Case {
		name: string;
		person: Row;
		rules?: Row[];
		settings?: Partial<EvaluationSettings>;
		code: keyof typeof REASONS;
	}

	const cases: Case[] = [
		{ name: 'a named VIP', person: idlePerson(), rules: [VIP], code: 'excludedByRule' },
		{
			name: 'an admin whom a rule names: the rule comes first',
			person: idlePerson({ isAdmin: true }),
			rules: [VIP],
			code: 'excludedByRule',
		},
		{ name: 'an admin', person: idlePerson({ isAdmin: true }), code: 'protectedAdmin' },
		{
			name: 'an admin from a table',
			person: idlePerson({ isAdmin: 1 }),
			code: 'protectedAdmin',
		},
		{
			name: 'a protection that cannot be read protects',
			person: idlePerson({ isAdmin: 'perhaps' }),
			code: 'protectedAdmin',
		},
		{
			name: 'the connected account',
			person: idlePerson({ isConnectedAccount: 'true', managedExternally: true }),
			code: 'protectedSelf',
		},
		{
			name: 'somebody whom an identity provider manages, activity unknown or not',
			person: idlePerson({ managedExternally: true, ...UNKNOWN }),
			code: 'managedExternally',
		},
		{ name: 'activity that is unknown', person: idlePerson(UNKNOWN), code: 'activityUnknown' },
		{
			name: 'a status that nobody knows',
			person: idlePerson({ activityStatus: 'idle' }),
			code: 'activityUnknown',
		},
		{
			name: 'activity that was never checked',
			person: idlePerson({ activityCheckedAt: '' }),
			code: 'activityUnknown',
		},
		{
			name: 'looks that began long after the last activity, and not long ago',
			person: idlePerson({ activityCheckedFrom: daysAgo(5) }),
			code: 'activityUnknown',
		},
		{
			name: 'a last activity that only the list of recent changes dates',
			person: idlePerson({ lastActivitySource: 'changes' }),
			code: 'activityUnknown',
		},
		{
			name: 'a check whose date cannot be read',
			person: idlePerson({ activityCheckedAt: '31/05/2026' }),
			code: 'activityUnknown',
		},
		{
			name: 'a check that claims to be more than a day ahead',
			person: idlePerson({ activityCheckedAt: hoursAgo(-24.001) }),
			code: 'activityUnknown',
		},
		{
			name: 'a check a day ahead, by a clock or a time zone that differs',
			person: idlePerson({ activityCheckedAt: hoursAgo(-24) }),
			code: 'inactive',
		},
		{
			name: 'a check just within 48 hours',
			person: idlePerson({ activityCheckedAt: hoursAgo(48) }),
			code: 'inactive',
		},
		{
			name: 'a check older than 48 hours',
			person: idlePerson({ activityCheckedAt: hoursAgo(48.001) }),
			code: 'activityUnknown',
		},
		{
			name: 'three weeks of failed activity runs',
			person: idlePerson({ activityCheckedAt: daysAgo(21) }),
			code: 'activityUnknown',
		},
		{
			name: 'a check that the settings still trust',
			person: idlePerson({ activityCheckedAt: daysAgo(21) }),
			settings: { maxActivityAgeHours: 24 * 22 },
			code: 'inactive',
		},
		{
			name: 'recent activity, however old the check',
			person: idlePerson({ lastActivityAt: daysAgo(20), activityCheckedAt: daysAgo(15) }),
			code: 'active',
		},
		{
			name: 'recent activity, and no check at all',
			person: idlePerson({ lastActivityAt: daysAgo(3), activityCheckedAt: null }),
			code: 'active',
		},
		{
			name: 'recent activity, and a check that lies in the future',
			person: idlePerson({ lastActivityAt: daysAgo(3), activityCheckedAt: daysAgo(-9) }),
			code: 'active',
		},
		{
			name: 'recent activity in a gap before the looks',
			person: idlePerson({ lastActivityAt: daysAgo(20), activityCheckedFrom: daysAgo(5) }),
			code: 'active',
		},
		{
			name: 'recent activity that only the list of recent changes dates',
			person: idlePerson({ lastActivityAt: daysAgo(3), lastActivitySource: 'changes' }),
			code: 'active',
		},
		{
			name: 'recent activity beside a status that is unknown',
			person: idlePerson({ lastActivityAt: daysAgo(3), ...UNKNOWN }),
			code: 'activityUnknown',
		},
		{
			name: 'activity as old as the threshold and an old check',
			person: idlePerson({ lastActivityAt: daysAgo(60), activityCheckedAt: daysAgo(15) }),
			code: 'activityUnknown',
		},
		{
			name: 'somebody active whose last check is old and whose seat was kept',
			person: idlePerson({
				lastActivityAt: daysAgo(3),
				activityCheckedAt: daysAgo(15),
				keepUntil: daysAgo(-30),
			}),
			code: 'coolingDown',
		},
		...STAND_INS.map(
			(lastActivityAt): Case => ({
				name: `known activity at ${JSON.stringify(lastActivityAt)}`,
				person: idlePerson({ lastActivityAt, firstSeenAt: daysAgo(3) }),
				code: 'activityUnknown',
			}),
		),
		...STAND_INS.map(
			(activityCheckedFrom): Case => ({
				name: `none found by a look from ${JSON.stringify(activityCheckedFrom)} on`,
				person: neverActivePerson({ activityCheckedFrom }),
				code: 'activityUnknown',
			}),
		),
		...STAND_INS.map(
			(firstSeenAt): Case => ({
				name: `somebody never active, first seen at ${JSON.stringify(firstSeenAt)}`,
				person: neverActivePerson({ firstSeenAt }),
				code: 'newUser',
			}),
		),
		{
			name: 'a date to keep the seat until that stands for nothing',
			person: idlePerson({ keepUntil: '1970-01-01T00:00:00.000Z' }),
			code: 'inactive',
		},
		{
			name: 'known activity without a date',
			person: idlePerson({ lastActivityAt: null }),
			code: 'activityUnknown',
		},
		{
			name: 'known activity with a date that is none',
			person: idlePerson({ lastActivityAt: '2026-02-30' }),
			code: 'activityUnknown',
		},
		{
			name: 'none found, by a look whose start is not known',
			person: neverActivePerson({ activityCheckedFrom: null }),
			code: 'activityUnknown',
		},
		{
			name: 'none found, by a look-back shorter than the threshold',
			person: neverActivePerson({ activityCheckedFrom: daysAgo(59.9) }),
			code: 'activityUnknown',
		},
		{
			name: 'none found, by a look-back of exactly the threshold',
			person: neverActivePerson({ activityCheckedFrom: daysAgo(60) }),
			code: 'neverActive',
		},
		{
			name: 'no e-mail while a rule asks for it',
			person: idlePerson({ email: null }),
			rules: [EMAIL_RULE],
			code: 'emailUnknown',
		},
		{
			name: 'no readable domain while a rule asks for it',
			person: idlePerson({ email: 'ida' }),
			rules: [ruleRow({ field: 'emailDomain', value: 'bots.example.com' })],
			code: 'emailUnknown',
		},
		...[
			null,
			'',
			'[]',
			'["users","vip"',
			{ a: 1 },
			['users', ''],
			['users', 'vip', 'more'],
		].map((groupNames) => ({
			name: `group names ${JSON.stringify(groupNames)} while a rule asks for them`,
			person: idlePerson({ groupIds: ['g1', 'g2'], groupNames }),
			rules: [ruleRow({ field: 'groupName', value: 'confluence-vip' })],
			code: 'groupsUnknown',
		})),
		{
			name: 'no group ids while a rule asks for them',
			person: idlePerson({ groupIds: null, groupNames: null }),
			rules: [ruleRow({ field: 'groupId', value: 'g9' })],
			code: 'groupsUnknown',
		},
		{
			name: 'no group names while such a rule is about cost alone',
			person: idlePerson({ groupNames: null }),
			rules: [ruleRow({ field: 'groupName', value: 'confluence-vip', effect: 'cost' })],
			code: 'inactive',
		},
		{
			name: 'no e-mail while such a rule is about cost alone',
			person: idlePerson({ email: null }),
			rules: [{ ...EMAIL_RULE, effect: 'cost' }],
			code: 'inactive',
		},
		{
			name: 'no e-mail while such a rule is switched off',
			person: idlePerson({ email: null }),
			rules: [{ ...EMAIL_RULE, active: false }],
			code: 'inactive',
		},
		{
			name: 'no e-mail while such a rule is over',
			person: idlePerson({ email: null }),
			rules: [{ ...EMAIL_RULE, expiresAt: daysAgo(1) }],
			code: 'inactive',
		},
		{
			name: 'no e-mail while such a rule is for another profile',
			person: idlePerson({ email: null }),
			rules: [{ ...EMAIL_RULE, profile: 'other.atlassian.net' }],
			code: 'inactive',
		},
		{
			name: 'no e-mail and unknown activity: the activity comes first',
			person: idlePerson({ email: null, ...UNKNOWN }),
			rules: [EMAIL_RULE],
			code: 'activityUnknown',
		},
		{
			name: 'somebody who asked to keep the seat',
			person: idlePerson({ keepUntil: '2026-07-01T00:00:00Z' }),
			code: 'coolingDown',
		},
		{
			name: 'a date to keep the seat until, which is today',
			person: idlePerson({ keepUntil: '2026-06-01' }),
			code: 'coolingDown',
		},
		{
			name: 'a date to keep the seat until that is over',
			person: idlePerson({ keepUntil: hoursAgo(1) }),
			code: 'inactive',
		},
		{
			name: 'a date to keep the seat until that cannot be read',
			person: idlePerson({ keepUntil: 'next summer' }),
			code: 'coolingDown',
		},
		{
			name: 'somebody active 59.9 days ago',
			person: idlePerson({ lastActivityAt: daysAgo(59.9) }),
			code: 'active',
		},
		{
			name: 'somebody active exactly 60 days ago',
			person: idlePerson({ lastActivityAt: daysAgo(60) }),
			code: 'inactive',
		},
		{
			name: 'a date in the future',
			person: idlePerson({ lastActivityAt: daysAgo(-300) }),
			code: 'active',
		},
		{
			name: 'a recent date although the status says none',
			person: neverActivePerson({ lastActivityAt: daysAgo(3) }),
			code: 'active',
		},
		{
			name: 'a date with an offset',
			person: idlePerson({ lastActivityAt: '2026-04-02T08:00:01+02:00' }),
			code: 'active',
		},
		{
			name: 'a date without a time: active until the end of that day',
			person: idlePerson({ lastActivityAt: '2026-04-02' }),
			code: 'active',
		},
		{
			name: 'a new starter',
			person: neverActivePerson({ firstSeenAt: daysAgo(29.9) }),
			code: 'newUser',
		},
		{
			name: 'somebody never active, first seen 30 days ago',
			person: neverActivePerson({ firstSeenAt: daysAgo(30) }),
			code: 'neverActive',
		},
		{
			name: 'somebody never active of whom nobody knows since when',
			person: neverActivePerson({ firstSeenAt: '' }),
			code: 'newUser',
		},
		{
			name: 'somebody never active, without grace',
			person: neverActivePerson({ firstSeenAt: daysAgo(0) }),
			settings: { newUserGraceDays: 0 },
			code: 'neverActive',
		},
		{
			name: 'a new starter who was active long ago is no new user',
			person: idlePerson({ firstSeenAt: daysAgo(1) }),
			code: 'inactive',
		},
		{
			name: 'somebody never active, by settings that keep them',
			person: neverActivePerson(),
			settings: { neverActive: 'retain' },
			code: 'neverActiveRetained',
		},
		{ name: 'somebody inactive', person: idlePerson(), code: 'inactive' },
		{ name: 'a never-used account', person: neverActivePerson(), code: 'neverActive' },
	];

	test.each(cases)('$name: $code', ({ person, rules, settings, code }) => {
		const evaluation = judge(person, rules, settings);
		expect(evaluation.reasonCode).toBe(code);
		expect(evaluation.decision).toBe(REASONS[code].decision);
		expect(evaluation.reason).toMatch(/^[A-Z].*\.$/u);
		expect(evaluation.reason).not.toMatch(/undefined|null|unknown day|unknown time/u);
		expect(evaluation.protectedFromReclamation).toBe(evaluation.decision === 'excluded');
		expect(evaluation.evaluatedAt).toBe(new Date(NOW).toISOString());
	});

	test('every reason of the table has a case', () => {
		expect(new Set(cases.map(({ code }) => code))).toEqual(new Set(Object.keys(REASONS)));
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
