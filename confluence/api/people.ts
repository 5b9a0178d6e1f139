import { ENDPOINTS } from '../endpoints';
import { objectAt, optionalText, textAt } from '../http/answers';
import type { ConfluenceClient } from '../http/client';

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
