import type { SiteCall } from './context';
import { refuse, type Answer } from './http';
import { contentById } from './search/contentIndex';
import {
	isBlockedForApp,
	isVisibleTo,
	type ContentItem,
	type ContentType,
	type ContentVersion,
} from './world';

/** The addresses of the v2 API that tell versions, with the types of content behind them (S). */
export const VERSIONED: Readonly<Record<string, { type: ContentType; scope: string }>> = {
	pages: { type: 'page', scope: 'read:page:confluence' },
	blogposts: { type: 'blogpost', scope: 'read:page:confluence' },
	attachments: { type: 'attachment', scope: 'read:attachment:confluence' },
	'footer-comments': { type: 'comment', scope: 'read:comment:confluence' },
	'inline-comments': { type: 'comment', scope: 'read:comment:confluence' },
};

const DEFAULT_LIMIT = 25;
const MOST = 250;

/** `GET /wiki/api/v2/{type}/{id}/versions`: newest first unless sorted otherwise (S). */
export function contentVersions(call: SiteCall): Answer {
	const { request, path, site } = call;
	const { query } = request;
	const item = findItem(call);
	const limit = Number(query.get('limit') ?? DEFAULT_LIMIT);
	if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
		throw refuse(400, `limit must be from 1 to ${MOST}`);
	}
	const versions = [...item.versions];
	if (query.get('sort') !== 'modified-date') versions.reverse();
	const start = readCursor(query.get('cursor'));
	const results = versions.slice(start, start + limit).map(versionJson);
	const end = start + results.length;
	const next = new URLSearchParams({ limit: String(limit), cursor: writeCursor(end) });
	const sort = query.get('sort');
	if (sort !== null) next.set('sort', sort);
	const address = `/wiki/api/v2/${path.kind ?? ''}/${item.id}/versions?${next}`;
	const more = end < versions.length;
	return {
		status: 200,
		headers: more ? { Link: `<${address}>; rel="next"` } : {},
		body: { results, _links: { base: `${site.url}/wiki`, ...(more ? { next: address } : {}) } },
		objects: results.length,
	};
}

function findItem({ simulation, path, site, person }: SiteCall): ContentItem {
	const { kind = '', id = '' } = path;
	if (!/^\d+$/.test(id)) throw refuse(400, 'The id must be a number');
	const item = contentById(simulation.world, id);
	const isThere =
		item !== undefined &&
		item.cloudId === site.cloudId &&
		item.type === VERSIONED[kind]?.type &&
		isVisibleTo(item, person.accountId) &&
		!isBlockedForApp(simulation.world, item);
	if (!isThere) throw refuse(404, `There is no content with id ${id}`);
	return item;
}

function versionJson({ number, by, at }: ContentVersion): Record<string, unknown> {
	return {
		number,
		authorId: by,
		createdAt: new Date(at).toISOString(),
		message: '',
		minorEdit: false,
	};
}

function writeCursor(start: number): string {
	return Buffer.from(JSON.stringify({ start })).toString('base64');
}

function readCursor(cursor: string | null): number {
	if (cursor === null || cursor === '') return 0;
	const match = /^\{"start":(\d+)\}$/.exec(Buffer.from(cursor, 'base64').toString());
	if (match === null) throw refuse(400, 'The cursor is not valid');
	return Number(match[1]);
}
