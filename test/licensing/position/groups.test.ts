import fc from 'fast-check';

import { chargeBackCsv, chargeBackRows } from '../../../licensing/position/chargeBack';
import { positionGroup, type GroupFigures } from '../../../licensing/position/groupFigures';
import { GROUP_BY, withGroups, type GroupBy } from '../../../licensing/position/groups';
import type { PositionFigures } from '../../../licensing/position/position';
import { readSeatReceipt } from '../../../licensing/position/takenBack';
import type { Row } from '../../../licensing/tableValues';
import {
	activePerson,
	calculated,
	daysAgo,
	entitlement,
	idlePerson,
	profilesOf,
	receipt,
	STANDARD,
	team,
	type Sources,
} from './samples';

function grouped(sources: Sources, groupBy: GroupBy = 'department') {
	const receipts = (sources.receipts ?? []).map((row) => readSeatReceipt(row).receipt);
	return withGroups(calculated(sources), { groupBy, profiles: profilesOf(sources), receipts });
}

/** The groups of the only position, as its item shows them. */
function groupsOf(sources: Sources, groupBy?: GroupBy) {
	const [position] = grouped(sources, groupBy).positions;
	if (position?.groups === undefined) throw new Error('There is no position with groups');
	return position.groups.map((group) => positionGroup(group, position.currency));
}

const of = (department: unknown, profile = 'acme.atlassian.net') => ({ department, profile });
const member = (prefix: string, active: number, idle: number, fields: Row) =>
	team(active, idle, fields).map((row) => ({
		...row,
		accountId: `${prefix}-${String(row.accountId)}`,
	}));

describe('the groups of a position', () => {
	const people = [
		...member('s', 3, 2, of('Sales')),
		...member('l', 4, 0, of('Legal')),
		...member('n', 2, 1, of(null)),
		activePerson('bot', { ...of('Sales'), excludedFromCost: true }),
	];
	const sources = { people, entitlements: [entitlement({ purchased: 24 })] };

	test('have their seats and shares, the largest first and the unknown one last', () => {
		expect(groupsOf(sources)).toEqual([
			{
				group: 'Sales',
				owned: 10,
				used: 5,
				stale: 2,
				excluded: 1,
				potentialSavings: 12,
				currency: 'USD',
			},
			{
				group: 'Legal',
				owned: 8,
				used: 4,
				stale: 0,
				excluded: 0,
				potentialSavings: 0,
				currency: 'USD',
			},
			{
				group: 'unknown',
				owned: 6,
				used: 3,
				stale: 1,
				excluded: 0,
				potentialSavings: 6,
				currency: 'USD',
			},
		]);
	});

	test.each<[GroupBy, string]>([
		['department', 'Sales'],
		['costCenter', '4711'],
		['manager', 'Mia'],
	])('follow %s', (groupBy, group) => {
		const fields = { department: 'Sales', costCenter: 4711, manager: ' Mia\u200b ' };
		const given = { people: team(1, 1, fields), entitlements: [entitlement()] };
		expect(groupsOf(given, groupBy)).toMatchObject([{ group, used: 2 }]);
	});

	test('are left out for "none"', () => {
		const { positions, totals } = grouped(sources, 'none');
		expect([...positions, ...totals].some((one) => 'groups' in one)).toBe(false);
	});

	test('whose names differ in case or spaces are one', () => {
		const mixed = [
			activePerson('a', of('Sales')),
			activePerson('b', of(' SALES ')),
			activePerson('c', of('Unknown')),
			activePerson('d', of('')),
		];
		expect(groupsOf({ people: mixed })).toMatchObject([
			{ group: 'Sales', used: 2 },
			{ group: 'unknown', used: 2 },
		]);
	});

	test('have no savings where there is no price', () => {
		expect(groupsOf({ people })).toMatchObject([
			{ group: 'Sales', potentialSavings: null, currency: null },
			{ group: 'Legal', potentialSavings: null },
			{ group: 'unknown', potentialSavings: null },
		]);
	});

	test('a model that nobody uses falls to the unknown group', () => {
		const given = {
			people: [activePerson('a', { subscriptionIdentifier: 'other' })],
			entitlements: [entitlement({ purchased: 7 })],
		};
		expect(groupsOf(given)).toMatchObject([{ group: 'unknown', owned: 7, used: 0 }]);
	});

	test('a seat taken back since the snapshot is no saving of its group', () => {
		const idle = (id: string, department: string) =>
			idlePerson(id, 100, { ...of(department), lastSeenAt: daysAgo(30) });
		const given = {
			people: [idle('gone', 'Sales'), idle('here', 'Legal')],
			entitlements: [entitlement()],
			receipts: [receipt('gone')],
		};
		expect(groupsOf(given)).toMatchObject([
			{ group: 'Legal', potentialSavings: 6 },
			{ group: 'Sales', potentialSavings: 0 },
		]);
	});

	test('of a total are those of its positions together', () => {
		const [total] = grouped({
			...sources,
			people: [...people, ...member('b', 1, 1, of('sales', 'beta.atlassian.net'))],
		}).totals;
		expect(total?.groups).toMatchObject([
			{ group: 'Sales', used: 7, stale: 3, excluded: 1 },
			{ group: 'Legal', used: 4 },
			{ group: 'unknown', used: 3 },
		]);
	});
});

