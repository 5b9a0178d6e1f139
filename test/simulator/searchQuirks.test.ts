import { callerOf, searchPath, type Caller, type HitContent, type Reply } from './caller';
import {
	addPage,
	addPerson,
	archiveSpace,
	blockSpaceForApp,
	deletePerson,
	edit,
	emptyWorld,
	indexAs,
	lastEditOf,
	lastEditSearchShows,
	lastOwnEditOf,
	startSimulator,
	touchContent,
	trash,
	type ContentItem,
	type Person,
	type Simulator,
	type World,
} from './index';

const EXPAND = 'content.version,content.history';
const NOW = Date.UTC(2026, 5, 15, 12, 0);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

interface Hit {
	content?: HitContent | null;
	space?: { key: string };
	entityType: string;
	lastModified: string;
}

interface HitList {
	results: Hit[];
	limit: number;
	size: number;
	totalSize?: number;
	message?: string;
	_links: { next?: string };
}

describe('search of the simulator where live sites differ from their documentation', () => {
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

	const daysAgo = (days: number): number => NOW - days * DAY_MS;
	const isoOf = (at: number): string => new Date(at).toISOString();
	const page = (by: Person, days: number, more: Partial<ContentItem> = {}): ContentItem =>
		addPage(world, { createdBy: by.accountId, createdAt: daysAgo(days), ...more });
	const pages = (count: number): ContentItem[] =>
		Array.from({ length: count }, (_, number) => page(ada, number + 1));

	const ask = (cql: string, more: Record<string, string> = {}): Promise<Reply<HitList>> =>
		caller.get<HitList>(searchPath(cql, { limit: '200', expand: EXPAND, ...more }));
	const idsOf = ({ body }: Reply<HitList>) => body.results.map(({ content }) => content?.id);
	const find = async (cql: string, more: Record<string, string> = {}) =>
		idsOf(await ask(cql, more));
	/** All pages of a search, as a client reads them that trusts the next link. */
	const crawl = async (cql: string, more: Record<string, string> = {}): Promise<HitList[]> => {
		const read: HitList[] = [];
		let cursor = '';
		do {
			const { body, status } = await ask(cql, cursor === '' ? more : { ...more, cursor });
			expect(status).toBe(200);
			read.push(body);
			cursor = new URLSearchParams(body._links.next?.split('?')[1]).get('cursor') ?? '';
		} while (cursor !== '' && read.length < 100);
		return read;
	};
	const idsIn = (lists: readonly HitList[]) =>
		lists.flatMap(({ results }) => results.map(({ content }) => content?.id));
	const OF_ADA = 'contributor = "712020:ada" order by lastmodified desc';

	it('leaves archived spaces out unless they are asked for', async () => {
		const old = page(ada, 9, { spaceKey: 'OLD' });
		const current = page(ada, 20);
		archiveSpace(world, 'OLD');
		expect(await find(OF_ADA)).toEqual([current.id]);
		expect(await find(OF_ADA, { includeArchivedSpaces: 'true' })).toEqual([old.id, current.id]);
		expect(lastEditOf(world, ada.accountId)).toBe(daysAgo(9));
		simulator.settings.searchPageCap = 1;
		const read = await crawl(OF_ADA, { includeArchivedSpaces: 'true' });
		expect(read[0]?._links.next).toContain('includeArchivedSpaces=true');
		expect(idsIn(read)).toEqual([old.id, current.id]);
	});

	it('never finds the trash, restricted content or what a rule keeps from the app', async () => {
		trash(world, page(ada, 1));
		page(ada, 2, { visibleTo: [ada.accountId] });
		page(ada, 3, { blockedForApp: true });
		const blocked = page(ada, 4, { spaceKey: 'SECRET' });
		blockSpaceForApp(world, 'SECRET');
		const plain = page(ada, 100);
		expect(await find(OF_ADA, { includeArchivedSpaces: 'true' })).toEqual([plain.id]);
		expect(lastEditOf(world, ada.accountId)).toBe(daysAgo(100));
		expect(lastOwnEditOf(world, ada.accountId)).toBe(daysAgo(1));
		const versions = await caller.get(`/api/v2/pages/${blocked.id}/versions`);
		expect(versions.status).toBe(404);
	});

	it('tells with a scope of its own whether a rule keeps content from the app', async () => {
		const policies = () => caller.get<{ anyContentBlocked: boolean }>(POLICIES);
		expect((await policies()).body).toEqual({ anyContentBlocked: false });
		blockSpaceForApp(world, 'EMPTY');
		expect((await policies()).body).toEqual({ anyContentBlocked: true });
		const narrow = callerOf(simulator, { scopes: ['search:confluence'] });
		const refused = await narrow.get<{ message: string }>(POLICIES);
		expect([refused.status, refused.body.message]).toEqual([401, SCOPE]);
	});

	it('dates moved content by the move, in the order and in the condition', async () => {
		const moved = page(ada, 200);
		const edited = page(ada, 5);
		touchContent(world, moved, daysAgo(1));
		const found = await ask(
			'contributor = "712020:ada" and lastmodified >= "2026-04-16" order by lastmodified desc',
		);
		expect(idsOf(found)).toEqual([moved.id, edited.id]);
		const [hit] = found.body.results;
		expect(hit?.lastModified).toBe(isoOf(daysAgo(1)));
		expect(hit?.content?.version?.when).toBe(isoOf(daysAgo(200)));
		edit(world, moved, ben, daysAgo(3));
		expect((await ask(OF_ADA)).body.results[0]?.lastModified).toBe(isoOf(daysAgo(3)));
	});

	it('lets hit date, version date and sort key disagree, each by itself', async () => {
		const odd = page(ada, 5);
		indexAs(world, odd, {
			sortKey: daysAgo(50),
			hitDate: daysAgo(4),
			versionWhen: daysAgo(300),
		});
		const between = page(ben, 20);
		const { body } = await ask('type = page order by lastmodified desc');
		expect(body.results.map(({ content }) => content?.id)).toEqual([between.id, odd.id]);
		expect(body.results[1]).toMatchObject({
			lastModified: isoOf(daysAgo(4)),
			content: { version: { when: isoOf(daysAgo(300)) } },
		});
		expect(await find('lastmodified >= "2026-06-01"')).toEqual([]);
		const truth = { settings: simulator.settings, now: NOW };
		expect(lastEditSearchShows(world, ada.accountId, truth)).toBe(daysAgo(5));
		const question = { ...truth, since: daysAgo(40) };
		expect(lastEditSearchShows(world, ada.accountId, question)).toBeNull();
	});

	it('gives a share of all content odd dates, the same each time', async () => {
		pages(200);
		simulator.settings.oddDates = { share: 0.3, seed: 5, behindMs: 3 * HOUR_MS };
		const first = await ask('type = page order by lastmodified desc');
		const again = await ask('type = page order by lastmodified desc');
		expect(again.body.results).toEqual(first.body.results);
		const kinds = first.body.results.map(({ lastModified, content }) =>
			Math.sign(Date.parse(lastModified) - Date.parse(content?.version?.when ?? '')),
		);
		for (const kind of [-1, 0, 1]) expect(kinds).toContain(kind);
		const odd = kinds.filter((kind) => kind !== 0).length;
		expect(odd).toBeGreaterThan(30);
		expect(odd).toBeLessThan(80);
		const newest = Math.max(
			...first.body.results.map(({ lastModified }) => Date.parse(lastModified)),
		);
		expect(newest).toBeLessThanOrEqual(NOW);
	});

	it('shows edits only when the index has them', async () => {
		simulator.settings.indexLagMs = 6 * HOUR_MS;
		const shared = page(ada, 30);
		edit(world, shared, ben, NOW - 2 * HOUR_MS);
		page(ben, 0.1);
		const late = await ask('type = page');
		expect(idsOf(late)).toEqual([shared.id]);
		expect(late.body.results[0]).toMatchObject({
			lastModified: isoOf(daysAgo(30)),
			content: { version: { number: 2 } },
		});
		expect(await find('contributor = "712020:ben"')).toEqual([]);
		const truth = { settings: simulator.settings, now: NOW };
		expect(lastEditSearchShows(world, ben.accountId, truth)).toBeNull();
		simulator.settings.expansionsAreCurrent = false;
		expect((await ask('type = page')).body.results[0]?.content?.version?.number).toBe(1);
		simulator.clock.advance(5 * HOUR_MS);
		caller = callerOf(simulator);
		expect(await find('contributor = "712020:ben"')).toHaveLength(2);
	});

	it('moves a hit that is still to come out of reach of the pages that follow', async () => {
		const [newest, ...others] = pages(5);
		const next = others[1];
		simulator.settings.editsWhilePaging = { everyPages: 1, of: 'unseen', by: null };
		const read = await crawl('type = page order by lastmodified desc', { limit: '2' });
		const ids = idsIn(read);
		expect(ids[0]).toBe(newest?.id);
		expect(ids).not.toContain(next?.id);
		expect(lastOwnEditOf(world, ada.accountId)).toBe(NOW);
	});

	it('shows a hit twice that is edited while the oldest come first', async () => {
		pages(5);
		simulator.settings.editsWhilePaging = { everyPages: 2, of: 'seen', by: ben.accountId };
		const ids = idsIn(await crawl('type = page order by lastmodified asc', { limit: '2' }));
		expect(new Set(ids).size).toBe(5);
		expect(ids.length).toBeGreaterThan(5);
	});

	it('gives fewer than asked, with a limit of its own and a next link', async () => {
		pages(7);
		simulator.settings.searchPageCap = 3;
		const read = await crawl('type = page', { limit: '5' });
		expect(read.map(({ limit, size }) => [limit, size])).toEqual([
			[3, 3],
			[3, 3],
			[3, 1],
		]);
		simulator.settings.searchPagesVary = true;
		const varied = await crawl('type = page');
		expect(new Set(idsIn(varied)).size).toBe(7);
		expect(varied.length).toBeGreaterThan(3);
	});

	it('gives empty pages with a next link', async () => {
		pages(3);
		simulator.settings.emptySearchPageEvery = 2;
		const read = await crawl('type = page', { limit: '2' });
		expect(read.map(({ size }) => size)).toEqual([0, 2, 0, 1]);
		expect(new Set(idsIn(read)).size).toBe(3);
	});

	it('leaves the total out, or counts what it does not show', async () => {
		page(ada, 1);
		page(ada, 2, { visibleTo: [ben.accountId] });
		page(ada, 3, { blockedForApp: true });
		expect((await ask('type = page')).body.totalSize).toBe(1);
		simulator.settings.searchTotals = 'unfiltered';
		expect((await ask('type = page')).body).toMatchObject({ size: 1, totalSize: 3 });
		simulator.settings.searchTotals = 'absent';
		expect((await ask('type = page')).body).not.toHaveProperty('totalSize');
	});

	it('refuses expansions without the scope that they need', async () => {
		const mine = page(ada, 1);
		const asked = 'read:content-details:confluence';
		simulator.settings.expandNeeds = asked;
		const refused = await ask('type = page');
		expect([refused.status, refused.body.message]).toEqual([401, SCOPE]);
		expect(idsOf(await caller.get<HitList>(searchPath('type = page')))).toEqual([mine.id]);
		const wide = callerOf(simulator, { scopes: [asked] });
		expect((await wide.get(searchPath('type = page', { expand: EXPAND }))).status).toBe(200);
	});

	it.each([
		['none', [false, false, false]],
		['some', [true, false, true]],
	] as const)('lets expansions not come (%s)', async (given, come) => {
		pages(3);
		simulator.settings.expansionsGiven = given;
		const { results } = (await ask('type = page')).body;
		expect(results.map(({ content }) => content?.version !== undefined)).toEqual(come);
		expect(results.map(({ content }) => content?.history !== undefined)).toEqual(come);
	});

	it.each([
		['null', { content: null, entityType: 'content' }],
		['missing', { entityType: 'content' }],
		['space', { space: { key: 'TEAM' }, entityType: 'space' }],
	] as const)('shows hits that hold no content (%s)', async (kind, shown) => {
		page(ada, 1);
		simulator.settings.hollowHits = { share: 1, seed: 1, kind };
		const { results, totalSize } = (await ask('type = page')).body;
		expect(totalSize).toBe(1);
		expect(results[0]).toMatchObject(shown);
		expect('content' in (results[0] ?? {})).toBe('content' in shown);
	});

	it('still finds what a deleted person made, or refuses the question', async () => {
		const left = page(ben, 1);
		deletePerson(world, ben.accountId);
		const { results } = (await ask('contributor = "712020:ben"')).body;
		expect(results[0]?.content?.id).toBe(left.id);
		expect(results[0]?.content?.version?.by).toMatchObject({ type: 'unknown' });
		simulator.settings.unknownContributor = 'refused';
		expect((await ask('contributor in ("712020:ada", "712020:ben")')).status).toBe(400);
		expect((await ask(OF_ADA)).status).toBe(200);
	});
});

const POLICIES = '/api/v2/data-policies/metadata';
const SCOPE = 'Unauthorized; scope does not match';
