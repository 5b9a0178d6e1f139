import type { ActivityRecord } from '../subscription';
import { DAY_MS, HOUR_MS, readTime } from '../times';

/** Reading goes on this far before the oldest moment wanted, for clocks that differ. */
export const OVERLAP_MS = HOUR_MS;

/**
 * The moment from which a person is looked at: their own last check, or `lookbackDays` ago where
 * there is none, where the last look failed, or where it claims to be in the future.
 *
 * @returns milliseconds since the epoch
 */
export function lookFrom(record: ActivityRecord, now: number, lookbackDays: number): number {
	const checkedAt = readTime(record.activityCheckedAt);
	const usable = record.activityStatus !== 'unknown' && checkedAt !== null && checkedAt <= now;
	return usable ? checkedAt : now - lookbackDays * DAY_MS;
}

/** True when a moment is inside a look that begins at `from`. */
export function isInside(at: number, from: number): boolean {
	return at >= from - OVERLAP_MS;
}

/**
 * The earliest moment covered without a gap, once a look from `from` until `now` succeeded: where
 * the new look begins no later than the one before ended, what that one covered counts too.
 */
export function coveredFrom(record: ActivityRecord, from: number): number {
	const checkedAt = readTime(record.activityCheckedAt);
	const before = readTime(record.activityCheckedFrom);
	if (checkedAt === null || before === null || from > checkedAt) return from;
	return Math.min(before, from);
}
