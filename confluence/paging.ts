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
 * or a next link means that there is more: also after a page without anything, since a server may
 * leave out what it does not show.
 */
export function offsetPage<Entry>(
	start: number,
	entries: readonly Entry[],
	frame: { nextLink: string | null; limit: number | null },
): Page<Entry, number> {
	const { length } = entries;
	const size = Math.min(PAGE_LIMIT, frame.limit ?? PAGE_LIMIT);
	if (length === 0) {
		return { entries, next: frame.nextLink === null ? null : start + (size || PAGE_LIMIT) };
	}
	return { entries, next: frame.nextLink !== null || length >= size ? start + length : null };
}

/** After so many empty pages in a row a list that still names a next one is not believed. */
const EMPTY_PAGES_IN_A_ROW = 3;

/**
 * Reads a list that is paged by offset to its end. An empty page that names a next one is asked for
 * once more before it is passed over: what it should have held would be missing unseen.
 *
 * @throws ConfluenceError `badAnswer` when the list only ever promises more
 */
export async function readOffsetList<Entry>(
	label: string,
	fetchPage: (start: number) => Promise<Page<Entry, number>>,
): Promise<Entry[]> {
	const all: Entry[] = [];
	let emptyPages = 0;
	await readPages<Entry, number>(
		label,
		async (position) => {
			const start = position ?? 0;
			const first = await fetchPage(start);
			const page = promisesOnly(first) ? await fetchPage(start) : first;
			emptyPages = promisesOnly(page) ? emptyPages + 1 : 0;
			if (emptyPages === EMPTY_PAGES_IN_A_ROW) throw onlyPromises(label);
			return page;
		},
		(entries) => {
			for (const entry of entries) all.push(entry);
		},
	);
	return all;
}

function promisesOnly<Entry>({ entries, next }: Page<Entry, number>): boolean {
	return entries.length === 0 && next !== null;
}

function onlyPromises(label: string): ConfluenceError {
	return new ConfluenceError(
		'badAnswer',
		`The site keeps promising more of ${label}, but its pages are empty: ${EMPTY_PAGES_IN_A_ROW} in a row.`,
	);
}
