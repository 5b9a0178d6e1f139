import { askPeople } from '../../../confluence/activity/askPeople';
import type { EditSettings } from '../../../confluence/activity/askRun';
import { connectionFault } from '../../../confluence/http/transport';
import { mergeLook } from '../../../licensing/activity/merge';
import { askedPerson, isActiveAnyway } from '../../../licensing/activity/questions';
import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import { DAY_MS } from '../../../licensing/times';
import { json, scriptedClient, type ScriptedAnswer } from '../scriptedRuntime';

const NOW = Date.parse('2026-05-02T10:30:00Z');
const ago = (days: number) => new Date(NOW - days * DAY_MS).toISOString();

const SETTINGS: EditSettings = {
	now: NOW,
	lookbackDays: 60,
	refreshAfterDays: 14,
	pointsBudget: 20_000,
	resolveSharedEdits: false,
};

interface Hit {
	id?: string;
	by: string;
	at: string;
	creator?: string;
	created?: string;
	version?: number;
	bare?: boolean;
	/** The date of the hit, where it is not that of its last version. */
	found?: string;
}

const hitJson = ({
	id = '1',
	by,
	at,
	creator = by,
	created = at,
	version = 1,
	bare,
	found = at,
}: Hit) => ({
	content: {
		id,
		type: 'page',
		...(bare !== true && {
			version: { by: { accountId: by }, when: at, number: version },
			history: { createdBy: { accountId: creator }, createdDate: created },
		}),
	},
	lastModified: found,
});

const page = (hits: Hit[], cursor?: string, more: object = {}): ScriptedAnswer =>
	json({
		results: hits.map(hitJson),
		...more,
		_links: cursor === undefined ? {} : { next: `/rest/api/search?cursor=${cursor}` },
	});

/** The moment from which a query asks, in UTC. */
const asksFrom = (cql: string): string => `${/>= "(.+?)"/.exec(cql)?.[1]?.replace(' ', 'T')}:00Z`;

type Answer = (cql: string, cursor: string | null, limit: number) => ScriptedAnswer;

/** Looks at people on a scripted site. */
async function look(
	people: Record<string, ActivityRecord>,
	answer: Answer,
	settings: Partial<EditSettings> = {},
) {
	const site = scriptedClient(
		({ url }) => {
			const query = new URL(url).searchParams;
			return answer(query.get('cql') ?? '', query.get('cursor'), Number(query.get('limit')));
		},
		{},
		NOW,
	);
	const all = { ...SETTINGS, ...settings };
	const asked = Object.entries(people).map(([id, record]) => askedPerson(id, record, all));
	const { looks, counts, shown } = await askPeople(site.client, asked, asked.length, all);
	const urls = site.requests.map(({ url }) => new URL(url));
	return { looks, counts, shown, site, urls };
}

const lookAtAda = async (answer: Answer, settings: Partial<EditSettings> = {}) => {
	const { looks, ...rest } = await look({ ada: UNKNOWN_ACTIVITY }, answer, settings);
	return { ...rest, ada: looks.get('ada') };
};

