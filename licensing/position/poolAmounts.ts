import { whatIf, type WhatIf, type WhatIfDays } from './idleSeats';
import { avoidedCosts } from './avoided';
import { equalShares, shares, toMinor, type Amount, type Minor } from './money';
import type { MinorAmounts } from './positionAmounts';
import { laterDay, type Pricing } from './pricing';
import { receiptShares, type ReceiptShare } from './receiptShares';
import type { Tally } from './tally';

/** The amounts of a pool, divided among its members. */
export class PoolAmounts {
	/** Seats in use once everything that was taken back is out of the snapshot. */
	readonly left: number;
	/** The day on which the last of the savings is real; null when nothing is saved. */
	realisedOn: string | null = null;
	/** The share of every seat that was taken back. */
	readonly receipts: readonly ReceiptShare[];
	private readonly parts: MinorAmounts[];

	/**
	 * @param tallies of the members
	 * @param owned the part of each member in the seats bought
	 * @param now milliseconds since the epoch
	 */
	constructor(
		private readonly pricing: Pricing,
		private readonly tallies: readonly Tally[],
		owned: readonly number[],
		now: number,
	) {
		const used = this.sum((tally) => tally.used);
		this.left = used - this.sum((tally) => tally.reclaimedInSnapshot);
		const { left } = this;
		const placed = tallies.flatMap(({ takenBack }, place) =>
			takenBack.map((taken) => ({ place, taken })),
		);
		this.receipts = receiptShares(placed, { pricing, left, now });
		const candidates = ({ reclaimable }: Tally) => reclaimable;
		const potential = this.saved(left, candidates);
		this.realisedOn = this.lastDay(left, candidates);
		const isUsedUp = pricing.isByUse;
		const over = isUsedUp || used >= pricing.owned ? 0n : this.costBetween(used, pricing.owned);
		const missing =
			isUsedUp || used <= pricing.owned ? 0n : this.costBetween(pricing.owned, used);
		const ownedCost = this.divided(pricing.cost(pricing.owned), owned);
		const overLicensed = this.divided(
			over,
			this.each((tally, own) => Math.max(0, own - tally.used), owned),
		);
		const trueUp = this.divided(
			missing,
			this.each((tally, own) => Math.max(0, tally.used - own), owned),
		);
		const atDays = whatIf((days) => this.whatIfAt(left, days));
		const notPaid = this.trueUpAvoided(left);
		const avoided = this.avoided();
		const renewal = this.divided(
			pricing.costAtRenewal(this.renewedQuantity()),
			tallies.map((tally) => tally.used),
		);
		const recommended = this.divided(
			pricing.costAtRenewal(this.recommendedQuantity()),
			tallies.map((tally) => tally.used - tally.reclaimedInSnapshot - tally.reclaimable),
		);
		this.parts = tallies.map((_, place) => {
			const of = (state: ReceiptShare['state']) => this.receiptSum(place, state);
			return {
				ownedCost: ownedCost[place] ?? 0n,
				overLicensedAmount: overLicensed[place] ?? 0n,
				trueUpCost: trueUp[place] ?? 0n,
				potentialSavings: potential[place] ?? 0n,
				trueUpAvoided: notPaid[place] ?? 0n,
				freedSavings: of('freed'),
				actualSavings: of('saved'),
				savingsGivenBack: of('givenBack'),
				actualSavingsThisYear: this.thisYear(place),
				avoidedCost: avoided[place] ?? 0n,
				renewalCost: renewal[place] ?? 0n,
				recommendedCost: recommended[place] ?? 0n,
				whatIf: partOf(atDays, place),
			};
		});
	}

	at(place: number): MinorAmounts {
		const part = this.parts[place];
		if (part === undefined) throw new Error(`A pool has no member ${place}`);
		return part;
	}

	/** What each candidate of a member saves: equal shares that add up to its potential savings. */
	candidateShares(place: number): Minor[] {
		const candidates = this.tallies[place]?.candidates ?? [];
		return equalShares(this.at(place).potentialSavings, candidates.length);
	}

