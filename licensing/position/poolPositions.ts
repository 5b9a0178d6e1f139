import { laterOf } from '../times';
import { whatIf, type WhatIf, type WhatIfDays } from './idleSeats';
import { seatShares, shares, toMinor, type Amount, type Minor } from './money';
import type { Pool, PoolMember } from './pools';
import { perYear, type MinorAmounts, type PositionCounts, type PositionFigures } from './position';
import { laterDay, Pricing } from './pricing';
import { noReturns } from './returns';
import type { Tally } from './tally';

/**
 * The positions of the profiles that share one pool. Prices in bands make no sense for a part of
 * the seats, so every amount is found for the whole pool and then divided, to the cent, by the
 * seats that it is about; seats bought are divided by use.
 *
 * @param now milliseconds since the epoch
 */
export function poolPositions({ entitlements, members }: Pool, now: number): PositionFigures[] {
	const pricing = new Pricing(entitlements, now);
	const owned = seatShares(
		pricing.owned,
		members.map(({ tally }) => tally.used),
	);
	const counts = members.map(({ tally }, place) => countsOf(tally, owned[place] ?? 0));
	const amounts = new PoolAmounts(pricing, members, counts);
	return members.map((member, place) => ({
		kind: 'position',
		profile: member.profile,
		model: member.model.model,
		product: textOrNone(member.model.product),
		edition: textOrNone(member.model.edition),
		currency: pricing.currency,
		billingCycle: pricing.billingCycle,
		counts: counts[place] ?? countsOf(member.tally, 0),
		amounts: amounts.at(place),
		potentialSavingsPerYear: perYear(amounts.at(place).potentialSavings, pricing.billingCycle),
		savingsRealisedOn: amounts.realisedOn ?? pricing.nextBilling(),
		countBy: pricing.currency === null ? null : 'subscription',
		countsWith: null,
		seatsToLowerTier: null,
		reclaimBy: null,
		renewsOn: null,
		advice: null,
		mailsDue: [],
		priceSource: null,
		priceAsOf: null,
		freed: [],
		returns: noReturns(),
		apps: null,
	}));
}

function countsOf(tally: Tally, owned: number): PositionCounts {
	const { used, excluded, adminSeats, stale, reclaimed, restored, histogram } = tally;
	return {
		owned,
		billedQuantity: owned,
		recommendedQuantity: 0,
		stillBilled: 0,
		used,
		excluded,
		available: Math.max(0, owned - used),
		adminSeats,
		unlicensed: Math.max(0, used - owned),
		stale,
		candidates: tally.reclaimable,
		reclaimed,
		restored,
		histogram,
		whatIfSeats: tally.reclaimableAt,
	};
}

/** The amounts of a pool, divided among its members. */
class PoolAmounts {
	/** The day on which the last of the savings is real; null when nothing is saved. */
	realisedOn: string | null = null;
	private readonly parts: MinorAmounts[];

	constructor(
		private readonly pricing: Pricing,
		private readonly members: readonly PoolMember[],
		counts: readonly PositionCounts[],
	) {
		const { owned } = pricing;
		const used = this.sum(({ used: seats }) => seats);
		/** Seats in use once everything that was taken back is out of the snapshot. */
		const left = used - this.sum(({ reclaimedInSnapshot }) => reclaimedInSnapshot);
		const weights = (of: (count: PositionCounts) => number) => counts.map(of);
		const ownedCost = this.divided(
			pricing.cost(owned),
			weights((count) => count.owned),
		);
		const over = used < owned ? pricing.cost(owned) - pricing.cost(used) : 0n;
		const missing = used > owned ? pricing.cost(used) - pricing.cost(owned) : 0n;
		const overLicensed = this.divided(
			over,
			weights(({ available }) => available),
		);
		const trueUp = this.divided(
			missing,
			weights(({ unlicensed }) => unlicensed),
		);
		const potential = this.potential(left, ({ reclaimable }) => reclaimable);
		const atDays = whatIf((days) => this.whatIfAt(left, days));
		const avoided = this.trueUpAvoided(left);
		const [actual, givenBack] = this.actual(left);
		this.parts = members.map((_, place) => ({
			ownedCost: ownedCost[place] ?? 0n,
			overLicensedAmount: overLicensed[place] ?? 0n,
			trueUpCost: trueUp[place] ?? 0n,
			potentialSavings: potential[place] ?? 0n,
			trueUpAvoided: avoided[place] ?? 0n,
			actualSavings: actual[place] ?? 0n,
			freedSavings: 0n,
			actualSavingsThisYear: 0n,
			avoidedCost: 0n,
			renewalCost: 0n,
			recommendedCost: 0n,
			savingsGivenBack: givenBack[place] ?? 0n,
			whatIf: partOf(atDays, place),
		}));
	}

	at(place: number): MinorAmounts {
		const part = this.parts[place];
		if (part === undefined) throw new Error(`A pool has no member ${place}`);
		return part;
	}

	private potential(left: number, seatsOf: (tally: Tally) => number): Minor[] {
		const saving = this.pricing.saving(left, left - this.sum(seatsOf));
		this.realisedOn = laterDay(this.realisedOn, saving.realisedOn);
		return this.divided(saving.amount, this.seats(seatsOf));
	}

	/** The part of the potential savings that is about seats nobody bought: it is not paid yet. */
	private trueUpAvoided(left: number): Minor[] {
		const seatsOf = ({ reclaimable }: Tally) => reclaimable;
		const after = left - this.sum(seatsOf);
		const { owned } = this.pricing;
		if (left <= owned) return this.divided(0n, this.seats(seatsOf));
		const { amount } = this.pricing.saving(left, Math.max(after, owned));
		return this.divided(amount, this.seats(seatsOf));
	}

	private whatIfAt(left: number, days: WhatIfDays): Minor[] {
		const seatsOf = ({ reclaimableAt }: Tally) => reclaimableAt[days];
		const { amount } = this.pricing.saving(left, left - this.sum(seatsOf));
		return this.divided(amount, this.seats(seatsOf));
	}

	/** What the seats taken back save by today's prices, and what those given back take away. */
	private actual(left: number): [Minor[], Minor[]] {
		const reclaimed = this.sum((tally) => tally.reclaimed);
		const restored = this.sum((tally) => tally.restored);
		const last = this.members.reduce<number | null>(
			(time, { tally }) => laterOf(time, tally.lastReclaimedAt),
			null,
		);
		const saving = this.pricing.saving(left + reclaimed, left, last);
		const without = this.pricing.saving(left + reclaimed, Math.max(0, left - restored));
		this.realisedOn = laterDay(this.realisedOn, saving.realisedOn);
		return [
			this.divided(
				saving.amount,
				this.seats((tally) => tally.reclaimed),
			),
			this.divided(
				without.amount - saving.amount,
				this.seats((tally) => tally.restored),
			),
		];
	}

	private divided(amount: Amount, weights: readonly number[]): Minor[] {
		const { currency } = this.pricing;
		return shares(currency === null ? 0n : toMinor(amount, currency), weights);
	}

	private seats(of: (tally: Tally) => number): number[] {
		return this.members.map(({ tally }) => of(tally));
	}

	private sum(of: (tally: Tally) => number): number {
		return this.seats(of).reduce((all, seats) => all + seats, 0);
	}
}

function partOf(atDays: WhatIf<Minor[]>, place: number): WhatIf<Minor> {
	return whatIf((days) => atDays[days][place] ?? 0n);
}

function textOrNone(text: string): string | null {
	return text === '' ? null : text;
}
