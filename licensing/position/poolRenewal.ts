import { adviceOf, isToOrder, type Advice, type AdviceMail } from './advice';
import { reclaimByDay } from './billing';
import type { EarlierPosition, EarlierPositions } from './earlier';
import { toMinor, type Amount } from './money';
import type { PoolAmounts } from './poolAmounts';
import type { Pool } from './pools';
import type { Pricing } from './pricing';

/** What there is to know before a pool is billed again. */
export interface Renewal extends Advice {
	recommendedQuantity: number;
	seatsToLowerTier: number | null;
	/** The last day on which a removal still lowers the next bill. */
	reclaimBy: string | null;
	renewsOn: string | null;
	/** Whether somebody has to order another number of seats for the renewal. */
	isToOrder: boolean;
}

/** @param now milliseconds since the epoch */
export function renewalOf(
	{ model, members }: Pool,
	{
		pricing,
		amounts,
		earlier,
		now,
	}: { pricing: Pricing; amounts: PoolAmounts; earlier: EarlierPositions; now: number },
): Renewal {
	const { left } = amounts;
	const { currency } = pricing;
	const nextLowerBill = pricing.nextLowerBill();
	const minor = (amount: Amount) => (currency === null ? 0n : toMinor(amount, currency));
	const known = {
		recommendedQuantity: amounts.recommendedQuantity(),
		seatsToLowerTier: pricing.seatsToLowerTier(left),
		reclaimBy: nextLowerBill === null ? null : reclaimByDay(nextLowerBill),
		renewsOn: pricing.nextRenewal(),
	};
	const newest = earlier.newest(
		members.map(({ profile }) => profile),
		model,
	);
	const order = {
		...known,
		renewedQuantity: amounts.renewedQuantity(),
		isOrdered: pricing.newest?.lowerTierOrdered ?? false,
	};
	const advice = adviceOf({
		...order,
		model,
		now,
		used: left,
		candidates: members.reduce((sum, { tally }) => sum + tally.reclaimable, 0),
		tierLimit: pricing.tierLimit(left),
		currency,
		renewalCost: minor(pricing.costAtRenewal(order.renewedQuantity)),
		recommendedCost: minor(pricing.costAtRenewal(known.recommendedQuantity)),
		sent: sentAbout(known.renewsOn, newest),
	});
	return { ...known, ...advice, isToOrder: isToOrder(order) };
}

/** A mail about the renewal of another year is none about this one. */
function sentAbout(renewsOn: string | null, newest: readonly EarlierPosition[]): AdviceMail[] {
	return newest.flatMap((position) =>
		position.mailsSent.filter(
			(mail) => mail === 'tierNearlyUsed' || position.renewsOn === renewsOn,
		),
	);
}
