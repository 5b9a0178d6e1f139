import {
	activityAnchor,
	isDecisionTooOld,
	type ReclaimItem,
} from '../../licensing/reclaim/reclaimItem';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { freshEdits } from './freshActivity';

/** Tells whether a person viewed Confluence after a moment (milliseconds since the epoch). */
export type ViewsLook = (item: ReclaimItem, since: number) => Promise<boolean>;

/** What a run may use to look for activity since the decision. */
export interface RecheckMeans {
	/** Whether the run is to look at all. */
	enabled: boolean;
	canSearch: boolean;
	canReadVersions: boolean;
	/** null without the organization API. */
	views: ViewsLook | null;
	/** Milliseconds since the epoch. */
	now: number;
}

/** Why a seat is kept after the look; null when nothing speaks against taking it back. */
export interface RecheckFinding {
	code: 'activeAgain' | 'decisionTooOld';
	detail: string;
}

/**
 * Looks once more for activity, right before a removal. Where that is impossible a decision counts
 * for 48 hours.
 *
 * @throws ConfluenceError when a look was possible and failed: then nothing is known
 */
export async function recheckActivity(
	client: ConfluenceClient,
	item: ReclaimItem,
	means: RecheckMeans,
): Promise<RecheckFinding | null> {
	const since = activityAnchor(item);
	const obstacles = obstaclesOf(item, means, since);
	if (since !== null && means.enabled) {
		const activity = await firstActivity(client, item, since, means, obstacles);
		if (activity !== null) return { code: 'activeAgain', detail: activity };
	}
	return obstacles.length > 0 && isDecisionTooOld(item, means.now)
		? { code: 'decisionTooOld', detail: obstacles.join(' ') }
		: null;
}

/** Adds to the obstacles when the site refuses a look that the scopes seemed to allow. */
async function firstActivity(
	client: ConfluenceClient,
	item: ReclaimItem,
	since: number,
	{ canSearch, canReadVersions, views }: RecheckMeans,
	obstacles: string[],
): Promise<string | null> {
	if (canSearch) {
		try {
			const look = await freshEdits(client, item.accountId, since, canReadVersions);
			if (look.active) return look.evidence;
		} catch (error) {
			if (!isRefusal(error)) throw error;
			obstacles.push('The search is refused.');
		}
	}
	if (item.viewsChecked && views !== null && (await views(item, since))) {
		return 'The person viewed Confluence.';
	}
	return null;
}

function obstaclesOf(
	{ viewsChecked }: ReclaimItem,
	{ enabled, canSearch, views }: RecheckMeans,
	since: number | null,
): string[] {
	if (!enabled) return ['The option "Recheck Activity" is off.'];
	const obstacles: string[] = [];
	if (since === null) obstacles.push('The item does not say until when activity is known.');
	if (!canSearch) obstacles.push('The credential may not search.');
	if (viewsChecked && views === null) {
		obstacles.push('Views cannot be read: the node has no organization credential.');
	}
	return obstacles;
}

function isRefusal(error: unknown): boolean {
	return (
		error instanceof ConfluenceError &&
		(error.kind === 'scopeMissing' || error.kind === 'forbidden')
	);
}
