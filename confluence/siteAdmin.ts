import { listGroups, type Group } from './api/groups';
import { groupsOf } from './api/people';
import type { ConfluenceClient } from './http/client';

/**
 * Whether an account looks like a site admin: it is in a group that is listed under the access
 * type site-admin (S). Names prove nothing, and only a write shows it for certain, so a "no" is a
 * warning and no refusal.
 */
export async function looksLikeSiteAdmin(
	client: ConfluenceClient,
	accountId: string,
	siteAdminGroups?: ReadonlyArray<Pick<Group, 'groupId'>>,
): Promise<boolean> {
	const groups = siteAdminGroups ?? (await listGroups(client, 'site-admin'));
	if (groups.length === 0) return false;
	const adminIds = new Set(groups.map(({ groupId }) => groupId));
	return (await groupsOf(client, accountId)).some(({ groupId }) => adminIds.has(groupId));
}
