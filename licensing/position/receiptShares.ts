import { billingDaySince, dayText, nextBillingDay } from './billing';
import { equalShares, toMinor, type Minor } from './money';
import type { Lot, Pricing } from './pricing';
import type { Entitlement } from './entitlements';
import { billsThisYear, savedThisYear, type Today } from './savedThisYear';
import type { TakenBack } from './tally';
import type { StoredShare } from './takenBack';

/**
 * What became of the money of one removal: freed until a bill falls, saved from then on, given back
 * when the seat is in use again. The three are never added together.
 */
export type ShareState = 'freed' | 'saved' | 'givenBack';

/** The share of one removal in what its pool saves. */
export interface ReceiptShare {
	/** The place of its profile among the members of the pool. */
	place: number;
	taken: TakenBack;
	state: ShareState;
	/** For one billing cycle, in minor units. */
	amount: Minor;
	/** An ISO date; null when no date is known. */
	countsFrom: string | null;
	/** What the bills of this calendar year have saved by it. */
	thisYear: Minor;
	/** True when it is to be stored: it is final, and was not stored yet. */
	isToStore: boolean;
}

/** A removal with its place. */
export interface PlacedTaken {
	place: number;
	taken: TakenBack;
}

/**
 * The share of every removal. One that was stored is taken as it stands; the others share what
 * they save together by the prices of today. The oldest removal gives up the newest entitlement.
 *
 * @param left seats in use once all of them are out of the snapshot
 * @param now milliseconds since the epoch
 */
export function receiptShares(
	placed: readonly PlacedTaken[],
	{ pricing, left, now }: { pricing: Pricing; left: number; now: number },
): ReceiptShare[] {
	const today = { pricing, now };
	const found: ReceiptShare[] = [];
	const open: PlacedTaken[] = [];
	for (const one of placed) {
		const stored = storedFor(one, pricing);
		if (stored !== null) found.push(sharedBefore(one, stored, today));
		else if (one.taken.fate === 'restored') found.push(nothingBack(one, today));
		else open.push(one);
	}
	open.sort((a, b) => timeOf(a) - timeOf(b));
	let from = 0;
	for (const lot of pricing.lots(left, open.length)) {
		const own = open.slice(from, from + lot.seats);
		from += lot.seats;
		found.push(...parts(own, lot, today).flatMap((part) => divided(part, today)));
	}
	return found;
}

function timeOf({ taken }: PlacedTaken): number {
	return taken.receipt.reclaimedAt ?? Number.POSITIVE_INFINITY;
}

/** Removals of one state that share one saving. */
interface Part {
	placed: readonly Dated[];
	state: ShareState;
	/** Whose prices they are saved by; null where nothing is paid. */
	term: Entitlement | null;
	before: number;
	after: number;
}

interface Dated extends PlacedTaken {
	countsFrom: string | null;
	/** The entitlement in force when the seat was taken. */
	term: Entitlement | null;
}

/** The removals of one lot: what is saved first, then what is freed. */
function parts(placed: readonly PlacedTaken[], lot: Lot, { pricing, now }: Today): Part[] {
	const today = dayText(now);
	const { entitlement, left } = lot;
	const isAnnual = entitlement?.billingCycle === 'annual';
	const dated = placed.map((one): Dated => {
		const at = one.taken.receipt.reclaimedAt;
		const term = pricing.termOf(entitlement, at);
		const known = term !== null && at !== null;
		return { ...one, term, countsFrom: known ? billingDaySince(term, at, now) : null };
	});
	// An annual tier that is still paid, or whose successor nobody ordered, saves at no date.
	const stillPaid = isAnnual ? Math.max(left, entitlement.purchased ?? 0) : left;
	const room = left + placed.length - stillPaid;
	const isSaved = ({ countsFrom, term }: Dated) =>
		countsFrom !== null &&
		countsFrom <= today &&
		(!isAnnual || term?.lowerTierOrdered === true);
	const saved = dated.filter(isSaved).slice(0, Math.max(0, room));
	const freed = dated
		.filter((one) => !saved.includes(one))
		.map((one) => ({ ...one, countsFrom: nextDate(one, lot, now) }));
	let before = left + placed.length;
	return [...byTerm(saved), { placed: freed, term: entitlement }].map((group, place, all) => {
		const after = before - group.placed.length;
		const state = place === all.length - 1 ? ('freed' as const) : ('saved' as const);
		const part = { ...group, state, before, after };
		before = after;
		return part;
	});
}

