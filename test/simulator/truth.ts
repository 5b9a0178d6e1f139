import { contentIndex } from './search/contentIndex';
import { firstSite } from './company';
import { isVisibleTo, lastMomentUntil, type ContentType, type World } from './world';

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
 * When a person last made or changed something, of what the connected account may see: the truth
 * that a search can at best come to. Null when never.
 */
export function lastEditOf(
	world: World,
	accountId: string,
	{
		cloudId = firstSite(world).cloudId,
		viewer = world.connectedAccountId,
		types = ACTIVITY_TYPES,
		until = Infinity,
	}: TruthOptions = {},
): number | null {
	let last: number | null = null;
	for (const item of contentIndex(world, cloudId).byContributor.get(accountId) ?? []) {
		if (!types.includes(item.type) || !isVisibleTo(item, viewer)) continue;
		for (const { by, at } of item.versions) {
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
