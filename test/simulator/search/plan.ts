import { lastVersion, type ContentItem } from '../world';
import { compareIds, type ContentIndex } from './contentIndex';
import { CqlError, type Condition, type Order, type Query } from './cql';
import { PLAIN_VIEW, type IndexView } from './indexView';
import { compile, type Searcher } from './matching';
import { readMoment } from './moments';

/**
 * Everything that a query finds, in its order. People asked for by name and changes after a moment
 * are taken from the index, so that a search does not look at the whole site.
 *
 * @throws CqlError
 */
export function find(
	index: ContentIndex,
	query: Query,
	searcher: Searcher,
	isVisible: (item: ContentItem) => boolean,
): ContentItem[] {
	const { view } = searcher;
	const matches = compile(query.condition, searcher);
	const order = orderOf(query);
	const needed = neededBy(query.condition);
	const contributors = contributorsIn(needed);
	const since = sinceIn(needed, searcher);
	const found: ContentItem[] = [];
	const visit = (item: ContentItem): void => {
		if (view.versions(item).length > 0 && matches(item) && isVisible(item)) found.push(item);
	};
	if (contributors !== null) {
		for (const item of itemsOf(index, contributors)) visit(item);
		return found.sort(comparing(order, view));
	}
	if (view !== PLAIN_VIEW) {
		// The index has an order of its own, so all content is looked at.
		for (const item of index.byCreated()) visit(item);
		return found.sort(comparing(order, view));
	}
	if (order.field === 'lastmodified' || since !== null) {
		const items = index.byLastModified();
		const first = since === null ? 0 : firstSince(items, since);
		for (let at = first; at < items.length; at++) visit(itemAt(items, at));
		if (order.field === 'created') return found.sort(comparing(order, view));
	} else {
		for (const item of index.byCreated()) visit(item);
	}
	return order.descending ? found.reverse() : found;
}

/** What the results are ordered by; without `order by` the newest change comes first (I). */
export function orderOf({ order }: Query): Order {
	return order[0] ?? { field: 'lastmodified', descending: true };
}

/** The value that an item has in an order. */
export function orderKey(item: ContentItem, { field }: Order, view: IndexView): number {
	return field === 'created' ? item.createdAt : view.lastModified(item);
}

/** Ties are broken by id, in the same direction, so that pages never overlap. */
function comparing(order: Order, view: IndexView): (a: ContentItem, b: ContentItem) => number {
	const sign = order.descending ? -1 : 1;
	return (a, b) =>
		sign * (orderKey(a, order, view) - orderKey(b, order, view) || compareIds(a, b));
}

type Comparison = Extract<Condition, { kind: 'compare' }>;

/** The comparisons that every result must meet. */
function neededBy(condition: Condition): Comparison[] {
	if (condition.kind === 'compare') return [condition];
	return condition.kind === 'and' ? condition.parts.flatMap(neededBy) : [];
}

/** People of whom one must be a contributor; null when the query does not say. */
function contributorsIn(needed: readonly Comparison[]): string[] | null {
	const named = needed.find(
		({ field, operator }) =>
			(field === 'contributor' || field === 'creator') &&
			(operator === '=' || operator === 'in'),
	);
	return named?.values ?? null;
}

/** The moment that the last change must not be older than; null when the query does not say. */
function sinceIn(needed: readonly Comparison[], searcher: Searcher): number | null {
	let since: number | null = null;
	for (const { field, operator, values } of needed) {
		if (field !== 'lastmodified' || (operator !== '>' && operator !== '>=')) continue;
		const { from } = readMoment(values[0] ?? '', searcher.timeZone, searcher.now);
		since = since === null ? from : Math.max(since, from);
	}
	return since;
}

function itemsOf(index: ContentIndex, accountIds: readonly string[]): Iterable<ContentItem> {
	const [only] = accountIds;
	if (accountIds.length === 1 && only !== undefined) return index.byContributor.get(only) ?? [];
	const items = new Set<ContentItem>();
	for (const accountId of accountIds) {
		for (const item of index.byContributor.get(accountId) ?? []) items.add(item);
	}
	return items;
}

/** Position of the first item that was changed at `since` or later. */
function firstSince(items: readonly ContentItem[], since: number): number {
	let low = 0;
	let high = items.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (lastVersion(itemAt(items, middle)).at < since) low = middle + 1;
		else high = middle;
	}
	return low;
}

function itemAt(items: readonly ContentItem[], at: number): ContentItem {
	const item = items[at];
	if (item === undefined) throw new CqlError('The index is damaged.');
	return item;
}
