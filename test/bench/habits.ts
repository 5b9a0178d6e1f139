import type { Random } from '../simulator/random';

/** How often somebody works. Days on which a person changes something are that person's working days. */
export interface Habit {
	name: 'never' | 'now and then' | 'weekly' | 'daily';
	/** Days from one working day to the next, drawn anew each time; null: there are none. */
	gapDays: readonly [number, number] | null;
}

const NEVER: Habit = { name: 'never', gapDays: null };
const WEEKLY: Habit = { name: 'weekly', gapDays: [5, 9] };
/** Two days in three: nobody works on every day of a week. */
const DAILY: Habit = { name: 'daily', gapDays: [1, 2] };

/** Somebody who works now and then does so once in so many days, each at their own pace. */
const NOW_AND_THEN_DAYS = [20, 60] as const;

/** How many of all people are of each kind; whoever left worked like one of the others before. */
export const SHARES = {
	never: 0.33,
	left: 0.05,
	nowAndThen: 0.27,
	weekly: 0.2,
	daily: 0.15,
} as const;
/** When those who left worked for the last time, in days before the first look. */
const LEFT_DAYS = [60, 300] as const;

/** Of the weekly and daily ones, how many stopped in these days: some become idle on each day that is looked at. */
const STOPPED_SHARE = 0.04;
const STOPPED_DAYS = [40, 62] as const;

/** What decides when one person works. Days are counted from the first look, which is day 0. */
export interface Calendar {
	habit: Habit;
	/** The first day on which the person does not work any more; null: goes on. */
	stopsOn: number | null;
}

/** What one person is like. The places of all people, from 0 to just below 1, keep the shares exact. */
export function calendarAt(place: number, random: Random): Calendar {
	if (place < SHARES.never) return { habit: NEVER, stopsOn: null };
	if (place < SHARES.never + SHARES.left) {
		const working = SHARES.nowAndThen + SHARES.weekly + SHARES.daily;
		return {
			habit: habitAt(random.next() * working, random),
			stopsOn: -between(random, LEFT_DAYS),
		};
	}
	const habit = habitAt(place - SHARES.never - SHARES.left, random);
	const stops = habit.name !== 'now and then' && random.chance(STOPPED_SHARE);
	return { habit, stopsOn: stops ? -between(random, STOPPED_DAYS) : null };
}

/** Days until the person works again, 1 at least; null: never. */
export function nextGap({ gapDays }: Habit, random: Random): number | null {
	return gapDays === null ? null : between(random, gapDays);
}

/** The share of all people who work on an ordinary day. */
export function workingShare(): number {
	const [shortest, longest] = NOW_AND_THEN_DAYS;
	// The mean of 1/x for x drawn evenly between the two.
	const nowAndThen = Math.log(longest / shortest) / (longest - shortest);
	return (
		SHARES.nowAndThen * nowAndThen + SHARES.weekly / mean(WEEKLY) + SHARES.daily / mean(DAILY)
	);
}

function habitAt(place: number, random: Random): Habit {
	if (place < SHARES.nowAndThen) {
		const pace = between(random, NOW_AND_THEN_DAYS);
		return { name: 'now and then', gapDays: [Math.ceil(pace / 2), Math.floor(pace * 1.5)] };
	}
	return place < SHARES.nowAndThen + SHARES.weekly ? WEEKLY : DAILY;
}

function mean({ gapDays }: Habit): number {
	return gapDays === null ? Infinity : (gapDays[0] + gapDays[1]) / 2;
}

/** A whole number of days between the two, both included. */
function between(random: Random, [low, high]: readonly [number, number]): number {
	return low + random.below(high - low + 1);
}
