import type { Simulation } from './context';
import { fieldsOf, Refusal, type Answer, type SimRequest } from './http';
import { groupsOfPerson } from './memberships';
import { bearerOf } from './oauth';
import type { Settings } from './settings';
import { lastMomentUntil, type Person, type ProductView } from './world';

/**
 * The organization API, asked with an API key (D). Its document is a reconstruction, so shapes
 * that it does not name are inferred (I).
 */
type Handler = (
	simulation: Simulation,
	request: SimRequest,
	path: Record<string, string>,
) => Answer;

const MINUTE_MS = 60_000;
const DEFAULT_PAGE = 50;
/** Larger pages are not known to be refused; they are cut (I). */
const LARGEST_PAGE = 100;

/** `GET /admin/v1/orgs` (D) */
export const listOrganizations: Handler = (simulation) => ({
	status: 200,
	body: { data: [organizationJson(simulation)], links: {} },
});

/** `GET /admin/v1/orgs/{orgId}` (D) */
export const organization: Handler = (simulation) => ({
	status: 200,
	body: { data: organizationJson(simulation) },
});

/** `GET /admin/v2/orgs/{orgId}/directories` (I) */
export const listDirectories: Handler = (simulation) => {
	checkPlan(simulation.settings, 'directories');
	const { directoryId } = simulation.world.organization;
	return {
		status: 200,
		body: { data: [{ directoryId, id: directoryId, name: 'Default directory' }], links: {} },
	};
};

/** `POST /admin/v2/orgs/{orgId}/directories/{directoryId}/users/search` (M) */
export const searchUsers: Handler = (simulation, request, path) => {
	const { world, settings } = simulation;
	checkPlan(settings, 'users/search');
	if (path.directoryId !== world.organization.directoryId && path.directoryId !== '-') {
		throw adminRefusal(404, 'DIRECTORY_NOT_FOUND', 'There is no such directory');
	}
	const fields = fieldsOf(request);
	const { cursor, limit = DEFAULT_PAGE } = fields;
	if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1) {
		throw adminRefusal(400, 'INVALID_LIMIT', 'limit must be a whole number from 1 on');
	}
	const people = peopleFor(simulation, fields);
	const start = readCursor(cursor);
	const page = people.slice(start, start + Math.min(limit, LARGEST_PAGE));
	const end = start + page.length;
	const expand = textsIn(fields.expand) ?? [];
	return {
		status: 200,
		body: {
			data: page.map((person) => userJson(simulation, person, expand)),
			// A bare cursor, no address (M).
			links: end < people.length ? { next: writeCursor(end) } : {},
		},
	};
};

/** `GET /admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates` (D, M) */
export const lastActiveDates: Handler = (simulation, _request, path) => {
	const { world, settings } = simulation;
	checkPlan(settings, 'last-active-dates');
	checkMinute(simulation);
	const person = world.people.get(path.accountId ?? '');
	if (person === undefined) throw adminRefusal(404, 'USER_NOT_FOUND', 'There is no such user');
	const added = new Date(person.addedAt).toISOString();
	return {
		status: 200,
		body: {
			data: {
				product_access: shownViews(simulation, person).map(({ view, at }) => ({
					id: ariOf(view),
					key: view.product,
					last_active: new Date(at).toISOString().slice(0, 10),
					last_active_timestamp: new Date(at).toISOString(),
				})),
				added_to_org: added.slice(0, 10),
				added_to_org_timestamp: added,
			},
			links: {},
		},
	};
};

/** The key and the organization, in front of every call. */
export function admitToOrganization(
	simulation: Simulation,
	request: SimRequest,
	path: Record<string, string>,
): void {
	if (bearerOf(request) !== simulation.organizationApiKey) {
		throw adminRefusal(401, 'UNAUTHORIZED', 'The API key is not valid');
	}
	const { orgId } = path;
	if (orgId !== undefined && orgId !== simulation.world.organization.id) {
		throw adminRefusal(403, 'FORBIDDEN', 'The API key does not belong to this organization');
	}
}

function organizationJson({ world }: Simulation): Record<string, unknown> {
	return { id: world.organization.id, type: 'orgs', attributes: { name: 'Harbour Lane' } };
}

