import type { AccessGroup } from '../licensing/snapshot/accessGroups';
import { ConfluenceError } from './errors';
import type { ConfluenceClient } from './http/client';
import { chosenGroups, siteGroups } from './snapshot/siteGroups';

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
