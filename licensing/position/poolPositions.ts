import { keyOf } from '../subscription';
import type { EarlierPositions } from './earlier';
import { seatShares, type Minor } from './money';
import { PoolAmounts } from './poolAmounts';
import { renewalOf } from './poolRenewal';
import { perYear } from './billing';
import type { Pool } from './pools';
import type { PositionFigures } from './position';
import type { FreedPart, PositionCounts } from './positionAmounts';
import { Pricing } from './pricing';
import type { ReceiptShare } from './receiptShares';
import type { SavingShare } from './savingShares';
import type { Tally } from './tally';

/** What a pool says: a position for each of its profiles, and the share of each removal. */
export interface PoolResult {
	positions: PositionFigures[];
	shares: SavingShare[];
}

/**
 * The positions of the profiles that share one pool. Prices make no sense for a part of the seats,
 * so every amount is found for the whole pool and then divided, to the cent, by the seats that it is
 * about; seats bought are divided by use.
 *
 * @param now milliseconds since the epoch
 */
export function poolPositions(pool: Pool, earlier: EarlierPositions, now: number): PoolResult {
	const { entitlements, members, countsWith } = pool;
	const tallies = members.map(({ tally }) => tally);
	const profiles = members.map(({ profile }) => profile);
	const used = tallies.reduce((sum, tally) => sum + tally.used, 0);
	const pricing = new Pricing(entitlements, now, (period) =>
		Math.max(used, period === null ? 0 : earlier.largestCount(profiles, pool.model, period)),
	);
	const owned = seatShares(
		pricing.owned,
		tallies.map((tally) => tally.used),
	);
	const amounts = new PoolAmounts(pricing, tallies, owned, now);
	const renewal = renewalOf(pool, { pricing, amounts, earlier, now });
	const recommended = seatShares(
		renewal.recommendedQuantity,
		tallies.map((tally) => tally.used - tally.reclaimedInSnapshot - tally.reclaimable),
	);
	const { newest } = pricing;
	const positions = members.map(({ profile, model, tally }, place): PositionFigures => {
		const minor = amounts.at(place);
		return {
			kind: countsWith === null ? 'position' : 'app',
			profile,
			model: model.model,
			subscriptionIdentifier: null,
			product: textOrNone(model.product),
			edition: textOrNone(model.edition),
			currency: pricing.currency,
			billingCycle: pricing.billingCycle,
			counts: {
				...countsOf(tally, owned[place] ?? 0),
				recommendedQuantity: recommended[place] ?? 0,
			},
			amounts: minor,
			potentialSavingsPerYear: perYear(minor.potentialSavings, pricing.billingCycle),
			trueUpAvoidedPerYear: perYear(minor.trueUpAvoided, pricing.billingCycle),
			savingsRealisedOn: amounts.realisedOn ?? pricing.nextBilling(),
			countBy: newest === null ? null : pool.countBy,
			countsWith,
			seatsToLowerTier: renewal.seatsToLowerTier,
			reclaimBy: renewal.reclaimBy,
			renewsOn: renewal.renewsOn,
			isToOrder: renewal.isToOrder,
			advice: renewal.text,
			// One plan is one mail, however many profiles share it.
			mailsDue: place === 0 ? renewal.mailsDue : [],
			mailsSent: renewal.mailsSent,
			priceSource: newest?.priceSource ?? null,
			priceAsOf: newest?.priceAsOf ?? null,
			freed: freedParts(amounts.receipts.filter((share) => share.place === place)),
			returns: tally.returns,
			apps: null,
		};
	});
	return { positions, shares: sharesOf(pool, pricing, amounts) };
}

/** The counts of a tally; seats bought are not known to it. */
export function countsOf(tally: Tally, owned: number): PositionCounts {
	const { used, excluded, adminSeats, stale, reclaimed, restored, stillBilled } = tally;
	return {
		owned,
		billedQuantity: owned,
		recommendedQuantity: 0,
		used,
		excluded,
		available: Math.max(0, owned - used),
		adminSeats,
		unlicensed: Math.max(0, used - owned),
		stale,
		candidates: tally.reclaimable,
		reclaimed,
		restored,
		stillBilled,
		histogram: tally.histogram,
		whatIfSeats: tally.reclaimableAt,
	};
}

/** The freed shares by the day from which they count, the first day first. */
function freedParts(shares: readonly ReceiptShare[]): Array<FreedPart<Minor>> {
	const parts = new Map<string, FreedPart<Minor>>();
	for (const { state, countsFrom, amount } of shares) {
		if (state !== 'freed') continue;
		const key = countsFrom ?? '';
		const part = parts.get(key) ?? { countsFrom, seats: 0, amount: 0n };
		part.seats += 1;
		part.amount += amount;
		parts.set(key, part);
	}
	return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

/** The share of every removal and of every candidate; an app has none of its own to store. */
function sharesOf(pool: Pool, pricing: Pricing, amounts: PoolAmounts): SavingShare[] {
	if (pool.countsWith !== null) return [];
	const { currency, billingCycle } = pricing;
	const nextLowerBill = pricing.nextLowerBill();
	const common = { currency, billingCycle };
	const receipts = amounts.receipts.map(
		({ taken, state, amount, countsFrom, isToStore, place }) => ({
			...common,
			profile: pool.members[place]?.profile ?? '',
			model: pool.members[place]?.model.model ?? pool.model,
			accountId: taken.receipt.accountId,
			receiptId: taken.receipt.receiptId,
			state,
			amount,
			countsFrom,
			isToStore,
			stillBilledThrough: [],
		}),
	);
	const candidates = pool.members.flatMap(({ tally, profile, model }, place) => {
		const parts = amounts.candidateShares(place);
		return [...tally.candidates, ...tally.waiting].map((person, index) => ({
			...common,
			profile,
			model: model.model,
			accountId: person.accountId,
			receiptId: null,
			state: 'possible' as const,
			amount: parts[index] ?? 0n,
			countsFrom: nextLowerBill,
			isToStore: false,
			stillBilledThrough: pool.stillBilled?.get(keyOf(person)) ?? [],
		}));
	});
	return [...receipts, ...candidates];
}

function textOrNone(text: string): string | null {
	return text === '' ? null : text;
}
