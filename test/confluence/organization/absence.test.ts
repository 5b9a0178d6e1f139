import { REMEDIES } from '../../../nodes/shared/remedies';
import fc from 'fast-check';

import { readViews, type ViewLook } from '../../../confluence/organization/readViews';
import { lastViewOf, view } from '../../simulator';
import { atLeast } from '../../testScale';
import { json, scriptedClient, type ScriptedAnswer } from '../scriptedRuntime';
import { ago, closeOffices, everybody, office } from './office';

const OURS = '70e3b664-03ac-4d5e-a12d-daa239b9977e';
const DAY_2 = '2026-04-30T08:00:00.000Z';
const DAY_9 = '2026-04-23T08:00:00.000Z';
const JOINED = '2025-01-01T00:00:00.000Z';
const NEVER = { at: null, since: Date.parse(JOINED), error: null };

const confluence = (date?: string | number) => ({
	id: `ari:cloud:confluence::site/${OURS}`,
	key: 'confluence',
	last_active_timestamp: date,
	lastActiveTimestamp: date,
});
const jira = {
	...confluence(DAY_2),
	id: `ari:cloud:jira-software::site/${OURS}`,
	key: 'jira-software',
};

const dates = (product_access: unknown, next?: unknown) =>
	json({ data: { product_access, added_to_org_timestamp: JOINED }, links: { next } });
const row = (accountId: string, productAccess?: unknown) => ({
	accountId,
	addedToOrg: JOINED,
	productAccess,
});
const users = (data: unknown, more: object = {}) => json({ data, links: {}, ...more });
const REFUSED: ScriptedAnswer = { status: 403 };

/** What is told of `ada`, from answers to the search and to the question about her alone. */
async function told(search: ScriptedAnswer[], single: ScriptedAnswer[] = []): Promise<ViewLook> {
	const asked = { search: 0, single: 0 };
	const next = (answers: ScriptedAnswer[], at: number) =>
		answers[Math.min(at, answers.length - 1)] ?? { status: 500 };
	const { client } = scriptedClient(({ method }) =>
		method === 'POST' ? next(search, asked.search++) : next(single, asked.single++),
	);
	const organization = { client, organizationId: 'o' };
	const { looks } = await readViews(organization, ['ada'], OURS);
	const look = looks.get('ada');
	if (look === undefined) throw new Error('Nothing was told of ada.');
	return look;
}

/** Asked for alone, because the search is refused. */
const alone = async (...answers: ScriptedAnswer[]) => await told([REFUSED], answers);

afterEach(closeOffices);

describe('last-active dates on several pages', () => {
	it.each(['p2', '/admin/v1/x?cursor=p2', 'https://elsewhere.example/x?limit=1&cursor=p2'])(
		'are read to their end, where the next is %j',
		async (next) => {
			const look = await alone(dates([jira], next), dates([confluence(DAY_2)]));
			expect(look).toMatchObject({ at: Date.parse(DAY_2), error: null });
		},
	);

	it('say "never" only at their end', async () => {
		expect(await alone(dates([jira], 'p2'), dates([]))).toMatchObject(NEVER);
	});

	it.each<[string, ScriptedAnswer[]]>([
		['a page fails', [dates([jira], 'p2'), { status: 503 }]],
		['a page has another shape', [dates([jira], 'p2'), json({ data: {} })]],
		['the list of products is none', [dates({ confluence: DAY_2 })]],
		['a cursor comes twice', [dates([jira], 'p2'), dates([jira], 'p2')]],
		['the next link holds no cursor', [dates([jira], 'https://api.atlassian.com/x?start=5')]],
		['the next link is no text', [dates([jira], 5)]],
		[
			'only empty pages are promised',
			['a', 'b', 'c', 'd', 'e', 'f'].map((at) => dates([], at)),
		],
	])('leave the person unknown where %s', async (_, answers) => {
		const look = await alone(...answers);
		expect(look).toMatchObject({ at: null, since: null });
		expect(look.error).not.toBeNull();
	});

	it('keep a date that was found before a page failed', async () => {
		const look = await alone(dates([confluence(DAY_9)], 'p2'), { status: 503 });
		expect(look.at).toBe(Date.parse(DAY_9));
		expect(look.error).toContain('503');
	});
});

