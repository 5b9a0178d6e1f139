/** How the simulated Atlassian behaves where live sites differ or a test wants a corner. */
export interface Settings {
	/** Milliseconds before each answer of the API. */
	latencyMs: number;
	/** Milliseconds more for group lists, which are slow on large organizations (M). */
	groupListDelayMs: number;
	pointsPerHour: number;
	/** False: points are counted and never refused. */
	enforceBudget: boolean;
	/** What a 429 tells about when to go on (D, M). */
	quotaHeaders: 'retryAfter' | 'resetOnly' | 'neither';
	/** Whether answers carry the beta header of what is left (D). */
	betaHeader: boolean;
	/** Requests a second for each endpoint before a burst is refused; null: never. */
	burstPerSecond: number | null;
	accessTokenSeconds: number;
	/** What the gateway answers to an expired or unknown access token (401 by D, others M). */
	expiredTokenStatus: 401 | 403 | 404;
	/** What the token endpoint says to a dead refresh token (D, M). */
	deadTokenError: 'invalid_grant' | 'unauthorized_client';
	/** The scopes enabled on the app; the authorize step refuses any other (D). */
	enabledScopes: string[];
	/** Addresses that the app may send people back to; null: any on this machine. */
	redirectUris: string[] | null;
	/** The time zone of the searching person's profile (D). */
	timeZone: string;
	/** Whether groups of the organization's other sites are listed under an access type (M). */
	foreignGroupsListed: boolean;
	/** Seats bought; adding one more is refused (M). Null: without limit. */
	licenceLimit: number | null;
	/** What adding a person answers (201 by S, others M). */
	addedStatus: 200 | 201 | 204;
	/** How many reads of a person's groups still show a group after a removal (I). */
	staleMembershipReads: number;
	/** Calls of the organization API that answer as if the plan did not include them (M). */
	organizationRefuses: ('directories' | 'users/search' | 'last-active-dates')[];
	/** How late views appear (D). */
	viewsLateMs: number;
	/** Requests a minute for `last-active-dates` (D). */
	lastActivePerMinute: number;

	// Search, where it is known or feared to differ from its documentation. All off by default.
	/** How long the search index is behind every edit; 0: not at all (M: seconds to hours). */
	indexLagMs: number;
	/** Whether `content.version` of a hit is the newest version while the index is behind (I). */
	expansionsAreCurrent: boolean;
	/**
	 * A share of all content has dates in the index that do not agree with its last version (M):
	 * moved, relabelled or restricted later, or a sort key and hit date older by up to `behindMs`.
	 */
	oddDates: OddDates | null;
	/** The most hits on a page, with a `limit` of its own in the answer; null: as asked (S). */
	searchPageCap: number | null;
	/** Whether pages hold a random number of hits up to their limit (S: "fixed system limits"). */
	searchPagesVary: boolean;
	/** Every so many pages one comes empty, with a next link; 0: never (I). */
	emptySearchPageEvery: number;
	/** `unfiltered` counts hits that the asker may not see too (M); by S it is always there. */
	searchTotals: 'exact' | 'absent' | 'unfiltered';
	/** What changes between two pages of one search (I). */
	editsWhilePaging: EditsWhilePaging | null;
	/** A scope without which any `expand` is refused with 401; null: `search:confluence` is enough (I). */
	expandNeeds: string | null;
	/** Whether expansions that were asked for come; `some`: with every second hit only (I). */
	expansionsGiven: 'all' | 'some' | 'none';
	/** A share of hits that hold no content: deleted since, or no content at all (S: it is optional). */
	hollowHits: HollowHits | null;
	/** What `contributor = X` answers when X is no account: nothing found, or 400 (I). */
	unknownContributor: 'nothing' | 'refused';

