import { trendOf } from '../../../licensing/position/report/trend';
import { trendSection } from '../../../licensing/position/report/trendSection';
import { readTrendRow } from '../../../licensing/position/trendRows';
import type { Row } from '../../../licensing/tableValues';
import { calculated, daysAgo, entitlement, NOW, people, receipt, STANDARD, team } from './samples';

const TODAY = calculated({ people: team(3, 2) }).positions;

function row(days: number, fields: Row = {}): Row {
	return {
		kind: 'position',
		profile: 'acme.atlassian.net',
		model: 'Confluence Standard',
		calculatedAt: daysAgo(days),
		owned: 10,
		used: 8,
		candidates: 1,
		...fields,
	};
}

const trend = (rows: readonly Row[], positions = TODAY) => {
	const read = rows.map(readTrendRow).filter((position) => position !== null);
	return trendOf(read, positions, NOW);
};

const usedOf = (rows: readonly Row[]) => trend(rows)?.points.map(({ counted }) => counted?.used);

/** A row for each of so many days until yesterday. */
const daily = (days: number, fields: (daysBefore: number) => Row = () => ({})): Row[] =>
	Array.from({ length: days }, (_, place) => row(place + 1, fields(place + 1)));

const said = (rows: readonly Row[], positions = TODAY) =>
	trendSection(trend(rows, positions))
		.text.replace(/<[^>]*>/g, ' ')
		.replaceAll('\u00a0', ' ')
		.replace(/\s+/g, ' ');

