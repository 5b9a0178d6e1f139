import { createHash } from 'node:crypto';

import { refuse } from '../http';

/** Where a page ends: the order's value and the id of its last item. */
export interface Position {
	/** Null before the first result. */
	key: number | null;
	id: number;
	/** How many results came before the next page. */
	seen: number;
	/** How many pages came before the next one. */
	pages: number;
}

/**
 * Cursors look like the real ones: an offset and sort values, each in base64 (M). They hold only
 * for the query and the limit that they were made for.
 */
export function writeCursor(
	{ key, id, seen, pages }: Position,
	{ cql, limit }: { cql: string; limit: number },
): string {
	return `_f_${encode(String(seen))}_sa_${encode(JSON.stringify([key, id, seal(cql, limit), pages]))}`;
}

/** Refuses with 400 a cursor that is none, or of another query or limit. */
export function readCursor(
	cursor: string,
	{ cql, limit }: { cql: string; limit: number },
): Position {
	const match = /^_f_([A-Za-z0-9+/=]+)_sa_([A-Za-z0-9+/=]+)$/.exec(cursor);
	const values = match === null ? null : parsed(decode(match[2] ?? ''));
	const seen = Number(decode(match?.[1] ?? ''));
	if (!Array.isArray(values) || values.length !== 4 || !Number.isInteger(seen)) {
		throw refuse(400, 'The cursor is not valid');
	}
	const [key, id, sealed, pages] = values as unknown[];
	const isWhole =
		(typeof key === 'number' || key === null) &&
		typeof id === 'number' &&
		typeof pages === 'number';
	if (sealed !== seal(cql, limit) || !isWhole) {
		throw refuse(400, 'The cursor does not belong to this query and limit');
	}
	return { key, id, seen, pages };
}

function seal(cql: string, limit: number): string {
	return createHash('sha1').update(`${limit}\n${cql}`).digest('base64url').slice(0, 12);
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}

function encode(text: string): string {
	return Buffer.from(text).toString('base64');
}

function decode(text: string): string {
	return Buffer.from(text, 'base64').toString();
}