describe('asking for one person', () => {
	it('asks with quotes, a day early for time zones, and wants one hit', async () => {
		const { urls } = await lookAtAda(() => page([]));
		expect(urls).toHaveLength(1);
		expect(urls[0]?.searchParams.get('cql')).toBe(
			'contributor = "ada" and type in (page, blogpost, comment, attachment, whiteboard, database) ' +
				'and lastmodified >= "2026-03-02 10:30" order by lastmodified desc',
		);
		expect(urls[0]?.searchParams.get('limit')).toBe('1');
		expect(urls[0]?.searchParams.get('includeArchivedSpaces')).toBe('true');
	});

	it('takes the last change for the person’s only when it is', async () => {
		const own = await lookAtAda(() =>
			page([{ by: 'ada', at: ago(3), version: 8, creator: 'bo' }]),
		);
		expect(own.ada?.evidence).toMatchObject({ at: Date.parse(ago(3)), type: 'edit' });
		const other = await lookAtAda(() => page([{ by: 'bo', at: ago(3), version: 8 }]));
		expect(other.ada?.evidence).toMatchObject({ at: Date.parse(ago(3)), type: 'sharedEdit' });
	});

	it('reads on behind content that the person made and somebody else changed once', async () => {
		const { ada } = await lookAtAda((_, cursor) =>
			cursor === null
				? page(
						[{ by: 'bo', at: ago(2), creator: 'ada', created: ago(40), version: 2 }],
						'two',
					)
				: page([{ id: '2', by: 'ada', at: ago(9) }]),
		);
		expect(ada?.evidence).toMatchObject({ at: Date.parse(ago(9)), type: 'create' });
	});

	it('counts a hit without authors at its date, on the safe side', async () => {
		const { ada } = await lookAtAda(() => page([{ by: 'ada', at: ago(4), bare: true }]));
		expect(ada?.evidence).toMatchObject({ at: Date.parse(ago(4)), type: 'sharedEdit' });
	});

	it('counts an own change that is found late, although it lies before the look', async () => {
		const { ada } = await lookAtAda(() => page([{ by: 'ada', at: ago(60.9) }]));
		expect(ada).toMatchObject({ evidence: { at: Date.parse(ago(60.9)) }, isComplete: true });
	});

	it('leaves the person unknown when the cursor repeats', async () => {
		const bo = { by: 'bo', at: ago(2), creator: 'ada', created: ago(40), version: 2 };
		const { ada } = await lookAtAda(() => page([bo], 'same'));
		expect(ada?.error).toContain('repeat');
		expect(ada?.evidence).toBeNull();
	});

	it('leaves the person unknown when the list goes on without saying where', async () => {
		const links = { next: '/rest/api/search?start=1&limit=1' };
		const { ada } = await lookAtAda(() => json({ results: [], size: 0, _links: links }));
		expect(ada).toMatchObject({ evidence: null });
		expect(ada?.error).toContain('next');
	});

	it('leaves the person unknown after faults that do not pass, and says why', async () => {
		const { ada } = await lookAtAda(() => connectionFault('ECONNRESET'));
		expect(ada).toMatchObject({ evidence: null });
		expect(ada?.error).toContain('cut off');
	});

	it('never takes a rate limit for no activity', async () => {
		const limited = { status: 429, headers: { 'retry-after': '3600' } };
		await expect(lookAtAda(() => limited)).rejects.toThrow('rate limit');
	});

	it('ends the run when the scope is missing', async () => {
		const refused = { status: 401, text: '{"message":"Unauthorized; scope does not match"}' };
		await expect(lookAtAda(() => refused)).rejects.toThrow('search:confluence');
	});
});

describe('asking for several people', () => {
	const quiet: ActivityRecord = {
		...UNKNOWN_ACTIVITY,
		activityStatus: 'none',
		activityCheckedAt: ago(1),
		activityCheckedFrom: ago(61),
	};
	const crowd = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, quiet]));

	/** A site on which p7 changed a page lately that somebody else changed since. */
	const hiding: Answer = (cql) =>
		/"p7"/.test(cql)
			? page([{ by: 'zoe', at: ago(0.5), version: 4, creator: 'yan' }])
			: page([]);

	it('settles quiet people together and finds the one who hides', async () => {
		const { looks, counts, urls } = await look(crowd(80), hiding);
		expect(urls.length).toBeLessThan(35);
		expect(counts.settledTogether).toBeGreaterThan(40);
		for (const [id, { evidence, error }] of looks) {
			expect(error).toBeNull();
			expect(evidence === null).toBe(id !== 'p7');
		}
		expect(looks.size).toBe(80);
	});

	it('finds the one whom the site does not know, and only that one is unknown', async () => {
		const { looks } = await look(crowd(60), (cql) =>
			/"p31"/.test(cql)
				? { status: 400, text: '{"message":"There is no such user"}' }
				: page([]),
		);
		const unknown = [...looks].filter(([, { error }]) => error !== null).map(([id]) => id);
		expect(unknown).toEqual(['p31']);
		expect(looks.get('p31')?.error).toContain('no such user');
	});

	it('leaves unknown whom the budget does not reach, and stays inside it', async () => {
		const { looks, site } = await look(
			Object.fromEntries(
				Array.from({ length: 50 }, (_, index) => [`p${index}`, UNKNOWN_ACTIVITY]),
			),
			(cql) => page([{ by: /"(p\d+)"/.exec(cql)?.[1] ?? '', at: ago(1) }]),
			{ pointsBudget: 40 },
		);
		const reached = [...looks.values()].filter(({ error }) => error === null);
		expect(site.client.usage().points).toBeLessThanOrEqual(40);
		expect(reached.length).toBeGreaterThan(10);
		expect(reached.length).toBeLessThan(50);
		expect(looks.size).toBe(50);
		const missed = [...looks.values()].find(({ error }) => error !== null);
		expect(missed?.error).toContain('Points Budget');
	});

	it('ends the run when the site does not answer any more', async () => {
		const many = Object.fromEntries(
			Array.from({ length: 60 }, (_, index) => [`p${index}`, UNKNOWN_ACTIVITY]),
		);
		await expect(look(many, () => ({ status: 503 }))).rejects.toThrow('503');
	});
});

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
		expect(ada?.error).toContain('contradicts itself');
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
