import { DAY_MS } from '../times';

/** How often an entitlement is billed; its prices are for one such time. */
export const BILLING_CYCLES = {
	monthly: { months: 1, timesAYear: 12n },
	annual: { months: 12, timesAYear: 1n },
} as const satisfies Record<string, { months: number; timesAYear: bigint }>;
export type BillingCycle = keyof typeof BILLING_CYCLES;
export const BILLING_CYCLE_NAMES = ['monthly', 'annual'] as const satisfies BillingCycle[];

/** The dates that say when an entitlement is billed; milliseconds since the epoch. */
export interface BillingDates {
	billingCycle: BillingCycle;
	startsAt: number | null;
	endsAt: number | null;
	nextBillingDate: number | null;
}

/**
 * The day on which an entitlement is billed next, and so on which a saving becomes real: the next
 * billing date; where that has passed, or is not known, the day of the cycle that follows it or
 * the start. An end that comes first counts instead.
 *
 * @returns an ISO date such as 2026-12-01; null when no date is known
 */
export function nextBillingDay(dates: BillingDates, now: number): string | null {
	const anchor = dates.nextBillingDate ?? dates.startsAt;
	const billed = anchor === null ? null : rolledOn(anchor, dates.billingCycle, now);
	const end = dates.endsAt;
	if (billed === null) return end === null ? null : dayText(end);
	return dayText(end === null ? billed : Math.min(billed, end));
}

/** The UTC day of a moment. */
export function dayText(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

/**
 * The day on which what was saved at a moment in the past became real: the first on or after it on
 * which the entitlement was or is billed. Bills before the next one are a cycle apart.
 *
 * @param since milliseconds since the epoch
 * @returns an ISO date; null when no date is known
 */
export function billingDaySince(dates: BillingDates, since: number): string | null {
	const { nextBillingDate: next, startsAt, endsAt, billingCycle } = dates;
	const earliest = startOfDay(Math.max(since, startsAt ?? since));
	if (next === null || next < earliest) return nextBillingDay(dates, since);
	const { months } = BILLING_CYCLES[billingCycle];
	let back = 0;
	while (addMonths(next, -(back + 1) * months) >= earliest) back += 1;
	const billed = addMonths(next, -back * months);
	return dayText(endsAt === null ? billed : Math.min(billed, endsAt));
}

function rolledOn(anchor: number, cycle: BillingCycle, now: number): number {
	const today = startOfDay(now);
	const { months } = BILLING_CYCLES[cycle];
	const monthsPassed = Math.max(0, monthsBetween(anchor, today));
	// One cycle early, because the day of the month decides whether it has passed.
	let cycles = Math.max(0, Math.floor(monthsPassed / months) - 1);
	while (addMonths(anchor, cycles * months) < today) cycles += 1;
	return addMonths(anchor, cycles * months);
}

function startOfDay(time: number): number {
	return Math.floor(time / DAY_MS) * DAY_MS;
}

function monthsBetween(from: number, to: number): number {
	const [a, b] = [new Date(from), new Date(to)];
	return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
}

/** The same day so many months later; the last day of a month that is too short for it. */
function addMonths(time: number, months: number): number {
	const date = new Date(startOfDay(time));
	const target = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
	const lastDay = new Date(
		Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0),
	).getUTCDate();
	return target + (Math.min(date.getUTCDate(), lastDay) - 1) * DAY_MS;
}