describe('the file for charging back', () => {
	test('has the seats, the idle ones and the share of the bill of each group', () => {
		const { positions } = grouped({
			people: [...member('s', 2, 1, of('Sales')), ...member('l', 1, 0, of(null))],
			entitlements: [entitlement({ purchased: 5, unitPrice: '0.33' })],
		});
		const rows = chargeBackRows(positions);
		const same = { profile: 'acme.atlassian.net', model: 'Confluence Standard' };
		expect(rows).toEqual([
			{ ...same, group: 'Sales', seats: 3, idle: 1, cost: '1.24', currency: 'USD' },
			{ ...same, group: 'unknown', seats: 1, idle: 0, cost: '0.41', currency: 'USD' },
		]);
		expect(chargeBackCsv(rows)).toBe(
			[
				'\ufeffprofile,model,group,seats,idle,cost,currency',
				'acme.atlassian.net,Confluence Standard,Sales,3,1,1.24,USD',
				'acme.atlassian.net,Confluence Standard,unknown,1,0,0.41,USD',
				'',
			].join('\r\n'),
		);
	});

	test('has no cost where there is no price, and no row without groups', () => {
		const people = [activePerson('a', of('Sales'))];
		expect(chargeBackRows(grouped({ people }).positions)).toMatchObject([
			{ group: 'Sales', cost: '', currency: '' },
		]);
		expect(chargeBackRows(grouped({ people }, 'none').positions)).toEqual([]);
	});

	test.each([
		['=SUM(A1)', "'=SUM(A1)"],
		['+49', "'+49"],
		['-1', "'-1"],
		['@here', "'@here"],
		['a,b', '"a,b"'],
		['=1,2', `"'=1,2"`],
		['say "hi"', '"say ""hi"""'],
		['two\nlines', '"two\nlines"'],
	])('writes %j so that no spreadsheet takes it for something else', (group, cell) => {
		const { positions } = grouped({ people: [activePerson('a', of(group))] });
		expect(chargeBackCsv(chargeBackRows(positions))).toContain(`,${cell},1,0,,\r\n`);
	});
});

describe('for any people', () => {
	const person = fc
		.record<Row>({
			profile: fc.constantFrom('acme', 'beta'),
			department: fc.constantFrom('A', 'a ', 'B', null, 'unknown'),
			subscriptionIdentifier: fc.constantFrom('confluence-users', 'wiki', 'unmapped'),
			excludedFromCost: fc.boolean(),
			decision: fc.constantFrom('candidate', 'retained', null),
			inactiveDays: fc.option(fc.integer({ min: 0, max: 300 })),
			activityStatus: fc.constantFrom('known', 'none', 'unknown'),
		})
		.map((fields) => fields);
	const sources = fc
		.record({
			people: fc.array(person, { minLength: 1, maxLength: 60 }),
			purchased: fc.integer({ min: 0, max: 90 }),
			unitPrice: fc.integer({ min: 0, max: 9_999 }).map((parts) => String(parts / 1_000)),
			billingCycle: fc.constantFrom('monthly', 'annual'),
			hasPrice: fc.boolean(),
			gone: fc.subarray([0, 1, 2, 3, 4, 5]),
		})
		.map(
			({ people, hasPrice, gone, ...bought }): Sources => ({
				people: people.map((row, place) => activePerson(`p-${place}`, row)),
				models: [STANDARD, { identifier: 'wiki', model: 'Wiki' }],
				entitlements: hasPrice ? [entitlement(bought)] : [],
				receipts: gone.map((place) => receipt(`p-${place}`, { profile: 'acme' })),
			}),
		);
	const SUMMED = ['owned', 'used', 'stale', 'excluded', 'candidates'] as const;
	const sum = (groups: readonly GroupFigures[], field: (typeof SUMMED)[number]) =>
		groups.reduce((all, group) => all + group[field], 0);
	const money = (groups: readonly GroupFigures[], field: 'ownedCost' | 'potentialSavings') =>
		groups.reduce((all, group) => all + group[field], 0n);

	test('the parts are the whole, to the seat and to the cent, in positions and totals', () => {
		fc.assert(
			fc.property(sources, fc.constantFrom(...GROUP_BY), (given, groupBy) => {
				const { positions, totals } = grouped(given, groupBy);
				const plain = calculated(given);
				const bare = ({ groups: _, ...figures }: PositionFigures) => figures;
				expect(positions.map(bare)).toEqual(plain.positions);
				expect(totals.map(bare)).toEqual(plain.totals);
				if (groupBy === 'none') return;
				for (const { groups = [], counts, amounts } of [...positions, ...totals]) {
					for (const field of SUMMED) expect(sum(groups, field)).toBe(counts[field]);
					expect(money(groups, 'ownedCost')).toBe(amounts.ownedCost);
					expect(money(groups, 'potentialSavings')).toBe(amounts.potentialSavings);
					const names = groups.map(({ group }) => group.trim().toLowerCase());
					expect(new Set(names).size).toBe(names.length);
					for (const { candidates, potentialSavings } of groups) {
						if (candidates === 0) expect(potentialSavings).toBe(0n);
					}
				}
			}),
		);
	});
});
