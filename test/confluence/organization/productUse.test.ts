import { momentAt, momentOf } from '../../../confluence/organization/productUse';

const MAY_1 = Date.UTC(2026, 4, 1);

describe('a moment of the organization API', () => {
	it.each([
		['ISO 8601 with nanoseconds', '2026-05-01T00:00:00.000000226Z', MAY_1],
		['a day, whose end counts', '2026-05-01', MAY_1 + 86_399_999],
		['milliseconds', MAY_1, MAY_1],
		['seconds', MAY_1 / 1_000, MAY_1],
		['milliseconds as text', String(MAY_1), MAY_1],
		['a moment in the future', '2126-05-01T00:00:00Z', Date.UTC(2126, 4, 1)],
	])('is read from %s', (_, value, time) => {
		expect(momentOf(value)).toBe(time);
	});

	it.each([
		null,
		undefined,
		'',
		0,
		'0',
		-1,
		1,
		'1970-01-01',
		'1970-01-01T00:00:00Z',
		'1970-01-01T00:00:00.000+00:00',
		'1969-12-31T16:00:00-08:00',
		'0001-01-01',
		'0001-01-01T00:00:00Z',
		'Never accessed',
		'yesterday',
		'2026-02-31',
		20_260_501,
		123_456_789_012,
		Number.NaN,
		Infinity,
		9e18,
		true,
		{},
	])('is missing for %j', (value) => {
		expect(momentOf(value)).toBeNull();
	});

	it.each([
		['the exact one', '2026-05-01T00:00:00Z', '2026-05-01', MAY_1],
		['the exact one across time zones', '2026-05-01T00:00:00Z', '2026-05-02', MAY_1],
		['the day where it is later', '2026-01-01T00:00:00Z', '2026-05-01', MAY_1 + 86_399_999],
		['the exact one where the day is earlier', '2026-05-01T00:00:00Z', '2026-01-01', MAY_1],
		[
			'the day where the exact one is none',
			'1970-01-01T00:00:00Z',
			'2026-05-01',
			MAY_1 + 86_399_999,
		],
		['the exact one where the day is none', '2026-05-01T00:00:00Z', '1970-01-01', MAY_1],
		['neither', 'Never accessed', '', null],
	])('given twice is %s', (_, exact, day, time) => {
		expect(momentAt({ exact, day }, 'exact', 'day')).toBe(time);
	});
});
