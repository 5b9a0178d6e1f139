import { ENDPOINTS, PAGE_LIMIT } from '../endpoints';
import { objectAt, optionalText, textAt } from '../http/answers';
import type { ConfluenceClient } from '../http/client';
import { groupsPage, readGroupList, type Group } from './groupList';

/** A person or an app, as member lists and "current user" give it. */
export interface Person {
	accountId: string;
	/** `atlassian`, `app` or '' (S). */
	accountType: string;
	displayName: string;
	/** Often hidden by the person's own settings (S). */
	email: string | null;
	isGuest: boolean;
}

/** The account that the credential is connected as. */
export async function currentUser(client: ConfluenceClient): Promise<Person> {
	return await client.call(ENDPOINTS.currentUser, {
		read: (body) => readPerson(body, 'current user'),
		objects: () => 1,
	});
}

/** All groups that a person is in now. */
export async function groupsOf(client: ConfluenceClient, accountId: string): Promise<Group[]> {
	return await readGroupList(
		"a person's groups",
		async (start) =>
			await client.call(ENDPOINTS.memberOf, {
				query: { accountId, start, limit: PAGE_LIMIT },
				read: (body) => groupsPage(body, start),
				objects: ({ entries }) => entries.length,
			}),
	);
}

/** Reads a person of any answer. */
export function readPerson(value: unknown, place: string): Person {
	const fields = objectAt(value, place);
	return {
		accountId: textAt(fields, 'accountId', place),
		accountType: optionalText(fields, 'accountType') ?? '',
		displayName:
			optionalText(fields, 'displayName') ?? optionalText(fields, 'publicName') ?? '',
		email: optionalText(fields, 'email'),
		isGuest: fields.isGuest === true || fields.isExternalCollaborator === true,
	};
}