/** How many pieces the line of used seats is drawn in. */
const drawn = (rows: readonly Row[]) => {
	const path = /used-line" d="([^"]*)"/.exec(trendSection(trend(rows)).text)?.[1] ?? '';
	return path.split('M').slice(1);
};

describe('the year of a report', () => {
	it('is not known without an earlier day', () => {
		expect(trend([])).toBeNull();
		expect(trend([row(0)])).toBeNull();
		expect(trend([row(400)])).toBeNull();
	});

	it('goes in steps of a week from the first day that is known to today', () => {
		const found = trend([row(20), row(10, { used: 6 })]);
		expect(found?.since).toBe(daysAgo(20).slice(0, 10));
		const used = found?.points.map(({ counted }) => counted?.used ?? null);
		expect(used).toEqual([8, 6, null, 5]);
		expect(found?.points.at(-1)?.counted).toMatchObject({ used: 5, idle: 2 });
	});

	it('of a single day is two points and a time that is not known', () => {
		expect(usedOf([row(1)])).toEqual([8, 5]);
		expect(drawn([row(1)])).toHaveLength(1);
		expect(drawn([row(100)])).toEqual(['0 40h0', '1000 100h0']);
		expect(said([row(100)])).toContain(
			'Known since 2 March 2026. Not everything is known between 2 March 2026 and 10 June 2026: the lines leave that out.',
		);
	});

	it('draws no line through weeks that nobody knows', () => {
		const rows = daily(100).filter((_, place) => place < 20 || place >= 60);
		expect(drawn(rows)).toHaveLength(2);
		const gap = 'Not everything is known between 10 April 2026 and 26 May 2026';
		expect(said(rows)).toContain(gap);
		expect(drawn(daily(100))).toHaveLength(1);
		expect(said(daily(100))).not.toContain('Not everything is known');
	});

	it("does not know the whole while one of today's profiles is missing", () => {
		const both = calculated({
			people: [...team(3, 2), ...team(4, 0, { profile: 'other.atlassian.net' })],
		}).positions;
		const other = { profile: 'other.atlassian.net', used: 4 };
		const missing = daily(60, () => other).filter((_, place) => place < 15 || place >= 45);
		const found = trend([...daily(60), ...missing], both);
		const used = found?.points.map(({ counted }) => counted?.used ?? null);
		expect(used).toEqual([12, 12, 12, 12, null, null, null, 12, 12, 12, 9]);
	});

	it('leaves a model out before its first day and after its last one', () => {
		const older = daily(60, () => ({ model: 'Confluence Free', used: 3 })).slice(30);
		const found = trend([...daily(30), ...older]);
		const used = found?.points.map(({ counted }) => counted?.used ?? null);
		expect(used).toEqual([3, 3, 3, 3, 3, 8, 8, 8, 8, 8, 5]);
	});

	it('takes of two rows of one day the newest, wherever it stands', () => {
		const early = row(1, { used: 20, calculatedAt: '2026-06-09T06:00:00.000Z' });
		const late = row(1, { used: 6, calculatedAt: '2026-06-09T18:00:00.000Z' });
		for (const rows of [
			[early, late],
			[late, early],
		]) {
			expect(usedOf([row(2), ...rows])).toEqual([8, 6, 5]);
			expect(trend(rows)).toMatchObject({ joined: 0, left: 1 });
		}
	});

	it('adds up twenty profiles', () => {
		const name = (place: number) => `site-${place}.atlassian.net`;
		const all = Array.from({ length: 20 }, (_, place) => name(place));
		const positions = calculated({
			people: all.flatMap((profile) => team(3, 2, { profile })),
		}).positions;
		const rows = all.flatMap((profile) => daily(30, () => ({ profile })));
		const found = trend(rows, positions);
		expect(found?.points.map(({ counted }) => counted?.used)).toEqual([
			160, 160, 160, 160, 160, 160, 100,
		]);
		expect(found).toMatchObject({ joined: 0, left: 60, notYet: 0 });
	});

	it('says between which lines of the table seats joined and left', () => {
		const rows = [row(30), row(20, { used: 11 }), row(19, { used: 9 }), row(1, { used: 9 })];
		const points = trend(rows)?.points ?? [];
		const sum = (key: 'joined' | 'left') => points.map((point) => point[key]);
		expect(sum('joined')).toEqual([0, 0, 3, 0, 0, 0]);
		expect(sum('left')).toEqual([0, 0, 2, 0, 0, 4]);
	});

	it('counts what rose and fell from one position to the next', () => {
		const rows = [row(4), row(3, { used: 11 }), row(2, { used: 9, reclaimed: 2 }), row(1)];
		expect(trend(rows)).toMatchObject({ joined: 3, left: 6, takenBack: 2 });
	});

	it('counts the step from the last earlier day to today', () => {
		expect(trend([row(1, { used: 20 })])).toMatchObject({ joined: 0, left: 15 });
		expect(trend([row(1, { used: 2 })])).toMatchObject({ joined: 3, left: 0 });
	});

	it('takes the rows in any order, and one for each day', () => {
		const rows = [row(30), row(15, { used: 7 }), row(1, { used: 6 })];
		expect(trend([...rows].reverse())).toEqual(trend(rows));
		expect(trend([...rows, row(15, { used: 7 })])).toEqual(trend(rows));
	});

	it('leaves out profiles of today that have no earlier day, and says how many', () => {
		const found = trend([row(10, { profile: 'other.atlassian.net' })]);
		expect(found?.notYet).toBe(1);
		expect(found?.points.at(-1)?.counted).toBeNull();
	});

	it.each([
		['a total', { kind: 'total', profile: null }],
		['an app that counts with another model', { kind: 'app' }],
		['a row without its day', { calculatedAt: '' }],
		['a row without a number', { used: 'many' }],
	])('passes over %s', (_, fields) => {
		expect(readTrendRow(row(1, fields))).toBeNull();
	});
});

describe('the savings of the year', () => {
	const sites = ['acme.atlassian.net', 'other.atlassian.net'];
	const today = calculated({
		people: [
			...team(8, 0),
			...team(8, 0, { profile: sites[1], subscriptionIdentifier: 'premium' }),
		],
		models: [STANDARD, { identifier: 'premium', model: 'Premium' }],
		entitlements: [
			entitlement({ purchased: '' }),
			entitlement({ purchased: '', model: 'Premium', currency: 'EUR' }),
		],
		receipts: people(2, (id) => receipt(id, { performedAt: daysAgo(60) }), 'gone'),
	}).positions;
	const saved = (currency: string, actualSavingsThisYear: unknown): Row => ({
		currency,
		actualSavingsThisYear,
		profile: sites[currency === 'EUR' ? 1 : 0],
		model: currency === 'EUR' ? 'Premium' : 'Confluence Standard',
	});
	const line = (rows: readonly Row[], currency: string) =>
		trend(rows, today)?.saved.find((one) => one.currency === currency)?.values;

	it('are drawn for each currency by itself, and end with today', () => {
		const rows = [
			...daily(20, (before) => saved('USD', before > 10 ? 0 : 12)),
			...daily(20, () => saved('EUR', 0)),
		];
		expect(line(rows, 'USD')).toEqual([0n, 0n, 1200n, 1200n, 2400n]);
		expect(line(rows, 'EUR')).toEqual([0n, 0n, 0n, 0n, 0n]);
		const text = said(rows, today);
		expect(text).toContain('USD : 24.00 USD this year so far');
		expect(text).not.toContain('EUR :');
	});

	it('are not known where a row does not say them, never zero', () => {
		const rows = daily(20, (before) => saved('USD', before > 10 ? null : 12));
		expect(line(rows, 'USD')).toEqual([null, null, 1200n, 1200n, 2400n]);
	});

	it('begin anew in January, without a line down', () => {
		const rows = daily(200, (before) => saved('USD', before > 160 ? 500 : 12));
		const path = /saving-line" d="([^"]*)"/.exec(trendSection(trend(rows, today)).text)?.[1];
		expect(path?.split('M').slice(1)).toHaveLength(2);
	});

	it('are exact', () => {
		const tenths = daily(3, () => saved('USD', 0.1));
		const others = daily(3, () => ({ ...saved('USD', 0.2), model: 'Other' }));
		expect(line([...tenths, ...others], 'USD')?.[0]).toBe(30n);
	});
});
