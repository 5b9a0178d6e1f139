import { ownActivityIn } from '../../licensing/reclaim/ownActivity';
import { DAY_MS, HOUR_MS, readTime } from '../../licensing/times';
import { contentVersionsPage, isVersionedType } from '../api/contentVersions';
import { cqlQuoted, searchPage, type ContentHit } from '../api/search';
import type { ConfluenceClient } from '../http/client';
import { readPages } from '../paging';

/** So many shared pieces of content are looked into; with more the seat is kept. */
const MAX_RESOLVED = 20;

/** What a fresh look at a person's edits found. */
export interface FreshLook {
	active: boolean;
	/** What speaks for activity; '' for nothing. */
	evidence: string;
}

/**
 * Looks for own edits of one person after a moment (milliseconds since the epoch). Somebody else's
 * later change of a shared page hides this person's own: unless page versions may be read, and
 * settle it, that counts as activity.
 *
 * @throws ConfluenceError when the look cannot be finished
 */
export async function freshEdits(
	client: ConfluenceClient,
	accountId: string,
	since: number,
	canReadVersions: boolean,
): Promise<FreshLook> {
	const own: ContentHit[] = [];
	const shared: ContentHit[] = [];
	await readPages(
		"a person's recent changes",
		async (cursor: string | null) =>
			await searchPage(client, changesOf(accountId, since), cursor),
		(hits) => {
			for (const hit of hits) {
				const activity = ownActivityIn(hit, accountId, since);
				if (activity === 'own') own.push(hit);
				if (activity === 'shared') shared.push(hit);
			}
			const tooMany = shared.length > (canReadVersions ? MAX_RESOLVED : 0);
			return own.length === 0 && !tooMany && hits.some((hit) => isRecent(hit, since));
		},
	);
	if (own[0]) return found(own[0], 'was changed by this person');
	for (const [index, hit] of shared.entries()) {
		const settled = canReadVersions && index < MAX_RESOLVED;
		if (!settled || (await hasOwnVersion(client, hit, accountId, since))) {
			return found(hit, 'was changed, perhaps by this person too,');
		}
	}
	return { active: false, evidence: '' };
}

/**
 * Newest change first. The query's times are in the searching person's time zone, so it carries a
 * day's margin; the absolute times of the hits decide (M).
 */
function changesOf(accountId: string, since: number): string {
	const from = new Date(since - DAY_MS).toISOString().slice(0, 16).replace('T', ' ');
	return `contributor = ${cqlQuoted(accountId)} and lastmodified >= "${from}" order by lastmodified desc`;
}

/** Reading stops an hour before the oldest moment wanted; a hit without a date never stops it. */
function isRecent({ lastChange }: ContentHit, since: number): boolean {
	return (readTime(lastChange.when) ?? Infinity) > since - HOUR_MS;
}

/** Reads versions, newest first, until they are older than the moment. */
async function hasOwnVersion(
	client: ConfluenceClient,
	{ contentId, contentType }: ContentHit,
	accountId: string,
	since: number,
): Promise<boolean> {
	if (!isVersionedType(contentType) || contentId === '') return true;
	let own = false;
	await readPages(
		'the versions of a page',
		async (cursor: string | null) =>
			await contentVersionsPage(client, { contentType, contentId }, cursor),
		(versions) => {
			for (const version of versions) {
				const isLate = (readTime(version.when) ?? Infinity) > since;
				if (isLate && (version.accountId === accountId || version.accountId === null)) {
					own = true;
				}
			}
			return !own && versions.every(({ when }) => (readTime(when) ?? Infinity) > since);
		},
	);
	return own;
}

function found({ contentType, contentId, lastChange }: ContentHit, what: string): FreshLook {
	const when = lastChange.when === null ? 'at an unknown time' : `on ${lastChange.when}`;
	const kind = contentType === '' ? 'content' : contentType;
	return { active: true, evidence: `The ${kind} ${contentId} ${what} ${when}.` };
}
