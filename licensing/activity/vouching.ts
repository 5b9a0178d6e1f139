import { DAY_MS } from '../times';
import type { ChangeReading } from './changeReading';
import type { VouchRule } from './crawlPlan';
import type { Evidence } from './evidence';
import type { Seat } from './people';

/** Days within which the list of changes vouches for somebody it does not name. */
const VOUCH_DAYS = 50;
/** And never longer than this share of the lookback. */
const VOUCH_SHARE = 0.8;
/**
 * What may be spent on asking for people whose older activity only the list vouches for, as a share
 * of what the list cost: those closest to the end of the lookback first.
 */
const VERIFY_SHARE = 0.002;
/** What asking for such a person costs: their own last change is always a hit. */
const VERIFY_POINTS = 2;

/** What the list of changes settles of a person. */
export interface Vouched {
	evidence: Evidence | null;
	/** True when the date is not proven: a later edit may hide. */
	byChangesOnly: boolean;
}

export interface VouchFacts {
	reading: ChangeReading;
	rule: VouchRule;
	/** Milliseconds since the epoch. */
	now: number;
	lookbackDays: number;
}

/** How long ago, in milliseconds, activity counts as recent. */
export function recentMs(lookbackDays: number): number {
	return Math.min(VOUCH_DAYS, VOUCH_SHARE * lookbackDays) * DAY_MS;
}

/**
 * Where to ask from: what only the list of changes vouched for may hide an edit later than the last
 * activity known, so such a person is asked for from there.
 */
export function askFrom({ from, lastAt, record }: Seat): number {
	return record.lastActivitySource === 'changes' && lastAt !== null
		? Math.min(from, lastAt)
		: from;
}

/** What the list of changes settles of a person; null when they are to be asked for. */
export function vouchFor(seat: Seat, facts: VouchFacts): Vouched | null {
	const { reading, rule } = facts;
	const wholeLook = { accountId: seat.accountId, from: askFrom(seat) };
	if (reading.proves(wholeLook)) {
		const proven = reading.foundOf(wholeLook);
		const evidence: Evidence | null = proven === null ? null : { ...proven, source: 'search' };
		return { evidence, byChangesOnly: false };
	}
	if (rule === 'exact') return null;
	const evidence = reading.foundOf(seat);
	// A creation older than what was read says nothing of what came after it.
	if (evidence !== null && evidence.at >= reading.oldest)
		return { evidence, byChangesOnly: true };
	return isKnownLately(seat, facts) ? { evidence, byChangesOnly: true } : null;
}

/**
 * Of the people that only the list vouches for, those to be asked for nevertheless: not active
 * lately, and closest to the end of the lookback.
 *
 * @param points what the list cost
 */
export function toVerify(
	vouched: readonly Seat[],
	{ now, lookbackDays }: VouchFacts,
	points: number,
): Seat[] {
	const old = vouched.filter(
		({ lastAt }) => lastAt !== null && lastAt < now - recentMs(lookbackDays),
	);
	old.sort((a, b) => (a.lastAt ?? 0) - (b.lastAt ?? 0));
	return old.slice(0, Math.floor((points * VERIFY_SHARE) / VERIFY_POINTS));
}

/** Somebody whom the whole list does not name, but who is known to be active not long ago. */
function isKnownLately(
	{ from, lastAt, record }: Seat,
	{ reading, now, lookbackDays }: VouchFacts,
): boolean {
	if (lastAt === null || record.activityStatus !== 'known' || !reading.covers(from)) return false;
	const byChangesOnly = record.lastActivitySource === 'changes';
	return lastAt >= now - (byChangesOnly ? lookbackDays * DAY_MS : recentMs(lookbackDays));
}
