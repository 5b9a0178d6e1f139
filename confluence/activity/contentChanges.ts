import type { ContentChange } from '../../licensing/activity/contentChange';
import { DAY_MS, readTime } from '../../licensing/times';
import { cqlQuoted, searchPage, type ContentHit } from '../api/search';
import type { ConfluenceClient } from '../http/client';
import type { Page } from '../paging';

/** The kinds of content whose changes count as activity. */
export const ACTIVITY_TYPES = [
	'page',
	'blogpost',
	'comment',
	'attachment',
	'whiteboard',
	'database',
] as const;

/**
 * Times in a query are read in the time zone of the searching person, which is at most 14 hours
 * away from UTC (D): so a query begins a day early.
 */
const TIME_ZONE_MARGIN_MS = DAY_MS;

/** What changed since a moment, newest first, whoever worked on it. */
export function changesSince(from: number): string {
	return `type in (${ACTIVITY_TYPES.join(', ')}) and lastmodified >= ${cqlMoment(from)} order by lastmodified desc`;
}

/**
 * What changed since a moment, newest first, of the content that any of these people worked on,
 * without what any of `notCreatedBy` created.
 */
export function changesOf(
	accountIds: readonly string[],
	from: number,
	notCreatedBy: readonly string[] = [],
): string {
	const people = anyOf('contributor', accountIds);
	const without =
		notCreatedBy.length === 0 ? '' : ` and creator not in (${quotedList(notCreatedBy)})`;
	return `${people}${without} and ${changesSince(from)}`;
}

function anyOf(field: string, accountIds: readonly string[]): string {
	return accountIds.length === 1
		? `${field} = ${quotedList(accountIds)}`
		: `${field} in (${quotedList(accountIds)})`;
}

function quotedList(accountIds: readonly string[]): string {
	return accountIds.map(cqlQuoted).join(', ');
}

export interface ChangesPage extends Page<ContentChange, string> {
	/** How many changes there are in all, where the site says so. */
	totalSize: number | null;
}

/** One page of changes; `cursor` is null at first. */
export async function changesPage(
	client: ConfluenceClient,
	cql: string,
	cursor: string | null,
	limit: number,
): Promise<ChangesPage> {
	const { entries, next, totalSize } = await searchPage(client, cql, cursor, limit);
	return { entries: entries.map(changeOf), next, totalSize };
}

function cqlMoment(from: number): string {
	const [day, time] = new Date(from - TIME_ZONE_MARGIN_MS).toISOString().split('T');
	return `"${day} ${time?.slice(0, 5)}"`;
}

function changeOf({ created, lastChange, ...hit }: ContentHit): ContentChange {
	return {
		contentId: hit.contentId,
		contentType: hit.contentType,
		createdBy: created.accountId,
		createdAt: readTime(created.when),
		changedBy: lastChange.accountId,
		changedAt: readTime(lastChange.when),
		version: hit.versionNumber,
	};
}
