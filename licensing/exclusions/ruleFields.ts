import type { Subscription } from '../subscription';
import { folded } from './patterns';

/** What rules compare, of one subscription; every text is folded. */
export interface Subject {
	accountId: string;
	displayName: string;
	/** null when no e-mail address is known. */
	email: string | null;
	/** What follows the last @; null when that is not known. */
	emailDomain: string | null;
	groupIds: string[];
	/** The names of all access groups, and the identifier, which is one of them. */
	groupNames: string[];
	/** The group whose name is the subscription identifier. */
	ownGroupId: string[];
	ownIdentifier: string[];
}

/** Reclamation takes a seat through every access group; cost counts what was bought. */
interface RuleField {
	label: string;
	/** The texts that decide about reclamation. */
	reclamation: (subject: Subject) => readonly string[];
	/** The texts that decide about cost; left out where they are the same. */
	cost?: (subject: Subject) => readonly string[];
	/** True for fields that say nothing about a person whose e-mail address is not known. */
	needsEmail?: true;
	/** True where few texts come again and again, so that an answer is worth keeping. */
	fewTexts?: true;
}

/** The fields that an exclusion rule can look at. */
export const RULE_FIELDS = {
	accountId: { label: 'account ID', reclamation: ({ accountId }) => [accountId] },
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
		fewTexts: true,
	},
	groupName: {
		label: 'group name',
		reclamation: ({ groupNames }) => groupNames,
		cost: ({ ownIdentifier }) => ownIdentifier,
		fewTexts: true,
	},
	subscriptionIdentifier: {
		label: 'subscription identifier',
		reclamation: ({ groupNames }) => groupNames,
		cost: ({ ownIdentifier }) => ownIdentifier,
		fewTexts: true,
	},
} as const satisfies Record<string, RuleField>;

export type RuleFieldName = keyof typeof RULE_FIELDS;

/** The same table with the optional parts that single entries leave out. */
export const ruleField = (name: RuleFieldName): RuleField => RULE_FIELDS[name];

/** What the rules compare of a subscription. */
export function subjectOf(subscription: Subscription): Subject {
	const groupIds = foldedTexts(subscription.groupIds);
	const groupNames = foldedTexts(subscription.groupNames);
	const email = subscription.email === null ? null : folded(subscription.email);
	const identifier = folded(subscription.subscriptionIdentifier) || (groupNames[0] ?? '');
	const place = Math.max(groupNames.indexOf(identifier), 0);
	return {
		accountId: folded(subscription.accountId),
		displayName: folded(subscription.displayName),
		email,
		emailDomain: email === null ? null : domainOf(email),
		groupIds: groupIds.filter(isText),
		groupNames: [...new Set([...groupNames, identifier])].filter(isText),
		ownGroupId: present(groupIds[place] ?? null),
		ownIdentifier: present(identifier),
	};
}

function domainOf(email: string): string | null {
	const at = email.lastIndexOf('@');
	return at < 0 || at === email.length - 1 ? null : email.slice(at + 1);
}

function foldedTexts(texts: readonly string[]): string[] {
	return texts.map(folded);
}

function isText(text: string): boolean {
	return text !== '';
}

function present(text: string | null): string[] {
	return text === null || text === '' ? [] : [text];
}
