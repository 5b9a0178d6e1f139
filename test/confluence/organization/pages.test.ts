import { nextCursor, readToEnd } from '../../../confluence/organization/pages';

const ADDRESS = 'https://api.atlassian.com/admin/v1/orgs/o/directory/users/a/last-active-dates';
const next = (link: unknown) => nextCursor({ links: { next: link } }, 'list');

describe('the next link of a list', () => {
	it.each([
		['a bare cursor', 'eyJzIjoxfQ==', 'eyJzIjoxfQ=='],
		['a cursor with slashes and signs', 'a/b+c:d', 'a/b+c:d'],
		['a whole address', `${ADDRESS}?limit=5&cursor=a%2Fb%3D`, 'a/b='],
		['a relative address', '/admin/v1/orgs/o?cursor=p2&limit=5', 'p2'],
		['a query alone', '?cursor=p2', 'p2'],
		['a parameter alone', 'cursor=p2', 'p2'],
		['a plus that belongs to the cursor', '/x?cursor=a+b', 'a+b'],
	])('is read from %s', (_, link, cursor) => {
		expect(next(link)).toBe(cursor);
	});

	it.each([undefined, null, ''])('says with %j that the list ends', (link) => {
		expect(next(link)).toBeNull();
	});

	it.each([[{}], [{ links: null }], [{ links: {} }]])('ends the list in %j', (fields) => {
		expect(nextCursor(fields, 'list')).toBeNull();
	});

	it.each([
		ADDRESS,
		`${ADDRESS}?start=5`,
		`${ADDRESS}?cursor=`,
		'/admin/v1/orgs/o',
		'/x?notthecursor=5',
		'/x?cursor=%E0%A4%A',
		5,
		true,
		{ href: 'p2' },
	])('without a readable cursor is a fault, never the end: %j', (link) => {
		expect(() => next(link)).toThrow('list.links.next');
	});

	it('is a fault where the links are of another type', () => {
		expect(() => nextCursor({ links: 'p2' }, 'list')).toThrow('list.links');
	});
});

describe('a list read to its end', () => {
	type Script = Record<string, { entries: number[]; next: string | null; total?: number }>;

	const read = async (script: Script) => {
		const asked: string[] = [];
		const seen: number[] = [];
		await readToEnd<number>(
			'numbers',
			async (cursor) => {
				asked.push(cursor ?? 'first');
				const { total = null, ...page } = script[cursor ?? 'first'] ?? {
					entries: [],
					next: null,
				};
				return await Promise.resolve({ ...page, total });
			},
			(entries) => void seen.push(...entries),
		);
		return { asked, seen };
	};

	it('goes on after a page without anything, which is asked for twice', async () => {
		const { asked, seen } = await read({
			first: { entries: [1], next: 'b' },
			b: { entries: [], next: 'c' },
			c: { entries: [2], next: null, total: 2 },
		});
		expect(asked).toEqual(['first', 'b', 'b', 'c']);
		expect(seen).toEqual([1, 2]);
	});

	it.each<[string, Script, string]>([
		[
			'a cursor that comes twice',
			{ first: { entries: [1], next: 'b' }, b: { entries: [2], next: 'b' } },
			'repeat themselves',
		],
		[
			'nothing but empty pages',
			{
				first: { entries: [], next: 'b' },
				b: { entries: [], next: 'c' },
				c: { entries: [], next: 'd' },
			},
			'3 pages in a row',
		],
		['fewer entries than its total', { first: { entries: [1], next: null, total: 2 } }, '2'],
	])('is not believed with %s', async (_, script, message) => {
		await expect(read(script)).rejects.toThrow(message);
	});
});
