import { consentPage, decide } from './consent';
import type { Simulation, SiteCall } from './context';
import { dataPolicyMetadata } from './dataPolicies';
import { admitToSite } from './gateway';
import { addUser, groupById, groupMembers, groupsOfUser, listGroups, removeUser } from './groups';
import type { Answer, SimRequest } from './http';
import { accessibleResources, token } from './oauth';
import {
	lastActiveDates,
	listDirectories,
	listOrganizations,
	organization,
	searchUsers,
} from './organization';
import { admitToOrganization } from './organizationAccess';
import { currentUser, userById } from './people';
import { search } from './search/search';
import { contentVersions, VERSIONED } from './versions';

/** An address that the simulator answers. */
export interface Route {
	method: string;
	/** With variable parts in braces. */
	path: string;
	/** The name under which it is counted. */
	name: string;
	/** Points for each object of the answer, besides one for the request (D); null: costs nothing. */
	pointsPerObject: 0 | 1 | 2 | null;
	handle(
		simulation: Simulation,
		request: SimRequest,
		path: Record<string, string>,
	): Answer | Promise<Answer>;
}

const GROUPS_READ = [['read:confluence-groups'], ['read:group:confluence']];
const MEMBERS_READ = [
	['read:confluence-groups'],
	['read:group:confluence', 'read:user:confluence'],
];
const GROUPS_WRITE = [['write:confluence-groups'], ['write:group:confluence']];
const GROUPS_OF_USER = [
	['read:confluence-user'],
	['read:user:confluence', 'read:group:confluence'],
];
const USER_READ = [['read:confluence-user'], ['read:content-details:confluence']];
const SEARCH = [['search:confluence'], ['read:content-details:confluence']];

const REST = '/ex/confluence/{cloudId}/wiki/rest/api';

/** An address of a site, behind the gateway; scopes are alternatives (S). */
function siteRoute(
	method: string,
	path: string,
	name: string,
	pointsPerObject: 0 | 1 | 2,
	scopes: readonly (readonly string[])[],
	handle: (call: SiteCall) => Answer | Promise<Answer>,
): Route {
	return {
		method,
		path,
		name,
		pointsPerObject,
		handle: (simulation, request, values) =>
			handle(admitToSite(simulation, request, values, scopes)),
	};
}

function adminRoute(method: string, path: string, name: string, handle: Route['handle']): Route {
	return {
		method,
		path: `/admin${path}`,
		name,
		pointsPerObject: null,
		handle: (simulation, request, values) => {
			admitToOrganization(simulation, request, values);
			return handle(simulation, request, values);
		},
	};
}

/** Everything that plays Atlassian. */
export const ROUTES: readonly Route[] = [
	{
		method: 'GET',
		path: '/authorize',
		name: 'authorize',
		pointsPerObject: null,
		handle: consentPage,
	},
	{
		method: 'POST',
		path: '/authorize',
		name: 'authorize',
		pointsPerObject: null,
		handle: decide,
	},
	{ method: 'POST', path: '/oauth/token', name: 'token', pointsPerObject: null, handle: token },
	{
		method: 'GET',
		path: '/oauth/token/accessible-resources',
		name: 'accessibleResources',
		pointsPerObject: 1,
		handle: accessibleResources,
	},
	siteRoute('GET', `${REST}/group`, 'groups', 2, GROUPS_READ, listGroups),
	siteRoute('GET', `${REST}/group/by-id`, 'groupById', 2, GROUPS_READ, groupById),
	siteRoute(
		'GET',
		`${REST}/group/{groupId}/membersByGroupId`,
		'groupMembers',
		2,
		MEMBERS_READ,
		groupMembers,
	),
	siteRoute('POST', `${REST}/group/userByGroupId`, 'addMember', 0, GROUPS_WRITE, addUser),
	siteRoute('DELETE', `${REST}/group/userByGroupId`, 'removeMember', 0, GROUPS_WRITE, removeUser),
	siteRoute('GET', `${REST}/user`, 'user', 2, USER_READ, userById),
	siteRoute('GET', `${REST}/user/current`, 'currentUser', 2, USER_READ, currentUser),
	siteRoute('GET', `${REST}/user/memberof`, 'memberOf', 2, GROUPS_OF_USER, groupsOfUser),
	siteRoute('GET', `${REST}/search`, 'search', 1, SEARCH, search),
	siteRoute(
		'GET',
		'/ex/confluence/{cloudId}/wiki/api/v2/data-policies/metadata',
		'dataPolicies',
		1,
		[['read:configuration:confluence']],
		dataPolicyMetadata,
	),
	...Object.entries(VERSIONED).map(([kind, { scope }]) =>
		siteRoute(
			'GET',
			`/ex/confluence/{cloudId}/wiki/api/v2/${kind}/{id}/versions`,
			'contentVersions',
			1,
			[[scope]],
			(call) => contentVersions({ ...call, path: { ...call.path, kind } }),
		),
	),
	adminRoute('GET', '/v1/orgs', 'organizations', listOrganizations),
	adminRoute('GET', '/v1/orgs/{orgId}', 'organization', organization),
	adminRoute('GET', '/v2/orgs/{orgId}/directories', 'directories', listDirectories),
	adminRoute(
		'POST',
		'/v2/orgs/{orgId}/directories/{directoryId}/users/search',
		'searchUsers',
		searchUsers,
	),
	adminRoute(
		'GET',
		'/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates',
		'lastActiveDates',
		lastActiveDates,
	),
];

/** Finds the route of a request, with the values of its variable parts. */
export function findRoute<R extends { method: string; path: string }>(
	routes: readonly R[],
	method: string,
	path: string,
): { route: R; values: Record<string, string> } | null {
	for (const route of routes) {
		if (route.method !== method) continue;
		const values = valuesIn(route.path, path);
		if (values !== null) return { route, values };
	}
	return null;
}

const patterns = new Map<string, string[]>();

function valuesIn(pattern: string, path: string): Record<string, string> | null {
	let wanted = patterns.get(pattern);
	if (wanted === undefined) patterns.set(pattern, (wanted = pattern.split('/')));
	const parts = path.split('/');
	if (parts.length !== wanted.length) return null;
	const values: Record<string, string> = {};
	for (const [at, part] of wanted.entries()) {
		const actual = parts[at] ?? '';
		if (!part.startsWith('{')) {
			if (part !== actual) return null;
			continue;
		}
		const value = decoded(actual);
		if (value === null || value === '') return null;
		values[part.slice(1, -1)] = value;
	}
	return values;
}

function decoded(text: string): string | null {
	try {
		return decodeURIComponent(text);
	} catch {
		return null;
	}
}
