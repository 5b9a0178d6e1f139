import fc from 'fast-check';

import {
	isDamagedId,
	isEmptyValue,
	readId,
	readText,
	textOrNull,
	visible,
} from '../../licensing/tableValues';
import { INVISIBLE_CHARACTERS } from './exclusions/invisible';

describe('numbers as texts', () => {
	test('an exact number becomes its digits', () => {
		for (const value of [0, 42, -1, 1.5, Number.MAX_SAFE_INTEGER]) {
			expect(readText(value)).toBe(String(value));
		}
	});

	test('a whole number too large to be exact is no text', () => {
		fc.assert(
			fc.property(fc.double({ min: 2 ** 53, noNaN: true }), (value) => {
				for (const number of [value, -value]) {
					expect(readText(number)).toBeUndefined();
					expect(textOrNull(number)).toBeNull();
					expect(readId(number)).toBe('');
				}
			}),
		);
	});
});

describe('ids that a sheet made a number of', () => {
	test.each([
		Number('605128340071234500691234'),
		2 ** 53,
		1.5,
		'6.051283400712346e+23',
		'6.05E+23',
		'6,05128E+23',
		' 6.05e+23\u200b',
		'605128340071235000000000',
		'605128340071234560000000',
	])('%j is damaged', (value) => {
		expect(isDamagedId(value)).toBe(true);
		expect(readId(value)).toBe('');
	});

	test.each([
		42,
		'42',
		'605128340071234500691234',
		'5e1084328212345678901234',
		'605128340071e10034506912',
		'557058:f58131cb-b67d-43c7-b30d-6b58d40bd077',
		'712020:1e-5',
		'6f1e0e31-0000-0000-0000-000000000000',
		'',
		null,
	])('%j is not', (value) => {
		expect(isDamagedId(value)).toBe(false);
	});
});

describe('characters that nobody sees', () => {
	test.each(INVISIBLE_CHARACTERS)('%s is left out', (_name, character) => {
		expect(visible(`a${character}b${character}`)).toBe('ab');
		expect(isEmptyValue(`${character} ${character}`)).toBe(true);
		expect(readId(`${character}557058:abc${character}`)).toBe('557058:abc');
	});

	test('white space and everything that is seen stays', () => {
		const text =
			'Ann-Marie O\u2019Neil \u00c5\u0301 \u00df \u65e5\u672c \ud83d\ude00\t\n\u00a0';
		expect(visible(text)).toBe(text);
	});
});
