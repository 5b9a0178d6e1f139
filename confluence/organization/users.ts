import { readTime } from '../../licensing/times';
import { objectAt, optionalText, listAt, textAt } from '../http/answers';
import type { ConfluenceClient } from '../http/client';
import type { Page } from '../paging';
import { ALL_DIRECTORIES, ORGANIZATION_ENDPOINTS, USERS_PER_SEARCH } from './endpoints';
import { readProductAccess, type ProductAccess } from './productAccess';

/** What the organization knows of a person. */
export interface OrganizationUser {
	accountId: string;
	email: string | null;
	/** Milliseconds since the epoch; null where not told. */
	addedAt: number | null;
	/** Null where the answer leaves it out: the plan of the organization may not include it (M). */
	productAccess: readonly ProductAccess[] | null;
}

const BULK_FIELDS = { timestamp: 'lastActiveTimestamp' };
const SINGLE_FIELDS = { timestamp: 'last_active_timestamp', day: 'last_active' };

/** One page of the users asked for, with the products they use; `cursor` is null at first (M). */
export async function searchUsersPage(
	client: ConfluenceClient,
	organizationId: string,
	accountIds: readonly string[],
	cursor: string | null,
): Promise<Page<OrganizationUser, string>> {
	return await client.call(ORGANIZATION_ENDPOINTS.searchUsers, {
		path: { organizationId, directoryId: ALL_DIRECTORIES },
		body: {
			accountIds,
			expand: ['productAccess'],
			limit: USERS_PER_SEARCH,
			cursor: cursor ?? undefined,
		},
		read: (body) => {
			const fields = objectAt(body, 'users');
			const links = fields.links === undefined ? {} : objectAt(fields.links, 'users.links');
			return {
				entries: listAt(fields.data, 'users.data').map(readUser),
				// A bare cursor, no address (M).
				next: optionalText(links, 'next'),
			};
		},
		objects: () => 0,
	});
}

/** What the organization knows of one person's use of its products (D). */
export async function lastActiveDates(
	client: ConfluenceClient,
	organizationId: string,
	accountId: string,
): Promise<OrganizationUser> {
	return await client.call(ORGANIZATION_ENDPOINTS.lastActiveDates, {
		path: { organizationId, accountId },
		read: (body) => {
			const place = 'last-active-dates';
			const fields = objectAt(objectAt(body, place).data, `${place}.data`);
			return {
				accountId,
				email: null,
				addedAt: readTime(fields.added_to_org_timestamp) ?? readTime(fields.added_to_org),
				productAccess: readProductAccess(fields.product_access, place, SINGLE_FIELDS),
			};
		},
		objects: () => 0,
	});
}

function readUser(value: unknown): OrganizationUser {
	const fields = objectAt(value, 'user');
	const { productAccess } = fields;
	return {
		accountId: textAt(fields, 'accountId', 'user'),
		email: optionalText(fields, 'email'),
		addedAt: readTime(fields.addedToOrg),
		productAccess:
			productAccess === undefined || productAccess === null
				? null
				: readProductAccess(productAccess, 'user.productAccess', BULK_FIELDS),
	};
}
