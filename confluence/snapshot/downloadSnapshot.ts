import {
	buildSnapshot,
	type GroupMembers,
	type Snapshot,
} from '../../licensing/snapshot/buildSnapshot';
import type { AccessGroup } from '../../licensing/snapshot/accessGroups';
import type { PreviousRow } from '../../licensing/snapshot/previousSnapshot';
import { retiredSince, shrinkRefusal } from '../../licensing/snapshot/retirement';
import { currentUser } from '../api/people';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { withMovedPeople } from './movedPeople';
import { chosenGroups, proposeGroups, siteGroups, someGroups, type SiteNames } from './siteGroups';
import { readSiteMembers, type SiteMembers } from './siteMembers';

export interface DownloadSettings {
	profile: string;
	cloudId: string;
	/** Ids in the order chosen; empty: the proposed groups of the site. */
	accessGroups: readonly string[];
	/** Needed where no access groups were chosen. */
	siteNames: SiteNames;
	previous: ReadonlyMap<string, PreviousRow>;
	includeGuests: boolean;
	includeAppAccounts: boolean;
	maxShrinkPercent: number;
	/** ISO 8601. */
	snapshotAt: string;
}

export interface DownloadedSnapshot extends Snapshot {
	retired: PreviousRow[];
	groups: readonly AccessGroup[];
	/** Groups that give access but were left out, with the reason. */
	leftOut: string[];
	notListed: number;
	memberships: number;
}

/**
 * Reads who holds a seat in a profile: completely, or it throws.
 *
 * @throws ConfluenceError `incomplete`, `shrinkGuard`, `groupUnknown`, `rateLimited` and others
 */
export async function downloadSnapshot(
	client: ConfluenceClient,
	settings: DownloadSettings,
): Promise<DownloadedSnapshot> {
	const listed = await siteGroups(client);
	const { groups, leftOut } = await accessGroupsOf(client, listed, settings);
	const { accountId } = await currentUser(client);
	const members = await readSiteMembers(client, someGroups(groups), listed);
	const build = (accessGroups: readonly GroupMembers[]) => {
		const snapshot = buildSnapshot({
			...settings,
			accessGroups,
			adminIds: members.adminIds,
			connectedAccountId: accountId,
		});
		const retired = retiredSince(settings.previous, snapshot.subscriptions);
		return { ...snapshot, retired };
	};
	let snapshot = build(members.accessGroups);
	refuseShrink(snapshot.retired, settings);
	const corrected = await withMovedPeople(client, members.accessGroups, snapshot.retired);
	if (corrected !== null) snapshot = build(corrected);
	const { notListed, memberships }: SiteMembers = members;
	return { ...snapshot, groups, leftOut, notListed, memberships };
}

async function accessGroupsOf(
	client: ConfluenceClient,
	listed: readonly AccessGroup[],
	{ accessGroups, siteNames }: DownloadSettings,
): Promise<{ groups: AccessGroup[]; leftOut: string[] }> {
	if (accessGroups.length > 0) {
		return { groups: await chosenGroups(client, listed, accessGroups), leftOut: [] };
	}
	const proposals = proposeGroups(listed, siteNames);
	return {
		groups: proposals.filter(({ proposed }) => proposed).map(({ group }) => group),
		leftOut: proposals
			.filter(({ proposed }) => !proposed)
			.map(({ group, warning }) => `"${group.name}": ${warning}`),
	};
}

function refuseShrink(
	retired: readonly PreviousRow[],
	{ previous, maxShrinkPercent }: DownloadSettings,
): void {
	const refusal = shrinkRefusal(retired, previous.size, maxShrinkPercent);
	if (refusal !== null) throw new ConfluenceError('shrinkGuard', refusal);
}
