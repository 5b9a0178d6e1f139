import type { SiteCall } from '../context';
import { listJson, numberParameter, refuse, requiredParameter, type Answer } from '../http';
import { isVisibleTo, type ContentItem, type World } from '../world';
import { contentIndex, type ContentIndex } from './contentIndex';
import { CqlError, parseCql, type Order } from './cql';
import { readCursor, writeCursor, type Position } from './cursor';
import { hitText, type Expansions } from './hits';
import { find, orderKey, orderOf } from './plan';

const DEFAULT_LIMIT = 25;
/** With any expansion at most so many results come on a page (M); without, more (I). */
const LIMIT_WITH_EXPANSION = 200;
const LIMIT_PLAIN = 1_000;

/**
 * `GET /wiki/rest/api/search`: what the caller may see, page by page with a cursor; `start` is
 * ignored, and the next link lacks `/wiki` (M).
 */
export function search(call: SiteCall): Answer {
	const started = performance.now();
	const { query } = call.request;
	const cql = requiredParameter(query, 'cql');
	const expand = query.get('expand') ?? '';
	const asked = numberParameter(query, 'limit', DEFAULT_LIMIT);
	const limit = Math.max(1, Math.min(asked, expand === '' ? LIMIT_PLAIN : LIMIT_WITH_EXPANSION));
	const cursor = query.get('cursor') ?? '';
	const position = cursor === '' ? null : readCursor(cursor, { cql, limit });
	const { items, order } = resultsOf(call, cql);
	const from = position === null ? 0 : after(items, position, order);
	const page = items.slice(from, from + limit);
	const expansions = readExpansions(expand);
	const { world } = call.simulation;
	const last = page[page.length - 1];
	const seen = (position?.seen ?? 0) + page.length;
	const next =
		last !== undefined && from + page.length < items.length
			? writeCursor({ key: orderKey(last, order), id: Number(last.id), seen }, { cql, limit })
			: null;
	return {
		status: 200,
		body: listJson(
			page.map((item) => hitText(world, item, expansions)),
			{
				start: position?.seen ?? 0,
				limit,
				size: page.length,
				totalSize: items.length,
				cqlQuery: cql,
				searchDuration: Math.round(performance.now() - started),
				_links: {
					base: `${call.site.url}/wiki`,
					context: '/wiki',
					...(next === null ? {} : { next: nextLink(next, cql, limit, expand) }),
				},
			},
		),
		objects: page.length,
	};
}

function nextLink(cursor: string, cql: string, limit: number, expand: string): string {
	const parameters = new URLSearchParams({ next: 'true', cursor });
	if (expand !== '') parameters.set('expand', expand);
	parameters.set('limit', String(limit));
	parameters.set('cql', cql);
	return `/rest/api/search?${parameters}`;
}

function readExpansions(expand: string): Expansions {
	const names = expand.split(',').map((name) => name.trim());
	const isAsked = (name: string): boolean =>
		names.some((one) => one === name || one.startsWith(`${name}.`));
	return { version: isAsked('content.version'), history: isAsked('content.history') };
}

interface Results {
	items: ContentItem[];
	order: Order;
}

interface Remembered extends Results {
	key: string;
	revision: number;
}

/** Long results are kept while their pages are read, as long as nothing changes. */
const REMEMBERED = 8;
const WORTH_REMEMBERING = 1_000;
const remembered = new WeakMap<World, Remembered[]>();

function resultsOf({ simulation, site, person }: SiteCall, cql: string): Results {
	const { world, settings, clock } = simulation;
	const index = contentIndex(world, site.cloudId);
	const kept = remembered.get(world) ?? [];
	remembered.set(world, kept);
	// A query that counts from now finds something else each moment.
	const mayKeep = !/\bnow\(/i.test(cql);
	const key = `${site.cloudId}\n${person.accountId}\n${settings.timeZone}\n${cql}`;
	const known = kept.find((one) => one.key === key && one.revision === index.revision);
	if (mayKeep && known !== undefined) return known;
	const results = findIn(index, cql, {
		accountId: person.accountId,
		timeZone: settings.timeZone,
		now: clock.now(),
	});
	if (mayKeep && results.items.length >= WORTH_REMEMBERING) {
		kept.unshift({ ...results, key, revision: index.revision });
		kept.length = Math.min(kept.length, REMEMBERED);
	}
	return results;
}

function findIn(
	index: ContentIndex,
	cql: string,
	searcher: { accountId: string; timeZone: string; now: number },
): Results {
	try {
		const query = parseCql(cql);
		const items = find(index, query, searcher, (item) => isVisibleTo(item, searcher.accountId));
		return { items, order: orderOf(query) };
	} catch (error) {
		if (!(error instanceof CqlError)) throw error;
		throw refuse(400, `Could not parse cql: ${error.message}`);
	}
}

/** Position of the first result after a cursor's, whatever changed in between. */
function after(items: readonly ContentItem[], { key, id }: Position, order: Order): number {
	const sign = order.descending ? -1 : 1;
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const item = items[middle];
		if (item === undefined) return items.length;
		const difference = orderKey(item, order) - key || Number(item.id) - id;
		if (sign * difference <= 0) low = middle + 1;
		else high = middle;
	}
	return low;
}
