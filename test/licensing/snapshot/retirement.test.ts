import {
	readPreviousSnapshot,
	retiredSince,
	shrinkRefusal,
} from '../../../licensing/snapshot/previousSnapshot';
import { minutesOfWaiting } from '../../../confluence/snapshot/siteMembers';
import { readPerson } from '../../../licensing/person';

const people = (count: number) => {
	const rows = Array.from({ length: count }, (_, index) => ({
		profile: 'acme',
		accountId: `a${index}`,
		displayName: `Person ${index}`,
	}));
	return readPreviousSnapshot(rows.entries(), 'acme');
};

const subscriptionsOf = (count: number) =>
	Array.from(
		{ length: count },
		(_, index) => readPerson({ profile: 'acme', accountId: `a${index}` }).person,
	);

describe('retirement', () => {
	it('retires who was in the previous snapshot and is in none of the groups now', () => {
		const gone = retiredSince(people(4), subscriptionsOf(3));
		expect(gone.map(({ subscription }) => subscription.accountId)).toEqual(['a3']);
	});

	it.each([
		[100, 79, 20, true],
		[100, 80, 20, false],
		[10, 5, 20, false],
		[10, 4, 20, true],
		[100, 0, 100, false],
		[100, 0, 99.9, true],
	])(
		'of %d people %d are left with %d %% allowed: refused is %s',
		(before, after, percent, refused) => {
			const previous = people(before);
			const gone = retiredSince(previous, subscriptionsOf(after));
			expect(shrinkRefusal(gone, previous.size, percent) !== null).toBe(refused);
		},
	);

	it('says how many and who would have been retired, five names at most', () => {
		const refusal = shrinkRefusal(retiredSince(people(100), subscriptionsOf(50)), 100, 20);
		expect(refusal).toContain('50 of 100 people (50.0 %)');
		expect(refusal).toContain(
			'Person 50, Person 51, Person 52, Person 53, Person 54 and 45 more',
		);
	});
});

describe('the forecast of the quota', () => {
	const at = (time: string) => Date.parse(`2026-05-02T${time}Z`);

	it.each([
		[65_000, '10:30:00', 0],
		[65_001, '10:30:00', 30],
		[130_000, '10:30:00', 30],
		[300_750, '10:30:00', 30 + 3 * 60],
		[65_001, '10:59:59.999', 1],
		[0, '10:30:00', 0],
	])('%d points begun at %s need %d minutes of waiting', (points, time, minutes) => {
		expect(minutesOfWaiting(points, 65_000, at(time))).toBe(minutes);
	});
});