	/** What is paid for when nothing changes. */
	renewedQuantity(): number {
		const { pricing, left } = this;
		return pricing.billingCycle === 'annual' ? Math.max(pricing.owned, left) : left;
	}

	/**
	 * What is enough once the candidates of today are gone; by year the end of its tier. Whatever was
	 * bought of a tier is enough while the seats fit in it: nobody has to order the rest.
	 */
	recommendedQuantity(): number {
		const { pricing } = this;
		const after = this.left - this.sum(({ reclaimable }) => reclaimable);
		if (pricing.billingCycle !== 'annual') return after;
		const whole = pricing.quantityFor(after);
		return after <= pricing.owned ? Math.min(pricing.owned, whole) : whole;
	}

	private costBetween(fewer: number, more: number): Amount {
		const difference = this.pricing.cost(more) - this.pricing.cost(fewer);
		return difference > 0n ? difference : 0n;
	}

	private saved(left: number, seatsOf: (tally: Tally) => number): Minor[] {
		const { amount } = this.pricing.saving(left, left - this.sum(seatsOf));
		return this.divided(amount, this.tallies.map(seatsOf));
	}

	/** The last day of what can still be saved; where that is nothing, of what was taken back. */
	private lastDay(left: number, seatsOf: (tally: Tally) => number): string | null {
		const { realisedOn } = this.pricing.saving(left, left - this.sum(seatsOf));
		return this.receipts.reduce(
			(day, { state, amount, countsFrom }) =>
				state === 'givenBack' || amount === 0n ? day : laterDay(day, countsFrom),
			realisedOn,
		);
	}

	/** The part of the potential savings that is about seats nobody bought: it is not paid yet. */
	private trueUpAvoided(left: number): Minor[] {
		const seatsOf = ({ reclaimable }: Tally) => reclaimable;
		const after = left - this.sum(seatsOf);
		const { owned } = this.pricing;
		const { amount } = this.pricing.saving(left, left <= owned ? left : Math.max(after, owned));
		return this.divided(amount, this.tallies.map(seatsOf));
	}

	private whatIfAt(left: number, days: WhatIfDays): Minor[] {
		return this.saved(left, ({ reclaimableAt }) => reclaimableAt[days]);
	}

	private avoided(): Minor[] {
		const joiners = this.tallies.flatMap(({ joinedAt }, place) =>
			joinedAt.map((at) => ({ place, at })),
		);
		const freedAt = this.receipts.flatMap(({ state, taken }) =>
			state === 'freed' ? (taken.receipt.reclaimedAt ?? []) : [],
		);
		const fitted = avoidedCosts(joiners, freedAt, { pricing: this.pricing, left: this.left });
		const amount = fitted.reduce((sum, one) => sum + one.amount, 0n);
		return this.divided(
			amount,
			this.tallies.map((_, place) => fitted.filter((one) => one.place === place).length),
		);
	}

	private receiptSum(place: number, wanted: ReceiptShare['state']): Minor {
		return this.receipts.reduce(
			(sum, { place: own, state, amount }) =>
				own === place && state === wanted ? sum + amount : sum,
			0n,
		);
	}

	private thisYear(place: number): Minor {
		return this.receipts.reduce(
			(sum, share) => (share.place === place ? sum + share.thisYear : sum),
			0n,
		);
	}

	private divided(amount: Amount, weights: readonly number[]): Minor[] {
		const { currency } = this.pricing;
		return shares(currency === null ? 0n : toMinor(amount, currency), weights);
	}

	private each(of: (tally: Tally, own: number) => number, owned: readonly number[]): number[] {
		return this.tallies.map((tally, place) => of(tally, owned[place] ?? 0));
	}

	private sum(of: (tally: Tally) => number): number {
		return this.tallies.reduce((all, tally) => all + of(tally), 0);
	}
}

function partOf(atDays: WhatIf<Minor[]>, place: number): WhatIf<Minor> {
	return whatIf((days) => atDays[days][place] ?? 0n);
}
