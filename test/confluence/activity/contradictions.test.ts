import { askPeople } from '../../../confluence/activity/askPeople';
import { mergeLook } from '../../../licensing/activity/merge';
import { askedPerson, isActiveAnyway } from '../../../licensing/activity/questions';
import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import { DAY_MS } from '../../../licensing/times';
import { json, scriptedClient } from '../scriptedRuntime';
import {
	NOW,
	ago,
	SETTINGS,
	type Hit,
	page,
	asksFrom,
	type Answer,
	look,
	lookAtAda,
} from './scriptedSearch';

describe('an answer that contradicts its question', () => {
	const odd: Hit = { id: '1', by: 'ada', at: ago(200), found: ago(1), creator: 'bo', version: 3 };

	it('is read to its end, and the latest own change in it counts', async () => {
		const { ada, urls } = await lookAtAda((_, cursor, limit) =>
			limit === 1 || cursor !== null
				? page([odd], 'more', { totalSize: 2 })
				: page([odd, { id: '2', by: 'ada', at: ago(25) }], undefined, { totalSize: 2 }),
		);
		expect(urls.map((url) => url.searchParams.get('limit'))).toEqual(['1', '100']);
		expect(ada).toMatchObject({
			evidence: { at: Date.parse(ago(25)), type: 'create' },
			error: null,
			isComplete: true,
		});
	});

	it('leaves the person unknown when its end is not reached', async () => {
		const { ada } = await lookAtAda((_, cursor) =>
			page([odd], `${cursor ?? ''}x`, { totalSize: 5_000 }),
		);
		expect(ada?.error).toContain('contradict themselves');
	});

	it('needs no further reading where it shows a recent own change, and checks nothing', async () => {
		const { ada, shown, urls } = await lookAtAda(() =>
			page([{ ...odd, at: ago(5) }], 'more', { totalSize: 9 }),
		);
		expect(urls).toHaveLength(1);
		expect(ada).toEqual({ evidence: null, error: null, isComplete: false });
		expect(shown.get('ada')?.at).toBe(Date.parse(ago(5)));
	});

	it.each([
		['an empty list with a total', page([], undefined, { totalSize: 3 })],
		['an empty list with a size', page([], undefined, { size: 1 })],
		[
			'a list that ends before its total',
			page([{ by: 'ada', at: ago(50) }], undefined, { totalSize: 2 }),
		],
		['a hit that is no content', json({ results: [{ lastModified: ago(90) }], _links: {} })],
		['an empty page that promises more, again and again', page([], 'more')],
		[
			'content that comes twice, so that something else may be out of sight',
			page(
				[
					{ by: 'ada', at: ago(50) },
					{ by: 'ada', at: ago(50) },
				],
				undefined,
				{
					totalSize: 2,
				},
			),
		],
		[
			'a next link that is no text',
			json({ results: [], totalSize: 0, _links: { next: { href: '/rest/api/search' } } }),
		],
		['links that are no links', json({ results: [], totalSize: 0, _links: 'none' })],
	])('leaves the person unknown: %s', async (_, answer) => {
		const { ada } = await lookAtAda(() => answer);
		expect(ada?.evidence).toBeNull();
		expect(ada?.error).not.toBeNull();
	});

	/** A site that tells the oldest change first, whatever order it was asked for. */
	const oldestFirst =
		(...days: number[]): Answer =>
		(cql, _, limit) => {
			const found = days
				.map((day, index) => ({ id: String(index), by: 'ada', at: ago(day) }))
				.filter(({ at }) => at >= asksFrom(cql));
			return page(found.slice(0, limit), found.length > limit ? 'more' : undefined);
		};

	it('is noticed where only the order of hits would make somebody idle', async () => {
		const { ada, counts } = await lookAtAda(oldestFirst(50, 20));
		expect(counts).toMatchObject({ confirmations: 2, readOn: 1 });
		expect(ada).toMatchObject({ evidence: { at: Date.parse(ago(20)) }, isComplete: true });
	});

	it('is noticed where somebody counts as active for long, and the look is not complete', async () => {
		const { ada } = await lookAtAda(oldestFirst(50, 20), { refreshAfterDays: 59 });
		expect(ada).toEqual({ evidence: null, error: null, isComplete: false });
	});

	it.each([
		{ refreshAfterDays: 14, days: [13, 5] },
		{ refreshAfterDays: 7, days: [6.5, 3] },
	])(
		'is noticed before a date of those days makes somebody idle: %j',
		async ({ days, refreshAfterDays }) => {
			let record: ActivityRecord = UNKNOWN_ACTIVITY;
			for (let day = 0; day <= 60; day++) {
				const now = NOW + day * DAY_MS;
				const settings = { ...SETTINGS, now, refreshAfterDays };
				if (isActiveAnyway(record, settings)) continue;
				const { looks } = await look({ ada: record }, oldestFirst(...days), settings);
				const told = looks.get('ada');
				if (told === undefined) throw new Error('Nothing was said of Ada.');
				record = mergeLook(record, { ...told, viewsChecked: false }, { from: now, now });
			}
			const [, last = NaN] = days;
			expect(record).toMatchObject({ activityStatus: 'known', lastActivityAt: ago(last) });
		},
	);

	it.each([
		['that was asked for', undefined],
		['of its own', 1],
	])('is a page as full as the limit %s, with neither a next one nor a total', async (_, own) => {
		const hits = [
			{ id: '1', by: 'ada', at: ago(50) },
			{ id: '2', by: 'ada', at: ago(20) },
		];
		const { ada } = await lookAtAda((cql, _cursor, limit) => {
			const found = hits.filter(({ at }) => at >= asksFrom(cql));
			return page(found.slice(0, own ?? limit), undefined, { limit: own ?? limit });
		});
		const isRead = own === undefined;
		expect(ada).toMatchObject(
			isRead
				? { evidence: { at: Date.parse(ago(20)) } }
				: { evidence: null, isComplete: false },
		);
	});

	it('is settled for each of a group alone', async () => {
		const record: ActivityRecord = {
			...UNKNOWN_ACTIVITY,
			activityStatus: 'known',
			lastActivityAt: ago(100),
			activityCheckedAt: ago(1),
			activityCheckedFrom: ago(400),
		};
		const people = Object.fromEntries(
			Array.from({ length: 60 }, (_, index) => [`p${index}`, record]),
		);
		const active = (id: string) => Number(id.slice(1)) % 2 === 0;
		const { looks, shown } = await look(people, (cql) => {
			const ids = [...cql.matchAll(/"(p\d+)"/g)].map(([, id]) => id ?? '');
			const found = ids.filter(active).map((by) => ({ by, at: ago(0.1) }));
			const own = ids.includes('p7') ? [{ ...odd, by: 'p7' }] : [];
			const hits = [...own, ...found];
			return page(hits.slice(0, 1), hits.length > 1 ? 'more' : undefined);
		});
		for (const [id, { evidence, error }] of looks) {
			const at = evidence?.at ?? shown.get(id)?.at ?? null;
			const expected =
				id === 'p7' ? Date.parse(ago(200)) : active(id) ? Date.parse(ago(0.1)) : null;
			expect({ id, at, error }).toEqual({ id, at: expected, error: null });
		}
	});
});

