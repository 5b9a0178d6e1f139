import type { PersonRow } from '../person';
import {
	barOf,
	emptyHistogram,
	isReclaimable,
	isStale,
	reclaimableUpTo,
	WHAT_IF_DAYS,
	whatIf,
	type Histogram,
	type HistogramBar,
	type WhatIf,
} from './idleSeats';
import { addReturn, noReturns, type ReturnCounts } from './returns';
import type { SeatFate, SeatReceipt } from './takenBack';

/** What became of one seat that was taken back. */
export interface TakenBack {
	receipt: SeatReceipt;
	fate: SeatFate;
	/** When the seat was given back; milliseconds since the epoch, null when unknown or never. */
	backAt: number | null;
}

/** The counts of one profile and model. All but `excluded` are about seats that cost something. */
export interface Tally {
	/** One right for each subscription, or each person, that is not excluded from cost. */
	used: number;
	/** Subscriptions excluded from cost. */
	excluded: number;
	adminSeats: number;
	stale: number;
	/** Seats that can be taken back today. */
	reclaimable: number;
	/** Seats that could be taken back at other thresholds. */
	reclaimableAt: WhatIf<number>;
	/** Of both, those whose person is known to have no other product on the site. */
	lastProduct: { reclaimable: number; reclaimableAt: WhatIf<number> };
	/** Seats that can be taken back and save nothing, because the person stays billed elsewhere. */
	stillBilled: number;
	/** The subscriptions that share what is saved, one for each seat that can be taken back. */
	candidates: PersonRow[];
	/** Further ones that save nothing by themselves: their person stays billed through another. */
	waiting: PersonRow[];
	histogram: Histogram;
	/** Seats taken back, for good or not; each person once. */
	takenBack: TakenBack[];
	reclaimed: number;
	/** Of those, seats that the snapshot still shows, because it is older than the receipt. */
	reclaimedInSnapshot: number;
	/** Seats taken back and given back. */
	restored: number;
	returns: ReturnCounts;
	/** Moments at which people were first seen who joined after a seat was taken back. */
	joinedAt: number[];
}

/** What matters of one seat, or of all seats of one person. */
export interface SeatFacts {
	isAdmin: boolean;
	isStale: boolean;
	bar: HistogramBar;
	isReclaimable: boolean;
	/** The highest threshold at which it could be taken back. */
	reclaimableUpTo: number;
	/** True when the person is known to have no other product on the site. */
	isLastProduct: boolean;
	/** True when the seat was taken back since the snapshot. */
	reclaimedSince: boolean;
	/** The subscription that stands for the person. */
	subscription: PersonRow;
}

export function emptyTally(): Tally {
	return {
		used: 0,
		excluded: 0,
		adminSeats: 0,
		stale: 0,
		reclaimable: 0,
		reclaimableAt: whatIf(() => 0),
		lastProduct: { reclaimable: 0, reclaimableAt: whatIf(() => 0) },
		stillBilled: 0,
		candidates: [],
		waiting: [],
		histogram: emptyHistogram(),
		takenBack: [],
		reclaimed: 0,
		reclaimedInSnapshot: 0,
		restored: 0,
		returns: noReturns(),
		joinedAt: [],
	};
}

export function factsOf(
	person: PersonRow,
	{ staleAfterDays, reclaimedSince }: { staleAfterDays: number; reclaimedSince: boolean },
): SeatFacts {
	return {
		isAdmin: person.isAdmin,
		isStale: isStale(person, staleAfterDays),
		bar: barOf(person),
		isReclaimable: isReclaimable(person, staleAfterDays),
		reclaimableUpTo: reclaimableUpTo(person),
		isLastProduct: person.productAccess?.length === 0,
		reclaimedSince,
		subscription: person,
	};
}

/** Counts a seat that costs; one that was taken back since the snapshot cannot be saved again. */
export function countSeat(tally: Tally, seat: SeatFacts): void {
	tally.used += 1;
	if (seat.isAdmin) tally.adminSeats += 1;
	if (seat.isStale) tally.stale += 1;
	tally.histogram[seat.bar] += 1;
	if (seat.reclaimedSince) {
		tally.reclaimedInSnapshot += 1;
		return;
	}
	const { lastProduct } = tally;
	if (seat.isReclaimable) {
		tally.reclaimable += 1;
		tally.candidates.push(seat.subscription);
		if (seat.isLastProduct) lastProduct.reclaimable += 1;
	}
	for (const days of WHAT_IF_DAYS) {
		if (seat.reclaimableUpTo < days) break;
		tally.reclaimableAt[days] += 1;
		if (seat.isLastProduct) lastProduct.reclaimableAt[days] += 1;
	}
}

/** Counts what a receipt says about a person. */
export function countTakenBack(tally: Tally, taken: TakenBack): void {
	tally.takenBack.push(taken);
	if (taken.fate === 'restored') tally.restored += 1;
	else tally.reclaimed += 1;
	addReturn(tally.returns, taken.receipt, taken.fate === 'restored');
}
