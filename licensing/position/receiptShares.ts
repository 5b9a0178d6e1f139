import { readTime } from '../times';
import { billsBetween, BILLING_CYCLES, dayText, startOfDay } from './billing';
import { equalShares, toMinor, type Minor } from './money';
import type { Pricing, Saving } from './pricing';
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
 * they save together by the prices of today, those whose date has passed first.
 *
 * @param left seats in use once all of them are out of the snapshot
 * @param now milliseconds since the epoch
 */
export function receiptShares(
	placed: readonly PlacedTaken[],
	{ pricing, left, now }: { pricing: Pricing; left: number; now: number },
): ReceiptShare[] {
	const today = dayText(now);
	const found: ReceiptShare[] = [];
	const saved: Dated[] = [];
	const freed: Dated[] = [];
	const back: PlacedTaken[] = [];
	for (const one of placed) {
		const stored = storedFor(one, pricing);
		if (stored !== null) found.push(sharedBefore(one, stored, { today, pricing }));
		else if (one.taken.fate === 'restored') back.push(one);
		else {
			const { reclaimedAt } = one.taken.receipt;
			const countsFrom = reclaimedAt === null ? null : pricing.billSince(reclaimedAt);
			const isPast = countsFrom !== null && countsFrom <= today;
			(isPast ? saved : freed).push({ ...one, countsFrom });
		}
	}
	const before = left + freed.length;
	const ofSaved = pricing.saving(before + saved.length, before);
	const ofFreed = pricing.saving(before, left);
	const ofBack = pricing.saving(left, Math.max(0, left - back.length));
	// What nobody ordered stays freed, though its date has passed.
	const stateOfPast = ofSaved.isOrdered ? 'saved' : 'freed';
	return [
		...found,
		...divided(saved, ofSaved, { state: stateOfPast, pricing, today }),
		...divided(freed, ofFreed, { state: 'freed', pricing, today }),
		...divided(
			back.map((one) => ({ ...one, countsFrom: null })),
			ofBack,
			{ state: 'givenBack', pricing, today },
		),
	];
}

interface Dated extends PlacedTaken {
	countsFrom: string | null;
}

function divided(
	placed: readonly Dated[],
	{ amount, isAnnual }: Saving,
	{ state, pricing, today }: { state: ShareState; pricing: Pricing; today: string },
): ReceiptShare[] {
	const { currency } = pricing;
	const total = currency === null ? 0n : toMinor(amount, currency);
	const parts = equalShares(total, placed.length);
	return placed.map(({ place, taken, countsFrom }, index) => {
		const part = parts[index] ?? 0n;
		const isFinal = state === 'saved' || (state === 'freed' && !isAnnual && part > 0n);
		return {
			place,
			taken,
			state,
			amount: part,
			countsFrom,
			thisYear: state === 'saved' ? thisYear(part, countsFrom, today, pricing) : 0n,
			// An annual tier may still be lost again by one seat; from the renewal on it is final.
			isToStore: isFinal && countsFrom !== null && currency !== null,
		};
	});
}

function storedFor({ taken }: PlacedTaken, pricing: Pricing): StoredShare | null {
	const { stored } = taken.receipt;
	if (stored === null || stored.currency !== pricing.currency) return null;
	return stored.billingCycle === pricing.billingCycle ? stored : null;
}

function sharedBefore(
	{ place, taken }: PlacedTaken,
	{ amount, countsFrom }: StoredShare,
	{ today, pricing }: { today: string; pricing: Pricing },
): ReceiptShare {
	const { fate, receipt } = taken;
	const isPast = countsFrom <= today;
	const share = { place, taken, amount, countsFrom, isToStore: false };
	if (fate === 'reclaimed') {
		return {
			...share,
			state: isPast ? 'saved' : 'freed',
			thisYear: isPast ? thisYear(amount, countsFrom, today, pricing) : 0n,
		};
	}
	// Whole cycles before the seat was given back were saved all the same.
	const until = receipt.state === 'restored' ? receipt.performedAt : null;
	const last = until === null ? null : cycleBefore(until, pricing);
	return {
		...share,
		state: 'givenBack',
		thisYear: last === null ? 0n : thisYear(amount, countsFrom, last, pricing),
	};
}

/** The last day on which a bill's whole cycle ended before a moment. */
function cycleBefore(time: number, { billingCycle }: Pricing): string {
	const date = new Date(startOfDay(time));
	const months = billingCycle === null ? 1 : BILLING_CYCLES[billingCycle].months;
	date.setUTCDate(1);
	date.setUTCMonth(date.getUTCMonth() - months);
	return dayText(date.getTime());
}

/** What one cycle saves, for every bill of this calendar year from a day until another. */
function thisYear(
	amount: Minor,
	countsFrom: string | null,
	until: string,
	{ billingCycle, isMixed }: Pricing,
): Minor {
	const from = readTime(countsFrom);
	if (from === null || countsFrom === null || billingCycle === null) return 0n;
	const last = Date.parse(until);
	const first = Date.parse(countsFrom);
	const months = isMixed ? 1 : BILLING_CYCLES[billingCycle].months;
	const yearStart = Date.parse(`${until.slice(0, 4)}-01-01`);
	const all = billsBetween(first, last, months);
	const earlier = first < yearStart ? billsBetween(first, yearStart - 1, months) : 0;
	const saved = amount * BigInt(all - earlier);
	return isMixed ? saved / BILLING_CYCLES.monthly.timesAYear : saved;
}
