import { offsetPage, readOffsetList } from '../../confluence/paging';

/** A page with entries and what it says of itself. */
const next = (count: number, says: { limit?: number; next?: string; size?: number }, start = 0) =>
	offsetPage(start, Array(count).fill('x'), {
		nextLink: says.next ?? null,
		limit: says.limit ?? null,
		fields: { size: says.size },
	}).next;

describe('where a list that is paged by offset goes on', () => {
	it.each([
		['its own limit and a next link', 100, { limit: 100, next: '/g?start=100' }, 100],
		['a next link that passes entries over', 100, { limit: 100, next: '/g?start=200' }, 100],
		['entries that are not shown', 3, { limit: 200, next: '/g?limit=200&start=200' }, 200],
		['a next link and no limit', 100, { next: '/g?start=200' }, 100],
		['a next link without a place', 100, { limit: 200, next: '/g' }, 100],
		['a next link back to itself', 100, { limit: 200, next: '/g?start=0' }, 100],
		['a full page and no next link', 100, { limit: 100 }, 100],
		['neither a limit nor a next link', 100, {}, 100],
		['a limit above all that may be asked', 200, { limit: 1_000 }, 200],
		['fewer entries than it says to hold', 100, { limit: 200, size: 150 }, 100],
		['fewer entries than its limit, and no next link', 100, { limit: 200 }, null],
		['nothing, and a next link', 0, { limit: 200, next: '/g?start=200' }, 200],
		['nothing, and a next link without a place', 0, { limit: 50, next: '/g' }, 50],
		['nothing at all', 0, {}, null],
	])('after a page with %s', (_, count, says, start) => {
		expect(next(count, says)).toBe(start);
	});

	it('lists an entry once that comes twice', async () => {
		const pages = new Map([
			[0, { entries: ['a', 'b'], next: 2 }],
			[2, { entries: ['b', 'c'], next: null }],
		]);
		const read = async (start: number) =>
			await Promise.resolve(pages.get(start) ?? { entries: [], next: null });
		expect(await readOffsetList('letters', read, String)).toEqual(['a', 'b', 'c']);
	});

	it('ends with an error when every page is the first one', async () => {
		const read = async (start: number) =>
			await Promise.resolve({ entries: ['a', 'b'], next: start + 2 });
		await expect(readOffsetList('letters', read, String)).rejects.toMatchObject({
			kind: 'badAnswer',
		});
	});
});
