import { ENDPOINTS, PAGE_LIMIT } from '../endpoints';
import {
	AnswerShapeError,
	countAt,
	nextCursorOf,
	objectAt,
	optionalCount,
	optionalText,
	pageFrame,
	type Fields,
} from '../http/answers';
import type { ConfluenceClient } from '../http/client';
import type { Page } from '../paging';

/** Who changed a piece of content, and when (ISO 8601 as the site writes it); null where not told. */
export interface ContentEvent {
	accountId: string | null;
	when: string | null;
}

/** A search hit with what it tells about who worked on it. */
export interface ContentHit {
	contentId: string;
	contentType: string;
	created: ContentEvent;
	/** The last change; its author is not told for every hit. */
	lastChange: ContentEvent;
	versionNumber: number | null;
}

/** The expansions that make a hit tell who changed it last and who created it (S). */
const EXPAND = 'content.version,content.history';

/**
 * One page of a search by CQL, with authors. Hits that are no content (people, spaces) are left
 * out. `limit` must stay the same over all pages of a search (M).
 *
 * @param cursor null for the first page
 */
export async function searchPage(
	client: ConfluenceClient,
	cql: string,
	cursor: string | null,
	limit: number = PAGE_LIMIT,
): Promise<Page<ContentHit, string> & { totalSize: number | null }> {
	return await client.call(ENDPOINTS.search, {
		query: { cql, limit, expand: EXPAND, cursor: cursor ?? undefined },
		read: (body) => {
			const { results, nextLink, fields } = pageFrame(body, 'search');
			const totalSize = optionalCount(fields, 'totalSize', 'search');
			const next = nextCursorOf(nextLink, 'search');
			// "Nobody changed anything" rests on such an answer, so it may not contradict itself.
			if (
				cursor === null &&
				next === null &&
				results.length === 0 &&
				totalSize !== null &&
				totalSize > 0
			) {
				throw new AnswerShapeError('search.results');
			}
			return {
				entries: results.map(readHit).filter((hit) => hit !== null),
				next,
				totalSize,
				hits: results.length,
			};
		},
		objects: ({ hits }) => hits,
	});
}

/** A text as a quoted CQL string: quotes and backslashes are escaped, nothing else is changed. */
export function cqlQuoted(text: string): string {
	return `"${text.replace(/[\\"]/g, (character) => `\\${character}`)}"`;
}

function readHit(value: unknown): ContentHit | null {
	const hit = objectAt(value, 'search.results[]');
	if (hit.content === undefined || hit.content === null) return null;
	const content = objectAt(hit.content, 'search.results[].content');
	const history = optionalObject(content.history);
	const version = optionalObject(content.version);
	return {
		contentId: optionalText(content, 'id') ?? '',
		contentType: optionalText(content, 'type') ?? '',
		created: {
			accountId: accountIn(history.createdBy),
			when: optionalText(history, 'createdDate'),
		},
		lastChange: {
			accountId: accountIn(version.by),
			when: optionalText(version, 'when') ?? optionalText(hit, 'lastModified'),
		},
		versionNumber:
			version.number === undefined ? null : countAt(version, 'number', 'search.version'),
	};
}

/** An expansion that is absent tells nothing; it is no fault of the answer. */
function optionalObject(value: unknown): Fields {
	return value === undefined || value === null ? {} : objectAt(value, 'search.expansion');
}

function accountIn(value: unknown): string | null {
	return optionalText(optionalObject(value), 'accountId');
}
