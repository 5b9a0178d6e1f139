import { billsBetween, BILLING_CYCLES, dayText, startOfDay } from './billing';
import type { Minor } from './money';
import type { Pricing } from './pricing';

/** The prices, and the moment in whose calendar year bills are counted. */
export interface Today {
	pricing: Pricing;
	/** Milliseconds since the epoch. */
	now: number;
}

/** A saving for one billing cycle, and the ISO date of the first bill that it lowers. */
export interface DatedSaving {
	amount: Minor;
	countsFrom: string | null;
}

/**
 * What the bills of this calendar year (UTC) saved until now: the saving of one billing cycle for
 * each bill from its first day on that fell on a day of this year, today included. So a seat that was
 * freed last year, or long before positions were stored, adds the bills of this year alone; an annual
 * plan adds its whole year on the day of the renewal, and nothing in a year without one. Where plans
 * of different cycles are added up, a year is counted by the month. What has ended is billed no more.
 */
export function billsThisYear(saving: DatedSaving, today: Today): Minor {
	return counted(saving, today, (bills) => bills(startOfDay(today.pricing.billedUntil())));
}

/**
 * The same of a seat that was given back: only cycles that were over by then were saved.
 *
 * @param backAt milliseconds since the epoch; null when nobody knows when, and nothing is said
 */
export function savedThisYear(saving: DatedSaving, backAt: number | null, today: Today): Minor {
	if (backAt === null) return 0n;
	const until = startOfDay(Math.min(backAt, today.pricing.billedUntil()));
	return counted(saving, today, (bills) => Math.max(0, bills(until) - 1));
}

function counted(
	{ amount, countsFrom }: DatedSaving,
	{ pricing, now }: Today,
	countedBills: (bills: (until: number) => number) => number,
): Minor {
	const { billingCycle, isMixed } = pricing;
	if (countsFrom === null || billingCycle === null) return 0n;
	const months = isMixed ? 1 : BILLING_CYCLES[billingCycle].months;
	const { first, anchor } = pricing.firstTerm(Date.parse(countsFrom));
	const bills = (until: number) => billsBetween(first, until, { months, anchor });
	const yearStart = Date.parse(`${dayText(now).slice(0, 4)}-01-01`);
	const ofYear = Math.max(0, countedBills(bills) - bills(yearStart - 1));
	const saved = amount * BigInt(ofYear);
	return isMixed ? saved / BILLING_CYCLES.monthly.timesAYear : saved;
}
