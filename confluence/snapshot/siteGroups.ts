import {
	ACCESS_TYPES,
	givesAccess,
	otherSiteOf,
	type AccessGroup,
} from '../../licensing/snapshot/accessGroups';
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

/** Names of sites: the first label of their host names. */
export interface SiteNames {
	own: string;
	others: readonly string[];
}

/** A group that gives access, and whether it is proposed for the profile. */
export interface ProposedGroup {
	group: AccessGroup;
	proposed: boolean;
	/** Why it is not proposed, or what to know; '' for nothing. */
	warning: string;
}

/** The groups that give access; those that look like another site's are not proposed. */
export function proposeGroups(groups: readonly AccessGroup[], names: SiteNames): ProposedGroup[] {
	return groups.filter(givesAccess).map((group) => {
		const other = otherSiteOf(group, names.own, names.others);
		if (other !== null) {
			const warning = `Its name looks like a group of another site ("${other}").`;
			return { group, proposed: false, warning };
		}
		const warning = group.managedExternally
			? 'An identity provider fills it: nobody can be removed from it here.'
			: '';
		return { group, proposed: true, warning };
	});
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
export function someGroups(groups: readonly AccessGroup[]): readonly AccessGroup[] {
	if (groups.length > 0) return groups;
	throw new ConfluenceError(
		'groupUnknown',
		'The site lists no group that gives access to Confluence, so nobody can be said to hold a seat.',
	);
}
