import { evaluate } from '../../licensing/exclusions/evaluate';
import { readPerson } from '../../licensing/person';
import { RuleIndex } from '../../licensing/exclusions/ruleIndex';
import type { EvaluationSettings } from '../../licensing/exclusions/reasons';
import type { Subscription } from '../../licensing/subscription';
import { wholeDaysBetween } from '../../licensing/times';
import { ACTIVITY_TYPES, firstSite, lastEditOf, type ContentItem, type World } from '../simulator';
import { contentIndex } from '../simulator/search/contentIndex';
import { isVisibleTo, lastVersion } from '../simulator/world';

const THRESHOLD_DAYS = 60;
/** Everybody is judged by activity alone: there is no grace, and no seat is protected. */
const SETTINGS: EvaluationSettings = {
	inactivityThresholdDays: THRESHOLD_DAYS,
	newUserGraceDays: 0,
	neverActive: 'candidate',
	maxActivityAgeHours: 48,
};
const UNPROTECTED = {
	isAdmin: false,
	isConnectedAccount: false,
	managedExternally: false,
	keepUntil: null,
};

/** How the seats proposed on one day compare with what people really did. */
export interface Judgement {
	people: number;
	/** Active people who were proposed: there must be none. */
	activeProposed: string[];
	/** People without an edit within the threshold. */
	idle: number;
	/** Idle people who were proposed. */
	found: number;
	/** Idle people kept because somebody changed content of theirs since, and search cannot tell more. */
	upperBound: number;
	/** Idle people whom search could tell, and who were not proposed: there must be none. */
	missed: string[];
	/** People of whom nothing is known, idle or not. */
	unknown: number;
}

/**
 * Evaluates everybody after a look and holds the proposals against the truth.
 *
 * @param now milliseconds since the epoch; the world knows nothing later
 */
export function judgeProposals(
	world: World,
	people: readonly Subscription[],
	now: number,
): Judgement {
	const context = { index: new RuleIndex([], 'bench', now), settings: SETTINGS, now };
	const judgement: Judgement = {
		people: people.length,
		activeProposed: [],
		idle: 0,
		found: 0,
		upperBound: 0,
		missed: [],
		unknown: 0,
	};
	for (const person of people) {
		const { accountId, activityStatus } = person;
		const { evaluation } = evaluate(readPerson({ ...person, ...UNPROTECTED }).person, context);
		const isProposed = evaluation.decision === 'candidate';
		if (activityStatus === 'unknown') judgement.unknown++;
		if (isYoung(lastEditOf(world, accountId), now)) {
			if (isProposed) judgement.activeProposed.push(accountId);
			continue;
		}
		judgement.idle++;
		if (isProposed) judgement.found++;
		else if (isYoung(latestBySearch(world, accountId), now)) judgement.upperBound++;
		else judgement.missed.push(accountId);
	}
	return judgement;
}

/** How many of those who ever changed something have as newest content what somebody else changed last. */
export function sharedShare(world: World): number {
	const { byContributor } = contentIndex(world, firstSite(world).cloudId);
	let shared = 0;
	for (const [accountId, items] of byContributor) {
		const newest = items.map(lastVersion).reduce((a, b) => (b.at > a.at ? b : a));
		if (newest.by !== accountId) shared++;
	}
	return shared / Math.max(1, byContributor.size);
}

function isYoung(at: number | null, now: number): boolean {
	return at !== null && wholeDaysBetween(at, now) < THRESHOLD_DAYS;
}

/** The latest moment at which a person may have been active, by all that search can show. */
function latestBySearch(world: World, accountId: string): number | null {
	let latest: number | null = null;
	const { byContributor } = contentIndex(world, firstSite(world).cloudId);
	for (const item of byContributor.get(accountId) ?? []) {
		if (!ACTIVITY_TYPES.includes(item.type)) continue;
		if (!isVisibleTo(item, world.connectedAccountId)) continue;
		latest = Math.max(latest ?? -Infinity, upperBound(item, accountId));
	}
	return latest;
}

/** Search tells who made something and who changed it last; in between anybody may have. */
function upperBound(item: ContentItem, accountId: string): number {
	const isOnlyMaker = item.createdBy === accountId && item.versions.length <= 2;
	const last = lastVersion(item);
	return isOnlyMaker && last.by !== accountId ? item.createdAt : last.at;
}
