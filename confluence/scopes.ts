/**
 * Who may change the members of groups: an organization admin, or a site admin where an
 * organization still has the old user management (D).
 */
export const ADMIN_PERSON = 'an organization admin (or a site admin under the old user management)';

/**
 * What each process asks of Atlassian: its OAuth 2.0 scopes (D) and what the connected person
 * must be. The credential, Get Cloud ID, the checks before a write and the documentation read
 * this table.
 */
export const PROCESSES = {
	downloadSubscriptions: {
		displayName: 'Download Subscriptions',
		scopes: ['read:confluence-groups', 'read:confluence-user'],
		connectedPerson: 'a Confluence user',
	},
	pullActivity: {
		displayName: 'Pull Activity',
		scopes: ['search:confluence'],
		connectedPerson: 'a Confluence user',
	},
	reclaimLicense: {
		displayName: 'Reclaim License',
		scopes: ['read:confluence-groups', 'read:confluence-user', 'write:confluence-groups'],
		connectedPerson: ADMIN_PERSON,
	},
} as const satisfies Record<
	string,
	{ displayName: string; scopes: readonly string[]; connectedPerson: string }
>;

export type ProcessName = keyof typeof PROCESSES;

/** All processes in the order in which people meet them. */
export const PROCESS_NAMES = Object.keys(PROCESSES) as readonly ProcessName[];

/** Asked for always, so that n8n can renew the access without the person. */
export const OFFLINE_ACCESS = 'offline_access';

/** Reading page versions, to resolve who edited a shared page last (granular scope, optional). */
export const PAGE_VERSIONS_SCOPE = 'read:page:confluence';

/** Seeing whether content is blocked for the app (granular scope, optional). */
export const DATA_POLICIES_SCOPE = 'read:configuration:confluence';

/** Which of a process's scopes were not granted. */
export function missingScopes(process: ProcessName, granted: readonly string[]): string[] {
	return PROCESSES[process].scopes.filter((scope) => !granted.includes(scope));
}

/** True when a grant belongs to Confluence: a site with Jira appears once more without it (M). */
export function isConfluenceScope(scope: string): boolean {
	return /(^|[:-])confluence(-|$)/.test(scope) || scope.endsWith(':confluence');
}
