import { ACTIVITY_TYPES } from '../../confluence/api/search';
import { DAY_MS } from '../../licensing/times';

/** Changes are looked for so far back. */
export const LOOKBACK_MS = 365 * DAY_MS;

/** The expansions that the package asks for (S). */
export const EXPAND = 'content.version,content.history';

/** So many hits are held against each other. */
export const SAMPLE = 25;

/** A small page that still has a next one. */
export const TWO = 2;

export function twoOf(cql: string): { cql: string; limit: number; expand: string } {
	return { cql, limit: TWO, expand: EXPAND };
}

/** A moment as CQL writes one, to the minute and without a zone (D). */
export function cqlMinute(time: number): string {
	return `"${new Date(time).toISOString().slice(0, 16).replace('T', ' ')}"`;
}

/** The kinds of content that count as activity, under a condition, newest first. */
export function changesWhere(condition: string): string {
	return `type in (${ACTIVITY_TYPES.join(', ')}) and ${condition} order by lastmodified desc`;
}
