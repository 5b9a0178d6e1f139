import { trendOf } from '../../../licensing/position/report/trend';
import { readTrendRow } from '../../../licensing/position/trendRows';
import type { Row } from '../../../licensing/tableValues';
import { calculated, daysAgo, NOW, team } from './samples';

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

const trend = (rows: readonly Row[]) => {
	const read = rows.map(readTrendRow).filter((position) => position !== null);
	return trendOf(read, TODAY, NOW);
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
		expect(found?.points.map(({ used }) => used)).toEqual([8, 8, 6, 6, 5]);
		expect(found?.points.at(-1)).toMatchObject({ used: 5, idle: 2 });
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
		expect(found?.points.at(-1)?.used).toBe(0);
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
