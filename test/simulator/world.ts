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

/** The last of some moments, oldest first, that is not after `until`; null when there is none. */
export function lastMomentUntil(moments: readonly number[], until: number): number | null {
	for (let at = moments.length - 1; at >= 0; at--) {
		const moment = moments[at];
		if (moment !== undefined && moment <= until) return moment;
	}
	return null;
}
