import type { ActivityRecord } from '../subscription';
import { readTime, toIso } from '../times';
import type { Evidence } from './evidence';
import { checkedAtOf, coveredFrom } from './lookWindow';

/** How a look at one person ended. */
export interface LookResult {
	/** The latest that was found; null when nothing was. */
	evidence: Evidence | null;
	/** Why nothing is known for sure, as a sentence; null when nothing failed. */
	error: string | null;
	/**
	 * True when the look covers its whole span. False for somebody who is active anyway, so that
	 * nobody asked any further: what was checked before stands, and the next look begins there.
	 */
	isComplete: boolean;
	/** True when views were read for this person. */
	viewsChecked: boolean;
}

/** The activity of a person after a look, with the reason where it is not known. */
export interface CheckedActivity extends ActivityRecord {
	activityError: string | null;
}

/**
 * Adds what a look found to what was known. `lastActivityAt` never moves backwards, and a look
 * that was not complete leaves what the last complete one covered.
 *
 * @param span where the look began and ended (milliseconds since the epoch)
 */
export function mergeLook(
	before: ActivityRecord,
	look: LookResult,
	{ from, now }: { from: number; now: number },
): CheckedActivity {
	const { error, isComplete, viewsChecked } = look;
	const latest = { ...lastActivity(before, look.evidence), viewsChecked };
	const isKnown = latest.lastActivityAt !== null;
	if (error === null && isComplete) {
		return {
			...latest,
			activityStatus: isKnown ? 'known' : 'none',
			activityCheckedAt: toIso(now),
			activityCheckedFrom: toIso(coveredFrom(before, { from, now })),
			activityError: null,
		};
	}
	const stands = checkedAtOf(before, now) !== null;
	return {
		...latest,
		activityStatus: error === null && isKnown ? 'known' : 'unknown',
		activityCheckedAt: stands ? before.activityCheckedAt : null,
		activityCheckedFrom: stands ? before.activityCheckedFrom : null,
		activityError: error,
	};
}

/**
 * What is known of somebody who comes twice: the look that reaches back further, which is the one
 * that ended first, and the later activity.
 *
 * @param now milliseconds since the epoch
 */
export function bothRecords(a: ActivityRecord, b: ActivityRecord, now: number): ActivityRecord {
	const [longer, other] = lookedUntil(a, now) <= lookedUntil(b, now) ? [a, b] : [b, a];
	const later = timeOf(other) > timeOf(longer) ? other : longer;
	const { lastActivityAt, lastActivityType, lastActivitySource } = later;
	const isNone = longer.activityStatus === 'none' && lastActivityAt !== null;
	return {
		...longer,
		lastActivityAt,
		lastActivityType,
		lastActivitySource,
		activityStatus: isNone ? 'known' : longer.activityStatus,
		activityCheckedAt: toIso(checkedAtOf(longer, now)),
	};
}

function lookedUntil(record: ActivityRecord, now: number): number {
	return record.activityStatus === 'unknown' ? 0 : (checkedAtOf(record, now) ?? 0);
}

function timeOf({ lastActivityAt }: ActivityRecord): number {
	return readTime(lastActivityAt) ?? -Infinity;
}

type LastActivity = Pick<
	ActivityRecord,
	'lastActivityAt' | 'lastActivityType' | 'lastActivitySource'
>;

/** Of two at one moment the one that is no upper bound wins. */
function lastActivity(before: ActivityRecord, evidence: Evidence | null): LastActivity {
	const { lastActivityAt, lastActivityType, lastActivitySource } = before;
	const known = readTime(lastActivityAt);
	const isNews =
		evidence !== null &&
		(known === null ||
			evidence.at > known ||
			(evidence.at === known && evidence.type !== 'sharedEdit'));
	if (!isNews) return { lastActivityAt, lastActivityType, lastActivitySource };
	return {
		lastActivityAt: toIso(evidence.at),
		lastActivityType: evidence.type,
		lastActivitySource: evidence.source,
	};
}
