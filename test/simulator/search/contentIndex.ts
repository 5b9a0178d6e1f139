import { lastVersion, type ContentItem, type World } from '../world';

/** Worlds with less content are indexed anew for each search, so changes by hand are seen at once. */
const SMALL = 500;

/** The content of one site in the orders that searches ask for. */
export interface ContentIndex {
	/** Goes up with every change; results of an older revision are void. */
	revision: number;
	/** Oldest change first; sorted when it is asked for. */
	byLastModified(): readonly ContentItem[];
	/** Oldest first. */
	byCreated(): readonly ContentItem[];
	/** Whether some content has dates of its own in the index. */
	readonly hasOwnDates: boolean;
	/** What a person made or changed, in no order. */
	byContributor: Map<string, ContentItem[]>;
}

interface WorldIndex {
	revision: number;
	/** How much of the world's content is in the index. */
	indexed: number;
	sites: Map<string, SiteIndex>;
	byId: Map<string, ContentItem>;
}

class SiteIndex implements ContentIndex {
	revision = ++revisions;
	hasOwnDates = false;
	readonly byContributor = new Map<string, ContentItem[]>();
	private changed: ContentItem[] = [];
	private created: ContentItem[] = [];
	private changedIsSorted = true;
	private createdIsSorted = true;

	add(item: ContentItem): void {
		this.changed.push(item);
		if (item.indexed !== undefined) this.hasOwnDates = true;
		this.created.push(item);
		this.createdIsSorted = false;
		this.noteChange();
		noteContributor(this, item.createdBy, item);
		for (const { by } of item.versions) noteContributor(this, by, item);
	}

	noteChange(): void {
		this.changedIsSorted = false;
		this.revision = ++revisions;
	}

	byLastModified(): readonly ContentItem[] {
		if (!this.changedIsSorted)
			this.changed = sortedBy(this.changed, (item) => lastVersion(item).at);
		this.changedIsSorted = true;
		return this.changed;
	}

	byCreated(): readonly ContentItem[] {
		if (!this.createdIsSorted)
			this.created = sortedBy(this.created, ({ createdAt }) => createdAt);
		this.createdIsSorted = true;
		return this.created;
	}
}

/** Smallest key first, ties by id. Keys are read once for each item, not for each comparison. */
function sortedBy(
	items: readonly ContentItem[],
	keyOf: (item: ContentItem) => number,
): ContentItem[] {
	return items
		.map((item) => ({ item, key: keyOf(item), id: Number(item.id) }))
		.sort((a, b) => a.key - b.key || a.id - b.id)
		.map(({ item }) => item);
}

const indexes = new WeakMap<World, WorldIndex>();
let revisions = 0;

/** The index of a site's content, brought up to date. */
export function contentIndex(world: World, cloudId: string): ContentIndex {
	return siteIndex(worldIndex(world), cloudId);
}

/** A piece of content by its id. */
export function contentById(world: World, id: string): ContentItem | undefined {
	return worldIndex(world).byId.get(id);
}

/** Tells the index that a piece of content has got one more version. */
export function noteNewVersion(world: World, item: ContentItem): void {
	const index = indexes.get(world);
	if (index === undefined) return;
	const site = siteIndex(index, item.cloudId);
	const { by } = lastVersion(item);
	// An item that is changed again may stand anywhere in the list.
	if (site.byContributor.get(by)?.includes(item) !== true) noteContributor(site, by, item);
	site.noteChange();
}

export function forgetContentIndex(world: World): void {
	indexes.delete(world);
}

/** Ids are numbers as text; the order is by number. */
export function compareIds(a: ContentItem, b: ContentItem): number {
	return Number(a.id) - Number(b.id);
}

function worldIndex(world: World): WorldIndex {
	let index = indexes.get(world);
	const { content } = world;
	if (index === undefined || content.length <= SMALL || content.length < index.indexed) {
		index = { revision: ++revisions, indexed: 0, sites: new Map(), byId: new Map() };
		indexes.set(world, index);
	}
	for (; index.indexed < content.length; index.indexed++) {
		const item = content[index.indexed];
		if (item !== undefined) add(index, item);
	}
	return index;
}

function add(index: WorldIndex, item: ContentItem): void {
	index.byId.set(item.id, item);
	siteIndex(index, item.cloudId).add(item);
}

function noteContributor(site: SiteIndex, accountId: string, item: ContentItem): void {
	const items = site.byContributor.get(accountId);
	if (items === undefined) site.byContributor.set(accountId, [item]);
	else if (items[items.length - 1] !== item) items.push(item);
}

function siteIndex(index: WorldIndex, cloudId: string): SiteIndex {
	let site = index.sites.get(cloudId);
	if (site === undefined) index.sites.set(cloudId, (site = new SiteIndex()));
	return site;
}
