import { QUERY_MARGIN_MS } from '../../licensing/activity/answer';
import { cqlQuoted } from '../api/search';

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