describe('an entry that is not as documented', () => {
	it.each<[string, unknown, string]>([
		['an older key', { ...confluence(DAY_2), key: 'confluence.ondemand' }, DAY_2],
		['an unknown key', { ...confluence(DAY_2), key: 'wiki-next' }, DAY_2],
		['no id', { ...confluence(DAY_2), id: undefined }, DAY_2],
		['neither key nor id', { ...confluence(DAY_2), id: 5, key: null }, DAY_2],
		['seconds', confluence(Date.parse(DAY_2) / 1_000), DAY_2],
		['a day alone', { ...confluence(), last_active: '2026-04-30' }, '2026-04-30T23:59:59.999Z'],
	])('counts with its date: %s', async (_, entry, date) => {
		expect(await alone(dates([jira, entry]))).toMatchObject({
			at: Date.parse(date),
			error: null,
		});
	});

	it.each<[string, unknown]>([
		['no date', confluence()],
		['1970', confluence('1970-01-01T00:00:00.000Z')],
		['the year 1', confluence('0001-01-01T00:00:00Z')],
		['zero', confluence(0)],
		['words', confluence('Never accessed')],
		['a number that may be anything', confluence(123_456_789_012)],
		['an unknown key and no date', { ...confluence(), key: 'wiki-next' }],
		['no id and no date', { ...confluence(), id: '' }],
		['no object', 'confluence'],
		['nothing', null],
	])('leaves the person unknown, in bulk and alone: %s', async (_, entry) => {
		for (const look of [
			await alone(dates([jira, entry])),
			await told([users([row('ada', [entry])])]),
		]) {
			expect(look).toMatchObject({ at: null, since: null, failure: null });
			expect(look.error).toContain('gives no date');
		}
	});

	it.each(['', '1970-01-01T00:00:00.000Z', 'Never', null])(
		'is the date of joining %j: then "never" has nothing to rest on',
		async (added_to_org_timestamp) => {
			const look = await alone(
				json({ data: { product_access: [], added_to_org_timestamp } }),
			);
			expect(look.error).toContain('since when');
		},
	);
});

describe('several rows for a person', () => {
	const page1 = users([row('ada', [jira])], { links: { next: 'p2' } });

	it('are merged to the latest, on whatever pages they are', async () => {
		const page2 = users([row('ada', [confluence(DAY_9)]), row('bob', [confluence(DAY_2)])], {
			links: { next: '/admin/v2/x?cursor=p3' },
		});
		const page3 = users([row('ada', [confluence(DAY_2)])]);
		expect(await told([page1, page2, page3])).toMatchObject({
			at: Date.parse(DAY_2),
			error: null,
		});
	});

	it.each<[string, ScriptedAnswer]>([
		['a later page fails', { status: 503 }],
		['a later page has another shape', json({ users: [] })],
		['a row tells not whose it is', users([{ ...row('ada', []), accountId: 5 }])],
		['a total says that there are more', users([], { meta: { total: 2 } })],
	])('leave the person unknown where %s', async (_, page2) => {
		const look = await told([page1, page2]);
		expect(look.at).toBeNull();
		expect(look.error).not.toBeNull();
	});

	it.each([undefined, null, { confluence: DAY_2 }])(
		'have her asked for alone where one withholds the products (%j)',
		async (withheld) => {
			const search = [users([row('ada', [confluence(DAY_9)]), row('ada', withheld)])];
			expect(await told(search, [dates([jira, confluence(DAY_2)])])).toMatchObject({
				at: Date.parse(DAY_2),
				error: null,
			});
			const failed = await told(search, [{ status: 503 }]);
			expect(failed.at).toBe(Date.parse(DAY_9));
			expect(failed.error).toContain('503');
		},
	);

	it('rest "never" on the latest date of joining, and on none where a row lacks it', async () => {
		const later = '2026-02-02T00:00:00.000Z';
		const two = [row('ada', []), { ...row('ada', []), addedToOrg: later }];
		expect(await told([users(two)])).toMatchObject({ ...NEVER, since: Date.parse(later) });
		const one = await told([users([row('ada', []), { ...row('ada', []), addedToOrg: '' }])]);
		expect(one.error).toContain('since when');
	});
});

