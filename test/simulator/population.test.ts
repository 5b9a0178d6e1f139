import { companyWorld } from './population/companyWorld';
import { addChanges, lastEditOf, lastViewOf, seatHolders, type World } from './index';
import { lastVersion } from './world';

const NOW = Date.UTC(2026, 5, 15, 12);
const DAY_MS = 86_400_000;

const changedSince = (world: World, since: number) =>
	world.content.filter((item) => lastVersion(item).at > since);

/** A world as text, so that worlds of thousands are compared at once. */
const serialized = (world: World): string =>
	JSON.stringify({ ...world, people: [...world.people], views: [...world.views] });

describe('the made-up company', () => {
	const world = companyWorld({ seats: 1_000, seed: 7, now: NOW });

	it('is the same for the same seed and another for another', () => {
		const again = companyWorld({ seats: 1_000, seed: 7, now: NOW });
		const other = companyWorld({ seats: 1_000, seed: 8, now: NOW });
		expect(serialized(again)).toBe(serialized(world));
		expect([...other.people.keys()]).not.toEqual([...world.people.keys()]);
	});

	it.each([1, 10, 1_000])('has exactly the seats asked for (%i)', (seats) => {
		expect(seatHolders(companyWorld({ seats, seed: 3, now: NOW })).size).toBe(seats);
	});

	it('has every sort of person and group', () => {
		const people = [...world.people.values()];
		expect(people.filter(({ isGuest }) => isGuest).length).toBeGreaterThan(0);
		expect(people.filter(({ suspended }) => suspended).length).toBeGreaterThan(0);
		expect(people.filter(({ accountType }) => accountType === 'app').length).toBe(3);
		expect(people.filter(({ siteAdmin }) => siteAdmin).length).toBe(3);
		expect(people.filter(({ email }) => email === '').length).toBeGreaterThan(100);
		expect(world.groups.filter(({ managedBy }) => managedBy === 'EXTERNAL')).toHaveLength(1);
		const [main, labs] = world.sites.map(({ cloudId }) => seatHolders(world, cloudId));
		const both = [...(main ?? [])].filter((accountId) => labs?.has(accountId));
		expect(both.length).toBeGreaterThan(0);
		expect(labs?.size).toBeGreaterThan(both.length);
	});

	it('has people who only read, people who never came, and people who edit', () => {
		const holders = [...seatHolders(world)];
		const edited = holders.filter((accountId) => lastEditOf(world, accountId) !== null);
		const onlyRead = holders.filter(
			(accountId) =>
				lastEditOf(world, accountId) === null && lastViewOf(world, accountId) !== null,
		);
		expect(edited.length).toBeGreaterThan(600);
		expect(onlyRead.length).toBeGreaterThan(150);
		expect(holders.length - edited.length - onlyRead.length).toBeGreaterThan(50);
	});

	it('has pages that many edit, every common type, and content that is not for all', () => {
		const editorsOf = world.content.map(
			({ versions }) => new Set(versions.map(({ by }) => by)).size,
		);
		expect(Math.max(...editorsOf)).toBeGreaterThan(5);
		expect(new Set(world.content.map(({ type }) => type)).size).toBeGreaterThanOrEqual(7);
		expect(world.content.some(({ visibleTo }) => visibleTo !== null)).toBe(true);
	});

	it('keeps versions in order and in the past', () => {
		const isRight = ({ versions, createdAt, createdBy }: World['content'][number]): boolean =>
			versions[0]?.at === createdAt &&
			versions[0].by === createdBy &&
			versions.every(
				({ number, at }, index) =>
					number === index + 1 && at >= (versions[index - 1]?.at ?? 0) && at <= NOW,
			);
		expect(world.content.filter((item) => !isRight(item))).toEqual([]);
	});

	it('changed exactly as much as asked since yesterday, and goes on so', () => {
		const day = companyWorld({ seats: 200, seed: 1, now: NOW, changesPerDay: 77 });
		expect(changedSince(day, NOW - DAY_MS)).toHaveLength(77);
		addChanges(day, { changes: 33, from: NOW + 1, to: NOW + DAY_MS, seed: 2 });
		expect(changedSince(day, NOW)).toHaveLength(33);
	});
});
