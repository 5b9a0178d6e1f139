import { givesAdmin, type AccessGroup } from '../../licensing/snapshot/accessGroups';
import type { GroupMembers } from '../../licensing/snapshot/buildSnapshot';
import { minutesOfWaiting } from '../../licensing/snapshot/quotaForecast';
import { ENDPOINTS, PAGE_LIMIT, pointsOf, POINTS_PER_HOUR } from '../endpoints';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { inLanes } from '../http/lanes';
import { readGroupMembers, startOfGroup } from './groupMembers';

/** Who is in the access groups of a profile and in the admin groups of its site. */
export interface SiteMembers {
	/** In the order of the access groups. */
	accessGroups: GroupMembers[];
	adminIds: Set<string>;
	/** Counted in a group, but not listed: suspended people (M). */
	notListed: number;
	/** Memberships read. */
	memberships: number;
}

const MINUTE_MS = 60_000;
/** A person hears of the progress about this often. */
const PROGRESS_EVERY = 10_000;

/**
 * Reads the members of the access groups and of every admin group, each group once.
 * With the first page of each group it knows what all of them cost, and fails then when that
 * exceeds what the run may wait for.
 *
 * @throws ConfluenceError `rateLimited` (with the minutes needed), `incomplete` and what a call throws
 */
export async function readSiteMembers(
	client: ConfluenceClient,
	accessGroups: readonly AccessGroup[],
	siteGroups: readonly AccessGroup[],
): Promise<SiteMembers> {
	const groups = uniqueGroups([...accessGroups, ...siteGroups.filter(givesAdmin)]);
	const starts = await inLanes(groups, client.settings.concurrency, async (group) => ({
		group,
		first: await startOfGroup(client, group.groupId),
	}));
	refuseBeyondQuota(
		client,
		starts.map(({ first }) => first.total),
	);
	const progress = progressOf(client, sumOf(starts.map(({ first }) => first.total)));
	const members = new Map<string, GroupMembers>();
	let notListed = 0;
	for (const { group, first } of starts) {
		progress(first.page.members.length);
		const complete = await readGroupMembers(client, group, first, progress);
		members.set(group.groupId, { group, members: complete.members });
		notListed += complete.notListed;
	}
	return {
		accessGroups: accessGroups.map(
			(group) => members.get(group.groupId) ?? { group, members: [] },
		),
		adminIds: adminsIn(members.values()),
		notListed,
		memberships: sumOf([...members.values()].map((group) => group.members.length)),
	};
}

function uniqueGroups(groups: readonly AccessGroup[]): AccessGroup[] {
	return [...new Map(groups.map((group) => [group.groupId, group])).values()];
}

function adminsIn(groups: Iterable<GroupMembers>): Set<string> {
	const ids = new Set<string>();
	for (const { group, members } of groups) {
		if (givesAdmin(group)) for (const { accountId } of members) ids.add(accountId);
	}
	return ids;
}

/** What reading groups of these sizes costs in points. */
export function pointsToRead(totals: readonly number[]): number {
	const points = totals.map((total) => {
		const pages = Math.max(1, Math.ceil(total / PAGE_LIMIT));
		return pages - 1 + pointsOf(ENDPOINTS.groupMembers, total);
	});
	return sumOf(points);
}

function refuseBeyondQuota(client: ConfluenceClient, totals: readonly number[]): void {
	const points = pointsToRead(totals);
	const minutes = minutesOfWaiting(points, POINTS_PER_HOUR, client.runtime.now());
	if (minutes * MINUTE_MS <= client.gate.remainingMs) return;
	throw new ConfluenceError(
		'rateLimited',
		`Reading ${sumOf(totals)} memberships costs about ${points} points, and ${POINTS_PER_HOUR} an hour are allowed: ` +
			`the run would have to wait ${minutes} minutes in all, more than it may. ` +
			`Set "Wait for Quota (Minutes)" to at least ${minutes}.`,
		{ resumeAt: client.runtime.now() + minutes * MINUTE_MS },
	);
}

function progressOf(client: ConfluenceClient, total: number): (members: number) => void {
	let read = 0;
	let told = 0;
	return (members) => {
		read += members;
		if (read - told < PROGRESS_EVERY) return;
		told = read;
		client.runtime.report(`Read ${read} of about ${total} memberships`);
	};
}

function sumOf(numbers: readonly number[]): number {
	let sum = 0;
	for (const number of numbers) sum += number;
	return sum;
}