describe('a site that refuses to tell who changed what', () => {
	const refused = { status: 401, text: '{"message":"Unauthorized; scope does not match"}' };
	const bare: (answer: Answer) => Parameters<typeof scriptedClient>[0] =
		(answer) =>
		({ url }) => {
			const query = new URL(url).searchParams;
			if (query.has('expand')) return refused;
			return answer(query.get('cql') ?? '', query.get('cursor'), Number(query.get('limit')));
		};

	async function lookAtAll(count: number, answer: Answer) {
		const site = scriptedClient(bare(answer), {}, NOW);
		const asked = Array.from({ length: count }, (_, index) =>
			askedPerson(`p${index}`, UNKNOWN_ACTIVITY, SETTINGS),
		);
		return { site, ...(await askPeople(site.client, asked, count, SETTINGS)) };
	}

	it('is asked without authors, and every date is the latest possible', async () => {
		const { looks, site } = await lookAtAll(40, (cql) =>
			cql.includes('"p1"') && asksFrom(cql) < ago(40)
				? page([{ by: 'p1', at: ago(40), bare: true }], 'more')
				: page([]),
		);
		expect(looks.get('p0')).toEqual({ evidence: null, error: null, isComplete: true });
		expect(looks.get('p1')).toMatchObject({
			evidence: { at: Date.parse(ago(40)), type: 'sharedEdit' },
			error: null,
		});
		expect(site.requests.length).toBeLessThanOrEqual(40 + 5 + 1);
	});
});
