import { type Group, groupsOf, listGroups } from './api/groups';
import { isNamedForAdmins } from '../licensing/snapshot/accessGroups';
import type { ConfluenceClient } from './http/client';

/**
 * Whether an account looks like an admin of the organization or of the site: it is in a group that
 * is listed under the access type site-admin (S) or has such a group's default name (D). Only a write
 * shows it for certain, so a "no" is a warning and no refusal.
 */
export async function looksLikeAdmin(
	client: ConfluenceClient,
	accountId: string,
	adminGroups?: ReadonlyArray<Pick<Group, 'groupId'>>,
): Promise<boolean> {
	const groups = adminGroups ?? (await listGroups(client, 'site-admin'));
	const adminIds = new Set(groups.map(({ groupId }) => groupId));
	return (await groupsOf(client, accountId)).some(
		(group) => adminIds.has(group.groupId) || isNamedForAdmins(group),
	);
}
