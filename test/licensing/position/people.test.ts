import type { LicensePosition } from '../../../licensing/position/calculate';
import { reportFacts } from '../../../licensing/position/report/facts';
import { reportPage } from '../../../licensing/position/report/page';
import { stillBilledNote } from '../../../licensing/position/savingShares';
import type { Row } from '../../../licensing/tableValues';
import {
	activePerson,
	calculated,
	daysAgo,
	entitlement,
	idlePerson,
	NOW,
	positionsOf,
	profilesOf,
	receipt,
	type Sources,
	STANDARD,
	storedWith,
	team,
} from './samples';

const [ONE, TWO, THREE] = ['one', 'two', 'three'].map((name) => `${name}.atlassian.net`);
const at = (profile = ONE): Row => ({ profile });
const byPerson = [entitlement({ countBy: 'person', purchased: '' })];

const sums = (sources: Sources) => {
	const { positions } = positionsOf(sources);
	const sum = (
		field: 'used' | 'candidates' | 'potentialSavings' | 'freedSavings' | 'actualSavings',
	) => positions.reduce((all, position) => all + (position[field] ?? 0), 0);
	return {
		used: sum('used'),
		candidates: sum('candidates'),
		potentialSavings: sum('potentialSavings'),
		actualSavings: sum('actualSavings'),
		stillBilled: positions.reduce((all, { stillBilled }) => all + stillBilled, 0),
	};
};
const through = ({ shares }: LicensePosition) =>
	shares.map(({ profile, amount, stillBilledThrough }) => [profile, amount, stillBilledThrough]);

describe('a person in three sites who is paid for once', () => {
	const inThree = (one: Row, two: Row, three: Row) => ({
		people: [one, two, three],
		entitlements: byPerson,
	});

	test('is one seat, and saves nothing while one of them is in use', () => {
		const sources = inThree(
			idlePerson('a', 100, at(ONE)),
			idlePerson('a', 90, at(TWO)),
			activePerson('a', at(THREE)),
		);
		expect(sums(sources)).toEqual({
			used: 1,
			candidates: 0,
			potentialSavings: 0,
			actualSavings: 0,
			stillBilled: 2,
		});
		expect(through(calculated(sources))).toEqual([
			[ONE, 0n, [TWO, THREE]],
			[TWO, 0n, [ONE, THREE]],
		]);
	});

	test('says on the page through what it is still billed', () => {
		const sources = inThree(
			idlePerson('a', 100, at(ONE)),
			idlePerson('a', 90, at(TWO)),
			activePerson('a', at(THREE)),
		);
		const profiles = profilesOf(sources);
		const facts = reportFacts(
			{ calculated: calculated(sources), profiles, candidates: [], leftOut: [] },
			NOW,
		);
		const note = 'Still billed through two.atlassian.net, three.atlassian.net.';
		expect(facts.candidates[0]).toMatchObject({ profile: ONE, note });
		expect(reportPage(facts)).toContain(note);
	});

	test('saves one seat where all three can be taken back, and each says what is left', () => {
		const sources = inThree(
			idlePerson('a', 100, at(ONE)),
			idlePerson('a', 90, at(TWO)),
			idlePerson('a', 95, at(THREE)),
		);
		expect(sums(sources)).toMatchObject({ used: 1, candidates: 1, potentialSavings: 6 });
		const [{ whatIfSeats } = { whatIfSeats: null }] = positionsOf(sources).positions;
		expect(whatIfSeats).toEqual({ 30: 1, 60: 1, 90: 1, 120: 0, 180: 0 });
		expect(through(calculated(sources))).toEqual([
			[ONE, 600n, [TWO, THREE]],
			[TWO, 0n, [ONE, THREE]],
			[THREE, 0n, [ONE, TWO]],
		]);
		expect(stillBilledNote([TWO ?? '', THREE ?? ''])).toBe(
			'Still billed through two.atlassian.net, three.atlassian.net.',
		);
	});

	test('two of the three taken back save nothing; the last one saves the seat', () => {
		const gone = [receipt('a', at(ONE)), receipt('a', { ...at(TWO), receiptId: 'second' })];
		const others = [TWO, ONE].map((profile) => activePerson('b', at(profile)));
		const left = {
			people: [idlePerson('a', 95, at(THREE)), ...others],
			entitlements: byPerson,
			receipts: gone,
		};
		expect(sums(left)).toMatchObject({ used: 2, potentialSavings: 6, actualSavings: 0 });
		const last = receipt('a', { ...at(THREE), receiptId: 'third', performedAt: daysAgo(15) });
		const none = {
			...left,
			people: [...others, activePerson('c', at(THREE))],
			receipts: [...gone, last],
		};
		expect(sums(none)).toMatchObject({ used: 2, potentialSavings: 0, actualSavings: 6 });
		const stored = storedWith(none.receipts, calculated(none));
		expect(stored.filter(({ savingShare }) => savingShare !== undefined)).toHaveLength(1);
		const again = activePerson('a', { ...at(ONE), lastSeenAt: daysAgo(1) });
		const back = { ...none, people: [...none.people, again] };
		expect(sums({ ...back, receipts: stored })).toMatchObject({ used: 3, actualSavings: 0 });
	});

	test('Enterprise counts people where nobody said how', () => {
		const enterprise = { ...STANDARD, edition: 'Enterprise' };
		const people = [activePerson('a', at(ONE)), activePerson('a', at(TWO))];
		const used = (entitlements: Row[], model: Row) =>
			sums({ people, models: [model], entitlements }).used;
		expect(used([entitlement()], enterprise)).toBe(1);
		expect(used([entitlement({ countBy: 'subscription' })], enterprise)).toBe(2);
		expect(used([entitlement()], STANDARD)).toBe(2);
	});

	test('in a collection, another product keeps the person billed where that is known', () => {
		const models = [{ ...STANDARD, product: 'Teamwork Collection' }];
		const with_ = (productAccess: unknown) => ({
			people: [idlePerson('a', 100, { productAccess })],
			entitlements: byPerson,
			models,
		});
		expect(sums(with_('["Jira"]'))).toMatchObject({ potentialSavings: 0, stillBilled: 1 });
		expect(sums(with_([]))).toMatchObject({ potentialSavings: 6, stillBilled: 0 });
		expect(sums(with_(null))).toMatchObject({ potentialSavings: 6 });
	});
});

