import fc from 'fast-check';

import type { Item } from '../engine/harness';
import { atLeast } from '../testScale';

/** Fields of an item; anything may stand in them. */
export type Row = Record<string, unknown>;

/** How often each law is tried, and with which seed; the same cases each time unless told otherwise. */
export const RUNS = Number(process.env.FUZZ_RUNS) || atLeast(100);
const SEED = Number(process.env.FUZZ_SEED) || 20_260_502;

// More cases take longer.
jest.setTimeout(60_000 + RUNS * 1_000);

export const SETTINGS = { numRuns: RUNS, seed: SEED };
/** For laws whose every case asks a simulator many times. */
export const SETTINGS_OF_NETWORK = { numRuns: Math.ceil(RUNS / 3), seed: SEED };

/** Dates of every shape; which of them can be read is not said here. */
export const DATE_SHAPES: readonly unknown[] = [
	'2026-01-31',
	'2026-01-31T06:00:00Z',
	'2026-01-31T06:00:00.123456Z',
	'2026-01-31T06:00:00+02:00',
	'2026-01-31 06:00',
	'2026-02-31',
	'2026-13-01T00:00:00Z',
	'2026-01-31T25:00:00Z',
	'31.01.2026',
	'01/31/2026',
	'Sat Jan 31 2026',
	'20260131',
	'2026-W05',
	'yesterday',
	'0000-00-00',
	'9999-12-31',
	'+275760-09-13T00:00:00Z',
	'-000001-01-01',
	'1970-01-01T00:00:00Z',
	'0001-01-01',
	'1969-12-31T19:00:00-05:00',
	'Never accessed',
	1_769_817_600_000,
	1_769_817_600,
	'1769817600000',
	8.64e15 + 1,
	new Date('2026-01-31T06:00:00Z'),
	new Date(Number.NaN),
];

/** Names that lead to an object's innards where fields are copied carelessly. */
export const POLLUTING_NAMES = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'hasOwnProperty',
	'valueOf',
	'toJSON',
	'then',
	'json',
	'pairedItem',
] as const;

const POLLUTION = JSON.parse(
	'{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
) as unknown;

const TEXTS: readonly string[] = [
	'',
	' ',
	'null',
	'undefined',
	'[',
	'[]',
	'["',
	'["a","a",1,null,{}]',
	'{"a":1}',
	'true',
	'0',
	'-1',
	'1e999',
	'"; or type = page',
	'") or creator = "x',
	"' or 1=1 --",
	'../../../etc',
	'a/b?c=d#e&f',
	'%00%2e%2e%2f',
	'<script>alert(1)</script>',
	'{{ $json.secret }}',
	'line\nbreak\r\n\ttab',
	'\u0000\u0001\u001f',
	'\ud800',
	'\u202eevil',
	'ﬁ ß İ ı',
	'a,b,,c',
	...POLLUTING_NAMES,
];

/** Texts that people or machines may put where something else belongs. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
	fc.constantFrom(...TEXTS),
	fc.string({ unit: 'binary', maxLength: 20 }),
	fc.integer({ min: 1_000, max: 50_000 }).map((length) => 'x'.repeat(length)),
	fc.constantFrom('(a+)+$', '[', '(?<', 'a{1,999999}', '.*.*.*.*.*x', '^(([a-z])+.)+$'),
);

/** Anything at all, wrong types first. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 4, arbitrary: hostileText },
	{ weight: 2, arbitrary: fc.constantFrom(...DATE_SHAPES) },
	{
		weight: 3,
		arbitrary: fc.constantFrom<unknown>(
			undefined,
			null,
			true,
			false,
			0,
			-0,
			-1,
			0.5,
			1e21,
			Number.NaN,
			Infinity,
			-Infinity,
			[],
			{},
			[[]],
			[null],
			[{}],
			POLLUTION,
		),
	},
	{ weight: 1, arbitrary: fc.array(hostileText, { maxLength: 3 }) },
	{ weight: 1, arbitrary: fc.dictionary(fc.constantFrom(...POLLUTING_NAMES, 'id'), hostileText) },
);

/** A row that was good once: some fields gone, some replaced, some of bad names added. */
export function spoilt(
	good: Row,
	{ keep = [] }: { keep?: readonly string[] } = {},
): fc.Arbitrary<Row> {
	const names = Object.keys(good).filter((name) => !keep.includes(name));
	return fc
		.record({
			gone: fc.subarray(names, { maxLength: 3 }),
			replaced: fc.dictionary(fc.constantFrom(...names), hostileValue, {
				minKeys: 1,
				maxKeys: 4,
			}),
			added: fc.array(fc.tuple(fc.constantFrom(...POLLUTING_NAMES), hostileValue), {
				maxLength: 3,
			}),
		})
		.map(({ gone, replaced, added }) => {
			const row: Row = { ...good, ...replaced };
			for (const name of gone) if (!(name in replaced)) delete row[name];
			for (const [name, value] of added) defineField(row, name, value);
			return row;
		});
}

/** A field of its own, also where its name is one that objects react to. */
function defineField(row: Row, name: string, value: unknown): void {
	Object.defineProperty(row, name, {
		value,
		enumerable: true,
		configurable: true,
		writable: true,
	});
}

/** Rows as items; wrapped, so that a field called `json` is not taken for an item's. */
export function itemsOf(rows: readonly Row[]): Item[] {
	return rows.map((row) => ({ json: row }) as Item);
}
