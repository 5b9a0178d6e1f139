import type { Simulation, SiteCall } from './context';
import {
	fieldsOf,
	listJson,
	numberParameter,
	refuse,
	requiredParameter,
	textField,
	type Answer,
} from './http';
import { groupsOfPerson, joinGroup, leaveGroup, listedMembers } from './memberships';
import { personText } from './people';
import type { Settings } from './settings';
import { seatHolders } from './truth';
import type { AccessType, Group, Person, Site } from './world';

/** Most groups or members on a page (S). */
const PAGE_LIMIT = 200;
const ACCESS_TYPES: readonly string[] = ['user', 'admin', 'site-admin'];

/** `GET /wiki/rest/api/group`: by name; groups of other sites are among them (S, M). */
export async function listGroups({ simulation, request, site }: SiteCall): Promise<Answer> {
	const { world, settings } = simulation;
	const accessType = request.query.get('accessType');
	if (accessType !== null && !ACCESS_TYPES.includes(accessType)) {
		throw refuse(400, `There is no access type "${accessType}"`);
	}
	if (settings.groupListDelayMs > 0) {
		await new Promise((resolve) => setTimeout(resolve, settings.groupListDelayMs));
	}
	const groups = world.groups
		.filter((group) => accessType === null || isListedAs(simulation, site, group, accessType))
		.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
	const page = { simulation, query: request.query, site, sizes: settings.groupPageSizes };
	return groupPage(groups, page, 'group');
}

/** `GET /wiki/rest/api/group/by-id` */
export function groupById({ simulation, request }: SiteCall): Answer {
	const group = findGroup(simulation, requiredParameter(request.query, 'id'));
	return {
		status: 200,
		body: groupJson(managed(simulation, group), simulation.settings),
		objects: 1,
	};
}

/**
 * `GET /wiki/rest/api/group/{groupId}/membersByGroupId`: an unknown group answers an empty page,
 * suspended people are left out and counted (M).
 */
export function groupMembers({ simulation, request, path, site }: SiteCall): Answer {
	const { world, settings } = simulation;
	const { query } = request;
	const asked = numberParameter(query, 'limit', PAGE_LIMIT);
	if (asked > PAGE_LIMIT) throw refuse(400, `Limit must not be greater than ${PAGE_LIMIT}`);
	const start = numberParameter(query, 'start', 0);
	const limit = Math.min(asked, sizeAt(settings.memberPageSizes, start));
	const group = world.groups.find(({ id }) => id === path.groupId);
	const members = group === undefined ? [] : pagedMembers(simulation, group);
	const results: string[] = [];
	for (const accountId of members.slice(start, start + limit)) {
		const person = world.people.get(accountId);
		if (person !== undefined && !person.suspended) results.push(personText(person));
	}
	const more = start + limit < members.length && limit > 0 && settings.memberPagesNameNext;
	const self = `/rest/api/group/${encodeURIComponent(path.groupId ?? '')}/membersByGroupId`;
	return {
		status: 200,
		body: listJson(results, {
			start,
			...limitField(settings, { limit, asked }),
			size: results.length,
			...(query.get('shouldReturnTotalSize') === 'true'
				? { totalSize: group?.members.length ?? 0 }
				: {}),
			_links: {
				...links(site),
				...(more ? { next: `${self}?limit=${limit}&start=${start + limit}` } : {}),
			},
		}),
		objects: results.length,
	};
}

/** `GET /wiki/rest/api/user/memberof` */
export function groupsOfUser({ simulation, request, site }: SiteCall): Answer {
	const accountId = requiredParameter(request.query, 'accountId');
	if (!simulation.world.people.has(accountId)) {
		throw refuse(404, `There is no user with account id ${accountId}`);
	}
	const groups = [...groupsOfPerson(simulation.world, accountId)];
	for (const group of staleGroups(simulation, accountId)) {
		if (!groups.includes(group)) groups.push(group);
	}
	const sizes = simulation.settings.memberOfPageSizes;
	const page = { simulation, query: request.query, site, sizes };
	return groupPage(groups, page, 'user/memberof', { accountId });
}

