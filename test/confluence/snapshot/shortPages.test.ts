import fc from 'fast-check';

import { ConfluenceError } from '../../../confluence/errors';
import { readGroupMembers, startOfGroup } from '../../../confluence/snapshot/groupMembers';
import { atLeast } from '../../testScale';
import { json, scriptedClient } from '../scriptedRuntime';

const GROUP = { groupId: 'g', name: 'confluence-users' };

/** How a site pages the members of a group. */
interface Paging {
	size: number;
	/** Most members on a page, by the page's place in the list; the last one repeated. */
	caps: readonly number[];
	/** The `limit` of an answer: the server's own, an echo of what was asked, or none. */
	limit: 'own' | 'asked' | 'none';
	/** The next link: where the list goes on, as if pages were as long as asked, without a place, or none. */
	next: 'own' | 'asked' | 'bare' | 'none';
	/** Suspended people are counted and not listed (M): taken out before pages are cut, or after. */
	suspended: ReadonlySet<number>;
	hidden: 'before' | 'after';
}

const PLAIN: Paging = {
	size: 370,
	caps: [100],
	limit: 'own',
	next: 'own',
	suspended: new Set(),
	hidden: 'before',
};

function siteOf(paging: Paging) {
	const everybody = Array.from({ length: paging.size }, (_, index) => index);
	const isShown = (index: number) => !paging.suspended.has(index);
	const list = paging.hidden === 'before' ? everybody.filter(isShown) : everybody;
	return scriptedClient(({ url }) => {
		const query = new URL(url).searchParams;
		const [start, asked] = [Number(query.get('start')), Number(query.get('limit'))];
		const page = Math.floor(start / (paging.caps[0] ?? 200));
		const cap = paging.caps[Math.min(page, paging.caps.length - 1)] ?? 200;
		const limit = Math.min(asked, cap);
		const results = list
			.slice(start, start + limit)
			.filter(isShown)
			.map((index) => ({ type: 'known', accountId: `p${index}`, accountType: 'atlassian' }));
		const nextStart = start + (paging.next === 'asked' ? asked : limit);
		const place = paging.next === 'bare' ? '' : `?limit=${limit}&start=${nextStart}`;
		const more = paging.next !== 'none' && start + limit < list.length;
		return json({
			results,
			start,
			size: results.length,
			...(paging.limit !== 'none' && { limit: paging.limit === 'own' ? limit : asked }),
			...(query.get('shouldReturnTotalSize') === 'true' && { totalSize: paging.size }),
			_links: more ? { next: `/rest/api/group/g/membersByGroupId${place}` } : {},
		});
	});
}

async function read(paging: Partial<Paging>) {
	const site = siteOf({ ...PLAIN, ...paging });
	const first = await startOfGroup(site.client, GROUP.groupId);
	const { members, notListed } = await readGroupMembers(site.client, GROUP, first);
	const ids = members.map(({ accountId }) => accountId);
	return { ids, notListed, requests: site.client.usage().requests };
}

const shown = ({ size, suspended }: Pick<Paging, 'size' | 'suspended'>) =>
	Array.from({ length: size }, (_, index) => index)
		.filter((index) => !suspended.has(index))
		.map((index) => `p${index}`);

describe('reading a group whose pages are shorter than asked', () => {
	const nobody = new Set<number>();

	it.each<[string, Partial<Paging>]>([
		['its own limit and a next link', {}],
		['no limit', { limit: 'none' }],
		['an echo of the limit asked for', { limit: 'asked' }],
		['neither a limit nor a next link', { limit: 'none', next: 'none' }],
		['an echo of the limit and no next link', { limit: 'asked', next: 'none' }],
		['a next link that names no place', { next: 'bare' }],
		['a next link that passes people over', { limit: 'asked', next: 'asked' }],
		['pages that become shorter', { caps: [200, 100, 30, 7] }],
		['pages that become longer', { caps: [20, 50, 200] }],
		['pages that become longer and then shorter', { caps: [50, 200, 13], size: 370 }],
		['pages of two', { caps: [2] }],
	])('lists everybody once: %s', async (_, paging) => {
		expect((await read(paging)).ids).toEqual(shown({ size: 370, suspended: nobody }));
	});

	it('costs one request for each of its pages when the first one tells how long they are', async () => {
		expect((await read({ size: 10_000 })).requests).toBeLessThanOrEqual(102);
	});

	it('lists more than two hundred pages', async () => {
		const { ids } = await read({ size: 2_500, caps: [10] });
		expect(ids).toEqual(shown({ size: 2_500, suspended: nobody }));
	});

	it.each(['before', 'after'] as const)(
		'reports suspended people that are left out %s pages are cut',
		async (hidden) => {
			const suspended = new Set([0, 5, 98, 99, 100, 101, 198, 199, 250, 368, 369]);
			const { ids, notListed } = await read({ suspended, hidden });
			expect(ids).toEqual(shown({ size: 370, suspended }));
			expect(notListed).toBe(suspended.size);
		},
	);

	it.each(['own', 'none'] as const)(
		'fails on pages of one, which share nobody, with a limit that is %s',
		async (limit) => {
			for (const next of ['own', 'bare', 'none'] as const) {
				const paging = { size: 2, caps: [1], limit, next };
				await expect(read(paging)).rejects.toBeInstanceOf(ConfluenceError);
			}
		},
	);

	it('fails when the site names a next page for ever', async () => {
		const site = scriptedClient(({ url }) => {
			const start = Number(new URL(url).searchParams.get('start'));
			const member = { type: 'known', accountId: 'p0', accountType: 'atlassian' };
			const next = `/rest/api/group/g/membersByGroupId?start=${start + 200}`;
			return json({
				results: start === 0 ? [member] : [],
				start,
				limit: 200,
				totalSize: 1,
				_links: { next },
			});
		});
		const first = await startOfGroup(site.client, GROUP.groupId);
		await expect(readGroupMembers(site.client, GROUP, first)).rejects.toThrow(
			/"confluence-users" could not be read to its end, twice/,
		);
	});

	it('lists everybody or fails, however a site cuts its pages', async () => {
		let whole = 0;
		let failed = 0;
		// Pages of one with a wrong limit and no next link look like the end whatever is asked.
		const paging = fc.record<Paging>({
			size: fc.integer({ min: 0, max: 900 }),
			caps: fc.array(fc.integer({ min: 2, max: 200 }), { minLength: 1, maxLength: 5 }),
			limit: fc.constantFrom('own', 'asked', 'none'),
			next: fc.constantFrom('own', 'asked', 'bare', 'none'),
			suspended: fc
				.array(fc.integer({ min: 0, max: 900 }), { maxLength: 40 })
				.map((people) => new Set(people)),
			hidden: fc.constantFrom('before', 'after'),
		});
		await fc.assert(
			fc.asyncProperty(paging, async (site) => {
				try {
					expect((await read(site)).ids).toEqual(shown(site));
					whole++;
				} catch (error) {
					if (!(error instanceof ConfluenceError)) throw error;
					failed++;
				}
			}),
			{ numRuns: atLeast(300), seed: 12 },
		);
		console.log(`Groups with short pages: ${whole} read whole, ${failed} refused.`);
		expect(whole).toBeGreaterThan(240);
	});
});
