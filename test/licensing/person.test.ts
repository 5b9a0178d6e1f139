import fc from 'fast-check';

import { readGroupIds } from '../../licensing/groupIds';
import { byLongestInactive, readPerson, type PersonRow } from '../../licensing/person';
import { DAMAGED_ID, type Row } from '../../licensing/tableValues';
import { mayBeAfter } from '../../licensing/times';

const NOW = Date.parse('2026-06-01T06:00:00Z');
const ADA: Row = { profile: 'acme', accountId: 'ada' };
const MISSING = 'is missing or empty';
const NO_LIST = 'is not a list of group IDs';
const LOST_DIGITS = Number('605128340071234500691234');

const read = (fields: Row = {}) => readPerson({ ...ADA, ...fields });

const PROTECTIONS = [
	'managedExternally',
	'isAdmin',
	'isConnectedAccount',
	'protectedFromReclamation',
] as const;

describe('The reader of a person’s row', () => {
	test.each<[Row, Partial<PersonRow>]>([
		// A protection that is there but cannot be read protects.
		...PROTECTIONS.flatMap(
			(field): Array<[Row, Partial<PersonRow>]> => [
				[{ [field]: 'perhaps' }, { [field]: true }],
				[{ [field]: 1 }, { [field]: true }],
				[{ [field]: 'false' }, { [field]: false }],
				[{ [field]: ' ' }, { [field]: false }],
			],
		),
		// What would make a position look cheaper, or a look more complete, counts as not set.
		[{ excludedFromCost: 'perhaps' }, { excludedFromCost: false }],
		[{ excludedFromCost: 'true' }, { excludedFromCost: true }],
		[{ viewsChecked: 'perhaps' }, { viewsChecked: false }],
		[{ viewsChecked: 1 }, { viewsChecked: true }],
		// Only a word that is known, to the letter, says that nobody was active.
		[{ activityStatus: 'none' }, { activityStatus: 'none' }],
		[{ activityStatus: ' none' }, { activityStatus: 'unknown' }],
		[{ activityStatus: 'none', lastActivityAt: 'spring' }, { activityStatus: 'unknown' }],
		[{ activityStatus: 'none', lastActivityAt: 'never' }, { activityStatus: 'none' }],
		// Whoever was not judged by a word that is known was not judged.
		[{ decision: ' candidate ' }, { decision: 'candidate' }],
		[{ decision: 'Candidate' }, { decision: null }],
		[{ state: 'Ready' }, { state: 'Ready' }],
		[{ state: ' ' }, { state: null }],
		[{ state: 'ready' }, { state: 'Attention Required' }],
		[{ groupNames: '["a","b"' }, { groupNames: [] }],
		[{ groupNames: { a: 1 } }, { groupNames: [] }],
		[{ change: 'gone' }, { change: 'unchanged' }],
		[{ inactiveDays: '30' }, { inactiveDays: 30 }],
		[{ inactiveDays: -3 }, { inactiveDays: 0 }],
		[{ inactiveDays: 'some' }, { inactiveDays: null }],
		[{ potentialSavings: '5.5' }, { potentialSavings: 5.5 }],
		[{ email: ' ' }, { email: null }],
		[{ displayName: 7 }, { displayName: '7' }],
		[{ groupNames: 'a,,b' }, { groupNames: ['a', '', 'b'] }],
	])('reads %j as %j', (fields, expected) => {
		expect(read(fields).person).toMatchObject(expected);
	});

	test.each<[Row, string, string]>([
		[{ profile: null }, 'profile', MISSING],
		[{ profile: '\u200b' }, 'profile', MISSING],
		[{ accountId: ' ' }, 'accountId', MISSING],
		[{ accountId: 2 ** 70 }, 'accountId', DAMAGED_ID],
		[{ accountId: '6.05E+23' }, 'accountId', DAMAGED_ID],
		[{ groupIds: ['g1', LOST_DIGITS] }, 'groupIds', DAMAGED_ID],
		[{ groupIds: '["g1",605128340071234500691234]' }, 'groupIds', DAMAGED_ID],
		[{ groupIds: 'g1,6.05E+23' }, 'groupIds', DAMAGED_ID],
		[{ groupIds: { 0: 'g1' } }, 'groupIds', NO_LIST],
		[{ groupIds: 5 }, 'groupIds', NO_LIST],
		[{ groupIds: '["g1"' }, 'groupIds', NO_LIST],
		[{ groupIds: '{"id":"g1"}' }, 'groupIds', NO_LIST],
		[{ groupIds: [{ name: 'users' }] }, 'groupIds', NO_LIST],
		[{ groupIds: [['g1']] }, 'groupIds', NO_LIST],
		[{ groupIds: true }, 'groupIds', NO_LIST],
		[{ lastActivityAt: 'last spring' }, 'lastActivityAt', 'is not a date'],
		[{ activityCheckedFrom: 'x' }, 'activityCheckedFrom', 'is not a date'],
		[{ keepUntil: 'soon' }, 'keepUntil', 'is not a date'],
		[{ keepUntil: 'never' }, 'keepUntil', 'is not a date'],
	])('names the field of %j', (fields, field, problem) => {
		expect(read(fields).problems).toEqual([{ field, problem }]);
		// A list read by halves could take more, or less, than was meant.
		if (field === 'groupIds') expect(readGroupIds(fields.groupIds)).toBeUndefined();
	});

	test.each<[unknown, string[]]>([
		[null, []],
		[' ', []],
		[[], []],
		[
			['g1', 'g2', 'g1', ''],
			['g1', 'g2'],
		],
		['g1, g2,\ng3', ['g1', 'g2', 'g3']],
		['["g1","g2"]', ['g1', 'g2']],
		[[{ groupId: 'g1', name: 'users' }], ['g1']],
		['[{"id":"g1","name":"users"}]', ['g1']],
		[[7], ['7']],
	])('reads the groups %j, in their places', (groupIds, ids) => {
		const { person, problems } = read({ groupIds });
		expect(problems).toEqual([]);
		expect(new Set(person.groupIds.filter((id) => id !== ''))).toEqual(new Set(ids));
		expect(readGroupIds(groupIds)).toEqual(ids);
	});

	test('keeps an empty place in a list of groups, whose names stand beside it', () => {
		expect(read({ groupIds: 'g1,,g2' }).person.groupIds).toEqual(['g1', '', 'g2']);
	});

	test.each(['1970-01-01T00:00:00.000Z', '1970-01-01', '0001-01-01', new Date(0), 0, '0'])(
		'the stand-in %j is no date',
		(standIn) => {
			const fields = { lastActivityAt: standIn, firstSeenAt: standIn, keepUntil: standIn };
			const { person, problems } = read(fields);
			expect(problems).toEqual([]);
			expect(person).toMatchObject({ lastActivityAt: null, firstSeenAt: null });
			expect(person.isActivityLost).toBe(true);
			expect(mayBeAfter(person.keepUntil, NOW)).toBe(false);
		},
	);

	test.each([
		['soon', true],
		['2026-06-01T06:00:01Z', true],
		['2026-06-01', true],
		['2026-06-01T06:00:00Z', false],
		['', false],
	])('a seat that is kept until %j is kept now: %p', (keepUntil, isKept) => {
		expect(mayBeAfter(read({ keepUntil }).person.keepUntil, NOW)).toBe(isKept);
	});
});

test('the longest inactive come first, never active last, in one order however they were given', () => {
	const days = fc.constantFrom(null, 1, 40, 90);
	const moments = fc.constantFrom(null, '2026-01-01T00:00:00Z', '2025-06-01T00:00:00Z');
	const people = fc.uniqueArray(
		fc.record({
			accountId: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
			lastActivityAt: moments,
			firstSeenAt: moments,
			inactiveDays: days,
		}),
		{ selector: ({ accountId }) => accountId },
	);
	fc.assert(
		fc.property(people, (rows) => {
			const order = (list: readonly Row[]) =>
				list.map((row) => read(row).person).sort(byLongestInactive);
			const sorted = order(rows);
			expect(order([...rows].reverse())).toEqual(sorted);
			const times = sorted.map(({ lastActivityAt }) => lastActivityAt ?? '9999');
			expect(times).toEqual([...times].sort());
		}),
	);
});