/** `POST /wiki/rest/api/group/userByGroupId` */
export function addUser({ simulation, request, person }: SiteCall): Answer {
	const group = changeableGroup(simulation, person, request.query.get('groupId') ?? '');
	const added = findPerson(simulation, textField(fieldsOf(request), 'accountId'));
	for (const site of simulation.world.sites) checkLicence(simulation, site, group, added);
	const isNew = joinGroup(simulation.world, group, added.accountId);
	const { addedStatus, alreadyMemberStatus } = simulation.settings;
	if (!isNew && alreadyMemberStatus === 409) {
		throw refuse(409, `The user is already a member of the group ${group.name}`);
	}
	return { status: addedStatus };
}

/** `DELETE /wiki/rest/api/group/userByGroupId`: 204 also when the person was not a member (S). */
export function removeUser({ simulation, request, person }: SiteCall): Answer {
	const group = changeableGroup(simulation, person, request.query.get('groupId') ?? '');
	const removed = findPerson(simulation, requiredParameter(request.query, 'accountId'));
	const { accountId } = removed;
	if (leaveGroup(simulation.world, group, accountId)) {
		const readsLeft = simulation.settings.staleMembershipReads;
		const stale = simulation.staleMemberships.get(accountId) ?? [];
		if (readsLeft > 0) stale.push({ groupId: group.id, readsLeft });
		simulation.staleMemberships.set(accountId, stale);
	}
	return { status: 204 };
}

/** A group as the REST API shows one (S); `resourceAri` is seen live (M). */
export function groupJson(
	{ id, name, managedBy, usageType }: Group,
	{ managedByTold }: Settings,
): Record<string, unknown> {
	return {
		type: 'group',
		name,
		id,
		usageType,
		...(managedByTold ? { managedBy } : {}),
		resourceAri: `ari:cloud:identity::group/${id}`,
		_links: { self: `/rest/api/group/by-id?id=${encodeURIComponent(id)}` },
	};
}

/** Most entries on the page that begins at `start`. */
function sizeAt(sizes: readonly number[], start: number): number {
	let end = 0;
	for (const size of sizes) {
		end += size;
		if (start < end) return size;
	}
	return sizes.at(-1) ?? PAGE_LIMIT;
}

function limitField(
	{ memberPageLimit }: Settings,
	{ limit, asked }: { limit: number; asked: number },
): { limit?: number } {
	if (memberPageLimit === 'none') return {};
	return { limit: memberPageLimit === 'own' ? limit : asked };
}

function pagedMembers({ world, settings }: Simulation, group: Group): string[] {
	return settings.suspendedLeaveGaps ? group.members : listedMembers(world, group);
}

interface AskedPage {
	simulation: Simulation;
	query: URLSearchParams;
	site: Site;
	/** How long the server makes its pages. */
	sizes: readonly number[];
}

function groupPage(
	groups: readonly Group[],
	{ simulation, query, site, sizes }: AskedPage,
	address: string,
	parameters: Record<string, string> = {},
): Answer {
	const asked = Math.min(numberParameter(query, 'limit', PAGE_LIMIT), PAGE_LIMIT);
	const start = numberParameter(query, 'start', 0);
	const limit = Math.min(asked, sizeAt(sizes, start));
	const results = groups
		.slice(start, start + limit)
		.map((group) => groupJson(managed(simulation, group), simulation.settings));
	const more = limit > 0 && start + limit < groups.length;
	const accessType = query.get('accessType');
	const next = new URLSearchParams({
		...parameters,
		...(accessType === null ? {} : { accessType }),
		limit: String(limit),
		start: String(start + limit),
	});
	return {
		status: 200,
		body: {
			results,
			start,
			limit,
			size: results.length,
			_links: { ...links(site), ...(more ? { next: `/rest/api/${address}?${next}` } : {}) },
		},
		objects: results.length,
	};
}

