import type { Member } from '../../licensing/snapshot/buildSnapshot';
import { ENDPOINTS } from '../endpoints';
import { objectAt, optionalText, textAt } from '../http/answers';
import type { ConfluenceClient } from '../http/client';

/** The account that the credential is connected as. */
export async function currentUser(client: ConfluenceClient): Promise<Member> {
	return await client.call(ENDPOINTS.currentUser, {
		read: (body) => readMember(body, 'current user'),
		objects: () => 1,
	});
}

/** Reads a person or an app of any answer. */
export function readMember(value: unknown, place: string): Member {
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
