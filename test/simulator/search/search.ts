import type { SiteCall } from '../context';
import { edit } from '../company';
import { gatewayRefusal, listJson, numberParameter, requiredParameter, type Answer } from '../http';
import { bearerOf } from '../oauth';
import { seededRandom } from '../random';
import type { Settings } from '../settings';
import { lastVersion, type ContentItem } from '../world';
import type { Order } from './cql';
import { readCursor, writeCursor, type Position } from './cursor';
import { hitText, type Expansions, type ShownHit } from './hits';
import type { IndexView } from './indexView';
import { orderKey } from './plan';
import { resultsOf } from './results';

const DEFAULT_LIMIT = 25;
/** With any expansion at most so many results come on a page (M); without, more (I). */
const LIMIT_WITH_EXPANSION = 200;
const LIMIT_PLAIN = 1_000;

/**
 * `GET /wiki/rest/api/search`: what the caller may see, page by page with a cursor; `start` is
 * ignored, and the next link lacks `/wiki` (M). Archived spaces come only when they are asked
 * for (S).
 */
export function search(call: SiteCall): Answer {
	const started = performance.now();
	const { query } = call.request;
	const { world, settings } = call.simulation;
	const cql = requiredParameter(query, 'cql');
	const expand = query.get('expand') ?? '';
	const withArchived = query.get('includeArchivedSpaces') === 'true';
	if (expand !== '') admitExpansion(call);
	const asked = numberParameter(query, 'limit', DEFAULT_LIMIT);
	const limit = Math.max(1, Math.min(asked, expand === '' ? LIMIT_PLAIN : LIMIT_WITH_EXPANSION));
	const cursor = query.get('cursor') ?? '';
	const position = cursor === '' ? START : readCursor(cursor, { cql, limit });
	const results = resultsOf(call, cql, withArchived);
	const { items, order, view } = results;
	const from = after(items, position, order, view);
	const shownLimit = Math.min(limit, settings.searchPageCap ?? limit);
	const page = items.slice(from, from + sizeOfPage(settings, position, shownLimit));
	const last = page[page.length - 1];
	const hasMore = from + page.length < items.length;
	const end: Position = {
		...(last === undefined
			? position
			: { key: orderKey(last, order, view), id: Number(last.id) }),
		seen: position.seen + page.length,
		pages: position.pages + 1,
	};
	const next = hasMore ? writeCursor(end, { cql, limit }) : null;
	const hits = shownHits(call, page, view, readExpansions(expand));
	const answer: Answer = {
		status: 200,
		body: listJson(
			hits.map((hit) => hitText(world, hit)),
			{
				start: position.seen,
				limit: shownLimit,
				size: page.length,
				...(settings.searchTotals === 'absent' ? {} : { totalSize: results.totalSize }),
				cqlQuery: cql,
				searchDuration: Math.round(performance.now() - started),
				_links: {
					base: `${call.site.url}/wiki`,
					context: '/wiki',
					...(next === null
						? {}
						: { next: nextLink(next, { cql, limit, expand, withArchived }) }),
				},
			},
		),
		objects: page.length,
		offContract: settings.searchTotals === 'absent' || settings.hollowHits !== null,
	};
	if (hasMore) editBetweenPages(call, end.pages, page[0], items[from + page.length]);
	return answer;
}

const START: Position = { key: null, id: 0, seen: 0, pages: 0 };

/** A missing scope is answered by the gateway, as for a whole address (M). */
function admitExpansion({ simulation, request }: SiteCall): void {
	const { expandNeeds } = simulation.settings;
	if (expandNeeds === null) return;
	const grant = simulation.grants.grantOf(bearerOf(request));
	if (grant?.scopes.includes(expandNeeds) === true) return;
	throw gatewayRefusal(401, 'Unauthorized; scope does not match');
}

/** How many hits a page holds; the same for the same page whenever it is asked for. */
function sizeOfPage(
	{ emptySearchPageEvery, searchPagesVary }: Settings,
	{ key, id, pages }: Position,
	limit: number,
): number {
	// Pages 1, n + 1, 2n + 1, ...; with each page empty a search would never end.
	if (emptySearchPageEvery > 0 && pages % Math.max(2, emptySearchPageEvery) === 0) return 0;
	if (!searchPagesVary) return limit;
	return 1 + seededRandom(id * 31 + ((key ?? 0) % 1_000_003) + pages).below(limit);
}

function nextLink(
	cursor: string,
	asked: { cql: string; limit: number; expand: string; withArchived: boolean },
): string {
	const parameters = new URLSearchParams({ next: 'true', cursor });
	if (asked.expand !== '') parameters.set('expand', asked.expand);
	if (asked.withArchived) parameters.set('includeArchivedSpaces', 'true');
	parameters.set('limit', String(asked.limit));
	parameters.set('cql', asked.cql);
	return `/rest/api/search?${parameters}`;
}

function readExpansions(expand: string): Expansions {
	const names = expand.split(',').map((name) => name.trim());
	const isAsked = (name: string): boolean =>
		names.some((one) => one === name || one.startsWith(`${name}.`));
	return { version: isAsked('content.version'), history: isAsked('content.history') };
}

const NO_EXPANSIONS: Expansions = { version: false, history: false };

function shownHits(
	{ simulation: { settings } }: SiteCall,
	page: readonly ContentItem[],
	view: IndexView,
	asked: Expansions,
): ShownHit[] {
	const { expansionsGiven } = settings;
	return page.map((item, at) => {
		const isGiven = expansionsGiven === 'all' || (expansionsGiven === 'some' && at % 2 === 0);
		return {
			item,
			hitDate: view.hitDate(item),
			version: view.shownVersion(item),
			expansions: isGiven ? asked : NO_EXPANSIONS,
			hollow: hollowAs(settings, item),
		};
	});
}

function hollowAs({ hollowHits }: Settings, { id }: ContentItem): ShownHit['hollow'] {
	if (hollowHits === null) return null;
	const { share, seed, kind } = hollowHits;
	return seededRandom(seed * 6_151 + Number(id) * 12_289).chance(share) ? kind : null;
}

function editBetweenPages(
	{ simulation: { world, settings, clock } }: SiteCall,
	pages: number,
	seen: ContentItem | undefined,
	unseen: ContentItem | undefined,
): void {
	const { editsWhilePaging } = settings;
	if (editsWhilePaging === null || pages % editsWhilePaging.everyPages !== 0) return;
	const item = editsWhilePaging.of === 'seen' ? seen : unseen;
	if (item === undefined) return;
	edit(world, item, editsWhilePaging.by ?? lastVersion(item).by, clock.now());
}

/** Position of the first result after a cursor's, whatever changed in between. */
function after(
	items: readonly ContentItem[],
	{ key, id }: Position,
	order: Order,
	view: IndexView,
): number {
	if (key === null) return 0;
	const sign = order.descending ? -1 : 1;
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const item = items[middle];
		if (item === undefined) return items.length;
		const difference = orderKey(item, order, view) - key || Number(item.id) - id;
		if (sign * difference <= 0) low = middle + 1;
		else high = middle;
	}
	return low;
}
