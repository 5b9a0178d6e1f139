import type { SiteCall } from './context';
import { requiredParameter, refuse, type Answer } from './http';
import type { Person } from './world';

/** A person as the REST API shows one (S); `accountStatus` and `locale` are seen live (M). */
export function personJson(person: Person): Record<string, unknown> {
	const { accountId, accountType, displayName, email, isGuest, suspended } = person;
	return {
		type: 'known',
		accountId,
		accountType,
		email,
		publicName: displayName,
		profilePicture: PICTURE,
		displayName,
		isExternalCollaborator: isGuest,
		isGuest,
		accountStatus: suspended ? 'inactive' : 'active',
		locale: 'en_GB',
		_expandable: EXPANDABLE,
	};
}

interface WrittenPerson {
	of: Readonly<Person>;
	text: string;
}

const written = new WeakMap<Person, WrittenPerson>();

/** A person as JSON text; kept until the person changes. */
export function personText(person: Person): string {
	const known = written.get(person);
	if (known !== undefined && looksTheSame(known.of, person)) return known.text;
	const text = JSON.stringify(personJson(person));
	written.set(person, { of: { ...person }, text });
	return text;
}

function looksTheSame(a: Readonly<Person>, b: Person): boolean {
	return (
		a.accountId === b.accountId &&
		a.displayName === b.displayName &&
		a.email === b.email &&
		a.accountType === b.accountType &&
		a.isGuest === b.isGuest &&
		a.suspended === b.suspended
	);
}

/** Somebody who is no longer in the organization (M). */
export function unknownPersonJson(accountId: string): Record<string, unknown> {
	return {
		type: 'unknown',
		accountId,
		accountType: '',
		email: '',
		publicName: 'Former user',
		displayName: 'Former user',
		profilePicture: PICTURE,
		isExternalCollaborator: false,
		isGuest: false,
	};
}

const PICTURE = { path: '/wiki/aa-avatar/default', width: 48, height: 48, isDefault: true };
const EXPANDABLE = { operations: '', personalSpace: '' };

/** `GET /wiki/rest/api/user/current` */
export function currentUser({ person, site }: SiteCall): Answer {
	return {
		status: 200,
		body: { ...personJson(person), _links: { base: `${site.url}/wiki`, context: '/wiki' } },
		objects: 1,
	};
}

/** `GET /wiki/rest/api/user?accountId` */
export function userById({ simulation, request }: SiteCall): Answer {
	const accountId = requiredParameter(request.query, 'accountId');
	const person = simulation.world.people.get(accountId);
	if (person === undefined) throw refuse(404, `There is no user with account id ${accountId}`);
	return { status: 200, body: personJson(person), objects: 1 };
}
