import { contentIndex } from './search/contentIndex';
import { firstSite } from './company';
import { indexView, PLAIN_VIEW, type IndexSettings, type IndexView } from './search/indexView';
import {
	isBlockedForApp,
	isVisibleTo,
	lastMomentUntil,
	type ContentItem,
	type ContentType,
	type World,
} from './world';

/** The kinds of content whose changes count as activity of a person. */
export const ACTIVITY_TYPES: readonly ContentType[] = [
	'page',
	'blogpost',
	'comment',
	'attachment',
	'whiteboard',
	'database',
];

export interface TruthOptions {
	cloudId?: string;
	/** Whose eyes count; the connected account by default. */
	viewer?: string;
	types?: readonly ContentType[];
	/** Nothing after this moment counts. */
	until?: number;
}

/**
 * When a person last made or changed something, of what the connected account may see and search
 * does not leave out for good: the truth that a search can come to in the end. Archived spaces
 * count, because they can be asked for. Null when never.
 */
export function lastEditOf(
	world: World,
	accountId: string,
	{ viewer = world.connectedAccountId, ...options }: TruthOptions = {},
): number | null {
	return lastOwn(world, accountId, options, PLAIN_VIEW, isWithinReach(world, viewer));
}

/**
 * When a person last made or changed something, wherever it is: in the trash, restricted, blocked,
 * not in the index yet. Null when never.
 */
export function lastOwnEditOf(
	world: World,
	accountId: string,
	options: Omit<TruthOptions, 'viewer'> = {},
): number | null {
	return lastOwn(world, accountId, options, PLAIN_VIEW, () => true);
}

/**
 * The same as `lastEditOf`, of what the index knows at `now`: what the best of searches can show
 * at that moment. With `since`, of content that the index dates from that moment on: what a
 * question that ends there can show.
 */
export function lastEditSearchShows(
	world: World,
	accountId: string,
	{
		settings,
		now,
		since = -Infinity,
		viewer = world.connectedAccountId,
		...options
	}: TruthOptions & { settings: IndexSettings; now: number; since?: number },
): number | null {
	const view = indexView(settings, now, true);
	const isWithin = isWithinReach(world, viewer);
	return lastOwn(
		world,
		accountId,
		options,
		view,
		(item) => isWithin(item) && view.lastModified(item) >= since,
	);
}

function isWithinReach(world: World, viewer: string): (item: ContentItem) => boolean {
	return (item) =>
		item.trashed !== true && isVisibleTo(item, viewer) && !isBlockedForApp(world, item);
}

function lastOwn(
	world: World,
	accountId: string,
	{
		cloudId = firstSite(world).cloudId,
		types = ACTIVITY_TYPES,
		until = Infinity,
	}: Omit<TruthOptions, 'viewer'>,
	view: IndexView,
	counts: (item: ContentItem) => boolean,
): number | null {
	let last: number | null = null;
	for (const item of contentIndex(world, cloudId).byContributor.get(accountId) ?? []) {
		if (!types.includes(item.type) || !counts(item)) continue;
		for (const { by, at } of view.versions(item)) {
			if (by === accountId && at <= until && (last === null || at > last)) last = at;
		}
	}
	return last;
}

/** When a person last viewed Confluence on a site; null when never. */
export function lastViewOf(
	world: World,
	accountId: string,
	{ cloudId = firstSite(world).cloudId, until = Infinity }: TruthOptions = {},
): number | null {
	const views = world.views.get(accountId) ?? [];
	const entry = views.find((one) => one.product === 'confluence' && one.cloudId === cloudId);
	return entry === undefined ? null : lastMomentUntil(entry.at, until);
}

/** Everybody who holds a seat of a site: in a group that gives access, no guest, no app, not suspended. */
export function seatHolders(world: World, cloudId = firstSite(world).cloudId): Set<string> {
	const holders = new Set<string>();
	for (const { accessTypes, members } of world.groups) {
		const types = accessTypes[cloudId] ?? [];
		if (!types.includes('user') && !types.includes('admin')) continue;
		for (const accountId of members) {
			const person = world.people.get(accountId);
			if (person === undefined || person.suspended || person.isGuest) continue;
			if (person.accountType !== 'app') holders.add(accountId);
		}
	}
	return holders;
}
