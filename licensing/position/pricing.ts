import { DAY_MS } from '../times';
import {
	anchorOf,
	billingDaySince,
	billingPeriod,
	BILLING_CYCLES,
	dayText,
	nextBillingDay,
	startOfDay,
	type BillingCycle,
	type BillingPeriod,
} from './billing';
import { isActive, type Entitlement } from './entitlements';
import type { Amount } from './money';
import { costAt, costAtRenewal, endOfTier, lowerTier, savedBy } from './prices';

/** What is saved, and the day on which the last part of it becomes real. */
export interface Saving {
	amount: Amount;
	/** An ISO date; null when nothing is saved or no date is known. */
	realisedOn: string | null;
	/** False while an annual plan has a part in it whose lower tier nobody ordered. */
	isOrdered: boolean;
	/** True when an annual plan has a part in it. */
	isAnnual: boolean;
}

/** Seats taken back that one entitlement gives up. */
export interface Lot {
	/** null where nothing is paid. */
	entitlement: Entitlement | null;
	/** Its own seats still in use. */
	left: number;
	/** Its seats that were taken back. */
	seats: number;
}

/**
 * What the seats of one model cost, by all its entitlements that are active. Seats fill the
 * entitlements in the order of their start, so what is missing, and what is given up first, is
 * priced by the newest; one that is billed by what is used comes last. Amounts are for one billing
 * cycle; where cycles differ, for a year.
 */
export class Pricing {
	/** Seats bought and, where a plan is billed by use, the seats billed. */
	readonly owned: number;
	/** null when there is no entitlement at all, or none says how often it is billed. */
	readonly billingCycle: BillingCycle | null;
	readonly currency: string | null;
	/** True where a monthly plan is billed by the largest count of its period. */
	readonly isByUse: boolean;
	/** The entitlement that the next seat is priced by. */
	readonly newest: Entitlement | null;
	/** True where entitlements are billed in different cycles, and amounts are for a year. */
	readonly isMixed: boolean;
	private readonly active: readonly Entitlement[];
	/** Those that are active; else the one that is nearest, for what it would cost to license all. */
	private readonly priced: readonly Entitlement[];

	/**
	 * @param entitlements those of one model, in one currency
	 * @param now milliseconds since the epoch
	 * @param largestCount of the period so far, for a plan that is billed by use
	 */
	constructor(
		private readonly entitlements: readonly Entitlement[],
		private readonly now: number,
		largestCount: (period: BillingPeriod | null) => number = () => 0,
	) {
		this.active = entitlements
			.filter((entitlement) => isActive(entitlement, now))
			.sort(byStart);
		this.priced = this.active.length > 0 ? this.active : lastOrNext(entitlements, now);
		const bought = this.active.reduce((sum, { purchased }) => sum + (purchased ?? 0), 0);
		const byUse = this.active.find(({ purchased }) => purchased === null);
		this.isByUse = byUse !== undefined;
		this.owned = byUse ? Math.max(bought, largestCount(billingPeriod(byUse, now))) : bought;
		this.currency = this.priced[0]?.currency ?? null;
		this.billingCycle = commonCycle(this.priced);
		this.newest = this.priced.at(-1) ?? null;
		this.isMixed = this.priced.some(({ billingCycle }) => billingCycle !== this.billingCycle);
	}

	/** The period of the newest plan, where it is monthly. */
	monthlyPeriod(): BillingPeriod | null {
		const { newest } = this;
		return newest?.billingCycle === 'monthly' ? billingPeriod(newest, this.now) : null;
	}

	/** What so many seats cost; seats beyond those bought at the newest prices. */
	cost(seats: number): Amount {
		return this.summed(seats, ({ prices }, own) => costAt(prices, own));
	}

	/** The same after the next renewal, with the expected change of the price. */
	costAtRenewal(seats: number): Amount {
		return this.summed(seats, ({ prices }, own) => costAtRenewal(prices, own));
	}

