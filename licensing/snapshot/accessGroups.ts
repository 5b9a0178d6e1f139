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
	/** Who manages it, in upper case (S); missing where not told. */
	managedBy?: string | null;
}

/** The access types that make a group a candidate for a profile's access groups. */
const GIVES_ACCESS: ReadonlySet<AccessType> = new Set(['user', 'admin']);
/** The access types whose members are admins: protected, and never changed. */
const GIVES_ADMIN: ReadonlySet<AccessType> = new Set(['admin', 'site-admin']);

export function givesAccess(group: AccessGroup): boolean {
	return group.accessTypes.some((type) => GIVES_ACCESS.has(type));
}

export function givesAdmin(group: AccessGroup): boolean {
	return group.accessTypes.some((type) => GIVES_ADMIN.has(type));
}

/**
 * Atlassian's own names for the groups of a site end in the name of that site (D), for example
 * `confluence-users-acme`. They can be edited, so a name only ever makes a proposal.
 */
const DEFAULT_NAME =
	/^(?:confluence|jira|jira-[a-z-]+|org|site|system|product)-(?:users?|admins?|administrators?|guests?|user-access-admins?)-(.+)$/i;

/**
 * Why a group looks like another site's of the same organization, or null when it does not.
 *
 * @param siteName first label of this site's host name: `acme` of acme.atlassian.net
 * @param otherSites the same of the other sites that the credential covers
 */
export function otherSiteOf(
	{ name }: AccessGroup,
	siteName: string,
	otherSites: readonly string[],
): string | null {
	const suffix = DEFAULT_NAME.exec(name)?.[1]?.toLowerCase();
	if (suffix === undefined || suffix === siteName.toLowerCase()) return null;
	const named = otherSites.find((other) => other.toLowerCase() === suffix);
	return named ?? suffix;
}
