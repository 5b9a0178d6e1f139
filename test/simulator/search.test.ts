import { callerOf, searchPath, type Caller, type ListBody } from './caller';
import {
	addContent,
	addPage,
	addPerson,
	edit,
	emptyWorld,
	startSimulator,
	type Person,
	type Simulator,
	type World,
} from './index';

const EXPAND = 'content.version,content.history';
const NOW = Date.UTC(2026, 5, 15, 12, 0);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describe('search of the simulator', () => {
	let simulator: Simulator;
	let world: World;
	let caller: Caller;
	let ada: Person;
	let ben: Person;

	beforeEach(async () => {
		world = emptyWorld();
		ada = addPerson(world, { accountId: '712020:ada' });
		ben = addPerson(world, { accountId: '712020:ben' });
		simulator = await startSimulator({ population: world, now: () => NOW });
		caller = callerOf(simulator);
	});

	afterEach(() => simulator.stop());

	const ask = (cql: string, more: Record<string, string> = {}) =>
		caller.get(searchPath(cql, { limit: '200', expand: EXPAND, ...more }));
	const idsOf = ({ results }: ListBody) => results.map(({ content }) => content.id);
	const find = async (cql: string) => idsOf((await ask(cql)).body);

	it('finds what a person made or changed, and tells who changed it last', async () => {
		const page = addPage(world, { createdBy: ada.accountId, createdAt: NOW - 5 * DAY_MS });
		edit(world, page, ben, NOW - DAY_MS);
		const { body } = await ask(`contributor = "${ada.accountId}" order by lastmodified desc`);
		const content = body.results[0]?.content;
		expect(body.totalSize).toBe(1);
		expect(content?.version).toMatchObject({ number: 2, by: { accountId: ben.accountId } });
		expect(content?.version?.when).toBe(new Date(NOW - DAY_MS).toISOString());
		expect(content?.history?.createdBy.accountId).toBe(ada.accountId);
		expect(await find(`creator = "${ben.accountId}"`)).toEqual([]);
		expect(await find(`contributor in ("${ben.accountId}", "nobody")`)).toEqual([page.id]);
	});

	it('understands the comparisons, joined and in brackets', async () => {
		const old = addPage(world, { createdBy: ada.accountId, createdAt: NOW - 9 * DAY_MS });
		const note = addContent(world, {
			type: 'comment',
			createdBy: ben.accountId,
			createdAt: NOW - 2 * DAY_MS,
		});
		const board = addContent(world, {
			type: 'whiteboard',
			createdBy: ben.accountId,
			createdAt: NOW - DAY_MS,
		});
		const cases: [string, string[]][] = [
			['type = page', [old.id]],
			['type in (page, "comment") order by created asc', [old.id, note.id]],
			['type not in (page) order by created', [note.id, board.id]],
			['type != page and not type = comment', [board.id]],
			['lastmodified >= "2026-06-13" order by lastmodified asc', [note.id, board.id]],
			['lastmodified < "2026-06-13 12:00"', [old.id]],
			['lastmodified <= "2026-06-13 12:00" order by created', [old.id, note.id]],
			['created > 2026/06/13', [board.id, note.id]],
			['created = "2026-06-14"', [board.id]],
			['created >= now("-36h")', [board.id]],
			['(type = page or type = comment) AND lastModified > "2026-06-10"', [note.id]],
			[`CONTRIBUTOR = '${ben.accountId}' ORDER BY lastmodified DESC`, [board.id, note.id]],
		];
		for (const [cql, ids] of cases) expect([cql, await find(cql)]).toEqual([cql, ids]);
	});

	it.each([
		'',
		'type = ',
		'type = nonsense',
		'colour = red',
		'lastmodified >= "yesterday"',
		'type = page order by title',
		'type = page type = comment',
		'contributor = "unclosed',
		'(type = page',
		'type > page',
	])('refuses %j with 400', async (cql) => {
		expect((await ask(cql)).status).toBe(400);
	});

	it('reads quoted texts to their end, so that a hostile id stays a text', async () => {
		addPage(world, { createdBy: ada.accountId, createdAt: NOW });
		expect(await find('contributor = "x\\" or type = page or creator = \\"y"')).toEqual([]);
	});

	it('reads times in the time zone of the searching person', async () => {
		const page = addPage(world, { createdBy: ada.accountId, createdAt: NOW });
		const cql = 'lastmodified >= "2026-06-15 13:00"';
		expect(await find(cql)).toEqual([]);
		simulator.settings.timeZone = 'Europe/Berlin';
		expect(await find(cql)).toEqual([page.id]);
		expect(await find('lastmodified > "2026-06-15 14:00"')).toEqual([]);
	});

	it('shows nobody what they may not see', async () => {
		const hidden = addPage(world, {
			createdBy: ada.accountId,
			createdAt: NOW,
			visibleTo: [ada.accountId],
		});
		expect(await find('type = page')).toEqual([]);
		const asAda = callerOf(simulator, { accountId: ada.accountId });
		expect(idsOf((await asAda.get(searchPath('type = page'))).body)).toEqual([hidden.id]);
		expect(simulator.lastEditOf(ada.accountId)).toBeNull();
	});

	describe('page by page', () => {
		beforeEach(() => {
			for (let number = 0; number < 450; number++) {
				// Pairs of equal times, so that the order within a pair matters.
				const createdAt = NOW - (number >> 1) * HOUR_MS;
				addPage(world, { createdBy: ada.accountId, createdAt });
			}
		});

		const crawl = async (cql: string, change: () => void = () => undefined) => {
			const ids: string[] = [];
			const sizes: number[] = [];
			let path: string | null = searchPath(cql, { limit: '200', expand: EXPAND });
			while (path !== null) {
				const { status, body }: { status: number; body: ListBody } = await caller.get(path);
				expect(status).toBe(200);
				ids.push(...idsOf(body));
				sizes.push(body.size);
				path = body._links.next ?? null;
				change();
			}
			return { ids, sizes };
		};

		it.each(['desc', 'asc'])('gives everything once, in order (%s)', async (direction) => {
			const { ids, sizes } = await crawl(`type = page order by lastmodified ${direction}`);
			expect(sizes).toEqual([200, 200, 50]);
			expect(new Set(ids).size).toBe(450);
			const times = ids.map((id) => world.content.find((item) => item.id === id)?.createdAt);
			const sorted = [...times].sort((a, b) => (a ?? 0) - (b ?? 0));
			expect(times).toEqual(direction === 'asc' ? sorted : sorted.reverse());
		});

		it('loses nothing that was there when new content comes in between', async () => {
			const before = world.content.map(({ id }) => id);
			const { ids } = await crawl('type = page order by lastmodified desc', () => {
				addPage(world, { createdBy: ben.accountId, createdAt: NOW + HOUR_MS });
			});
			expect(ids).toEqual(expect.arrayContaining(before));
			expect(new Set(ids).size).toBe(ids.length);
		});

		it('cuts pages with expansions at 200 and ignores start', async () => {
			const { body } = await ask('type = page order by created', {
				limit: '500',
				start: '100',
			});
			expect([body.limit, body.size]).toEqual([200, 200]);
			expect(body.results[0]?.content.id).toBe(String(65_536 + 449));
			const plain = await caller.get(searchPath('type = page', { limit: '500' }));
			expect(plain.body.size).toBe(450);
			expect(plain.body.results[0]?.content.version).toBeUndefined();
		});

		it('refuses a cursor that is damaged, of another query or of another limit', async () => {
			const first = await ask('type = page', { limit: '100' });
			const next = new URLSearchParams(first.body._links.next?.split('?')[1]);
			const cursor = next.get('cursor') ?? '';
			expect(first.body._links.next).toMatch(/^\/rest\/api\/search\?/);
			expect((await ask('type = page', { limit: '100', cursor })).status).toBe(200);
			expect((await ask('type = page', { limit: '50', cursor })).status).toBe(400);
			expect((await ask('type = comment', { limit: '100', cursor })).status).toBe(400);
			expect((await ask('type = page', { limit: '100', cursor: 'x' })).status).toBe(400);
		});
	});

	it('tells the versions of a page, newest first, page by page', async () => {
		const page = addPage(world, { createdBy: ada.accountId, createdAt: NOW - DAY_MS });
		for (let hour = 1; hour <= 4; hour++) edit(world, page, ben, NOW - DAY_MS + hour * HOUR_MS);
		interface Versions {
			results: { number: number; authorId: string }[];
			_links: { next?: string };
		}
		const first = await caller.get<Versions>(`/api/v2/pages/${page.id}/versions?limit=3`);
		expect(first.body.results.map(({ number }) => number)).toEqual([5, 4, 3]);
		const rest = await caller.get<Versions>(first.body._links.next?.replace('/wiki', '') ?? '');
		expect(rest.body.results.map(({ authorId }) => authorId)).toEqual([
			ben.accountId,
			ada.accountId,
		]);
		expect(rest.body._links.next).toBeUndefined();
		expect((await caller.get(`/api/v2/blogposts/${page.id}/versions`)).status).toBe(404);
		expect((await caller.get('/api/v2/pages/abc/versions')).status).toBe(400);
		const narrow = callerOf(simulator, { scopes: ['search:confluence'] });
		expect((await narrow.get(`/api/v2/pages/${page.id}/versions`)).status).toBe(401);
	});
});
