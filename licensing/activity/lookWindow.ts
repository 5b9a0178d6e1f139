import type { ActivityRecord } from '../subscription';
import { DAY_MS, HOUR_MS, readTime } from '../times';

/** Reading goes on this far before the oldest moment wanted, for clocks that differ. */
export const OVERLAP_MS = HOUR_MS;

/** What the organization knows of views comes up to a day late (D). */
const VIEWS_LATE_MS = DAY_MS;

/**
 * When a person's last complete look ended (milliseconds since the epoch); null where there was
 * none, where it claims to be in the future, or where it found a date that is lost: what it covered
 * then says nothing any more.
 */
export function checkedAtOf(record: ActivityRecord, now: number): number | null {
	const checkedAt = readTime(record.activityCheckedAt);
	const isLost = record.activityStatus === 'known' && readTime(record.lastActivityAt) === null;
	return checkedAt === null || checkedAt > now || isLost ? null : checkedAt;
}

/**
 * The moment from which a person is looked at: their own last check, or `lookbackDays` ago where
 * there is none to go by, or where the last look failed. After a look that relied on views it is a
 * day earlier, unless this one reads views too: those will tell then what came late.
 *
 * @returns milliseconds since the epoch
 */
export function lookFrom(
	record: ActivityRecord,
	{ now, lookbackDays, readsViews = false }: LookFacts,
): number {
	const checkedAt = checkedAtOf(record, now);
	if (checkedAt === null || record.activityStatus === 'unknown')
		return now - lookbackDays * DAY_MS;
	return record.viewsChecked && !readsViews ? checkedAt - VIEWS_LATE_MS : checkedAt;
}

/** What a run asks, and when. */
export interface LookFacts {
	/** Milliseconds since the epoch. */
	now: number;
	lookbackDays: number;
	/** True when the run reads views. */
	readsViews?: boolean;
}

/** True when a moment is inside a look that begins at `from`. */
export function isInside(at: number, from: number): boolean {
	return at >= from - OVERLAP_MS;
}

/**
 * The earliest moment covered without a gap, once a look from `from` until `now` succeeded: where
 * the new look begins no later than the one before ended, what that one covered counts too.
 */
export function coveredFrom(
	record: ActivityRecord,
	{ from, now }: { from: number; now: number },
): number {
	const checkedAt = checkedAtOf(record, now);
	const before = readTime(record.activityCheckedFrom);
	if (checkedAt === null || before === null || from > checkedAt) return from;
	return Math.min(before, from);
}
