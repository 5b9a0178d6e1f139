import {
	buildSnapshot,
	type GroupMembers,
	type Snapshot,
} from '../../licensing/snapshot/buildSnapshot';
import { withoutSeatWarning, type AccessGroup } from '../../licensing/snapshot/accessGroups';
import {
	retiredSince,
	shrinkRefusal,
	type PreviousRow,
} from '../../licensing/snapshot/previousSnapshot';
import {
	nearlyNobody,
	proposeGroups,
	type ProposedGroup,
	type SiteNames,
} from '../../licensing/snapshot/proposeGroups';
import { memberPage, memberTotal } from '../api/groups';
import { currentUser } from '../api/people';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { mapConcurrent } from '../http/mapConcurrent';
import { withMovedPeople } from './movedPeople';
import { chosenGroups, siteGroups, someGroups } from './siteGroups';
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
	leftOut: ProposedGroup[];
	/** Groups that were taken although their names make one wonder. */
	doubtful: ProposedGroup[];
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
	const proposals = await proposalsFor(client, listed, settings);
	const groups = proposals.filter(({ proposed }) => proposed).map(({ group }) => group);
	const { accountId } = await currentUser(client);
	const members = await readSiteMembers(
		client,
		someGroups(groups, proposals),
		listed,
		async (totals) => await refuseNearlyNobody(client, proposals, totals),
	);
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
	const leftOut = proposals.filter(({ proposed }) => !proposed);
	const doubtful = proposals.filter((proposal) => proposal.doubtful);
	return { ...snapshot, groups, leftOut, doubtful, notListed, memberships };
}

/** The groups that were chosen, or those that their names speak for and against. */
async function proposalsFor(
	client: ConfluenceClient,
	listed: readonly AccessGroup[],
	{ accessGroups, siteNames }: DownloadSettings,
): Promise<ProposedGroup[]> {
	if (accessGroups.length === 0) return proposeGroups(listed, siteNames);
	const chosen = await chosenGroups(client, listed, accessGroups);
	return chosen.map((group) => {
		const warning = withoutSeatWarning(group);
		return { group, proposed: true, warning: warning ?? '', doubtful: warning !== null };
	});
}

/**
 * Names may leave groups out only while most people are left: never a success with nearly nobody.
 *
 * @param totals how many members the groups have that were asked already
 */
async function refuseNearlyNobody(
	client: ConfluenceClient,
	proposals: readonly ProposedGroup[],
	totals: ReadonlyMap<string, number>,
): Promise<void> {
	const sizeOf = async ({ group }: ProposedGroup): Promise<number> =>
		totals.get(group.groupId) ?? (await seatsPerhaps(client, group));
	const counts = { taken: 0, leftOut: 0 };
	await mapConcurrent(proposals, client.settings.concurrency, async (proposal) => {
		const size = await sizeOf(proposal);
		counts[proposal.proposed ? 'taken' : 'leftOut'] += size;
	});
	const refusal = nearlyNobody(proposals, counts);
	if (refusal !== null) throw new ConfluenceError('groupUnknown', refusal);
}

/** How many members of a group may hold a seat: nobody where it shows a guest and is named for guests. */
async function seatsPerhaps(client: ConfluenceClient, group: AccessGroup): Promise<number> {
	const isNamedWithoutSeat = withoutSeatWarning(group) !== null;
	if (!isNamedWithoutSeat) return await memberTotal(client, group.groupId);
	const page = await memberPage(client, group.groupId, { start: 0, limit: 1, withTotal: true });
	if (page.members[0]?.isGuest === true) return 0;
	return page.totalSize ?? (await memberTotal(client, group.groupId));
}

function refuseShrink(
	retired: readonly PreviousRow[],
	{ previous, maxShrinkPercent }: DownloadSettings,
): void {
	const refusal = shrinkRefusal(retired, previous.size, maxShrinkPercent);
	if (refusal !== null) throw new ConfluenceError('shrinkGuard', refusal);
}
