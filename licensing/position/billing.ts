import { DAY_MS } from '../times';

/** How often an entitlement is billed; its prices are for one such time. */
export const BILLING_CYCLES = {
	monthly: { months: 1, timesAYear: 12n },
	annual: { months: 12, timesAYear: 1n },
} as const satisfies Record<string, { months: number; timesAYear: bigint }>;
export type BillingCycle = keyof typeof BILLING_CYCLES;
export const BILLING_CYCLE_NAMES = ['monthly', 'annual'] as const satisfies BillingCycle[];

/** An amount for a year, of an amount for one billing cycle; of an unknown cycle there is none. */
export function perYear(amount: bigint, cycle: BillingCycle | null): bigint {
	return cycle === null ? 0n : amount * BILLING_CYCLES[cycle].timesAYear;
}

/** The dates that say when an entitlement is billed; milliseconds since the epoch. */
export interface BillingDates {
	/** null where nobody said: then no date is known. */
	billingCycle: BillingCycle | null;
	startsAt: number | null;
	endsAt: number | null;
	nextBillingDate: number | null;
}

/**
 * A bill is for the users on the last day before it. At what hour they are counted is not
 * documented, so a removal on that day counts for the bill after. D, I (the margin)
 */
const DAYS_BEFORE_BILL = 2;

/** The days of one billing period, in milliseconds: the first of it, and the first of the next. */
export interface BillingPeriod {
	start: number;
	end: number;
}

/**
 * The day on which an entitlement is billed next, today included: the next billing date, moved on
 * by the cycle where it has passed; where it is not known, the day that follows the start. An
 * annual plan is renewed at its end; a monthly one that ends first is billed no more.
 *
 * @returns an ISO date such as 2026-12-01; null when no date is known
 */
export function nextBillingDay(dates: BillingDates, now: number): string | null {
	return textOrNull(firstBill(dates, startOfDay(now), now));
}

/**
 * The day from which a removal at a moment lowers the bill: the first bill at least two days later.
 *
 * @param at of the removal; milliseconds since the epoch, as `now`
 * @returns an ISO date; null when no date is known
 */
export function billingDaySince(dates: BillingDates, at: number, now: number): string | null {
	return textOrNull(firstBill(dates, startOfDay(at) + DAYS_BEFORE_BILL * DAY_MS, now));
}

/** The last day on which a removal still lowers a bill, by the day of that bill. */
export function reclaimByDay(billed: string): string {
	return dayText(Date.parse(billed) - DAYS_BEFORE_BILL * DAY_MS);
}

/** The period that a moment lies in; null when no date is known. */
export function billingPeriod(dates: BillingDates, now: number): BillingPeriod | null {
	const anchor = anchorOf(dates);
	if (anchor === null || dates.billingCycle === null) return null;
	const { months } = BILLING_CYCLES[dates.billingCycle];
	const next = cyclesUntil(anchor, months, startOfDay(now) + DAY_MS);
	const end = noBillBefore(dates, addMonths(anchor, next * months), now);
	return { start: addMonths(anchor, (next - 1) * months), end };
}

/**
 * How many bills a saving has lowered from one day to another, both included.
 *
 * @param months between two bills
 * @param anchor a day that bills are counted from, so that one on the 31st is on the 28th in
 * February alone; where none of its bills is on the first day, that day itself
 */
export function billsBetween(
	from: number,
	to: number,
	{ months, anchor = from }: { months: number; anchor?: number },
): number {
	if (to < from) return 0;
	const first = cyclesUntil(anchor, months, from);
	if (addMonths(anchor, first * months) !== from) return billsBetween(from, to, { months });
	let bills = Math.max(0, Math.floor(monthsBetween(from, to) / months) - 1);
	while (addMonths(anchor, (first + bills) * months) <= to) bills += 1;
	return bills;
}

/** The UTC day of a moment. */
export function dayText(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

export function startOfDay(time: number): number {
	return Math.floor(time / DAY_MS) * DAY_MS;
}

/** The same day so many months later; the last day of a month that is too short for it. */
export function addMonths(time: number, months: number): number {
	const date = new Date(startOfDay(time));
	const target = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
	const lastDay = new Date(
		Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0),
	).getUTCDate();
	return target + (Math.min(date.getUTCDate(), lastDay) - 1) * DAY_MS;
}

/** The day that an entitlement's bills are counted from; null when no date is known. */
export function anchorOf({
	billingCycle,
	endsAt,
	nextBillingDate,
	startsAt,
}: BillingDates): number | null {
	const renewed = billingCycle === 'annual' ? endsAt : null;
	return renewed ?? nextBillingDate ?? startsAt;
}

/** The first bill on or after a day, and never before the entitlement began. */
function firstBill(dates: BillingDates, day: number, now: number): number | null {
	const { billingCycle, startsAt, endsAt } = dates;
	if (billingCycle === null) return null;
	const earliest = startsAt === null ? day : Math.max(day, startOfDay(startsAt));
	const anchor = anchorOf(dates);
	const end = endsAt === null ? null : startOfDay(endsAt);
	if (anchor === null) return end;
	const { months } = BILLING_CYCLES[billingCycle];
	const cycle = addMonths(anchor, cyclesUntil(anchor, months, earliest) * months);
	const billed = noBillBefore(dates, cycle, now);
	return end !== null && end >= earliest ? Math.min(billed, end) : billed;
}

/** Between now and the next billing date there is no bill, however far away that date is. */
function noBillBefore({ nextBillingDate: next }: BillingDates, bill: number, now: number): number {
	if (next === null || bill <= startOfDay(now)) return bill;
	return Math.max(bill, startOfDay(next));
}

/** How many cycles after the anchor, or before it, the first bill on or after a day is. */
function cyclesUntil(anchor: number, months: number, day: number): number {
	// One cycle early, because the day of the month decides whether it has passed.
	let cycles = Math.floor(monthsBetween(anchor, day) / months) - 1;
	while (addMonths(anchor, cycles * months) < day) cycles += 1;
	return cycles;
}

function monthsBetween(from: number, to: number): number {
	const [a, b] = [new Date(from), new Date(to)];
	return (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
}

function textOrNull(time: number | null): string | null {
	return time === null ? null : dayText(time);
}
