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
};