describe('an app that counts with the seats', () => {
	const app = (fields: Row = {}) =>
		entitlement({
			model: 'Drawings',
			purchased: '',
			unitPrice: '1.10',
			flatUpTo: 10,
			flatPrice: 0,
			countsWith: 'confluence standard',
			...fields,
		});
	const seats = entitlement({ purchased: '' });

	test('is freed of its tier by the seats that go, and is shown apart', () => {
		const { positions, totals } = positionsOf({
			people: team(10, 1),
			entitlements: [seats, app()],
		});
		expect(positions).toMatchObject([
			{ kind: 'position', model: 'Confluence Standard', potentialSavings: 6 },
			{ kind: 'app', model: 'Drawings', used: 11, potentialSavings: 12.1 },
		]);
		expect(totals).toMatchObject([
			{ used: 11, potentialSavings: 6, appSavings: { potential: 12.1, freed: 0, actual: 0 } },
		]);
	});

	test('follows the whole site: only who has no other product frees a seat of it', () => {
		const people = [
			...team(10, 0),
			idlePerson('keeps Jira', 100, { productAccess: ['Jira'] }),
			idlePerson('has nothing else', 100, { productAccess: '[]' }),
			idlePerson('nobody knows', 100),
		];
		const { positions } = positionsOf({
			people,
			entitlements: [seats, app({ countsWith: 'site', flatUpTo: 0, flatPrice: '' })],
		});
		expect(positions).toMatchObject([
			{ kind: 'position', candidates: 3, potentialSavings: 18 },
			{ kind: 'app', used: 13, candidates: 1, stillBilled: 2, potentialSavings: 1.1 },
		]);
	});

	test('frees what receipts free, and stores no share of its own', () => {
		const { positions, shares } = calculated({
			people: team(10, 0),
			entitlements: [seats, app()],
			receipts: [receipt('gone')],
		});
		expect(positions.map(({ amounts }) => amounts.actualSavings)).toEqual([600n, 1_210n]);
		expect(shares).toMatchObject([{ model: 'Confluence Standard', amount: 600n }]);
	});
});

describe('the return rate', () => {
	test('is told by the reason and by the threshold', () => {
		const gone = [
			receipt('a', { reasonCode: 'inactive', inactiveDays: 70 }),
			receipt('b', { reasonCode: 'inactive', inactiveDays: 130, receiptState: 'restored' }),
			receipt('c', { reasonCode: 'inactive', inactiveDays: '200' }),
			receipt('d', { reasonCode: 'neverActive' }),
		];
		const back = activePerson('a', { lastSeenAt: daysAgo(1) });
		const { positions } = positionsOf({
			people: [...team(3, 0), back],
			entitlements: [entitlement()],
			receipts: gone,
		});
		expect(positions).toMatchObject([
			{
				returnPercent: 50,
				returnsByReason: {
					inactive: { takenBack: 3, returned: 2, percent: 66.67 },
					neverActive: { takenBack: 1, returned: 0, percent: 0 },
				},
				whatIfReturnPercent: { 30: 50, 60: 50, 90: 33.33, 120: 33.33, 180: 0 },
			},
		]);
	});
});
