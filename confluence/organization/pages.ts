import { ConfluenceError } from '../errors';
import { AnswerShapeError, objectAt, type Fields } from '../http/answers';
import { readPages, type Page } from '../paging';

/** One page of a list of the organization API. */
export interface OrganizationPage<Entry> extends Page<Entry, string> {
	/** How many entries the whole list has, where the answer tells; it is not documented to. */
	total: number | null;
}

/** `cursor=...` as a parameter of an address. */
const CURSOR = /(?:^|[?&])cursor=([^&#]*)/;
/** What only an address has, whole or relative. */
const ADDRESS = /^[a-z][a-z\d+.-]*:\/\/|^\/|[?\s]/i;

/** How a page says that its list goes on, and how long the list is. */
export function pageEnd(
	fields: Fields,
	place: string,
): { next: string | null; total: number | null } {
	return { next: nextCursor(fields, place), total: totalIn(fields) ?? totalIn(fields.meta) };
}

/**
 * Where a list of the organization API goes on; null at its end. `links.next` is a bare cursor or
 * an address with one (M); the address itself is never followed.
 *
 * @throws AnswerShapeError for a next link without a cursor: the list goes on, but nobody knows where
 */
export function nextCursor({ links }: Fields, place: string): string | null {
	if (links === undefined || links === null) return null;
	const { next } = objectAt(links, `${place}.links`);
	if (next === undefined || next === null || next === '') return null;
	const cursor = typeof next === 'string' ? cursorIn(next.trim()) : null;
	if (cursor === null || cursor === '') throw new AnswerShapeError(`${place}.links.next`);
	return cursor;
}

function cursorIn(next: string): string | null {
	const parameter = CURSOR.exec(next)?.[1];
	if (parameter === undefined) return ADDRESS.test(next) ? null : next;
	try {
		return decodeURIComponent(parameter);
	} catch {
		return null;
	}
}

function totalIn(value: unknown): number | null {
	if (typeof value !== 'object' || value === null || !('total' in value)) return null;
	return typeof value.total === 'number' ? value.total : null;
}

/** After so many empty pages in a row a list that still names a next one is not believed. */
const EMPTY_PAGES_IN_A_ROW = 3;

/**
 * Reads a list of the organization API to its end. An empty page that names a next one is asked for
 * once more before it is passed over: what it should have held would be missing unseen.
 *
 * @param visit sees each page; what it saw before a failure remains true
 * @throws ConfluenceError `badAnswer` when the list repeats itself, only ever promises more, or ends
 * before its own total
 */
export async function readToEnd<Entry>(
	label: string,
	fetchPage: (cursor: string | null) => Promise<OrganizationPage<Entry>>,
	visit: (entries: readonly Entry[]) => void,
): Promise<void> {
	let emptyPages = 0;
	let listed = 0;
	let promised = 0;
	await readPages<Entry, string>(
		label,
		async (cursor) => {
			const first = await fetchPage(cursor);
			const page = promisesOnly(first) ? await fetchPage(cursor) : first;
			emptyPages = promisesOnly(page) ? emptyPages + 1 : 0;
			if (emptyPages === EMPTY_PAGES_IN_A_ROW) {
				throw new ConfluenceError(
					'badAnswer',
					`Atlassian announced more pages of ${label}, but ${EMPTY_PAGES_IN_A_ROW} pages in a row were empty.`,
				);
			}
			promised = Math.max(promised, page.total ?? 0);
			return page;
		},
		(entries) => {
			listed += entries.length;
			visit(entries);
		},
	);
	if (listed < promised) {
		throw new ConfluenceError(
			'badAnswer',
			`Atlassian listed ${listed} entries of ${label}, but says that there are ${promised}.`,
		);
	}
}

function promisesOnly<Entry>({ entries, next }: Page<Entry, string>): boolean {
	return entries.length === 0 && next !== null;
}
