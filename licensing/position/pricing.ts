import { bandOfSeats, costOfSeats, lastSeat } from './bands';
import { BILLING_CYCLES, billingDaySince, nextBillingDay, type BillingCycle } from './billing';
import { isActive, type Entitlement } from './entitlements';
import type { Amount } from './money';

/** What is saved, and the day on which the last part of it becomes real. */
export interface Saving {
	amount: Amount;
	/** An ISO date; null when nothing is saved or no date is known. */
	realisedOn: string | null;
}

/**
 * What the seats of one model cost, by all its entitlements that are active. Seats fill the
 * entitlements in the order of their start, so what is missing, and what is given up first, is
 * priced by the newest. Amounts are for one billing cycle; where cycles differ, for a year.
 */
export class Pricing {
	readonly owned: number;
	/** null when there is no entitlement at all. */
	readonly billingCycle: BillingCycle | null;
	readonly currency: string | null;
	private readonly active: readonly Entitlement[];
	/** Those that are active; else the one that is nearest, for what it would cost to license all. */
	private readonly priced: readonly Entitlement[];

	/**
	 * @param entitlements those of one model, in one currency
	 * @param now milliseconds since the epoch
	 */
	constructor(
		entitlements: readonly Entitlement[],
		private readonly now: number,
	) {
		this.active = entitlements
			.filter((entitlement) => isActive(entitlement, now))
			.sort(byStart);
		this.priced = this.active.length > 0 ? this.active : lastOrNext(entitlements, now);
		this.owned = this.active.reduce((sum, { purchased }) => sum + purchased, 0);
		this.currency = this.priced[0]?.currency ?? null;
		this.billingCycle = commonCycle(this.priced);
	}

	/** What so many seats cost, band by band; seats beyond those bought at the newest prices. */
	cost(seats: number): Amount {
		let cost = 0n;
		for (const [place, entitlement] of this.priced.entries()) {
			cost += this.inCycle(
				entitlement,
				costOfSeats(entitlement.bands, this.filled(place, seats)),
			);
		}
		return cost;
	}

	/**
	 * What is saved when fewer seats are used. Without an active entitlement nothing is paid, so
	 * nothing is saved. Annual plans with bands are bought by tier: they save only when a lower
	 * tier is reached, and then what lies above that whole tier. S (billing)
	 *
	 * @param since when the seats ended, in milliseconds since the epoch; now where they have not
	 */
	saving(before: number, after: number, since: number | null = null): Saving {
		const saving: Saving = { amount: 0n, realisedOn: null };
		for (const [place, entitlement] of this.active.entries()) {
			const from = this.filled(place, before);
			const saved = savedBy(entitlement, from, this.filled(place, Math.min(after, before)));
			if (saved === 0n) continue;
			saving.amount += this.inCycle(entitlement, saved);
			const day =
				since === null
					? nextBillingDay(entitlement, this.now)
					: billingDaySince(entitlement, since);
			saving.realisedOn = laterDay(saving.realisedOn, day);
		}
		return saving;
	}

	/** The next day on which any of the active entitlements is billed. */
	nextBilling(): string | null {
		let next: string | null = null;
		for (const entitlement of this.active) {
			const day = nextBillingDay(entitlement, this.now);
			if (day !== null && (next === null || day < next)) next = day;
		}
		return next;
	}

	/** How many of so many seats fall to one entitlement; the last one has no limit. */
	private filled(place: number, seats: number): number {
		let left = Math.max(0, seats);
		for (const { purchased } of this.priced.slice(0, place))
			left = Math.max(0, left - purchased);
		const own = this.priced[place]?.purchased ?? 0;
		return place === this.priced.length - 1 ? left : Math.min(left, own);
	}

	private inCycle({ billingCycle }: Entitlement, amount: Amount): Amount {
		const mixed = this.billingCycle !== billingCycle;
		return mixed ? amount * BILLING_CYCLES[billingCycle].timesAYear : amount;
	}
}

/** The later of two ISO dates that may be missing. */
export function laterDay(a: string | null, b: string | null): string | null {
	if (a === null) return b;
	return b === null || b < a ? a : b;
}

function savedBy({ bands, billingCycle }: Entitlement, before: number, after: number): Amount {
	const hasTiers = billingCycle === 'annual' && bands.length > 1;
	if (!hasTiers || after === 0) return costOfSeats(bands, before) - costOfSeats(bands, after);
	const tier = bandOfSeats(bands, after);
	if (tier === bandOfSeats(bands, before)) return 0n;
	return costOfSeats(bands, before) - costOfSeats(bands, lastSeat(bands, tier));
}

/** The one cycle of all; a year where they differ. */
function commonCycle(entitlements: readonly Entitlement[]): BillingCycle | null {
	const [first, ...others] = entitlements;
	if (first === undefined) return null;
	const same = others.every(({ billingCycle }) => billingCycle === first.billingCycle);
	return same ? first.billingCycle : 'annual';
}

/** The entitlement that ended last; where none has ended, the one that starts first. */
function lastOrNext(entitlements: readonly Entitlement[], now: number): Entitlement[] {
	const ended = entitlements.filter(({ endsAt }) => endsAt !== null && endsAt < now);
	const byEnd = ended.sort((a, b) => (b.endsAt ?? 0) - (a.endsAt ?? 0));
	return (byEnd.length > 0 ? byEnd : [...entitlements].sort(byStart)).slice(0, 1);
}

function byStart(a: Entitlement, b: Entitlement): number {
	const first = Number.NEGATIVE_INFINITY;
	const [from, other] = [a.startsAt ?? first, b.startsAt ?? first];
	return from === other ? 0 : from - other;
}
