import { ACCESS_TYPES, type AccessGroup } from '../../licensing/snapshot/accessGroups';
import { listOfGroups, type ProposedGroup } from '../../licensing/snapshot/proposeGroups';
import { groupById, listGroups } from '../api/groups';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';

/** All groups that give anything on a site, with what they give. Costs one group list each. */
export async function siteGroups(client: ConfluenceClient): Promise<AccessGroup[]> {
	const groups = new Map<string, AccessGroup>();
	for (const accessType of ACCESS_TYPES) {
		for (const listed of await listGroups(client, accessType)) {
			const known = groups.get(listed.groupId);
			if (known) known.accessTypes.push(accessType);
			else groups.set(listed.groupId, { ...listed, accessTypes: [accessType] });
		}
	}
	return [...groups.values()];
}

/**
 * The groups with the ids that a person chose, in that order. One that is not among the site's
 * access groups is looked up: a custom group may well be listed under no access type.
 *
 * @throws ConfluenceError `groupUnknown`
 */
export async function chosenGroups(
	client: ConfluenceClient,
	groups: readonly AccessGroup[],
	ids: readonly string[],
): Promise<AccessGroup[]> {
	const known = new Map(groups.map((group) => [group.groupId, group]));
	const chosen: AccessGroup[] = [];
	for (const id of new Set(ids)) {
		chosen.push(known.get(id) ?? { ...(await groupById(client, id)), accessTypes: [] });
	}
	return chosen;
}

/** @throws ConfluenceError when a profile would have no access group at all */
export function someGroups(
	groups: readonly AccessGroup[],
	proposals: readonly ProposedGroup[],
): readonly AccessGroup[] {
	if (groups.length > 0) return groups;
	throw new ConfluenceError(
		'groupUnknown',
		proposals.length === 0
			? 'The site lists no group that gives access to Confluence, so it is not known who has a seat.'
			: `No access groups are chosen, and going by the names of the groups would leave out all of them. ${listOfGroups(proposals)}`,
	);
}
