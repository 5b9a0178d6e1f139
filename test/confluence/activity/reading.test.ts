import { connectionFault } from '../../../confluence/http/transport';
import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import { json } from '../scriptedRuntime';
import { ago, page, type Answer, look, lookAtAda } from './scriptedSearch';

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
