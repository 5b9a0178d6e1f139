import type { ActivityRecord } from '../subscription';
import { readTime } from '../times';
import type { Likelihood, Person } from './askPlan';
import { checkedAtOf, lookFrom, type LookFacts } from './lookWindow';

/** A person of a run, with what is known of them. */
export interface Seat extends Person {
	record: ActivityRecord;
	/** Last activity known (milliseconds since the epoch), or null. */
	lastAt: number | null;
	/** When the last complete look ended (milliseconds since the epoch), or null. */
	checkedAt: number | null;
}

export interface SeatFacts extends LookFacts {
	/** How long ago activity counts as recent, in milliseconds. */
	recentMs: number;
}

/** A person with the moment to look from and how likely they are found. */
export function seatOf(accountId: string, record: ActivityRecord, facts: SeatFacts): Seat {
	const lastAt = readTime(record.lastActivityAt);
	return {
		accountId,
		record,
		from: lookFrom(record, facts),
		lastAt,
		checkedAt: checkedAtOf(record, facts.now),
		likelihood: likelihoodOf(record, lastAt, facts.now - facts.recentMs),
	};
}

function likelihoodOf(
	{ activityStatus }: ActivityRecord,
	lastAt: number | null,
	recentSince: number,
): Likelihood {
	if (lastAt !== null && lastAt >= recentSince) return 'recent';
	const isQuiet = activityStatus === 'none' || (activityStatus === 'known' && lastAt !== null);
	return isQuiet ? 'quiet' : 'fresh';
}

/** The moment from which most people are looked at: a run sets it for all of them alike. */
export function commonFrom(seats: readonly Seat[]): number {
	const counts = new Map<number, number>();
	let common = { from: 0, count: 0 };
	for (const { from } of seats) {
		const count = (counts.get(from) ?? 0) + 1;
		counts.set(from, count);
		if (count > common.count) common = { from, count };
	}
	return common.from;
}
