import type { Row } from '../../../licensing/tableValues';
import { idlePerson, judge, ruleRow } from './samples';

describe('what rules match', () => {
	test.each<[string, Row, boolean]>([
		['account ID', { field: 'accountId', value: 'ACCOUNT-1' }, true],
		['account ID, in part', { field: 'accountId', value: 'account' }, false],
		['e-mail', { field: 'email', value: 'Ida@Example.com' }, true],
		['e-mail by wildcard', { field: 'email', match: 'wildcard', value: 'IDA@*' }, true],
		[
			'e-mail by expression',
			{ field: 'email', match: 'regex', value: '@example\\.com$' },
			true,
		],
		['display name', { field: 'displayName', value: 'ida idle' }, true],
		[
			'display name by wildcard',
			{ field: 'displayName', match: 'wildcard', value: '*idle' },
			true,
		],
		[
			'display name by expression',
			{ field: 'displayName', match: 'regex', value: '^IDA' },
			true,
		],
		['domain', { field: 'emailDomain', value: 'EXAMPLE.com' }, true],
		['domain with its sign', { field: 'emailDomain', value: '@example.com' }, true],
		...['@?example\\.com$', '^@example\\.com$', '^example\\.com$', '(@|\\.)example\\.com$'].map(
			(value): [string, Row, boolean] => [
				`domain by expression ${value}`,
				{ field: 'emailDomain', match: 'regex', value },
				true,
			],
		),
		[
			'another domain by expression',
			{ field: 'emailDomain', match: 'regex', value: '(@|\\.)ample\\.com$' },
			false,
		],
		['domain above', { field: 'emailDomain', value: 'com' }, false],
		['group ID', { field: 'groupId', value: 'G-2' }, true],
		['group name', { field: 'groupName', value: 'Contractors' }, true],
		[
			'group name by wildcard',
			{ field: 'groupName', match: 'wildcard', value: 'contr*' },
			true,
		],
		['identifier', { field: 'subscriptionIdentifier', value: 'Confluence-Users' }, true],
		[
			'identifier: any access group',
			{ field: 'subscriptionIdentifier', value: 'contractors' },
			true,
		],
		['its own profile', { value: 'account-1', profile: ' ACME.atlassian.net ' }, true],
		['another profile', { value: 'account-1', profile: 'other' }, false],
	])('%s', (_name, fields, expected) => {
		expect(judge(idlePerson(), [ruleRow(fields)]).protectedFromReclamation).toBe(expected);
	});

	test('groups that come from a table as JSON text', () => {
		const person = idlePerson({ groupNames: '["confluence-users","contractors"]' });
		const rule = ruleRow({ field: 'groupName', value: 'contractors' });
		expect(judge(person, [rule]).reasonCode).toBe('excludedByRule');
	});

	test('an accent written in two ways is the same', () => {
		const person = idlePerson({ displayName: 'Jose\u0301 Idle' });
		expect(
			judge(person, [ruleRow({ field: 'displayName', value: 'JOSÉ IDLE' })]).reasonCode,
		).toBe('excludedByRule');
	});
});

describe('cost and reclamation', () => {
	test.each([
		['both', 'account-1', true, true],
		['cost', 'account-1', true, false],
		['reclamation', 'account-1', false, true],
		['both', 'somebody-else', false, false],
	])('effect %s on %s', (effect, value, cost, reclamation) => {
		expect(judge(idlePerson(), [ruleRow({ value, effect })])).toMatchObject({
			excludedFromCost: cost,
			protectedFromReclamation: reclamation,
			reasonCode: reclamation ? 'excludedByRule' : 'inactive',
		});
	});

	test.each([
		['groupName', 'confluence-users', true],
		['groupName', 'contractors', false],
		['subscriptionIdentifier', 'confluence-users', true],
		['subscriptionIdentifier', 'contractors', false],
		['groupId', 'g-1', true],
		['groupId', 'g-2', false],
	])('%s %s: cost looks at what was bought, reclamation at every group', (field, value, cost) => {
		expect(judge(idlePerson(), [ruleRow({ field, value })])).toMatchObject({
			excludedFromCost: cost,
			protectedFromReclamation: true,
		});
	});

	test('the group that was bought need not be the first in the list', () => {
		const person = idlePerson({ subscriptionIdentifier: 'contractors' });
		const excluded = (value: string) =>
			judge(person, [ruleRow({ field: 'groupId', value })]).excludedFromCost;
		expect([excluded('g-1'), excluded('g-2')]).toEqual([false, true]);
	});

	test('an exclusion from cost alone is named, and leaves the seat reclaimable', () => {
		const rule = ruleRow({ value: 'account-1', effect: 'cost', reason: 'Paid by a partner' });
		expect(judge(idlePerson(), [rule])).toMatchObject({
			decision: 'candidate',
			excludedFromCost: true,
			exclusionReason: 'Paid by a partner',
		});
	});

	test('of several rules the one that protects is named, by the order of the rules', () => {
		const rules = [
			ruleRow({ value: 'account-1', effect: 'cost', reason: 'first' }),
			ruleRow({ field: 'displayName', match: 'wildcard', value: 'ida*', reason: 'second' }),
			ruleRow({ value: 'account-1', effect: 'reclamation', reason: 'third' }),
		];
		expect(judge(idlePerson(), rules).exclusionReason).toBe('second');
	});
});