/** The date of what is only freed is never past: the next renewal decides anew. */
function nextDate({ countsFrom }: Dated, { entitlement }: Lot, now: number): string | null {
	if (entitlement === null || countsFrom === null || countsFrom > dayText(now)) return countsFrom;
	return nextBillingDay(entitlement, now);
}

function byTerm(placed: readonly Dated[]): Array<Pick<Part, 'placed' | 'term'>> {
	const groups = new Map<Entitlement | null, Dated[]>();
	for (const one of placed) groups.set(one.term, [...(groups.get(one.term) ?? []), one]);
	return [...groups].map(([term, own]) => ({ term, placed: own }));
}

function divided({ placed, state, term, before, after }: Part, today: Today): ReceiptShare[] {
	const { pricing } = today;
	const { currency } = pricing;
	const saved = term === null ? 0n : pricing.savedIn(term, before, after);
	const total = currency === null ? 0n : toMinor(saved, currency);
	const amounts = equalShares(total, placed.length);
	return placed.map(({ place, taken, countsFrom }, index) => {
		const amount = amounts[index] ?? 0n;
		// An annual tier may still be lost again by one seat; from the renewal on it is final.
		const isFinal = state === 'saved' || (term?.billingCycle === 'monthly' && amount > 0n);
		const own = { amount, countsFrom };
		return {
			...own,
			place,
			taken,
			state,
			thisYear: (state === 'saved' ? billsThisYear(own, today) : 0n) + pastYear(taken, today),
			isToStore: isFinal && term !== null && countsFrom !== null && currency !== null,
		};
	});
}

function storedFor({ taken }: PlacedTaken, { currency, billingCycle }: Pricing) {
	const { stored } = taken.receipt;
	return stored?.currency === currency && stored.billingCycle === billingCycle ? stored : null;
}

function sharedBefore(
	{ place, taken }: PlacedTaken,
	{ amount, countsFrom }: StoredShare,
	today: Today,
): ReceiptShare {
	const own = { amount, countsFrom };
	const share = { ...own, place, taken, isToStore: false };
	const past = pastYear(taken, today);
	if (taken.fate === 'reclaimed') {
		const isPast = countsFrom <= dayText(today.now);
		return {
			...share,
			state: isPast ? 'saved' : 'freed',
			thisYear: past + (isPast ? billsThisYear(own, today) : 0n),
		};
	}
	// What was given back before its date was never saved.
	const isBack = taken.backAt === null || countsFrom <= dayText(taken.backAt);
	return {
		...share,
		amount: isBack && countsFrom <= dayText(today.now) ? amount : 0n,
		state: 'givenBack',
		thisYear: past + savedThisYear(own, taken.backAt, today),
	};
}

/** Given back, and never known to have saved anything. */
function nothingBack({ place, taken }: PlacedTaken, today: Today): ReceiptShare {
	return {
		place,
		taken,
		state: 'givenBack',
		amount: 0n,
		countsFrom: null,
		thisYear: pastYear(taken, today),
		isToStore: false,
	};
}

/** What earlier removals of the same seat saved this year, before it was given back. */
function pastYear({ receipt }: TakenBack, today: Today): Minor {
	const { currency, billingCycle } = today.pricing;
	return receipt.past.reduce(
		(sum, { share, backAt }) =>
			share.currency === currency && share.billingCycle === billingCycle
				? sum + savedThisYear(share, backAt, today)
				: sum,
		0n,
	);
}
