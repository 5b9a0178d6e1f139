import { ENDPOINTS, PAGE_LIMIT } from '../endpoints';
import { AnswerShapeError, nextCursorOf, objectAt, optionalText, pageFrame } from '../http/answers';
import type { ConfluenceClient } from '../http/client';
import type { Page } from '../paging';

/** One version of a piece of content (`when` is ISO 8601 as the site writes it); null where not told. */
export interface ContentEvent {
	accountId: string | null;
	when: string | null;
}

/** The v2 addresses that tell the versions of a type of content (S). */
export const VERSIONED_TYPES = {
	page: 'pages',
	blogpost: 'blogposts',
	attachment: 'attachments',
} as const satisfies Record<string, string>;

export type VersionedType = keyof typeof VERSIONED_TYPES;

/** True for types whose single versions can be read with the optional scope. */
export function isVersionedType(type: string): type is VersionedType {
	return type in VERSIONED_TYPES;
}

/** One page of the versions of a piece of content, newest first; `cursor` is null at first. */
export async function contentVersionsPage(
	client: ConfluenceClient,
	content: { contentType: VersionedType; contentId: string },
	cursor: string | null,
	limit: number = PAGE_LIMIT,
): Promise<Page<ContentEvent, string>> {
	return await client.call(ENDPOINTS.pageVersions, {
		path: { contentType: VERSIONED_TYPES[content.contentType], id: content.contentId },
		query: { limit, sort: '-modified-date', cursor: cursor ?? undefined },
		read: (body) => {
			const { results, nextLink } = pageFrame(body, 'versions');
			return { entries: results.map(readVersion), next: nextCursorOf(nextLink, 'versions') };
		},
		objects: ({ entries }) => entries.length,
	});
}

function readVersion(value: unknown): ContentEvent {
	const fields = objectAt(value, 'version');
	return {
		accountId: optionalText(fields, 'authorId'),
		when: optionalText(fields, 'createdAt'),
	};
}

/** True when some content of the site is kept from this app by a data security policy (S). */
export async function isContentBlocked(client: ConfluenceClient): Promise<boolean> {
	return await client.call(ENDPOINTS.dataPolicies, {
		read: (body) => {
			const { anyContentBlocked } = objectAt(body, 'data policies');
			if (typeof anyContentBlocked !== 'boolean') {
				throw new AnswerShapeError('data policies.anyContentBlocked');
			}
			return anyContentBlocked;
		},
		objects: () => 1,
	});
}
