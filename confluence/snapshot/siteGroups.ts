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

/** What became of the access groups that somebody chose. */
export interface ChosenGroups {
	found: AccessGroup[];
	/** One sentence for each id that the site does not know. */
	unknown: string[];
}

/**
 * Looks up the groups of a site, each list once. Only what is listed under an
 * access type and what was chosen is read: an organization may have thousands of other groups.
 */
export class GroupLookup {
	private lists: Promise<AccessGroup[]> | undefined;
	private chosenOnes: Promise<ChosenGroups> | undefined;

	constructor(
		private readonly client: ConfluenceClient,
		private readonly accessGroups: readonly string[],
	) {}

	/** All groups that give anything on the site. */
	async listed(): Promise<AccessGroup[]> {
		this.lists ??= siteGroups(this.client);
		return await this.lists;
	}

	/** The access groups chosen; one that is listed under no access type is looked up. */
	async chosen(): Promise<ChosenGroups> {
		this.chosenOnes ??= this.lookUp();
		return await this.chosenOnes;
	}

	private async lookUp(): Promise<ChosenGroups> {
		const listed = await this.listed();
		const chosen: ChosenGroups = { found: [], unknown: [] };
		for (const groupId of new Set(this.accessGroups)) {
			try {
				chosen.found.push(...(await chosenGroups(this.client, listed, [groupId])));
			} catch (error) {
				if (!(error instanceof ConfluenceError) || error.kind !== 'groupUnknown')
					throw error;
				chosen.unknown.push(error.message);
			}
		}
		return chosen;
	}
}