/** `base` names the site's own host, where a token of an app is refused (D). */
function links({ url }: Site): Record<string, string> {
	return { base: `${url}/wiki`, context: '/wiki' };
}

/** Default names of the groups of the roles guest and user access admin (D). */
const ROLE_GROUP = /^confluence-(?:guests|user-access-admins)-/;

/** A group with who manages it, where the settings say otherwise. */
function managed({ settings }: Simulation, group: Group): Group {
	const { accessGroupsManagedBy: managedBy } = settings;
	const givesSomething = Object.keys(group.accessTypes).length > 0;
	if (managedBy === null || !givesSomething || group.managedBy === 'EXTERNAL') return group;
	return { ...group, managedBy };
}

/** Lists under an access type may hold groups of the organization's other sites (M). */
function isListedAs(
	{ settings }: Simulation,
	site: Site,
	group: Group,
	accessType: string,
): boolean {
	const gives = (types: readonly AccessType[] = []): boolean =>
		types.some((type) => type === accessType);
	if (gives(group.accessTypes[site.cloudId])) return true;
	const givesRole = accessType === 'user' && ROLE_GROUP.test(group.name);
	if (settings.roleGroupsListed && givesRole) return true;
	return settings.foreignGroupsListed && Object.values(group.accessTypes).some(gives);
}

function changeableGroup(simulation: Simulation, caller: Person, groupId: string): Group {
	if (groupId === '') throw refuse(400, 'The parameter "groupId" is missing.');
	if (!caller.siteAdmin) throw refuse(403, 'User must be a site administrator');
	const group = findGroup(simulation, groupId);
	// The document names no status for it; the group is read-only here (I).
	if (group.managedBy === 'EXTERNAL') {
		throw refuse(400, `Group ${group.name} is managed by an identity provider`);
	}
	// Admins manage neither a team's group nor an open one (S); the document knows 403 here.
	if (group.managedBy === 'TEAM_MEMBERS' || group.managedBy === 'OPEN') {
		const isPlain = simulation.settings.teamRefusal === 'plain';
		throw refuse(403, isPlain ? 'Forbidden' : `Group ${group.name} is managed by its members`);
	}
	return group;
}

function findGroup({ world }: Simulation, groupId: string): Group {
	const group = world.groups.find(({ id }) => id === groupId);
	if (group === undefined) throw refuse(404, `There is no group with id ${groupId}`);
	return group;
}

function findPerson({ world }: Simulation, accountId: string): Person {
	if (accountId === '') throw refuse(400, 'The account id is missing.');
	const person = world.people.get(accountId);
	if (person === undefined) throw refuse(404, `There is no user with account id ${accountId}`);
	return person;
}

/** One seat more than was bought is refused (M). */
function checkLicence(simulation: Simulation, site: Site, group: Group, person: Person): void {
	const { licenceLimit } = simulation.settings;
	if (licenceLimit === null || !group.accessTypes[site.cloudId]?.includes('user')) return;
	const holders = seatHolders(simulation.world, site.cloudId);
	if (holders.has(person.accountId) || holders.size < licenceLimit) return;
	throw refuse(
		simulation.settings.licenceLimitStatus,
		'The license user limit of this site is reached',
	);
}

/** Removals show late when the settings say so. */
function staleGroups({ world, staleMemberships }: Simulation, accountId: string): Group[] {
	const stale = (staleMemberships.get(accountId) ?? []).filter(({ readsLeft }) => readsLeft > 0);
	staleMemberships.set(accountId, stale);
	for (const entry of stale) entry.readsLeft--;
	const ids = new Set(stale.map(({ groupId }) => groupId));
	return world.groups.filter(({ id }) => ids.has(id));
}
