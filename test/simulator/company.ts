import { randomUuid, seededRandom } from './random';
import { forgetContentIndex, noteNewVersion } from './search/contentIndex';
import { forgetMemberships, joinGroup, leaveGroup } from './memberships';
import {
	lastVersion,
	spaceId,
	type AccessType,
	type ContentItem,
	type ContentType,
	type Group,
	type IndexedDates,
	type Person,
	type ProductView,
	type Site,
	type SpaceState,
	type World,
} from './world';

/**
 * Makers for small companies that a test writes by hand, and the changes that happen to any
 * company. Each maker answers what it made; whatever is not said has a plain default.
 */

/** Long enough ago that nobody is new (2024-01-01). */
const LONG_AGO = Date.UTC(2024, 0, 1);

/** An organization with one site and one connected site admin, and nothing else. */
export function emptyWorld({ siteName = 'harbour', hasJira = false } = {}): World {
	const world: World = {
		organization: { id: 'org-1', directoryId: 'directory-1' },
		sites: [],
		people: new Map(),
		groups: [],
		content: [],
		spaces: new Map(),
		views: new Map(),
		connectedAccountId: '',
		activeEditors: [],
	};
	addSite(world, { name: siteName, hasJira });
	const admin = addPerson(world, { accountId: 'connected-admin', siteAdmin: true });
	world.connectedAccountId = admin.accountId;
	return world;
}

export function addSite(world: World, site: Partial<Site> & { name: string }): Site {
	const made = {
		cloudId: idFrom(world.sites.length + 1, 101),
		url: `https://${site.name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.atlassian.net`,
		hasJira: false,
		...site,
	};
	world.sites.push(made);
	return made;
}

/** The first site of a world. */
export function firstSite(world: World): Site {
	const [site] = world.sites;
	if (site === undefined) throw new Error('This world has no site.');
	return site;
}

export function addPerson(world: World, person: Partial<Person> = {}): Person {
	const number = world.people.size + 1;
	const accountId = person.accountId ?? `account-${number}`;
	const email = person.email ?? `${accountId}@harbour.example`;
	const made: Person = {
		accountId,
		displayName: `Person ${number}`,
		email,
		organizationEmail: email === '' ? `${accountId}@harbour.example` : email,
		accountType: 'atlassian',
		isGuest: false,
		suspended: false,
		siteAdmin: false,
		addedAt: LONG_AGO,
		...person,
	};
	world.people.set(accountId, made);
	return made;
}

/** A group; without `access` it gives nothing, with it that on the first site. */
export function addGroup(
	world: World,
	{ access = [], ...group }: Partial<Group> & { name: string; access?: AccessType[] },
): Group {
	const made: Group = {
		id: idFrom(world.groups.length + 1, 202),
		accessTypes: access.length === 0 ? {} : { [firstSite(world).cloudId]: [...access] },
		managedBy: 'ADMINS',
		usageType: 'USERBASE_GROUP',
		members: [],
		...group,
	};
	world.groups.push(made);
	forgetMemberships(world);
	return made;
}

/** False when the person was in the group already. */
export function addToGroup(world: World, group: Group, person: Person | string): boolean {
	return joinGroup(world, group, idOf(person));
}

/** False when the person was not in the group. */
export function removeFromGroup(world: World, group: Group, person: Person | string): boolean {
	return leaveGroup(world, group, idOf(person));
}

export function suspend(world: World, person: Person): void {
	person.suspended = true;
	forgetMemberships(world);
}

/** Takes a person out of all groups and out of the organization. */
export function deletePerson(world: World, accountId: string): void {
	for (const group of world.groups) leaveGroup(world, group, accountId);
	world.people.delete(accountId);
}

/** New content of the first site, seen by everybody unless said otherwise. */
export function addContent(
	world: World,
	content: Partial<Omit<ContentItem, 'versions'>> & { createdBy: string; createdAt: number },
): ContentItem {
	const number = world.content.length + 1;
	const type: ContentType = content.type ?? 'page';
	const item: ContentItem = {
		id: String(65_536 + number),
		title: `${type} ${number}`,
		cloudId: firstSite(world).cloudId,
		spaceKey: 'TEAM',
		versions: [{ number: 1, by: content.createdBy, at: content.createdAt }],
		visibleTo: null,
		parentId: null,
		...content,
		type,
	};
	world.content.push(item);
	return item;
}

export function addPage(
	world: World,
	page: Partial<Omit<ContentItem, 'versions' | 'type'>> & {
		createdBy: string;
		createdAt: number;
	},
): ContentItem {
	return addContent(world, { ...page, type: 'page' });
}

/** One more version of a piece of content. */
export function edit(world: World, item: ContentItem, by: Person | string, at: number): void {
	const { number } = lastVersion(item);
	item.versions.push({ number: number + 1, by: idOf(by), at });
	delete item.indexed;
	noteNewVersion(world, item);
}

/** Makes all content of a space archived: search leaves it out unless it is asked for (S). */
export function archiveSpace(world: World, spaceKey: string, cloudId?: string): void {
	changeSpace(world, spaceKey, { archived: true }, cloudId);
}

/** Keeps a space from the app by an access rule, as a data security policy does (S). */
export function blockSpaceForApp(world: World, spaceKey: string, cloudId?: string): void {
	changeSpace(world, spaceKey, { blockedForApp: true }, cloudId);
}

function changeSpace(
	world: World,
	spaceKey: string,
	change: SpaceState,
	cloudId = firstSite(world).cloudId,
): void {
	const id = spaceId(cloudId, spaceKey);
	world.spaces.set(id, { ...world.spaces.get(id), ...change });
	forgetContentIndex(world);
}

/** Puts a piece of content into the trash. */
export function trash(world: World, item: ContentItem): void {
	item.trashed = true;
	forgetContentIndex(world);
}

/** Lets the search index hold other dates of a piece of content than its last version's (M). */
export function indexAs(world: World, item: ContentItem, indexed: IndexedDates): void {
	item.indexed = { ...item.indexed, ...indexed };
	forgetContentIndex(world);
}

/**
 * Moves, relabels or restricts a piece of content: no new version, yet the index takes it for
 * changed at that moment (M).
 */
export function touchContent(world: World, item: ContentItem, at: number): void {
	indexAs(world, item, { sortKey: at, hitDate: at });
}

/** Notes that a person viewed a product of a site. */
export function view(
	world: World,
	person: Person | string,
	at: number,
	{
		product = 'confluence',
		cloudId = firstSite(world).cloudId,
	}: Partial<Omit<ProductView, 'at'>> = {},
): void {
	const accountId = idOf(person);
	const views = world.views.get(accountId) ?? [];
	world.views.set(accountId, views);
	const known = views.find((entry) => entry.product === product && entry.cloudId === cloudId);
	if (known === undefined) {
		views.push({ product, cloudId, at: [at] });
		return;
	}
	known.at.push(at);
	known.at.sort((a, b) => a - b);
}

/** Drops all indexes, so that changes made by hand in a large world are seen. */
export function touch(world: World): void {
	forgetContentIndex(world);
	forgetMemberships(world);
}

function idOf(person: Person | string): string {
	return typeof person === 'string' ? person : person.accountId;
}

/** A stable identifier for the n-th of a kind. */
function idFrom(number: number, kind: number): string {
	return randomUuid(seededRandom(kind * 65_537 + number));
}
