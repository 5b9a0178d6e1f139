import { givesAdmin, type AccessGroup } from '../../licensing/snapshot/accessGroups';
import type { GroupMembers } from '../../licensing/snapshot/buildSnapshot';
import { memberTotal } from '../api/groups';
import { ENDPOINTS, PAGE_LIMIT, pointsOf, POINTS_PER_HOUR } from '../endpoints';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { mapConcurrent } from '../http/mapConcurrent';
import { readGroupMembers, renewedStart, startOfGroup, type GroupStart } from './groupMembers';
import { HOUR_MS } from '../../licensing/times';

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
 * It fails as soon as the first pages tell that the groups cost more than the run may wait for.
 *
 * @param checkTotals is told each group's number of members before more than first pages are read
 * @throws ConfluenceError `waitTooShort` (with the minutes to wait), `incomplete` and what a call throws
 */
export async function readSiteMembers(
	client: ConfluenceClient,
	accessGroups: readonly AccessGroup[],
	siteGroups: readonly AccessGroup[],
	checkTotals?: (totals: ReadonlyMap<string, number>) => Promise<void>,
): Promise<SiteMembers> {
	const groups = uniqueGroups([...accessGroups, ...siteGroups.filter(givesAdmin)]);
	const before = client.usage();
	const starts = await startsWithinQuota(client, groups);
	await checkTotals?.(new Map(starts.map(({ group, first }) => [group.groupId, first.total])));
	const { requests } = client.usage();
	// While other groups are read, or the run waits for its quota, people join and leave the rest.
	const isLongAgo = () =>
		client.usage().requests > requests || client.usage().waitedMs > before.waitedMs;
	const progress = progressOf(client, sumOf(starts.map(({ first }) => first.total)));
	const members = new Map<string, GroupMembers>();
	let notListed = 0;
	for (const { group, first } of starts) {
		const start = isLongAgo() ? await renewedStart(client, group.groupId, first) : first;
		progress(start.page.members.length);
		const complete = await readGroupMembers(client, group, start, progress);
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

interface StartedGroup {
	group: AccessGroup;
	first: GroupStart;
}

/**
 * The first page of each group, which tells its size. Once the groups seen so far cost more than the
 * run may wait for, the others are asked for their sizes only, and the run ends.
 *
 * @throws ConfluenceError `waitTooShort` with the minutes that all groups need
 */
async function startsWithinQuota(
	client: ConfluenceClient,
	groups: readonly AccessGroup[],
): Promise<StartedGroup[]> {
	const totals: number[] = [];
	const started = await mapConcurrent(groups, client.settings.concurrency, async (group) => {
		const first = isBeyondQuota(client, totals)
			? null
			: await startOfGroup(client, group.groupId);
		totals.push(first === null ? await memberTotal(client, group.groupId) : first.total);
		return { group, first };
	});
	if (isBeyondQuota(client, totals)) throw beyondQuota(client, totals);
	// While they were asked, time went on, and the wait may have become short enough.
	return await mapConcurrent(started, client.settings.concurrency, async ({ group, first }) => ({
		group,
		first: first ?? (await startOfGroup(client, group.groupId)),
	}));
}

function isBeyondQuota(client: ConfluenceClient, totals: readonly number[]): boolean {
	return minutesFor(client, totals) * MINUTE_MS > client.gate.remainingMs;
}

function minutesFor(client: ConfluenceClient, totals: readonly number[]): number {
	return minutesOfWaiting(pointsToRead(totals), POINTS_PER_HOUR, client.runtime.now());
}

function beyondQuota(client: ConfluenceClient, totals: readonly number[]): ConfluenceError {
	const minutes = minutesFor(client, totals);
	// To wait longer is all that helps: at another time the groups cost as much.
	return new ConfluenceError(
		'waitTooShort',
		`Reading ${sumOf(totals)} memberships costs about ${pointsToRead(totals)} points, and ${POINTS_PER_HOUR} per hour are allowed. ` +
			`The run would have to wait ${minutes} minutes in total, longer than it is allowed to. ` +
			`Allow it to wait at least ${minutes} minutes.`,
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

/**
 * Minutes of waiting that a run needs whose points exceed one hour's quota: the quota starts anew
 * on each full UTC hour (D). 0 when one hour's points are enough.
 */
export function minutesOfWaiting(points: number, pointsPerHour: number, now: number): number {
	const resets = Math.ceil(points / pointsPerHour) - 1;
	if (resets <= 0) return 0;
	const untilReset = HOUR_MS - (now % HOUR_MS);
	return Math.ceil((untilReset + (resets - 1) * HOUR_MS) / MINUTE_MS);
}
