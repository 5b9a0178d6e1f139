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
	managedByTold: true,
	teamRefusal: 'namesReason',
	alreadyMemberStatus: 'added',
	licenceLimitStatus: 409,
	rateLimitHeaders: ['Beta-RateLimit'],
	burstLeft: null,
	pointsAlwaysTold: true,
};
