import type { SiteCall } from '../context';
import { refuse } from '../http';
import { isArchived, isBlockedForApp, isVisibleTo, type ContentItem, type World } from '../world';
import { contentIndex, type ContentIndex } from './contentIndex';
import { CqlError, parseCql, type Order } from './cql';
import { indexView, PLAIN_VIEW, type IndexView } from './indexView';
import type { Searcher } from './matching';
import { find, orderOf } from './plan';

/** Everything that a query finds for its asker, in its order. */
export interface Results {
	items: ContentItem[];
	order: Order;
	view: IndexView;
	totalSize: number;
}

interface Remembered extends Results {
	key: string;
	revision: number;
}

/** Long results are kept while their pages are read, as long as nothing changes. */
const REMEMBERED = 8;
const WORTH_REMEMBERING = 1_000;
const remembered = new WeakMap<World, Remembered[]>();

/**
 * What a search finds at this moment, by what the index knows.
 *
 * @throws Refusal with 400 for a query that is none
 */
export function resultsOf(call: SiteCall, cql: string, withArchived: boolean): Results {
	const { simulation, site, person } = call;
	const { world, settings, clock } = simulation;
	const index = contentIndex(world, site.cloudId);
	const kept = remembered.get(world) ?? [];
	remembered.set(world, kept);
	const now = clock.now();
	const view = indexView(settings, now, index.hasOwnDates);
	// A query that counts from now, or an index with dates of its own, finds something else each moment.
	const mayKeep =
		!/\bnow\(/i.test(cql) && view === PLAIN_VIEW && settings.searchTotals !== 'unfiltered';
	const key = JSON.stringify([
		site.cloudId,
		person.accountId,
		settings.timeZone,
		settings.unknownContributor,
		withArchived,
		cql,
	]);
	const known = kept.find((one) => one.key === key && one.revision === index.revision);
	if (mayKeep && known !== undefined) return known;
	const results = findIn(call, index, cql, withArchived, {
		accountId: person.accountId,
		timeZone: settings.timeZone,
		now,
		view,
		isAccount: settings.unknownContributor === 'nothing' ? null : (id) => world.people.has(id),
	});
	if (mayKeep && results.items.length >= WORTH_REMEMBERING) {
		kept.unshift({ ...results, key, revision: index.revision });
		kept.length = Math.min(kept.length, REMEMBERED);
	}
	return results;
}

function findIn(
	{ simulation: { world, settings } }: SiteCall,
	index: ContentIndex,
	cql: string,
	withArchived: boolean,
	searcher: Searcher,
): Results {
	const isInReach = (item: ContentItem): boolean =>
		item.trashed !== true && (withArchived || !isArchived(world, item));
	const isShown = (item: ContentItem): boolean =>
		isInReach(item) && isVisibleTo(item, searcher.accountId) && !isBlockedForApp(world, item);
	try {
		const query = parseCql(cql);
		const items = find(index, query, searcher, isShown);
		const totalSize =
			settings.searchTotals === 'unfiltered'
				? find(index, query, searcher, isInReach).length
				: items.length;
		return { items, order: orderOf(query), view: searcher.view, totalSize };
	} catch (error) {
		if (!(error instanceof CqlError)) throw error;
		throw refuse(400, `Could not parse cql: ${error.message}`);
	}
}
