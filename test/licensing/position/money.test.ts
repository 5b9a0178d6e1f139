import fc from 'fast-check';

import { collectionRows } from '../../../licensing/settingRow';
import {
	decimalsOf,
	minorToNumber,
	minorToText,
	readAmount,
	readCurrency,
	toMinor,
} from '../../../licensing/position/money';

describe('an amount', () => {
	test.each([
		['6', 6_000_000_000_000n],
		[' 5.16 ', 5_160_000_000_000n],
		['0.000000000001', 1n],
		['1.50000000000000000000', 1_500_000_000_000n],
		[5.16, 5_160_000_000_000n],
		[0.1 + 0.2, 300_000_000_000n],
		[1e-7, 100_000n],
		[0, 0n],
	])('is read exactly from %p', (value, amount) => {
		expect(readAmount(value)).toBe(amount);
	});

	test.each([
		['-1'],
		[-1],
		['1,5'],
		['1,000.50'],
		['1e3'],
		['0.0000000000001'],
		['five'],
		[''],
		[null],
		[true],
		[Number.NaN],
		[Number.POSITIVE_INFINITY],
		[{}],
	])('is not read from %p', (value) => {
		expect(readAmount(value)).toBeUndefined();
	});

	test('of cents comes back as it was, however large', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 10 ** 12 }), (cents) => {
				const text = minorToText(BigInt(cents), 'EUR');
				const amount = readAmount(text) ?? -1n;
				expect(toMinor(amount, 'EUR')).toBe(BigInt(cents));
				expect(minorToNumber(BigInt(cents), 'EUR')).toBe(cents / 100);
			}),
		);
	});

	test('is rounded half up, once', () => {
		expect(toMinor(readAmount('1.005') ?? 0n, 'EUR')).toBe(101n);
		expect(toMinor(readAmount('1.00499') ?? 0n, 'EUR')).toBe(100n);
		expect(toMinor(readAmount('1.5') ?? 0n, 'JPY')).toBe(2n);
		expect(toMinor(readAmount('1.5') ?? 0n, 'KWD')).toBe(1500n);
	});

	test('is written with the decimals of its currency', () => {
		expect(minorToText(5n, 'EUR')).toBe('0.05');
		expect(minorToText(1234n, 'JPY')).toBe('1234');
		expect(minorToText(1234n, 'BHD')).toBe('1.234');
		expect(minorToText(0n, null)).toBe('0.00');
	});
});

test('a currency is a code of three letters, in any case', () => {
	expect(readCurrency(' eur ')).toBe('EUR');
	expect(readCurrency('€')).toBeUndefined();
	expect(readCurrency('EURO')).toBeUndefined();
	expect(['EUR', 'JPY', 'TND', 'CLF'].map(decimalsOf)).toEqual([2, 0, 3, 4]);
});

describe('rows of a collection', () => {
	const rows = [{ from: 1 }, { from: 2 }];

	test.each([
		['as the editor keeps them', { band: rows }],
		['as a list', rows],
		['as items', rows.map((json) => ({ json }))],
		['as JSON text', JSON.stringify(rows)],
		['as JSON text of the collection', JSON.stringify({ band: rows })],
		['with JSON text inside', { band: JSON.stringify(rows) }],
	])('are read %s', (_name, value) => {
		expect(collectionRows(value, 'band')).toEqual(rows);
	});

	test.each([[null], [undefined], [''], ['[]'], [{}], [[{}]], [{ band: [] }]])(
		'%p holds none',
		(value) => {
			expect(collectionRows(value, 'band')).toEqual([]);
		},
	);

	test.each([[5], ['text'], [[1]], [['a']], ['"[]"'], ['{broken'], [true]])(
		'%p is refused',
		(value) => {
			expect(collectionRows(value, 'band')).toBeUndefined();
		},
	);
});