describe('an API key that may not do everything', () => {
	const NO_SCOPE = {
		status: 401,
		text: '{"code":401,"message":"Unauthorized; scope does not match"}',
	};

	it('reads by the other call where the scope of one is missing', async () => {
		const bySingle = await told([NO_SCOPE], [dates([confluence(DAY_2)])]);
		expect(bySingle).toMatchObject({ at: Date.parse(DAY_2), error: null });
		const withheld = users([row('ada')]);
		const look = await told([withheld], [NO_SCOPE]);
		expect(look.failure?.kind).toBe('organizationScope');
	});

	it.each([
		['both are missing', NO_SCOPE],
		['the other call is refused', REFUSED],
	])('ends the run where %s, and names the scopes', async (_, search) => {
		await expect(told([search], [NO_SCOPE])).rejects.toMatchObject({
			kind: 'organizationScope',
			message: expect.stringMatching(/API key lacks a scope.+scope does not match/) as string,
		});
		expect(REMEDIES.organizationScope).toContain('read:directories:admin');
	});

	it.each(['read:directories:admin', 'read:accounts:admin'])(
		'reads everybody with the scope %s alone',
		async (scope) => {
			const made = await office({ organizationKeyScopes: [scope] });
			const people = everybody(made);
			const { looks, counts } = await readViews(made.organization, people, made.cloudId);
			expect(counts.viewsFailed).toBe(0);
			expect(looks.get('ada')?.at).toBe(ago(5));
		},
	);

	it('is told from one that is wrong or has expired', async () => {
		const expired = { status: 401, text: '{"code":401,"message":"Unauthorized"}' };
		await expect(told([expired])).rejects.toMatchObject({
			kind: 'organizationKey',
		});
		expect(REMEDIES.organizationKey).toMatch(/valid API key.+expire after a week.+year/);
	});
});

describe('a refusal of the organization', () => {
	it.each(['errors', 'errorMessages'] as const)(
		'brings the words that Atlassian says in %s, and asks for few only',
		async (addressRefused) => {
			const made = await office({ addressRefused }, 300);
			const people = everybody(made);
			const { looks, counts } = await readViews(made.organization, people, made.cloudId);
			expect(counts.viewsFailed).toBe(300);
			expect(looks.get('ada')?.error).toContain('203.0.113.7 has been rejected');
			expect(made.organization.client.usage().requests).toBeLessThan(20);
		},
	);

	it('goes on past people whom the organization does not know', async () => {
		const made = await office({ organizationRefuses: ['users/search'] });
		const strangers = Array.from({ length: 12 }, (_, index) => `stranger-${index}`);
		const people = [...strangers, 'ada'];
		const { looks, counts } = await readViews(made.organization, people, made.cloudId);
		expect(looks.get('ada')).toMatchObject({ at: ago(5), error: null });
		expect(counts.viewsFailed).toBe(12);
	});
});

describe('an organization with any mix of oddities', () => {
	const settings = fc.record({
		organizationRefuses: fc.constantFrom<'users/search'[]>([], ['users/search']),
		lastActivePageSize: fc.constantFrom(null, 1, 2),
		organizationNext: fc.constantFrom(
			'cursor' as const,
			'address' as const,
			'relative' as const,
		),
		directories: fc.integer({ min: 1, max: 3 }),
		laterDirectoriesWithhold: fc.boolean(),
		confluenceKey: fc.constantFrom(
			...(['confluence', 'confluence.ondemand', 'CONFLUENCE', 'wiki-next', ''] as const),
		),
		productIds: fc.constantFrom('ari' as const, 'bare' as const, 'none' as const),
		standInDate: fc.constantFrom(
			null,
			'1970-01-01T00:00:00.000Z' as const,
			'0001-01-01T00:00:00.000Z' as const,
		),
		addedToOrgTold: fc.boolean(),
	});

	it('never hides a view of anybody', async () => {
		const made = await office({}, 130);
		const { world } = made.simulator;
		const people = everybody(made);
		for (const [index, id] of people.slice(4).entries()) {
			if (index % 2 === 0) view(world, id, ago(index), { product: 'jira-software' });
			if (index % 3 === 0) view(world, id, ago(1 + index));
		}
		let known = 0;
		let unknown = 0;
		await fc.assert(
			fc.asyncProperty(settings, async (oddities) => {
				Object.assign(made.simulator.settings, oddities);
				const { looks } = await readViews(made.organization, people, made.cloudId);
				for (const id of people) {
					const look = looks.get(id);
					const truth = lastViewOf(world, id);
					if (look?.error === null) known++;
					else unknown++;
					if (truth === null || look?.error !== null) continue;
					expect(look.at ?? 0).toBeGreaterThanOrEqual(truth);
				}
			}),
			{ numRuns: atLeast(40), seed: 12 },
		);
		expect(known).toBeGreaterThan(unknown / 10);
		expect(unknown).toBeGreaterThan(0);
	}, 60_000);
});
