/** What a group may give, as the site lists it. */
export const ACCESS_TYPES = ['user', 'admin', 'site-admin'] as const;
export type AccessType = (typeof ACCESS_TYPES)[number];

/** A group with what it gives on this site. */
export interface AccessGroup {
	groupId: string;
	name: string;
	accessTypes: AccessType[];
	/** True when an identity provider fills the group. */
	managedExternally: boolean;
	/** Who may change its members: `ADMINS`, `EXTERNAL`, `TEAM_MEMBERS`, `OPEN` (S), or '' for unknown. */
	managedBy: string;
}

/** The access types that make a group a candidate for a profile's access groups. */
const GIVES_ACCESS: ReadonlySet<AccessType> = new Set(['user', 'admin']);
/** The access types whose members are admins: protected, and never changed. */
const GIVES_ADMIN: ReadonlySet<AccessType> = new Set(['admin', 'site-admin']);

export function givesAccess(group: AccessGroup): boolean {
	return group.accessTypes.some((type) => GIVES_ACCESS.has(type));
}

export function givesAdmin(group: AccessGroup): boolean {
	return group.accessTypes.some((type) => GIVES_ADMIN.has(type)) || isNamedForAdmins(group);
}

/**
 * Atlassian's own names of the admins of an organization and of a site (D). Under centralized user
 * management `org-admins` may be listed as giving nothing; a name is enough to protect somebody.
 */
export function isNamedForAdmins({ name }: Pick<AccessGroup, 'name'>): boolean {
	return /^(?:org|site)-admins$/i.test(name);
}

/**
 * Atlassian's own names for the groups of a site end in the name of that site (D), for example
 * `confluence-users-acme`. They can be edited and outlive a renaming of the site, so a name only ever
 * makes a proposal.
 */
const DEFAULT_NAME =
	/^(?:confluence|jira|jira-[a-z-]+|org|site|system|product)-(?:user-access-admins?|users?|admins?|administrators?|guests?)-(.+)$/i;

/**
 * The site that a group is named after, where that is not this one; null where it is, or where the
 * name tells of no site. That such a site exists is another question.
 *
 * @param siteName this site's name in the names of groups: `acme` of acme.atlassian.net
 * @param otherSites the same of the other sites that the credential covers
 */
export function otherSiteOf(
	{ name }: Pick<AccessGroup, 'name'>,
	siteName: string,
	otherSites: readonly string[],
): string | null {
	const suffix = DEFAULT_NAME.exec(name)?.[1]?.toLowerCase();
	if (suffix === undefined || suffix === siteName.toLowerCase()) return null;
	const named = otherSites.find((other) => other.toLowerCase() === suffix);
	return named ?? suffix;
}

/** The roles of groups that give no seat, by the beginning of their default names (D). */
const WITHOUT_SEAT = [
	{ name: /^confluence-guests-./i, role: 'guests' },
	{ name: /^confluence-user-access-admins-./i, role: 'user access admins' },
] as const;

/**
 * A sentence where a group's name is Atlassian's default for a role that gives no seat, else null.
 * Names are all that a site shows of roles, and they can be edited.
 */
export function withoutSeatWarning({ name }: Pick<AccessGroup, 'name'>): string | null {
	const found = WITHOUT_SEAT.find((group) => group.name.test(name));
	if (found === undefined) return null;
	return `Its name is the default for ${found.role}, a role that gives no seat.`;
}