	/**
	 * What is saved when fewer seats are used. Without an active entitlement nothing is paid, so
	 * nothing is saved.
	 */
	saving(before: number, after: number): Saving {
		const saving: Saving = { amount: 0n, realisedOn: null, isOrdered: true, isAnnual: false };
		for (const [place, entitlement] of this.active.entries()) {
			const { prices, billingCycle, lowerTierOrdered } = entitlement;
			const own = {
				before: this.filled(place, before),
				after: this.filled(place, Math.min(after, before)),
			};
			const saved = savedBy(prices, billingCycle, own);
			if (saved === 0n) continue;
			saving.amount += this.inCycle(entitlement, saved);
			saving.realisedOn = laterDay(
				saving.realisedOn,
				billingDaySince(entitlement, this.now, this.now),
			);
			if (billingCycle !== 'annual') continue;
			saving.isAnnual = true;
			saving.isOrdered &&= lowerTierOrdered;
		}
		return saving;
	}

	/** The number to order for so many seats: the end of the tier that the newest plan needs. */
	quantityFor(seats: number): number {
		const place = this.priced.length - 1;
		const newest = this.priced[place];
		if (newest === undefined) return seats;
		const own = this.filled(place, seats);
		return seats - own + endOfTier(newest.prices, newest.billingCycle, own);
	}

	/** How many seats the tier holds that is paid for; null where no tier or flat sum is. */
	tierLimit(seats: number): number | null {
		const { newest } = this;
		if (newest === null || this.active.length === 0) return null;
		if (this.billingCycle === 'annual') return this.owned;
		const upTo = this.active.length === 1 ? newest.prices.flat?.upTo : undefined;
		return upTo !== undefined && seats <= upTo ? upTo : null;
	}

	/** How many seats fewer reach the next lower tier; null where there is none. */
	seatsToLowerTier(seats: number): number | null {
		const place = this.active.length - 1;
		const newest = this.active[place];
		if (newest === undefined) return null;
		const own = this.filled(place, seats);
		const lower = lowerTier(newest.prices, newest.billingCycle, own);
		return lower === null ? null : own - lower;
	}

	/** Until when there were bills: now, or the end of what has ended. Milliseconds. */
	billedUntil(): number {
		const ended = this.active.length > 0 ? null : (this.newest?.endsAt ?? null);
		return Math.min(this.now, ended ?? this.now);
	}

	/** The next day on which any of the active entitlements is billed. */
	nextBilling(): string | null {
		return earliest(this.active.map((entitlement) => nextBillingDay(entitlement, this.now)));
	}

	/** The next bill that a removal of today can lower. */
	nextLowerBill(): string | null {
		return earliest(
			this.active.map((entitlement) => billingDaySince(entitlement, this.now, this.now)),
		);
	}

	/** The next renewal of an annual plan. */
	nextRenewal(): string | null {
		const annual = this.active.filter(({ billingCycle }) => billingCycle === 'annual');
		return earliest(annual.map((entitlement) => nextBillingDay(entitlement, this.now)));
	}

	/**
	 * So many seats taken back, by the entitlement that gives them up: the newest first. Without an
	 * active entitlement all of them fall to none.
	 *
	 * @param left seats still in use
	 */
	lots(left: number, taken: number): Lot[] {
		if (this.active.length === 0) return [{ entitlement: null, left, seats: taken }];
		const lots = this.active.map((entitlement, place) => {
			const own = this.filled(place, left);
			return { entitlement, left: own, seats: this.filled(place, left + taken) - own };
		});
		return lots.reverse();
	}

	/**
	 * The entitlement in force when a seat was taken: an annual plan that has ended since, and that
	 * this one follows, else this one.
	 *
	 * @param at milliseconds since the epoch
	 */
	termOf(entitlement: Entitlement | null, at: number | null): Entitlement | null {
		if (entitlement === null || at === null || entitlement.billingCycle !== 'annual')
			return entitlement;
		const { startsAt, currency, billingCycle } = entitlement;
		if (startsAt === null || startsAt <= at) return entitlement;
		const ended = this.entitlements
			.filter((one) => isActive(one, at) && one.endsAt !== null && one.endsAt < this.now)
			.filter((one) => one.currency === currency && one.billingCycle === billingCycle);
		return ended.sort(byStart).at(-1) ?? entitlement;
	}