function userJson(
	simulation: Simulation,
	person: Person,
	expand: readonly string[],
): Record<string, unknown> {
	const { accountId, displayName, organizationEmail, suspended, addedAt } = person;
	const { world } = simulation;
	return {
		accountId,
		accountType: 'atlassian',
		status: suspended ? 'suspended' : 'active',
		accountStatus: 'active',
		membershipStatus: suspended ? 'suspended' : 'active',
		addedToOrg: new Date(addedAt).toISOString(),
		name: displayName,
		nickname: displayName,
		email: organizationEmail,
		emailVerified: true,
		claimStatus: 'managed',
		...(expand.includes('productAccess')
			? {
					productAccess: shownViews(simulation, person).map(({ view, at }) => ({
						id: ariOf(view),
						key: view.product,
						lastActiveTimestamp: new Date(at).toISOString(),
					})),
				}
			: {}),
		...(expand.includes('groups')
			? {
					groups: groupsOfPerson(world, accountId).map(({ id, name }) => ({
						id: `ari:cloud:identity::group/${id}`,
						name,
						description: null,
					})),
				}
			: {}),
	};
}

/** Apps are no users of a directory. */
function peopleFor({ world }: Simulation, fields: Record<string, unknown>): Person[] {
	const accountIds = textsIn(fields.accountIds);
	const emails = textsIn(fields.emails);
	if (emails !== null && typeof fields.searchTerm === 'string') {
		throw adminRefusal(400, 'BAD_REQUEST', 'searchTerm and emails exclude each other');
	}
	const candidates =
		accountIds === null
			? [...world.people.values()]
			: accountIds.flatMap((accountId) => world.people.get(accountId) ?? []);
	return candidates.filter(
		({ accountType, organizationEmail }) =>
			accountType === 'atlassian' && (emails === null || emails.includes(organizationEmail)),
	);
}

/** The last view of each product that is known by now: views appear late (D). */
function shownViews(
	{ world, settings, clock }: Simulation,
	{ accountId }: Person,
): { view: ProductView; at: number }[] {
	const until = clock.now() - settings.viewsLateMs;
	return (world.views.get(accountId) ?? []).flatMap((view) => {
		const at = lastMomentUntil(view.at, until);
		return at === null ? [] : [{ view, at }];
	});
}

function ariOf({ product, cloudId }: ProductView): string {
	const owner = product === 'confluence' ? 'confluence' : 'jira-software';
	return `ari:cloud:${owner}::site/${cloudId}`;
}

function checkPlan(settings: Settings, call: Settings['organizationRefuses'][number]): void {
	if (!settings.organizationRefuses.includes(call)) return;
	throw adminRefusal(403, 'FEATURE_NOT_AVAILABLE', 'Your plan does not include this feature');
}

function checkMinute({ settings, clock, lastActiveCalls }: Simulation): void {
	const now = clock.now();
	while ((lastActiveCalls[0] ?? now) <= now - MINUTE_MS) lastActiveCalls.shift();
	const [oldest] = lastActiveCalls;
	if (oldest !== undefined && lastActiveCalls.length >= settings.lastActivePerMinute) {
		const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1_000));
		throw new Refusal({
			status: 429,
			headers: { 'Retry-After': String(seconds) },
			body: { code: 429, message: 'Too many requests' },
		});
	}
	lastActiveCalls.push(now);
}

function adminRefusal(status: number, code: string, detail: string): Refusal {
	return new Refusal({
		status,
		body: { errors: [{ id: 'sim', status: String(status), code, title: code, detail }] },
	});
}

function textsIn(value: unknown): string[] | null {
	if (!Array.isArray(value)) return null;
	return value.filter((entry): entry is string => typeof entry === 'string');
}

function writeCursor(start: number): string {
	return Buffer.from(`start:${start}`).toString('base64url');
}

function readCursor(cursor: unknown): number {
	if (cursor === undefined || cursor === null || cursor === '') return 0;
	const text = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString() : '';
	const match = /^start:(\d+)$/.exec(text);
	if (match === null) throw adminRefusal(400, 'INVALID_CURSOR', 'The cursor is not valid');
	return Number(match[1]);
}
