import { readEdits, type EditSettings } from '../../../confluence/activity/readEdits';
import { connectionFault } from '../../../confluence/http/transport';
import { seatOf } from '../../../licensing/activity/people';
import { recentMs } from '../../../licensing/activity/vouching';
import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import { DAY_MS } from '../../../licensing/times';
import { json, scriptedClient, type ScriptedAnswer } from '../scriptedRuntime';

const NOW = Date.parse('2026-05-02T10:30:00Z');
const ago = (days: number) => new Date(NOW - days * DAY_MS).toISOString();

const SETTINGS: EditSettings = {
	now: NOW,
	lookbackDays: 60,
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
}

const hitJson = ({ id = '1', by, at, creator = by, created = at, version = 1, bare }: Hit) => ({
	content: {
		id,
		type: 'page',
		...(bare !== true && {
			version: { by: { accountId: by }, when: at, number: version },
			history: { createdBy: { accountId: creator }, createdDate: created },
		}),
	},
	lastModified: at,
});

const page = (hits: Hit[], cursor?: string): ScriptedAnswer =>
	json({
		results: hits.map(hitJson),
		_links: cursor === undefined ? {} : { next: `/rest/api/search?cursor=${cursor}` },
	});

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
	const facts = { now: NOW, lookbackDays: 60, recentMs: recentMs(60) };
	const seats = Object.entries(people).map(([id, record]) => seatOf(id, record, facts));
	const { looks, counts } = await readEdits(site.client, seats, { ...SETTINGS, ...settings });
	const urls = site.requests.map(({ url }) => new URL(url));
	return { looks, counts, site, urls };
}

const lookAtAda = async (answer: Answer, record = UNKNOWN_ACTIVITY) => {
	const { looks, ...rest } = await look({ ada: record }, answer);
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

	it('stops an hour before the look begins, although the query begins a day before', async () => {
		const record: ActivityRecord = {
			...UNKNOWN_ACTIVITY,
			activityStatus: 'none',
			activityCheckedAt: ago(1),
			activityCheckedFrom: ago(61),
		};
		const outside = await lookAtAda(() => page([{ by: 'ada', at: ago(1.5) }]), record);
		expect(outside.ada?.evidence).toBeNull();
		const inside = await lookAtAda(() => page([{ by: 'ada', at: ago(1.03) }]), record);
		expect(inside.ada?.evidence).not.toBeNull();
	});

	it('goes on behind an empty page with a next one', async () => {
		const { ada } = await lookAtAda((_, cursor) =>
			cursor === null ? page([], 'two') : page([{ by: 'ada', at: ago(5) }]),
		);
		expect(ada?.evidence).toMatchObject({ at: Date.parse(ago(5)) });
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

describe('reading the list of changes', () => {
	const daily: ActivityRecord = {
		...UNKNOWN_ACTIVITY,
		lastActivityAt: ago(3),
		lastActivityType: 'edit',
		lastActivitySource: 'search',
		activityStatus: 'known',
		activityCheckedAt: ago(1),
		activityCheckedFrom: ago(61),
	};
	const staff = (count: number) =>
		Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, daily]));
	const isList = (cql: string) => !cql.includes('contributor');

	it('finds people, vouches for those active lately, and says what only it vouches for', async () => {
		const { looks, counts, urls } = await look(staff(900), (cql) =>
			isList(cql) ? page([{ by: 'p5', at: ago(0.2), creator: 'zoe', version: 7 }]) : page([]),
		);
		expect(counts.method).toBe('changes');
		expect(urls).toHaveLength(1);
		expect(looks.get('p5')?.evidence?.at).toBe(Date.parse(ago(0.2)));
		expect(looks.get('p6')).toMatchObject({ evidence: null, error: null, byChangesOnly: true });
	});

	it('asks instead when the list cannot be read', async () => {
		const { looks, counts } = await look(staff(900), (cql) =>
			isList(cql) ? { status: 503 } : page([]),
		);
		expect(counts.reason).toContain('503');
		expect(counts.settledByChanges).toBe(0);
		expect([...looks.values()].every(({ error }) => error === null)).toBe(true);
	});

	it('asks instead when the cursor of the list repeats', async () => {
		const { counts, looks } = await look(staff(900), (cql) =>
			isList(cql) ? page([{ by: 'p5', at: ago(0.1), version: 7 }], 'same') : page([]),
		);
		expect(counts.reason).toContain('repeat');
		expect(looks.size).toBe(900);
	});
});
