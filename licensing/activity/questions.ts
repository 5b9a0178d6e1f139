import type { ActivityRecord } from '../subscription';
import { DAY_MS, readTime } from '../times';
import { checkedAtOf, lookFrom, type LookFacts } from './lookWindow';

/**
 * Who is asked for, and with whom. A query costs 1 point, and each hit 1 more (D); so one person
 * costs 1 where nothing is found and 2 otherwise, and a group in which nobody is found costs 1.
 */

/** A person to ask for. */
export interface AskedPerson {
	accountId: string;
	/** The moment to ask from (milliseconds since the epoch). */
	from: number;
	/** When the last complete look ended (milliseconds since the epoch), or null. */
	checkedAt: number | null;
	/** How likely something is found, from 0 to 1. */
	chance: number;
}

/**
 * So young a date may be taken off the order of hits: whoever has it is active, and is asked again
 * from that date on before they could be called idle.
 */
export const TAKEN_BY_ORDER_DAYS = 7;

/** Above this chance somebody is asked for alone. */
const ALONE_ABOVE = 0.2;
/** A group is as large as somebody is found in every second one. */
const FOUND_IN_A_GROUP = 0.5;
/** Dates are close together that differ by at most this share of their age. */
const CLOSE_SHARE = 0.05;
/** Addresses may hold about 8,000 characters; an id in a query takes 55 to 70 (I). */
export const LARGEST_GROUP = 80;

/** True when the last known activity is so young that the person is active anyway. */
export function isActiveAnyway(
	{ activityStatus, lastActivityAt }: ActivityRecord,
	{ now, refreshAfterDays }: { now: number; refreshAfterDays: number },
): boolean {
	const lastAt = readTime(lastActivityAt);
	return activityStatus === 'known' && lastAt !== null && isRecent(lastAt, now, refreshAfterDays);
}

/** True for a moment of the last `days` days; one in the future is no proof of anything. */
export function isRecent(at: number, now: number, days: number): boolean {
	return at <= now && at > now - days * DAY_MS;
}

export function askedPerson(
	accountId: string,
	record: ActivityRecord,
	facts: LookFacts,
): AskedPerson {
	const checkedAt = checkedAtOf(record, facts.now);
	const chance = chanceOf(record, checkedAt, facts.now);
	const from = lookFrom(record, facts);
	// The date known may have been taken off the order of hits, while its person was active anyway.
	const lastAt = chance > ALONE_ABOVE ? readTime(record.lastActivityAt) : null;
	return {
		accountId,
		from: lastAt === null ? from : Math.min(from, lastAt),
		checkedAt: record.activityStatus === 'unknown' ? null : checkedAt,
		chance,
	};
}

/**
 * Somebody who did nothing for a time `quiet` until the last look, which was `since` ago, did
 * something since with a chance of about since / (since + quiet): who was away for long stays away.
 * Who was hardly away may well be back, and the date known of them may be unproven.
 */
function chanceOf(record: ActivityRecord, checkedAt: number | null, now: number): number {
	const quietFrom = readTime(record.lastActivityAt) ?? readTime(record.activityCheckedFrom);
	if (checkedAt === null || quietFrom === null || record.activityStatus === 'unknown') return 1;
	const quiet = Math.max(0, checkedAt - quietFrom);
	const since = now - checkedAt;
	return quiet < TAKEN_BY_ORDER_DAYS * DAY_MS ? 1 : since / (since + quiet);
}

/**
 * Sorts what holds for people by date into groups in which the dates are close together, measured by
 * how long ago they are.
 */
export function closeTogether<Dated extends { at: number }>(
	dated: readonly Dated[],
	now: number,
): Dated[][] {
	const groups: Dated[][] = [];
	let group: Dated[] = [];
	for (const one of [...dated].sort((a, b) => b.at - a.at)) {
		const latest = group[0]?.at ?? Infinity;
		const isClose = latest - one.at <= CLOSE_SHARE * (now - latest);
		if (!isClose || group.length >= LARGEST_GROUP) groups.push((group = []));
		group.push(one);
	}
	return groups;
}

/** Everybody in questions: groups of people asked from about one moment, and people alone. */
export interface Questions {
	groups: AskedPerson[][];
	/** Who was never looked at, or longest ago, comes first. */
	alone: AskedPerson[];
}

export function questionsFor(people: readonly AskedPerson[]): Questions {
	const alone = people.filter(({ chance }) => chance > ALONE_ABOVE);
	alone.sort((a, b) => (a.checkedAt ?? 0) - (b.checkedAt ?? 0));
	const together = people.filter(({ chance }) => chance <= ALONE_ABOVE);
	together.sort((a, b) => dayOf(a) - dayOf(b) || a.chance - b.chance);
	const groups: AskedPerson[][] = [];
	let group: AskedPerson[] = [];
	let expected = 0;
	for (const person of together) {
		const first = group[0];
		const isFull = group.length >= LARGEST_GROUP || expected + person.chance > FOUND_IN_A_GROUP;
		if (first === undefined || isFull || dayOf(first) !== dayOf(person)) {
			groups.push((group = []));
			expected = 0;
		}
		group.push(person);
		expected += person.chance;
	}
	return { groups, alone };
}

function dayOf({ from }: AskedPerson): number {
	return Math.floor(from / DAY_MS);
}
