import type { Simulation } from './context';
import { fieldsOf, type Answer, type SimRequest } from './http';
import { admitToCall, adminRefusal, checkMinute } from './organizationAccess';
import { shownViews, userJson } from './organizationUsers';
import type { Person } from './world';

/**
 * The organization API, asked with an API key (D). Its document is a reconstruction, so shapes
 * that it does not name are inferred (I).
 */
type Handler = (
	simulation: Simulation,
	request: SimRequest,
	path: Record<string, string>,
) => Answer;

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
	admitToCall(simulation.settings, 'directories');
	const data = directoriesOf(simulation).map((directoryId, index) => ({
		directoryId,
		id: directoryId,
		name: index === 0 ? 'Default directory' : `Directory ${index + 1}`,
	}));
	return { status: 200, body: { data, links: {} } };
};

/** `POST /admin/v2/orgs/{orgId}/directories/{directoryId}/users/search` (M) */
export const searchUsers: Handler = (simulation, request, path) => {
	admitToCall(simulation.settings, 'users/search');
	const directories = directoriesOf(simulation);
	const asked = path.directoryId === '-' ? directories : [path.directoryId ?? ''];
	if (!asked.every((directoryId) => directories.includes(directoryId))) {
		throw adminRefusal(404, 'DIRECTORY_NOT_FOUND', 'There is no such directory');
	}
	const fields = fieldsOf(request);
	const { cursor, limit = DEFAULT_PAGE } = fields;
	if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1) {
		throw adminRefusal(400, 'INVALID_LIMIT', 'limit must be a whole number from 1 on');
	}
	const people = peopleFor(simulation, fields);
	// All rows of one directory before those of the next, so a person's rows are on several pages (I).
	const rows = asked.flatMap((directoryId) =>
		people.map((person) => ({ person, directory: directories.indexOf(directoryId) })),
	);
	const { entries, links } = pageOf(simulation, request, rows, {
		cursor,
		size: Math.min(limit, LARGEST_PAGE),
	});
	const expand = textsIn(fields.expand) ?? [];
	const data = entries.map(({ person, directory }) =>
		userJson(simulation, person, { expand, directory }),
	);
	return { status: 200, body: { data, links } };
};

/** `GET /admin/v1/orgs/{orgId}/directory/users/{accountId}/last-active-dates` (D, M) */
export const lastActiveDates: Handler = (simulation, request, path) => {
	const { world, settings } = simulation;
	admitToCall(settings, 'last-active-dates');
	checkMinute(simulation);
	const person = world.people.get(path.accountId ?? '');
	if (person === undefined) throw adminRefusal(404, 'USER_NOT_FOUND', 'There is no such user');
	const added = new Date(person.addedAt).toISOString();
	const { entries, links } = pageOf(simulation, request, shownViews(simulation, person), {
		cursor: request.query.get('cursor'),
		size: settings.lastActivePageSize ?? Infinity,
	});
	return {
		status: 200,
		body: {
			data: {
				product_access: entries.map(({ id, key, at }) => ({
					id,
					key,
					last_active: at.slice(0, 10),
					last_active_timestamp: at,
				})),
				added_to_org: settings.addedToOrgTold ? added.slice(0, 10) : null,
				added_to_org_timestamp: settings.addedToOrgTold ? added : null,
			},
			links,
		},
	};
};

function organizationJson({ world }: Simulation): Record<string, unknown> {
	return { id: world.organization.id, type: 'orgs', attributes: { name: 'Harbour Lane' } };
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

function directoriesOf({ world, settings }: Simulation): string[] {
	const { directoryId } = world.organization;
	const more = Array.from(
		{ length: settings.directories - 1 },
		(_, index) => `${directoryId}-${index + 2}`,
	);
	return [directoryId, ...more];
}

function textsIn(value: unknown): string[] | null {
	if (!Array.isArray(value)) return null;
	return value.filter((entry): entry is string => typeof entry === 'string');
}

/** A page of a list, with the cursor of the next in the form of `organizationNext`. */
function pageOf<Entry>(
	{ url, settings }: Simulation,
	{ path }: SimRequest,
	entries: readonly Entry[],
	{ cursor, size }: { cursor: unknown; size: number },
): { entries: readonly Entry[]; links: { next?: string } } {
	const start = readCursor(cursor);
	const page = entries.slice(start, start + size);
	if (start + page.length >= entries.length) return { entries: page, links: {} };
	const next = writeCursor(start + page.length);
	const address = `${path}?cursor=${encodeURIComponent(next)}`;
	const forms = { cursor: next, address: `${url}${address}`, relative: address };
	return { entries: page, links: { next: forms[settings.organizationNext] } };
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
