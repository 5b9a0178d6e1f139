/**
 * The endpoints this package uses, with what each needs and costs.
 * Paths are below `https://api.atlassian.com/ex/confluence/{cloudId}` unless marked (S).
 * Cost: 1 point for a request, plus `pointsPerObject` for each object returned (D).
 */
export interface Endpoint {
	method: 'GET' | 'POST' | 'DELETE';
	path: string;
	/** True for addresses that are outside any site. */
	outsideSites?: boolean;
	/** True for what names no group, person or page: a 404 there means the site itself (M). */
	siteWide?: boolean;
	scopes: readonly string[];
	pointsPerObject: 0 | 1 | 2;
	/** How a sentence names it. */
	label: string;
	/** Group lists of large organizations take 20 to 30 seconds (M). */
	slow?: boolean;
	/** True for a POST that changes nothing, so that it may be repeated like a GET. */
	onlyReads?: boolean;
	/** True for the organization API: an API key of its own, and no points (D). */
	organization?: boolean;
}

/** True when asking again can change nothing. */
export function isRead({ method, onlyReads = false }: Endpoint): boolean {
	return method === 'GET' || onlyReads;
}

const GROUPS_READ = ['read:confluence-groups'] as const;
const GROUPS_WRITE = ['write:confluence-groups'] as const;
const USER_READ = ['read:confluence-user'] as const;

export const ENDPOINTS = {
	accessibleResources: {
		method: 'GET',
		path: '/oauth/token/accessible-resources',
		outsideSites: true,
		scopes: [],
		pointsPerObject: 1,
		label: 'the list of sites',
	},
	groups: {
		method: 'GET',
		path: '/wiki/rest/api/group',
		scopes: GROUPS_READ,
		pointsPerObject: 2,
		label: 'the group list',
		siteWide: true,
		slow: true,
	},
	groupById: {
		method: 'GET',
		path: '/wiki/rest/api/group/by-id',
		scopes: GROUPS_READ,
		pointsPerObject: 2,
		label: 'a group',
	},
	groupMembers: {
		method: 'GET',
		path: '/wiki/rest/api/group/{groupId}/membersByGroupId',
		scopes: GROUPS_READ,
		pointsPerObject: 2,
		label: 'the members of a group',
	},
	currentUser: {
		method: 'GET',
		path: '/wiki/rest/api/user/current',
		scopes: USER_READ,
		pointsPerObject: 2,
		label: 'the connected account',
		siteWide: true,
	},
	memberOf: {
		method: 'GET',
		path: '/wiki/rest/api/user/memberof',
		scopes: USER_READ,
		pointsPerObject: 2,
		label: "a person's groups",
	},
	search: {
		method: 'GET',
		path: '/wiki/rest/api/search',
		scopes: ['search:confluence'],
		pointsPerObject: 1,
		label: 'the search',
		siteWide: true,
	},
	pageVersions: {
		method: 'GET',
		path: '/wiki/api/v2/{contentType}/{id}/versions',
		scopes: ['read:page:confluence'],
		pointsPerObject: 1,
		label: 'the versions of a page',
	},
	dataPolicies: {
		method: 'GET',
		path: '/wiki/api/v2/data-policies/metadata',
		scopes: ['read:configuration:confluence'],
		pointsPerObject: 1,
		label: 'the data policies of the site',
	},
	addMember: {
		method: 'POST',
		path: '/wiki/rest/api/group/userByGroupId',
		scopes: GROUPS_WRITE,
		pointsPerObject: 0,
		label: 'the addition of a person to a group',
	},
	removeMember: {
		method: 'DELETE',
		path: '/wiki/rest/api/group/userByGroupId',
		scopes: GROUPS_WRITE,
		pointsPerObject: 0,
		label: 'the removal of a person from a group',
	},
} as const satisfies Record<string, Endpoint>;

/**
 * The endpoints of the organization API that this package uses (D). They are asked with an API key
 * of the organization, not with OAuth, and cost no points.
 */
export const ORGANIZATION_ENDPOINTS = {
	searchUsers: {
		method: 'POST',
		path: '/admin/v2/orgs/{organizationId}/directories/{directoryId}/users/search',
		outsideSites: true,
		scopes: [],
		pointsPerObject: 0,
		label: "the organization's users",
		onlyReads: true,
		organization: true,
	},
	lastActiveDates: {
		method: 'GET',
		path: '/admin/v1/orgs/{organizationId}/directory/users/{accountId}/last-active-dates',
		outsideSites: true,
		scopes: [],
		pointsPerObject: 0,
		label: "a person's last-active dates",
		organization: true,
	},
} as const satisfies Record<string, Endpoint>;

/** Points that a request cost, given the number of objects it returned (D). */
export function pointsOf(endpoint: Endpoint, objects: number): number {
	if (endpoint.organization === true) return 0;
	return 1 + endpoint.pointsPerObject * objects;
}

/** Points that an app may spend in an hour, all its sites together; reset on the UTC hour (D). */
export const POINTS_PER_HOUR = 65_000;

/** Most members, groups or search hits that one page may hold (S, M). */
export const PAGE_LIMIT = 200;

/** In place of a directory's id: all directories that the key may see (D). */
export const ALL_DIRECTORIES = '-';

/** How many people one search names, and lists on a page; the largest allowed is not documented. */
export const USERS_PER_SEARCH = 100;
