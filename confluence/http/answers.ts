/**
 * Reads Atlassian's answers field by field. What is missing or of another type is a fault of the
 * answer, named by its place, never a silent undefined.
 */

/** An answer does not have the documented shape. */
export class AnswerShapeError extends Error {
	override readonly name = 'AnswerShapeError';

	constructor(readonly place: string) {
		super(`"${place}" is missing or has the wrong type`);
	}
}

export type Fields = Readonly<Record<string, unknown>>;

/** The JSON of an answer; undefined for an empty one. */
export function jsonOf({ text }: { text: string }): unknown {
	if (text.trim() === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		throw new AnswerShapeError('the body (not JSON)');
	}
}

/** An object, or a fault naming `place`. */
export function objectAt(value: unknown, place: string): Fields {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw new AnswerShapeError(place);
	}
	return { ...value };
}

/** A list, or a fault naming `place`. */
export function listAt(value: unknown, place: string): readonly unknown[] {
	if (!Array.isArray(value)) throw new AnswerShapeError(place);
	return value;
}

/** A text that is not empty. */
export function textAt(fields: Fields, name: string, place: string): string {
	const value = fields[name];
	if (typeof value !== 'string' || value === '') throw new AnswerShapeError(`${place}.${name}`);
	return value;
}

/** A text that may be absent or empty: null then. */
export function optionalText(fields: Fields, name: string): string | null {
	const value = fields[name];
	return typeof value === 'string' && value !== '' ? value : null;
}

/** A whole number of at least 0. */
export function countAt(fields: Fields, name: string, place: string): number {
	const value = fields[name];
	if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
		throw new AnswerShapeError(`${place}.${name}`);
	}
	return value;
}

/** A whole number of at least 0 that may be absent: null then. */
export function optionalCount(fields: Fields, name: string, place: string): number | null {
	return fields[name] === undefined || fields[name] === null
		? null
		: countAt(fields, name, place);
}

/** A page of a list: `results`, and the address of the next page where there is one. */
export interface PageFields {
	results: readonly unknown[];
	/** `_links.next` as the answer gives it; never followed, only its cursor is read. */
	nextLink: string | null;
	/** How many entries the server was ready to give on this page; it may be fewer than asked for. */
	limit: number | null;
	fields: Fields;
}

/** Reads the frame that all of Confluence's lists share. */
export function pageFrame(body: unknown, place: string): PageFields {
	const fields = objectAt(body, place);
	const results = listAt(fields.results, `${place}.results`);
	const limit = optionalCount(fields, 'limit', place);
	return { results, nextLink: nextLinkOf(fields, place), limit, fields };
}

/** A next link in another form than a text is none that says "nothing follows". */
function nextLinkOf({ _links: links }: Fields, place: string): string | null {
	if (links === undefined || links === null) return null;
	const { next } = objectAt(links, `${place}._links`);
	if (next === undefined || next === null || next === '') return null;
	if (typeof next !== 'string') throw new AnswerShapeError(`${place}._links.next`);
	return next;
}

/** The `cursor` of a relative next link; null where it has none. */
export function cursorOf(nextLink: string | null): string | null {
	if (nextLink === null) return null;
	const query = nextLink.split('?')[1] ?? '';
	return new URLSearchParams(query).get('cursor');
}

/**
 * Where a list that is paged by cursor goes on; null at its end.
 *
 * @throws AnswerShapeError for a next link without a cursor: the list goes on, but nobody knows where
 */
export function nextCursorOf(nextLink: string | null, place: string): string | null {
	const cursor = cursorOf(nextLink);
	if (nextLink !== null && !cursor) throw new AnswerShapeError(`${place}._links.next`);
	return cursor;
}

/** An entry of the list of sites that a credential covers. */
export interface AccessibleSite {
	cloudId: string;
	name: string;
	url: string;
	scopes: string[];
}

/** How the list of sites is read. */
export const SITES_ANSWER = {
	read: (body: unknown): AccessibleSite[] => listAt(body, 'sites').map(readSite),
	objects: (sites: AccessibleSite[]) => sites.length,
};

function readSite(value: unknown): AccessibleSite {
	const fields = objectAt(value, 'site');
	return {
		cloudId: textAt(fields, 'id', 'site'),
		name: optionalText(fields, 'name') ?? '',
		url: optionalText(fields, 'url') ?? '',
		scopes: listAt(fields.scopes ?? [], 'site.scopes').filter(
			(scope): scope is string => typeof scope === 'string',
		),
	};
}
