import { changesOf, changesPage, changesSince } from '../../../confluence/activity/contentChanges';
import {
	contentVersionsPage,
	isVersionedType,
	type VersionedType,
} from '../../../confluence/api/contentVersions';
import type { ContentEvent } from '../../../confluence/api/search';
import type { ConfluenceClient } from '../../../confluence/http/client';
import { readPages } from '../../../confluence/paging';
import { hidesEditors, type ContentChange } from '../../../licensing/activity/contentChange';
import { lookFrom } from '../../../licensing/activity/lookWindow';
import { DAY_MS, readTime } from '../../../licensing/times';
import type { Simulator } from '../../simulator';
import { clientOf, LOOKBACK_DAYS, neverLookedAt, type Known } from './lookAround';

/** What one of the plain ways of a look costs. */
export interface Cost {
	requests: number;
	points: number;
}

/** One search with one hit for each person, from their own last look on. */
export async function askEverybody(simulator: Simulator, known: Known): Promise<Cost> {
	const client = clientOf(simulator);
	const now = simulator.clock.now();
	for (const [accountId, record] of known) {
		const from = lookFrom(record, { now, lookbackDays: LOOKBACK_DAYS });
		await changesPage(client, changesOf([accountId], from), null, 1);
	}
	return client.usage();
}

/**
 * A crawl that misses nobody: the whole list of changes; of content that hides who worked on it the
 * versions; and where those cannot be read (comments, whiteboards, databases) one search for each
 * person whom nothing names. Without the latter two, whoever is hidden behind a later editor would
 * count as inactive.
 */
export async function crawlEverything(simulator: Simulator): Promise<Cost & { bare: Cost }> {
	const client = clientOf(simulator);
	const known = neverLookedAt(simulator);
	const from = simulator.clock.now() - LOOKBACK_DAYS * DAY_MS;
	const unnamed = new Set(known.keys());
	const hiding: ContentChange[] = [];
	await readPages<ContentChange, string>(
		'the changes',
		async (cursor) => await changesPage(client, changesSince(from), cursor, 200),
		(changes) => {
			for (const change of changes) {
				unnamed.delete(change.changedBy ?? '');
				if ((change.createdAt ?? 0) >= from) unnamed.delete(change.createdBy ?? '');
				if (hidesEditors(change)) hiding.push(change);
			}
		},
	);
	const bare = client.usage();
	const unreadable: ContentChange[] = [];
	for (const change of hiding) {
		const { contentType, contentId } = change;
		if (isVersionedType(contentType)) {
			const versions = await versionsSince(client, { contentType, contentId }, from);
			for (const { accountId } of versions) unnamed.delete(accountId ?? '');
		} else unreadable.push(change);
	}
	if (unreadable.length > 0) await askEach(client, [...unnamed], from);
	return { ...client.usage(), bare };
}

async function askEach(
	client: ConfluenceClient,
	accountIds: readonly string[],
	from: number,
): Promise<void> {
	for (const accountId of accountIds) {
		await changesPage(client, changesOf([accountId], from), null, 1);
	}
}

async function versionsSince(
	client: ConfluenceClient,
	content: { contentType: VersionedType; contentId: string },
	from: number,
): Promise<ContentEvent[]> {
	const all: ContentEvent[] = [];
	await readPages<ContentEvent, string>(
		'the versions',
		async (cursor) => await contentVersionsPage(client, content, cursor, 25),
		(versions) => {
			all.push(...versions);
			return (readTime(versions.at(-1)?.when) ?? 0) >= from;
		},
	);
	return all.filter(({ when }) => (readTime(when) ?? 0) >= from);
}