	// The organization, members and groups, refusals and quota.
	/** Products on a page of `last-active-dates`, which is paged by cursor (D); null: all. */
	lastActivePageSize: number | null;
	/** How `links.next` of the organization API says where to go on: both forms were seen (M). */
	organizationNext: 'cursor' | 'address' | 'relative';
	/** Directories that list each person: the bulk search answers a row for each (D, M). */
	directories: number;
	/** Whether the rows of all directories but the first leave the products out (I). */
	laterDirectoriesWithhold: boolean;
	/** The key of Confluence's entries: the documented one, another that was seen, or a new one (M, I). */
	confluenceKey: 'confluence' | 'confluence.ondemand' | 'CONFLUENCE' | 'wiki-next' | '';
	/** How entries name their site: as documented, by the bare id, or not at all (M, I). */
	productIds: 'ari' | 'bare' | 'none';
	/** What stands in place of the dates of Confluence's entries; null: the true dates (M, I). */
	standInDate: '1970-01-01T00:00:00.000Z' | '0001-01-01T00:00:00.000Z' | null;
	/** False: nobody's date of joining is told, as under the old user management (D). */
	addedToOrgTold: boolean;
	/** The scopes of the API key; null: a key without scopes, which may do everything (D). */
	organizationKeyScopes: string[] | null;
	/** How an IP allowlist refuses every call, in either form of an error; null: it does not (M). */
	addressRefused: 'errors' | 'errorMessages' | null;
	/** Account ids of organization admins by platform role, who may be in no admin group (D). */
	platformAdmins: string[];
	/**
	 * Most entries on a page, by the page's place in the list, the last one for all further pages; none:
	 * as many as asked for. "May be restricted by fixed system limits" (S).
	 */
	memberPageSizes: number[];
	groupPageSizes: number[];
	memberOfPageSizes: number[];
	/** The `limit` of a short page of members: the server's own (S), what was asked for, or none (I). */
	memberPageLimit: 'own' | 'asked' | 'none';
	/** False: a short page of members names no next one, so that only the total tells of more (I). */
	memberPagesNameNext: boolean;
	/** Whether suspended people are left out of a page after it was cut, which makes it short (I). */
	suspendedLeaveGaps: boolean;
	/** What the first site is called since it was renamed; its groups keep their names (D). */
	renamedTo: string | null;
	/** The custom domain of the first site (D). */
	customDomain: string | null;
	/** Whether groups of the roles guest and user access admin are listed under an access type (I). */
	roleGroupsListed: boolean;
	/** Who manages the access groups that are not an identity provider's; null: as each group says (S). */
	accessGroupsManagedBy: 'TEAM_MEMBERS' | 'OPEN' | null;
	/** Whether answers say who manages a group: the document does not require it (S). */
	managedByTold: boolean;
	/** Whether the refusal to change a team's group says so, or only that it is refused (I). */
	teamRefusal: 'namesReason' | 'plain';
	/** What adding somebody answers who is in the group already (201 by S, 409 M). */
	alreadyMemberStatus: 'added' | 409;
	/** What adding somebody answers on a full site (M). */
	licenceLimitStatus: 400 | 409;
	/** Names of the header of what is left: the first one, and the one since March 2026 (D). */
	rateLimitHeaders: ('Beta-RateLimit' | 'RateLimit')[];
	/** Requests left in this second, told as a second policy in the same header (D); null: not told. */
	burstLeft: number | null;
	/** False: the points left are told only once few are left (D, M). */
	pointsAlwaysTold: boolean;
}

export interface OddDates {
	/** From 0 to 1. */
	share: number;
	seed: number;
	/** How far hit date and sort key may be older than the last version. */
	behindMs: number;
}

export interface EditsWhilePaging {
	/** After every n-th page that has a next link. */
	everyPages: number;
	/** A hit that is still to come, which an order by date may move out of reach, or one that came. */
	of: 'unseen' | 'seen';
	/** Who edits; null: whoever changed the hit last. */
	by: string | null;
}

export interface HollowHits {
	/** From 0 to 1. */
	share: number;
	seed: number;
	/** `content: null`, no `content` at all, or a space in place of content. */
	kind: 'null' | 'missing' | 'space';
}

export const DEFAULT_SETTINGS: Settings = {
	latencyMs: 0,
	groupListDelayMs: 0,
	pointsPerHour: 65_000,
	enforceBudget: true,
	quotaHeaders: 'retryAfter',
	betaHeader: true,
	burstPerSecond: null,
	accessTokenSeconds: 3_600,
	expiredTokenStatus: 401,
	deadTokenError: 'invalid_grant',
	enabledScopes: [
		'offline_access',
		'read:confluence-groups',
		'read:confluence-user',
		'search:confluence',
		'write:confluence-groups',
		'read:page:confluence',
		'read:attachment:confluence',
		'read:comment:confluence',
		'read:configuration:confluence',
	],
	redirectUris: null,
	timeZone: 'UTC',
	foreignGroupsListed: true,
	licenceLimit: null,
	addedStatus: 201,
	staleMembershipReads: 0,
	organizationRefuses: [],
	viewsLateMs: 0,
	lastActivePerMinute: 200,
	indexLagMs: 0,
	expansionsAreCurrent: true,
	oddDates: null,
	searchPageCap: null,
	searchPagesVary: false,
	emptySearchPageEvery: 0,
	searchTotals: 'exact',
	editsWhilePaging: null,
	expandNeeds: null,
	expansionsGiven: 'all',
	hollowHits: null,
	unknownContributor: 'nothing',
	lastActivePageSize: null,
	organizationNext: 'cursor',
	directories: 1,
	laterDirectoriesWithhold: false,
	confluenceKey: 'confluence',
	productIds: 'ari',
	standInDate: null,
	addedToOrgTold: true,
	organizationKeyScopes: null,
	addressRefused: null,
	platformAdmins: [],
	memberPageSizes: [],
	groupPageSizes: [],
	memberOfPageSizes: [],
	memberPageLimit: 'own',
	memberPagesNameNext: true,
	suspendedLeaveGaps: false,
	renamedTo: null,
	customDomain: null,
	roleGroupsListed: false,
	accessGroupsManagedBy: null,
	managedByTold: true,
	teamRefusal: 'namesReason',
	alreadyMemberStatus: 'added',
	licenceLimitStatus: 409,
	rateLimitHeaders: ['Beta-RateLimit'],
	burstLeft: null,
	pointsAlwaysTold: true,
};
