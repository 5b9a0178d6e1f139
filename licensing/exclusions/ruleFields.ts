import type { PersonRow } from '../person';
import { compared, type ComparedText } from './comparedText';

/** What rules compare, of one person. */
export interface ComparedPerson {
	accountId: ComparedText;
	displayName: ComparedText;
	/** null when no e-mail address is known. */
	email: ComparedText | null;
	/** What follows the last @; null when that is not known. */
	emailDomain: ComparedText | null;
	groupIds: ComparedText[];
	/** The names of all access groups, and the identifier, which is one of them. */
	groupNames: ComparedText[];
	/** The group whose name is the subscription identifier. */
	ownGroupId: ComparedText[];
	ownIdentifier: ComparedText[];
	/** null when no department is known. */
	department: ComparedText | null;
}

/** Reclamation takes a seat through every access group; cost counts what was bought. */
interface RuleField {
	label: string;
	/** The texts that decide about reclamation. */
	reclamation: (person: ComparedPerson) => readonly ComparedText[];
	/** The texts that decide about cost; left out where they are the same. */
	cost?: (person: ComparedPerson) => readonly ComparedText[];
	/** True for ids: a number with a fraction or an exponent is none. */
	isId?: true;
	/** True for fields that say nothing about a person whose e-mail address is not known. */
	needsEmail?: true;
	/** True for fields that say nothing about a person whose groups are not all known. */
	needsGroups?: true;
	/** True for fields that say nothing about a person whose department is not known. */
	needsDepartment?: true;
	/** True where few texts come again and again, so that an answer is worth keeping. */
	fewTexts?: true;
}

/** The fields that an exclusion rule can look at. */
export const RULE_FIELDS = {
	accountId: { label: 'account ID', reclamation: ({ accountId }) => [accountId], isId: true },
	email: { label: 'e-mail', reclamation: ({ email }) => present(email), needsEmail: true },
	displayName: { label: 'display name', reclamation: ({ displayName }) => [displayName] },
	emailDomain: {
		label: 'e-mail domain',
		reclamation: ({ emailDomain }) => present(emailDomain),
		needsEmail: true,
		fewTexts: true,
	},
	groupId: {
		label: 'group ID',
		reclamation: ({ groupIds }) => groupIds,
		cost: ({ ownGroupId }) => ownGroupId,
		isId: true,
		needsGroups: true,
		fewTexts: true,
	},
	groupName: {
		label: 'group name',
		reclamation: ({ groupNames }) => groupNames,
		cost: ({ ownIdentifier }) => ownIdentifier,
		needsGroups: true,
		fewTexts: true,
	},
	subscriptionIdentifier: {
		label: 'subscription identifier',
		reclamation: ({ groupNames }) => groupNames,
		cost: ({ ownIdentifier }) => ownIdentifier,
		needsGroups: true,
		fewTexts: true,
	},
	department: {
		label: 'department',
		reclamation: ({ department }) => present(department),
		needsDepartment: true,
		fewTexts: true,
	},
} as const satisfies Record<string, RuleField>;

export type RuleFieldName = keyof typeof RULE_FIELDS;

/** The same table with the optional parts that single entries leave out. */
export const ruleField = (name: RuleFieldName): RuleField => RULE_FIELDS[name];

/** What the rules compare of a person. */
export function comparedPerson(person: PersonRow): ComparedPerson {
	const groupIds = person.groupIds.map(compared);
	const groupNames = person.groupNames.map(compared);
	const named = compared(person.subscriptionIdentifier);
	const identifier = isText(named) ? named : (groupNames[0] ?? named);
	const place = groupNames.findIndex(({ folded }) => folded === identifier.folded);
	return {
		accountId: compared(person.accountId),
		displayName: compared(person.displayName),
		email: person.email === null ? null : compared(person.email),
		emailDomain: person.email === null ? null : domainOf(person.email),
		groupIds: groupIds.filter(isText),
		groupNames: (place < 0 ? [...groupNames, identifier] : groupNames).filter(isText),
		ownGroupId: present(groupIds[Math.max(place, 0)] ?? null),
		ownIdentifier: present(identifier),
		department: person.department === null ? null : compared(person.department),
	};
}

/** True when every access group of the person is known by its id and its name. */
export function knowsGroups({ groupIds, groupNames }: PersonRow): boolean {
	const isWhole = groupIds.length > 0 && groupIds.length === groupNames.length;
	return isWhole && ![...groupIds, ...groupNames].some((text) => !isText(compared(text)));
}

/** A domain is often written with the sign in front of it, so expressions may ask for that too. */
function domainOf(email: string): ComparedText | null {
	const at = email.lastIndexOf('@');
	const domain = at < 0 ? null : compared(email.slice(at + 1));
	if (domain === null || !isText(domain)) return null;
	return { ...domain, forms: [...domain.forms, `@${domain.folded}`] };
}

function isText({ folded }: ComparedText): boolean {
	return folded !== '';
}

function present(text: ComparedText | null): ComparedText[] {
	return text === null || !isText(text) ? [] : [text];
}
