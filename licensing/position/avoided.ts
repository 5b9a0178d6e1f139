import { DAY_MS } from '../times';
import { startOfDay } from './billing';
import type { Amount } from './money';
import type { Pricing } from './pricing';

/** A joiner, and the profile's place among the members of the pool. */
export interface Joiner {
	place: number;
	at: number;
}

/**
 * What people who joined in this period would have cost if no seat had been freed for them before:
 * the next seat above those billed, for the days left of the month. Each freed seat takes one
 * joiner, and only those count who would have raised the bill: the last ones. Monthly plans only: an
 * annual tier costs the same whoever joins. D, M (prorating)
 *
 * @param freedAt moments at which seats were freed that have lowered no bill yet
 * @param left seats in use now
 * @returns one amount for each joiner who fitted in and would have cost something
 */
export function avoidedCosts(
	joiners: readonly Joiner[],
	freedAt: readonly number[],
	{ pricing, left }: { pricing: Pricing; left: number },
): Array<Joiner & { amount: Amount }> {
	const period = pricing.monthlyPeriod();
	if (period === null) return [];
	const inPeriod = joiners.filter(({ at }) => at >= period.start && at < period.end);
	inPeriod.sort((a, b) => a.at - b.at);
	const freed = [...freedAt].sort((a, b) => a - b);
	const daysOfPeriod = BigInt((period.end - period.start) / DAY_MS);
	const fitted: Joiner[] = [];
	for (const joiner of inPeriod) {
		const next = freed[fitted.length];
		if (next === undefined) break;
		if (next <= joiner.at) fitted.push(joiner);
	}
	const aboveBill = Math.max(0, left + freed.length - pricing.owned);
	return fitted.slice(Math.max(0, fitted.length - aboveBill)).map((joiner, place) => {
		const billed = pricing.owned + place;
		const price = pricing.cost(billed + 1) - pricing.cost(billed);
		const daysLeft = BigInt((period.end - startOfDay(joiner.at)) / DAY_MS - 1);
		return { ...joiner, amount: price > 0n ? (price * daysLeft) / daysOfPeriod : 0n };
	});
}