	/** What an entitlement saves when fewer of its own seats are used. */
	savedIn(entitlement: Entitlement, before: number, after: number): Amount {
		const { prices, billingCycle } = entitlement;
		return this.inCycle(entitlement, savedBy(prices, billingCycle, { before, after }));
	}

	/**
	 * The first day of the term that a bill of a day pays for, and the anchor of the terms. A plan
	 * that ends on a day is in force until its end: the bill of that day is for what begins after.
	 */
	firstTerm(billed: number): { first: number; anchor: number } {
		const { newest } = this;
		const anchor = newest === null ? billed : (anchorOf(newest) ?? billed);
		const endsAt = newest?.endsAt ?? null;
		const isAnnual = this.billingCycle === 'annual' && !this.isMixed;
		const isItsEnd = isAnnual && endsAt !== null && isSameDayOfYear(billed, endsAt);
		const shift = isItsEnd ? DAY_MS : 0;
		return { first: billed + shift, anchor: startOfDay(anchor) + shift };
	}

	/** How many of so many seats fall to one entitlement; the last one has no limit. */
	private filled(place: number, seats: number): number {
		let left = Math.max(0, seats);
		for (const { purchased } of this.priced.slice(0, place))
			left = Math.max(0, left - (purchased ?? 0));
		const own = this.priced[place]?.purchased ?? 0;
		return place === this.priced.length - 1 ? left : Math.min(left, own);
	}

	private summed(
		seats: number,
		costOf: (entitlement: Entitlement, own: number) => Amount,
	): Amount {
		let cost = 0n;
		for (const [place, entitlement] of this.priced.entries()) {
			cost += this.inCycle(entitlement, costOf(entitlement, this.filled(place, seats)));
		}
		return cost;
	}

	private inCycle({ billingCycle }: Entitlement, amount: Amount): Amount {
		if (this.billingCycle === billingCycle) return amount;
		// Of a cycle that nobody named, nothing can be added to those that are known.
		return billingCycle === null ? 0n : amount * BILLING_CYCLES[billingCycle].timesAYear;
	}
}

function isSameDayOfYear(a: number, b: number): boolean {
	return dayText(a).slice(4) === dayText(b).slice(4);
}

/** The later of two ISO dates that may be missing. */
export function laterDay(a: string | null, b: string | null): string | null {
	if (a === null) return b;
	return b === null || b < a ? a : b;
}

function earliest(days: ReadonlyArray<string | null>): string | null {
	return days.reduce((first, day) => {
		if (first === null) return day;
		return day === null || first < day ? first : day;
	}, null);
}

/** The one cycle of all that are known; a year where they differ, null where none is known. */
function commonCycle(entitlements: readonly Entitlement[]): BillingCycle | null {
	const [first, ...others] = entitlements.flatMap(({ billingCycle }) => billingCycle ?? []);
	if (first === undefined) return null;
	return others.every((cycle) => cycle === first) ? first : 'annual';
}

/** The entitlement that ended last; where none has ended, the one that starts first. */
function lastOrNext(entitlements: readonly Entitlement[], now: number): Entitlement[] {
	const ended = entitlements.filter(({ endsAt }) => endsAt !== null && endsAt < now);
	const byEnd = ended.sort((a, b) => (b.endsAt ?? 0) - (a.endsAt ?? 0));
	return (byEnd.length > 0 ? byEnd : [...entitlements].sort(byStart)).slice(0, 1);
}

function byStart(a: Entitlement, b: Entitlement): number {
	if ((a.purchased === null) !== (b.purchased === null)) return a.purchased === null ? 1 : -1;
	const first = Number.NEGATIVE_INFINITY;
	const [from, other] = [a.startsAt ?? first, b.startsAt ?? first];
	return from === other ? 0 : from - other;
}
