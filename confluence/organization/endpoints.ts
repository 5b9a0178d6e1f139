import type { Endpoint } from '../endpoints';

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

/** In place of a directory's id: all directories that the key may see (D). */
export const ALL_DIRECTORIES = '-';

/** How often a minute `lastActiveDates` may be asked (D). */
export const LAST_ACTIVE_PER_MINUTE = 200;

/** How many people one search names, and lists on a page; the largest allowed is not documented. */
export const USERS_PER_SEARCH = 100;
