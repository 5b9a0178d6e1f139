import { PAGE_LIMIT } from './endpoints';
import { ConfluenceError } from './errors';
import type { PageFields } from './http/answers';

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

/** What a page that was asked for by offset says of the list. */
export interface OffsetClaims {
	hasNext: boolean;
	/** The `start` of its next link; null where there is none that lies further on. */
	nextStart: number | null;
	/** How many entries the server was ready to give here, at most what may be asked for. */
	limit: number | null;
}

export function offsetClaims(
	start: number,
	{ nextLink, limit }: Pick<PageFields, 'nextLink' | 'limit'>,
): OffsetClaims {
	const named = new URLSearchParams(nextLink?.split('?')[1] ?? '').get('start') ?? '';
	const nextStart = /^\d+$/.test(named) && Number(named) > start ? Number(named) : null;
	return {
		hasNext: nextLink !== null,
		nextStart,
		limit: limit === null || limit === 0 ? null : Math.min(limit, PAGE_LIMIT),
	};
}

/** Up to where a page claims to have told everything: the smaller of its next start and its limit. */
export function claimedReach(
	start: number,
	{ nextStart, limit }: Pick<OffsetClaims, 'nextStart' | 'limit'>,
): number | null {
	if (limit === null) return nextStart;
	return Math.min(start + limit, nextStart ?? Infinity);
}

/**
 * The page of a list that is paged by offset. There is more after a page that names a next one, is
 * as full as the server makes it, or does not say how full that is: fewer than asked is never the
 * end (S). The list goes on where both the next link and the limit say, which differs from what was
 * received where entries are not shown; else after what was received, which skips nobody.
 */
export function offsetPage<Entry>(
	start: number,
	entries: readonly Entry[],
	frame: Pick<PageFields, 'nextLink' | 'limit' | 'fields'>,
): Page<Entry, number> {
	const { length } = entries;
	const claims = offsetClaims(start, frame);
	const { hasNext, nextStart, limit } = claims;
	const reach = claimedReach(start, claims);
	if (length === 0) return { entries, next: hasNext ? (reach ?? start + PAGE_LIMIT) : null };
	const { size } = frame.fields;
	const holdsLess = typeof size === 'number' && size > length;
	const isFull = limit === null || length >= limit;
	if (!hasNext && !isFull && !holdsLess) return { entries, next: null };
	const bothSay = nextStart !== null && limit !== null;
	return { entries, next: bothSay && reach !== null ? reach : start + length };
}

/** After so many pages in a row that bring nothing new a list that goes on is not believed. */
const BARREN_PAGES_IN_A_ROW = 3;

/**
 * Reads a list that is paged by offset to its end; an entry that comes twice counts once. An empty
 * page that names a next one is asked for once more before it is passed over: what it should have
 * held would be missing unseen.
 *
 * @param keyOf what makes two entries the same
 * @throws ConfluenceError `badAnswer` when the list only ever promises more
 */
export async function readOffsetList<Entry>(
	label: string,
	fetchPage: (start: number) => Promise<Page<Entry, number>>,
	keyOf: (entry: Entry) => string,
): Promise<Entry[]> {
	const all = new Map<string, Entry>();
	let barrenPages = 0;
	for (let start: number | null = 0; start !== null; ) {
		const first: Page<Entry, number> = await fetchPage(start);
		const page: Page<Entry, number> = promisesOnly(first) ? await fetchPage(start) : first;
		const before = all.size;
		for (const entry of page.entries) all.set(keyOf(entry), entry);
		barrenPages = all.size > before ? 0 : barrenPages + 1;
		if (page.next !== null && barrenPages === BARREN_PAGES_IN_A_ROW) throw onlyPromises(label);
		start = page.next;
	}
	return [...all.values()];
}

function promisesOnly<Entry>({ entries, next }: Page<Entry, number>): boolean {
	return entries.length === 0 && next !== null;
}

function onlyPromises(label: string): ConfluenceError {
	return new ConfluenceError(
		'badAnswer',
		`The site announced more pages of ${label}, but ${BARREN_PAGES_IN_A_ROW} pages in a row held nothing new.`,
	);
}
