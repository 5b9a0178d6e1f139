import { ConfluenceError } from '../../../confluence/errors';
import { readGroupMembers, startOfGroup } from '../../../confluence/snapshot/groupMembers';
import { json, scriptedClient } from '../scriptedRuntime';

const GROUP = { groupId: 'g', name: 'confluence-users' };

interface MovingGroup {
	/** Everybody in the group, in the order of the site; suspended people count but are not listed. */
	people: string[];
	suspended?: ReadonlySet<string>;
	/** Called before each answer, with the number of requests so far. */
	before?: (request: number, people: string[]) => void;
}

/** A site with one group that may change between two requests, paged by offset like the real one. */
const siteOf = ({ people, suspended = new Set(), before }: MovingGroup, concurrency = 1) =>
	scriptedClient(
		({ url }, request) => {
			before?.(request, people);
			const query = new URL(url).searchParams;
			const [start, limit] = [Number(query.get('start')), Number(query.get('limit'))];
			const page = people.slice(start, start + limit).filter((id) => !suspended.has(id));
			return json({
				results: page.map((accountId) => ({
					type: 'known',
					accountId,
					accountType: 'atlassian',
				})),
				...(query.get('shouldReturnTotalSize') === 'true' && { totalSize: people.length }),
			});
		},
		{ concurrency },
	);

const crowd = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

const read = async (group: MovingGroup, concurrency = 1) => {
	const site = siteOf(group, concurrency);
	const first = await startOfGroup(site.client, GROUP.groupId);
	const result = await readGroupMembers(site.client, GROUP, first);
	return { ...result, ids: result.members.map(({ accountId }) => accountId), site };
};

describe('reading a group', () => {
	it.each([0, 1, 199, 200, 201, 398, 399, 400, 1_000, 3_001])(
		'of %d people lists each once',
		async (count) => {
			const { ids, notListed } = await read({ people: crowd(count) }, 5);
			expect(ids).toEqual(crowd(count));
			expect(notListed).toBe(0);
		},
	);

	it('costs hardly more requests than full pages would', async () => {
		const { site } = await read({ people: crowd(10_000) }, 5);
		expect(site.client.usage().requests).toBeLessThanOrEqual(51);
	});

	it('costs one request when it fits on a page', async () => {
		const { site } = await read({ people: crowd(200) });
		expect(site.client.usage().requests).toBe(1);
	});

	it('reports suspended people, who are counted but not listed', async () => {
		const suspended = new Set(['p3', 'p198', 'p199', 'p200', 'p555']);
		const { ids, notListed } = await read({ people: crowd(900), suspended });
		expect(ids).toHaveLength(895);
		expect(notListed).toBe(5);
	});

	it('reads once more when somebody left meanwhile, and then loses nobody', async () => {
		const before = (request: number, people: string[]) => {
			if (request === 2) people.shift();
		};
		const { ids } = await read({ people: crowd(900), before });
		expect(ids).toEqual(crowd(900).slice(1));
	});

	it('notices that one left and one joined, although the totals agree', async () => {
		const before = (request: number, people: string[]) => {
			if (request === 2) people.push(people.shift() === undefined ? '' : 'newcomer');
		};
		const { ids } = await read({ people: crowd(900), before });
		expect(ids).toEqual([...crowd(900).slice(1), 'newcomer']);
	});

	it('asks once more after the last member where the last pages are empty, and believes it', async () => {
		const suspended = new Set(crowd(900).slice(250));
		const { ids, notListed, site } = await read({ people: crowd(900), suspended });
		expect(ids).toEqual(crowd(250));
		expect(notListed).toBe(650);
		expect(site.client.usage().requests).toBe(5 + 2);
	});

	it('loses nobody when two neighbouring pages come empty once', async () => {
		const hidden = new Set<string>();
		const before = (request: number) => {
			hidden.clear();
			if (request === 3 || request === 4) for (const id of crowd(900)) hidden.add(id);
		};
		const { ids, site } = await read({ people: crowd(900), suspended: hidden, before });
		expect(ids).toEqual(crowd(900));
		expect(site.client.usage().requests).toBe(5 + 2);
	});

	it('fails when the group keeps moving, and names it', async () => {
		const before = (_: number, people: string[]) => void people.shift();
		const failure = read({ people: crowd(900), before });
		await expect(failure).rejects.toThrow(ConfluenceError);
		await expect(failure).rejects.toThrow(
			/"confluence-users" changed while it was read, twice/,
		);
	});

	it('fails when pages are empty although the group has members', async () => {
		const everybody = new Set(crowd(300));
		await expect(read({ people: crowd(300), suspended: everybody })).rejects.toThrow(
			/nobody was listed, but the group has 300/,
		);
	});

	it('fails when a page in the middle stays empty', async () => {
		const gap = new Set(crowd(600).slice(199, 400));
		await expect(read({ people: crowd(600), suspended: gap })).rejects.toThrow(
			/does not follow/,
		);
	});

	it('fails when a page is listed twice', async () => {
		const twice = [...crowd(150), ...crowd(150)];
		await expect(read({ people: twice })).rejects.toThrow(/listed twice/);
	});
});
