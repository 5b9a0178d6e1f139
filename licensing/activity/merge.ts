import type { ActivityRecord } from '../subscription';
import { readTime, toIso } from '../times';
import type { Evidence, EvidenceSource } from './evidence';
import { checkedAtOf, coveredFrom } from './lookWindow';

/** How a look at one person ended. */
export interface LookResult {
	/** The latest that was found; null when nothing was. */
	evidence: Evidence | null;
	/** Why the look is not complete, as a sentence; null when it is. */
	error: string | null;
	/** True when views were read for this person. */
	viewsChecked: boolean;
	/** True when only the list of changes vouches for a person found active not long ago. */
	byChangesOnly?: boolean;
}

/** The activity of a person after a look, with the reason where it is not known. */
export interface CheckedActivity extends ActivityRecord {
	activityError: string | null;
}

/**
 * Adds what a look found to what was known. `lastActivityAt` never moves backwards, and a look
 * that was not complete leaves the person `unknown` with what the last complete one covered.
 *
 * @param span where the look began and ended (milliseconds since the epoch)
 */
export function mergeLook(
	before: ActivityRecord,
	look: LookResult,
	{ from, now }: { from: number; now: number },
): CheckedActivity {
	const { error, viewsChecked } = look;
	const latest = { ...lastActivity(before, look), viewsChecked };
	if (error !== null) {
		const stands = checkedAtOf(before, now) !== null;
		return {
			...latest,
			activityStatus: 'unknown',
			activityCheckedAt: stands ? before.activityCheckedAt : null,
			activityCheckedFrom: stands ? before.activityCheckedFrom : null,
			activityError: error,
		};
	}
	return {
		...latest,
		activityStatus: latest.lastActivityAt === null ? 'none' : 'known',
		activityCheckedAt: toIso(now),
		activityCheckedFrom: toIso(coveredFrom(before, { from, now })),
		activityError: null,
	};
}

type LastActivity = Pick<
	ActivityRecord,
	'lastActivityAt' | 'lastActivityType' | 'lastActivitySource'
>;

/** Sources whose date a later look at the list of changes leaves as exact as that list is. */
const EDIT_SOURCES: ReadonlySet<string> = new Set<EvidenceSource>(['search', 'versions']);

function lastActivity(before: ActivityRecord, look: LookResult): LastActivity {
	const { evidence, byChangesOnly = false } = look;
	const { lastActivityAt, lastActivityType, lastActivitySource } = before;
	if (evidence === null || !isNews(before, evidence)) {
		const weaker = byChangesOnly && EDIT_SOURCES.has(lastActivitySource ?? '');
		return {
			lastActivityAt,
			lastActivityType,
			lastActivitySource: weaker ? 'changes' : lastActivitySource,
		};
	}
	return {
		lastActivityAt: toIso(evidence.at),
		lastActivityType: evidence.type,
		lastActivitySource: evidence.source,
	};
}

/** Of two at one moment the one that is no upper bound wins. */
function isNews({ lastActivityAt }: ActivityRecord, { at, type }: Evidence): boolean {
	const known = readTime(lastActivityAt);
	return known === null || at > known || (at === known && type !== 'sharedEdit');
}
