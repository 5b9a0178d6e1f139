/**
 * What the simulated organization holds, as plain data. Moments are milliseconds since the epoch.
 * Changes by the functions of `company.ts` are seen at once. After changing a large world by hand
 * call `touch`, because large worlds are indexed.
 */
export interface World {
	organization: Organization;
	sites: Site[];
	people: Map<string, Person>;
	groups: Group[];
	content: ContentItem[];
	/** What is special about spaces, by `spaceId`; spaces that are missing here are ordinary. */
	spaces: Map<string, SpaceState>;
	/** Days on which people viewed a product, by account id. */
	views: Map<string, ProductView[]>;
	/** The person that consents by default. */
	connectedAccountId: string;
	/** Who changes content as time goes by. */
	activeEditors: string[];
}

export interface Organization {
	id: string;
	directoryId: string;
}

export interface Site {
	cloudId: string;
	name: string;
	/** Address of the site itself, no trailing slash. */
	url: string;
	/** True when the site also has Jira: it then appears a second time in the list of sites (M). */
	hasJira: boolean;
}

export interface Person {
	accountId: string;
	displayName: string;
	/** Empty when the person hides it. */
	email: string;
	/** What the organization knows, hidden from the site or not. */
	organizationEmail: string;
	accountType: 'atlassian' | 'app' | '';
	isGuest: boolean;
	/** Missing from member lists, and still counted in their total (M). */
	suspended: boolean;
	siteAdmin: boolean;
	/** When the person was added to the organization. */
	addedAt: number;
}

export type AccessType = 'user' | 'admin' | 'site-admin';

export interface Group {
	id: string;
	name: string;
	/** What membership gives, for each site by its Cloud ID. */
	accessTypes: Record<string, AccessType[]>;
	managedBy: 'ADMINS' | 'EXTERNAL' | 'TEAM_MEMBERS' | 'OPEN';
	usageType: 'USERBASE_GROUP' | 'TEAM_COLLABORATION';
	/** Account ids in the order in which pages list them. */
	members: string[];
}

export const CONTENT_TYPES = [
	'page',
	'blogpost',
	'comment',
	'attachment',
	'whiteboard',
	'database',
	'embed',
	'folder',
] as const;

export type ContentType = (typeof CONTENT_TYPES)[number];

/** A space whose content search does not find like any other. */
export interface SpaceState {
	/** Search leaves it out unless it is asked for (S). */
	archived?: boolean;
	/** An app access rule keeps it from this app (S). */
	blockedForApp?: boolean;
}

/** What the search index holds of a piece of content where it differs from its last version (M). */
export interface IndexedDates {
	/** What `order by lastmodified` sorts by and `lastmodified >=` compares. */
	sortKey?: number;
	/** `lastModified` of the hit. */
	hitDate?: number;
	/** `content.version.when` of the hit. */
	versionWhen?: number;
	/** How long the index is behind this piece of content, instead of the setting `indexLagMs`. */
	lagMs?: number;
}

export interface ContentVersion {
	number: number;
	by: string;
	at: number;
}

export interface ContentItem {
	id: string;
	type: ContentType;
	title: string;
	cloudId: string;
	spaceKey: string;
	createdAt: number;
	createdBy: string;
	/** Oldest first; never empty. */
	versions: ContentVersion[];
	/** Who may see it; null means everybody. */
	visibleTo: string[] | null;
	parentId: string | null;
	/** In the trash, where search finds nothing (D). */
	trashed?: boolean;
	/** An app access rule keeps it from this app (S). */
	blockedForApp?: boolean;
	/** Gone with the next version, which is indexed anew; set it by `indexAs`. */
	indexed?: IndexedDates;
}

export interface ProductView {
	product: 'confluence' | 'jira-software';
	cloudId: string;
	/** Moments, oldest first. */
	at: number[];
}

/** The last version of a piece of content. */
export function lastVersion(item: ContentItem): ContentVersion {
	const version = item.versions[item.versions.length - 1];
	if (version === undefined) throw new Error(`Content ${item.id} has no version.`);
	return version;
}

export function isVisibleTo(item: ContentItem, accountId: string): boolean {
	return item.visibleTo === null || item.visibleTo.includes(accountId);
}

/** The key of a space in `World.spaces`. */
export function spaceId(cloudId: string, spaceKey: string): string {
	return `${cloudId}/${spaceKey}`;
}

export function isArchived(world: World, item: ContentItem): boolean {
	return spaceOf(world, item)?.archived === true;
}

/** Whether an app access rule keeps it from the app that all calls are made by. */
export function isBlockedForApp(world: World, item: ContentItem): boolean {
	return item.blockedForApp === true || spaceOf(world, item)?.blockedForApp === true;
}

function spaceOf({ spaces }: World, { cloudId, spaceKey }: ContentItem): SpaceState | undefined {
	return spaces.size === 0 ? undefined : spaces.get(spaceId(cloudId, spaceKey));
}

/** The last of some moments, oldest first, that is not after `until`; null when there is none. */
export function lastMomentUntil(moments: readonly number[], until: number): number | null {
	for (let at = moments.length - 1; at >= 0; at--) {
		const moment = moments[at];
		if (moment !== undefined && moment <= until) return moment;
	}
	return null;
}
