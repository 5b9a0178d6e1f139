import type { ContentChange } from '../../licensing/activity/evidence';
import { QUERY_MARGIN_MS, type AnswerPage } from '../../licensing/activity/answer';
import { readTime } from '../../licensing/times';
import { ENDPOINTS, PAGE_LIMIT } from '../endpoints';
import {
	nextCursorOf,
	objectAt,
	optionalCount,
	optionalText,
	pageFrame,
	type Fields,
} from '../http/answers';
import type { ConfluenceClient } from '../http/client';
import type { Page } from '../paging';

/** One page of a search. */
export type SearchPage = Page<ContentChange, string> & AnswerPage;

/** The expansions that make a hit tell who changed it last and who created it (S). */
const AUTHORS = 'content.version,content.history';

/**
 * One page of a search by CQL, archived spaces included: without that word a search leaves them out
 * silently (S). `limit` must stay the same over all pages of a search (M).
 *
 * @param cursor null for the first page
 * @param withAuthors false where the site refuses expansions: hits then have a date and no authors
 */
export async function searchPage(
	client: ConfluenceClient,
	cql: string,
	cursor: string | null,
	limit: number = PAGE_LIMIT,
	withAuthors = true,
): Promise<SearchPage> {
	return await client.call(ENDPOINTS.search, {
		query: {
			cql,
			limit,
			includeArchivedSpaces: 'true',
			expand: withAuthors ? AUTHORS : undefined,
			cursor: cursor ?? undefined,
		},
		read: (body) => {
			const { results, nextLink, limit: ownLimit, fields } = pageFrame(body, 'search');
			const next = nextCursorOf(nextLink, 'search');
			const totalSize = optionalCount(fields, 'totalSize', 'search');
			const size = optionalCount(fields, 'size', 'search') ?? results.length;
			const hits = results.map(readHit);
			const isShort = next !== null && results.length === 0;
			const isSound =
				size === results.length && !isShort && hits.every(({ isContent }) => isContent);
			// Where nobody says how many hits there are, a page as full as can be may not be the last (S).
			const isFull = results.length >= Math.min(ownLimit ?? limit, limit);
			const hasEnded = next === null && (totalSize !== null || !isFull);
			return {
				entries: hits.map(({ change }) => change),
				next,
				totalSize,
				hasEnded,
				isSound,
			};
		},
		objects: ({ entries }) => entries.length,
	});
}

/** A text as a quoted CQL string: quotes and backslashes are escaped, nothing else is changed. */
export function cqlQuoted(text: string): string {
	return `"${text.replace(/[\\"]/g, (character) => `\\${character}`)}"`;
}

function readHit(value: unknown): { change: ContentChange; isContent: boolean } {
	const hit = objectAt(value, 'search.results[]');
	const isContent = hit.content !== undefined && hit.content !== null;
	const content = optionalObject(hit.content);
	const history = optionalObject(content.history);
	const version = optionalObject(content.version);
	const change: ContentChange = {
		contentId: optionalText(content, 'id') ?? '',
		contentType: optionalText(content, 'type') ?? '',
		createdBy: accountIn(history.createdBy),
		createdAt: readTime(history.createdDate),
		changedBy: accountIn(version.by),
		changedAt: readTime(version.when),
		version: optionalCount(version, 'number', 'search.version'),
		foundAt: readTime(hit.lastModified),
	};
	return { change, isContent };
}

/** An expansion that is absent tells nothing; it is no fault of the answer. */
function optionalObject(value: unknown): Fields {
	return value === undefined || value === null ? {} : objectAt(value, 'search.expansion');
}

function accountIn(value: unknown): string | null {
	return optionalText(optionalObject(value), 'accountId');
}

/** The kinds of content whose changes count as activity. */
export const ACTIVITY_TYPES = [
	'page',
	'blogpost',
	'comment',
	'attachment',
	'whiteboard',
	'database',
] as const;

/** The query for what changed since a moment, newest first, whoever worked on it. */
export function changesSince(from: number): string {
	return `type in (${ACTIVITY_TYPES.join(', ')}) and lastmodified >= ${cqlMoment(from)} order by lastmodified desc`;
}

/** The query for what changed since a moment, newest first, of the content that any of these people worked on. */
export function changesOf(accountIds: readonly string[], from: number): string {
	const quoted = accountIds.map(cqlQuoted).join(', ');
	const people = accountIds.length === 1 ? `= ${quoted}` : `in (${quoted})`;
	return `contributor ${people} and ${changesSince(from)}`;
}

function cqlMoment(from: number): string {
	const [day, time] = new Date(from - QUERY_MARGIN_MS).toISOString().split('T');
	return `"${day} ${time?.slice(0, 5)}"`;
}
