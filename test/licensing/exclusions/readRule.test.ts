import { VALUE_LIMIT } from '../../../licensing/exclusions/patterns';
import { readRule, readRules, isInForce } from '../../../licensing/exclusions/rule';
import { UnreadableRow } from '../../../licensing/settingRow';
import type { Row } from '../../../licensing/tableValues';
import { NOW, ruleRow } from './samples';

const read = (fields: Row) =>
	readRule(ruleRow(fields), { source: 'in the input "Rules"', number: 3 });

describe('reading exclusion rules', () => {
	test('what may be empty has its default', () => {
		const empty = { effect: null, profile: '', reason: null, expiresAt: '', active: null };
		const wanted = { effect: 'both', profile: '', reason: '', expiresAt: null, active: true };
		expect(read(empty)).toMatchObject(wanted);
		expect(read({})).toMatchObject(wanted);
	});

	test('values from tables are understood', () => {
		expect(
			read({ field: ' EmailDomain ', match: 'Equals', value: 42, active: 0 }),
		).toMatchObject({ field: 'emailDomain', match: 'equals', value: '42', active: false });
		expect(read({ active: 'true', expiresAt: new Date(NOW) })).toMatchObject({
			active: true,
			expiresAt: NOW,
		});
	});

	test.each<[string, Row]>([
		['ruleType', { ruleType: 'robot' }],
		['ruleType', { ruleType: undefined }],
		['field', { field: 'shoeSize' }],
		['field', { field: null }],
		['field', { field: 'toString' }],
		['match', { match: 'fuzzy' }],
		['match', { match: '' }],
		['effect', { effect: 'none' }],
		['value', { value: '' }],
		['value', { value: '   ' }],
		['value', { value: null }],
		['value', { value: ['a'] }],
		['value', { value: '\u200b\ufeff ' }],
		['value', { field: 'emailDomain', value: '@\u200b' }],
		['value', { value: Number('605128340071234500691234') }],
		['value', { value: 12.5 }],
		['value', { field: 'groupId', value: '6.05128340071234e+23' }],
		['value', { match: 'wildcard', value: '6,05128E+23' }],
		['value', { field: 'displayName', value: 2 ** 53 }],
		['profile', { profile: 2 ** 60 }],
		['value', { value: 'x'.repeat(VALUE_LIMIT + 1) }],
		['value', { match: 'regex', value: '(' }],
		['value', { match: 'regex', value: '(a+)+$' }],
		['value', { field: 'emailDomain', value: '@' }],
		['profile', { profile: { site: 'acme' } }],
		['reason', { reason: [] }],
		['expiresAt', { expiresAt: 'soon' }],
		['expiresAt', { expiresAt: 'Never accessed' }],
		['expiresAt', { expiresAt: '2026-02-30' }],
		['expiresAt', { expiresAt: 20260101 }],
		['active', { active: 'maybe' }],
	])('an unreadable %s is an error that names rule and field: %j', (field, row) => {
		const reading = () => read(row);
		expect(reading).toThrow(UnreadableRow);
		expect(reading).toThrow(`Exclusion rule 3 in the input "Rules": the field "${field}" `);
	});

	test('a number that was an id is an error that says how to enter the id', () => {
		const number = Number('605128340071234500691234');
		expect(() => read({ value: number })).toThrow(
			`Exclusion rule 3 in the input "Rules": the field "value" was turned into a number by a spreadsheet: format the column as text and enter the ID again (it is ${number})`,
		);
		expect(read({ value: 42 })).toMatchObject({ value: '42' });
		expect(read({ field: 'displayName', value: '1e+3' })).toMatchObject({ value: '1e+3' });
	});

	test.each(['1970-01-01', '0001-01-01T00:00:00', 0, '0', new Date(0)])(
		'an end that stands for nothing, %j, is no end: the rule protects',
		(expiresAt) => {
			expect(read({ expiresAt }).expiresAt).toBeNull();
			expect(isInForce(read({ expiresAt }), NOW)).toBe(true);
		},
	);

	test('a rule that is switched off or over is read all the same', () => {
		expect(() => read({ active: false, match: 'regex', value: '[' })).toThrow(UnreadableRow);
		expect(() => read({ expiresAt: '2020-01-01', field: 'nothing' })).toThrow(UnreadableRow);
	});

	test('the first unreadable rule of many is named by its number', () => {
		const rows = [ruleRow(), ruleRow({ match: 'like' }), ruleRow({ field: 'x' })];
		expect(() => readRules(rows, 'in the fields of this node')).toThrow(
			'Exclusion rule 2 in the fields of this node: the field "match" must be one of equals, wildcard, regex, but it is "like"',
		);
	});

	test.each<[string, Row, boolean]>([
		['no end', {}, true],
		['an end in the future', { expiresAt: '2026-06-01T06:00:01Z' }, true],
		['an end that is this very moment', { expiresAt: '2026-06-01T06:00:00Z' }, true],
		['an end in the past', { expiresAt: '2026-06-01T05:59:59Z' }, false],
		['a date without a time: to the end of that day', { expiresAt: '2026-06-01' }, true],
		['the day before', { expiresAt: '2026-05-31' }, false],
		['an offset', { expiresAt: '2026-06-01T07:30:00+02:00' }, false],
		['switched off', { active: 'false' }, false],
	])('in force with %s', (_name, row, expected) => {
		expect(isInForce(read(row), NOW)).toBe(expected);
	});
});
