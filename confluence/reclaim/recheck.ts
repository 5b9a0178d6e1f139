import type { EvidenceType } from '../../licensing/activity/evidence';
import {
	activityAnchor,
	hasNoAnchor,
	isDecisionTooOld,
	type ReclaimItem,
} from '../../licensing/reclaim/reclaimItem';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { askOne } from '../activity/personSearch';
import { readViews, type Organization } from '../organization/readViews';

/** What a run may use to look for activity since the decision. */
export interface RecheckMeans {
	/** Why the run is not to look, as a sentence; null where it is. */
	whyNot: string | null;
	/** The site whose views count. */
	cloudId: string;
	canSearch: boolean;
	/** Whether it may be read who changed a shared page when. */
	canReadVersions: boolean;
	/** The organization API, for views; null without its credential. */
	organization: Organization | null;
	/** Milliseconds since the epoch. */
	now: number;
}

/** Why a seat is kept after the look; null when nothing speaks against taking it back. */
export interface RecheckFinding {
	code: 'activeAgain' | 'decisionTooOld';
	detail: string;
}

/**
 * Checks activity once more, right before a removal. Where that is impossible a decision counts
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
	if (since > means.now) {
		return { code: 'activeAgain', detail: 'The last known activity is in the future.' };
	}
	const obstacles = obstaclesOf(item, means);
	if (means.whyNot === null) {
		const activity = await firstActivity(client, item, since, means, obstacles);
		if (activity !== null) return { code: 'activeAgain', detail: activity };
	}
	if (obstacles.length === 0) return null;
	if (hasNoAnchor(item)) {
		const detail = [
			'The item does not say how long the person has been inactive.',
			...obstacles,
		];
		return { code: 'decisionTooOld', detail: detail.join(' ') };
	}
	return isDecisionTooOld(item, means.now)
		? { code: 'decisionTooOld', detail: obstacles.join(' ') }
		: null;
}

/** A sentence about own activity after the moment; null where there is none. */
async function firstActivity(
	client: ConfluenceClient,
	item: ReclaimItem,
	since: number,
	means: RecheckMeans,
	obstacles: string[],
): Promise<string | null> {
	if (means.canSearch) {
		try {
			const edit = await lastEdit(client, item, since, means);
			if (edit !== null) return edit;
		} catch (error) {
			if (!isRefusal(error)) throw error;
			obstacles.push('Atlassian refused the search.');
		}
	}
	return item.viewsChecked && means.organization !== null
		? await lastView(means.organization, item, since, means)
		: null;
}

async function lastEdit(
	client: ConfluenceClient,
	{ accountId }: ReclaimItem,
	since: number,
	{ canReadVersions }: RecheckMeans,
): Promise<string | null> {
	const evidence = await askOne(client, { accountId, from: since }, canReadVersions);
	return evidence !== null && evidence.at > since ? seen(evidence.type, evidence.at) : null;
}

/** @throws ConfluenceError when the organization does not tell: a view unknown is not "no view" */
async function lastView(
	organization: Organization,
	{ accountId }: ReclaimItem,
	since: number,
	{ cloudId }: RecheckMeans,
): Promise<string | null> {
	const look = (await readViews(organization, [accountId], cloudId)).looks.get(accountId);
	if (look !== undefined && look.at !== null && look.at > since) return seen('view', look.at);
	if (look === undefined || look.error !== null) {
		const told = look?.error ?? 'The organization gave no answer.';
		throw look?.failure ?? new ConfluenceError('badAnswer', told);
	}
	return null;
}

function seen(type: EvidenceType, at: number): string {
	return `The last activity was on ${new Date(at).toISOString()} (${type}).`;
}

function obstaclesOf(
	{ viewsChecked }: ReclaimItem,
	{ whyNot, canSearch, organization }: RecheckMeans,
): string[] {
	if (whyNot !== null) return [whyNot];
	const obstacles: string[] = [];
	if (!canSearch) obstacles.push('The credential is not allowed to search.');
	if (viewsChecked && organization === null) {
		obstacles.push('Views cannot be checked without the organization credential.');
	}
	return obstacles;
}

function isRefusal(error: unknown): boolean {
	return (
		error instanceof ConfluenceError &&
		(error.kind === 'scopeMissing' || error.kind === 'forbidden')
	);
}
