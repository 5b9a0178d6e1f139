import { PAGE_LIMIT } from './endpoints';
import { ConfluenceError } from './errors';

/** One page of a list: its entries, and where the next page starts (null: there is none). */
export interface Page<Entry, Position> {
	entries: readonly Entry[];
	next: Position | null;
}

/**
 * Reads a list page by page, one after the other. `visit` sees each page and may stop the reading
 * by answering `false`. An empty page with a next one is no end.
 *
 * @param label names the list in an error
 * @param fetchPage fetches the page at a position; null is the first page
 * @throws ConfluenceError when a position comes twice: the list would never end
 */
export async function readPages<Entry, Position extends string | number>(
	label: string,
	fetchPage: (position: Position | null) => Promise<Page<Entry, Position>>,
	visit: (entries: readonly Entry[]) => boolean | void,
): Promise<void> {
	const seen = new Set<Position>();
	for (let position: Position | null = null; ; ) {
		if (position !== null && seen.has(position)) {
			throw new ConfluenceError(
				'badAnswer',
				`The pages of ${label} repeat themselves: the same next page came twice.`,
			);
		}
		if (position !== null) seen.add(position);
		const page: Page<Entry, Position> = await fetchPage(position);
		if (visit(page.entries) === false || page.next === null) return;
		position = page.next;
	}
}

/**
 * The page of a list that is paged by offset. A full page, by what the server says that it holds,
 * or a next link means that there is more.
 */
export function offsetPage<Entry>(
	start: number,
	entries: readonly Entry[],
	frame: { nextLink: string | null; limit: number | null },
): Page<Entry, number> {
	const { length } = entries;
	const full = length >= Math.min(PAGE_LIMIT, frame.limit ?? PAGE_LIMIT);
	const more = length > 0 && (frame.nextLink !== null || full);
	return { entries, next: more ? start + length : null };
}

/** Reads a list to its end. */
export async function readAllPages<Entry, Position extends string | number>(
	label: string,
	fetchPage: (position: Position | null) => Promise<Page<Entry, Position>>,
): Promise<Entry[]> {
	const all: Entry[] = [];
	await readPages(label, fetchPage, (entries) => {
		for (const entry of entries) all.push(entry);
	});
	return all;
}
