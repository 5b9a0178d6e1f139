import { csvLine } from '../../licensing/csv';

/** A line of one cell, as it would stand in the file. */
const cell = (text: string) => csvLine([text]).slice(0, -2);

describe('a cell that a spreadsheet would run as a formula', () => {
	test.each([
		['=1+1', "'=1+1"],
		['+1', "'+1"],
		['-1', "'-1"],
		['@SUM(A1)', "'@SUM(A1)"],
		['  =1', "'  =1"],
		['\u00a0=1', "'\u00a0=1"],
		['\u200b=1', "'\u200b=1"],
		['\uff1d1', "'\uff1d1"],
		['\t=1', "'\t'=1"],
		['\tx', "'\tx"],
	])('is defused: %j', (given, expected) => {
		expect(cell(given)).toBe(expected);
	});

	test.each([
		['a;=1', "a;'=1"],
		['a; -1', "a;' -1"],
		['a\t@x', "a\t'@x"],
		['a;;+1;b', "a;;'+1;b"],
	])('is defused where a spreadsheet may divide it: %j', (given, expected) => {
		expect(cell(given)).toBe(expected);
	});

	test('is defused behind quotes and in a second line', () => {
		expect(cell('a;"=1"')).toBe('"a;\'""=1"""');
		expect(cell('a\n=1')).toBe('"a\n\'=1"');
	});

	test.each(['Ann-Marie', '2026-06-10T06:00:00.000Z', 'a=b', 'ann@example.com', 'x; y', "'=1"])(
		'is none in %j',
		(text) => {
			expect(cell(text)).toBe(text);
		},
	);

	test('is no number', () => {
		expect(csvLine([-1, null, true])).toBe('-1,,true\r\n');
	});

	test('costs no more than its length', () => {
		const blank = ' '.repeat(200_000);
		expect(cell(`${blank}=${'\t'.repeat(200_000)}=`).startsWith(`'${blank}=`)).toBe(true);
	});
});
