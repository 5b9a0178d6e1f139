import fc from 'fast-check';

import { EARLIEST_TIME, isMissingTime, isoOrNull, readTime } from '../../licensing/times';

const STAND_INS: readonly unknown[] = [
	'1970-01-01T00:00:00.000Z',
	'1970-01-01',
	'1970-01-01 00:00',
	'1970-01-01T01:00:00+01:00',
	'1970-01-01T00:00:00+14:00',
	'1969-12-31T19:00:00-05:00',
	'1969-12-31T23:59:59Z',
	'0001-01-01',
	'0001-01-01T00:00:00',
	'0001-01-01T00:00:00+00:00',
	'0000-00-00',
	'0000-00-00 00:00:00',
	'1601-01-01T00:00:00Z',
	'1899-12-30',
	'1900-01-01',
	'1904-01-01T00:00:00Z',
	'1980-01-01',
	'2000-01-01T00:00:00Z',
	'2001-01-01T00:00:00Z',
	new Date(0),
	new Date('0001-01-01T00:00:00Z'),
	0,
	-0,
	'0',
	' 0 ',
	'0.0',
];

describe('a stand-in for nothing', () => {
	test.each(STAND_INS)('%j is a missing date', (value) => {
		expect(readTime(value)).toBeNull();
		expect(isoOrNull(value)).toBeNull();
		expect(isMissingTime(value)).toBe(true);
	});

	test.each([null, undefined, '', '  ', '\u200b', '\ufeff '])('%j is missing too', (value) => {
		expect(readTime(value)).toBeNull();
		expect(isMissingTime(value)).toBe(true);
	});

	test('no moment before Confluence came out is read, in whatever form', () => {
		const early = fc.date({
			min: new Date('0001-01-01T00:00:00Z'),
			max: new Date(EARLIEST_TIME - 1),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(early, (date) => {
				const iso = date.toISOString();
				for (const value of [date, iso, iso.replace('Z', '+00:00'), iso.slice(0, 19)]) {
					expect(readTime(value)).toBeNull();
					expect(isMissingTime(value)).toBe(true);
				}
			}),
		);
	});

	test('every later moment is read', () => {
		const later = fc.date({
			min: new Date(EARLIEST_TIME),
			max: new Date('9999-12-31T00:00:00Z'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(later, (date) => {
				expect(readTime(date.toISOString())).toBe(date.getTime());
				expect(isMissingTime(date)).toBe(false);
			}),
		);
	});
});

describe('what cannot be read is no date, and was meant as one', () => {
	test.each([
		'Never accessed',
		'never',
		'soon',
		'2026-02-30',
		'31.01.2026',
		1_769_817_600_000,
		true,
	])('%j', (value) => {
		expect(readTime(value)).toBeNull();
		expect(isMissingTime(value)).toBe(false);
	});
});

test('a date with an invisible character is the same date', () => {
	expect(readTime('\ufeff2026-01-31T06:00:00Z\u200b')).toBe(Date.parse('2026-01-31T06:00:00Z'));
});
