import type { ActivityRecord } from '../subscription';
import { DAY_MS, readTime } from '../times';
import type { EvidenceSource } from './evidence';

/** What the organization knows of views comes up to a day late (D). */
const VIEWS_LATE_MS = DAY_MS;

/** The source of dates in rows of version 0.1.0 that may hide a later edit. */
const MAY_HIDE_LATER: EvidenceSource = 'changes';

/** What a run asks, and when. */
export interface LookFacts {
	/** Milliseconds since the epoch. */
	now: number;
	lookbackDays: number;
	/** True when the run reads views. */
	readsViews?: boolean;
}

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
 * there is none to go by, where the last look failed, or where it found nothing and reached back
 * less far. After a look that relied on views it is a day earlier, unless this one reads views too:
 * those will tell then what came late.
 *
 * @returns milliseconds since the epoch
 */
export function lookFrom(record: ActivityRecord, facts: LookFacts): number {
	const { now, lookbackDays, readsViews = false } = facts;
	const lookback = now - lookbackDays * DAY_MS;
	const checkedAt = checkedAtOf(record, now);
	if (checkedAt === null || record.activityStatus === 'unknown') return lookback;
	const usual = record.viewsChecked && !readsViews ? checkedAt - VIEWS_LATE_MS : checkedAt;
	if (record.activityStatus === 'none') {
		const covered = readTime(record.activityCheckedFrom) ?? Infinity;
		return covered > lookback + DAY_MS ? Math.min(usual, lookback) : usual;
	}
	return record.lastActivitySource === MAY_HIDE_LATER
		? Math.min(usual, readTime(record.lastActivityAt) ?? usual)
		: usual;
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
