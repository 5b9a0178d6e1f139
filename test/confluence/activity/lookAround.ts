import { ACTIVITY_TYPES } from '../../../confluence/api/search';
import { readActivity, type ActivitySettings } from '../../../confluence/activity/readActivity';
import {
	evidenceOf,
	laterEvidence,
	type ContentChange,
	type Evidence,
} from '../../../licensing/activity/evidence';
import { mergeLook, type CheckedActivity } from '../../../licensing/activity/merge';
import { isActiveAnyway } from '../../../licensing/activity/questions';
import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import { DAY_MS } from '../../../licensing/times';
import {
	edit,
	firstSite,
	lastEditOf,
	seatHolders,
	type ContentItem,
	type Simulator,
	type World,
} from '../../simulator';
import { lastVersion } from '../../simulator/world';
import { connectedClient } from '../connectedClient';

export const LOOKBACK_DAYS = 60;
/** Whoever was active within these days is not asked for. */
export const REFRESH_AFTER_DAYS = 14;

/** What is known of people, by account id. */
export type Known = Map<string, ActivityRecord>;

/** Everybody with a seat, never looked at. */
export function neverLookedAt({ world }: Simulator): Known {
	const known: Known = new Map();
	for (const accountId of seatHolders(world)) known.set(accountId, UNKNOWN_ACTIVITY);
	return known;
}

export interface Looked {
	activity: Map<string, CheckedActivity>;
	counts: Record<string, number>;
	requests: number;
	points: number;
}

/** Looks at the edits of these people once, as the node does. */
export async function lookAt(
	simulator: Simulator,
	known: ReadonlyMap<string, ActivityRecord>,
	settings: Partial<ActivitySettings> = {},
): Promise<Looked> {
	const client = connectedClient(simulator);
	const now = simulator.clock.now();
	const people = [...known].map(([accountId, record]) => ({ accountId, record }));
	const { looks, counts } = await readActivity(
		{ site: client, organization: null, cloudId: client.settings.cloudId },
		people,
		{
			now,
			lookbackDays: LOOKBACK_DAYS,
			refreshAfterDays: REFRESH_AFTER_DAYS,
			pointsBudget: 100_000,
			resolveSharedEdits: false,
			...settings,
		},
	);
	const activity: Looked['activity'] = new Map();
	for (const { accountId, record } of people) {
		const look = looks.get(accountId);
		if (look === undefined) throw new Error(`Nothing was said about ${accountId}.`);
		activity.set(accountId, mergeLook(record, look, { from: look.from, now }));
	}
	const { requests, points } = client.usage();
	return { activity, counts, requests, points };
}

/** How what is known compares with the truth that the connected account may see. */
export interface Verdict {
	people: number;
	exact: number;
	/** On the safe side. */
	later: number;
	/** Active later than known, and known to be active lately: they are asked for in time. */
	lagging: number;
	/** On the dangerous side: somebody was active later than known. */
	older: string[];
}

/** Holds what a look left against the truth; what is older than the lookback does not count. */
export function judge(
	simulator: Simulator,
	{ activity }: { activity: ReadonlyMap<string, ActivityRecord> },
): Verdict {
	const verdict: Verdict = { people: activity.size, exact: 0, later: 0, lagging: 0, older: [] };
	const now = simulator.clock.now();
	const since = now - LOOKBACK_DAYS * DAY_MS;
	for (const [accountId, record] of activity) {
		const { lastActivityAt, activityStatus } = record;
		const edited = lastEditOf(simulator.world, accountId, { until: now });
		const truth = edited === null || edited < since ? null : edited;
		const at = lastActivityAt === null ? null : Date.parse(lastActivityAt);
		if (truth !== null && activityStatus !== 'unknown' && (at === null || at < truth)) {
			if (isActiveAnyway(record, { now, refreshAfterDays: REFRESH_AFTER_DAYS })) {
				verdict.lagging++;
			} else verdict.older.push(accountId);
		} else if (at === truth || (truth === null && (at === null || at < since))) verdict.exact++;
		else verdict.later++;
	}
	return verdict;
}

/**
 * Two people change a page within minutes, so that the search hides the first: as often as asked,
 * on pages that exist.
 */
export function hideEdits(
	world: World,
	{ count, from, to }: { count: number; from: number; to: number },
): void {
	const editors = [...seatHolders(world)];
	const pages = world.content.filter(
		({ type, visibleTo }) => type === 'page' && visibleTo === null,
	);
	for (let number = 0; number < count; number++) {
		const at = Math.floor(from + ((to - from - 120_000) * (number + 1)) / (count + 1));
		const free = pages.filter((page) => lastVersion(page).at < at);
		const page = free[(number * 31) % free.length];
		const first = editors[(number * 17) % editors.length];
		const second = editors[(number * 17 + 5) % editors.length];
		if (page === undefined || first === undefined || second === undefined) return;
		edit(world, page, first, at);
		edit(world, page, second, at + 60_000);
	}
}

/** What an exact look at everybody, one by one, leaves behind; worked out without asking. */
export function knownExactly({ world, clock }: Simulator): Known {
	const now = clock.now();
	const since = now - LOOKBACK_DAYS * DAY_MS;
	const latest = new Map<string, Evidence>();
	for (const item of world.content) {
		if (item.cloudId !== firstSite(world).cloudId || item.visibleTo !== null) continue;
		if (!countsAsActivity(item)) continue;
		for (const accountId of new Set(item.versions.map(({ by }) => by))) {
			const evidence = evidenceOf(changeOf(item), accountId);
			if (evidence === null || evidence.at < since) continue;
			const later = laterEvidence(latest.get(accountId) ?? null, evidence);
			if (later !== null) latest.set(accountId, later);
		}
	}
	const known: Known = new Map();
	for (const accountId of seatHolders(world)) {
		const evidence = latest.get(accountId) ?? null;
		const look = { evidence, error: null, isComplete: true, viewsChecked: false };
		known.set(accountId, mergeLook(UNKNOWN_ACTIVITY, look, { from: since, now }));
	}
	return known;
}

function countsAsActivity({ type }: ContentItem): boolean {
	return ACTIVITY_TYPES.some((counted) => counted === type);
}

function changeOf({ id, type, createdBy, createdAt, versions }: ContentItem): ContentChange {
	const last = versions[versions.length - 1];
	return {
		contentId: id,
		contentType: type,
		createdBy,
		createdAt,
		changedBy: last?.by ?? null,
		changedAt: last?.at ?? null,
		version: versions.length,
		foundAt: last?.at ?? null,
	};
}
