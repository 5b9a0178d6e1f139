import type { ProductUse } from '../../licensing/activity/views';
import { laterOf } from '../../licensing/times';
import { listAt, objectAt, optionalText, textAt } from '../http/answers';
import type { ConfluenceClient } from '../http/client';
import { ALL_DIRECTORIES, ORGANIZATION_ENDPOINTS, USERS_PER_SEARCH } from '../endpoints';
import { momentAt, momentOf, readProductUse } from './productUse';
import { pageEnd, readToEnd, type OrganizationPage } from './pages';

/** What the organization knows of a person; in bulk, what one of its directories knows (M). */
export interface OrganizationUser {
	accountId: string;
	email: string | null;
	/** Milliseconds since the epoch; null where not told. */
	addedAt: number | null;
	/** Null where the answer leaves it out: the plan of the organization may not include it (M). */
	productAccess: readonly ProductUse[] | null;
}

/**
 * Reads the users asked for to the end of their list, with the products they use. A person may have
 * several rows, one for each directory, on any pages (M).
 *
 * @param visit sees each page; what it saw before a failure remains true
 * @throws ConfluenceError
 */
export async function searchUsers(
	client: ConfluenceClient,
	organizationId: string,
	accountIds: readonly string[],
	visit: (users: readonly OrganizationUser[]) => void,
): Promise<void> {
	const { label } = ORGANIZATION_ENDPOINTS.searchUsers;
	await readToEnd<OrganizationUser>(
		label,
		async (cursor) =>
			await client.call(ORGANIZATION_ENDPOINTS.searchUsers, {
				path: { organizationId, directoryId: ALL_DIRECTORIES },
				body: {
					accountIds,
					expand: ['productAccess'],
					limit: USERS_PER_SEARCH,
					cursor: cursor ?? undefined,
				},
				read: readUsersPage,
				objects: () => 0,
			}),
		visit,
	);
}

function readUsersPage(body: unknown): OrganizationPage<OrganizationUser> {
	const fields = objectAt(body, 'users');
	return {
		entries: listAt(fields.data, 'users.data').map(readUser),
		...pageEnd(fields, 'users'),
	};
}

function readUser(value: unknown): OrganizationUser {
	const fields = objectAt(value, 'user');
	const { productAccess } = fields;
	return {
		accountId: textAt(fields, 'accountId', 'user'),
		email: optionalText(fields, 'email'),
		addedAt: momentOf(fields.addedToOrg),
		productAccess: Array.isArray(productAccess) ? productAccess.map(readProductUse) : null,
	};
}

/** The part of a person's dates that one page tells. */
interface DatesPage extends OrganizationPage<ProductUse> {
	addedAt: number | null;
}

/**
 * Reads what the organization knows of one person's use of its products to the end of the list (D).
 *
 * @param pace waits until the next request may go out
 * @param visit sees each page; what it saw before a failure remains true
 * @returns when the person was added (milliseconds since the epoch); null where not told
 * @throws ConfluenceError
 */
export async function lastActiveDates(
	client: ConfluenceClient,
	{ organizationId, accountId }: { organizationId: string; accountId: string },
	pace: () => void,
	visit: (uses: readonly ProductUse[]) => void,
): Promise<number | null> {
	const { label } = ORGANIZATION_ENDPOINTS.lastActiveDates;
	let addedAt: number | null = null;
	await readToEnd<ProductUse>(
		label,
		async (cursor) => {
			pace();
			const page = await client.call(ORGANIZATION_ENDPOINTS.lastActiveDates, {
				path: { organizationId, accountId },
				query: { cursor: cursor ?? undefined },
				read: readDatesPage,
				objects: () => 0,
			});
			addedAt = laterOf(addedAt, page.addedAt);
			return page;
		},
		visit,
	);
	return addedAt;
}

function readDatesPage(body: unknown): DatesPage {
	const place = 'last-active-dates';
	const fields = objectAt(body, place);
	const data = objectAt(fields.data, `${place}.data`);
	return {
		entries: listAt(data.product_access, `${place}.data.product_access`).map(readProductUse),
		...pageEnd(fields, place),
		addedAt: momentAt(data, 'added_to_org_timestamp', 'added_to_org'),
	};
}
