import type { PersonRow } from '../person';
import { laterOf } from '../times';
import {
	emptyHistogram,
	WHAT_IF_DAYS,
	whatIf,
	barOf,
	isReclaimable,
	isReclaimableAt,
	isStale,
	type Histogram,
	type WhatIf,
} from './idleSeats';
import type { SeatFate, SeatReceipt } from './takenBack';

/** The counts of one profile and model. All but `excluded` are about seats that cost something. */
export interface Tally {
	/** One right for each subscription that is not excluded from cost. */
	used: number;
	/** Subscriptions excluded from cost. */
	excluded: number;
	adminSeats: number;
	stale: number;
	/** Seats that can be taken back today. */
	reclaimable: number;
	/** Seats that could be taken back at other thresholds. */
	reclaimableAt: WhatIf<number>;
	histogram: Histogram;
	/** Seats taken back for good. */
	reclaimed: number;
	/** Of those, seats that the snapshot still shows, because it is older than the receipt. */
	reclaimedInSnapshot: number;
	/** When the last of them was; milliseconds since the epoch, null when unknown. */
	lastReclaimedAt: number | null;
	/** Seats taken back and given back. */
	restored: number;
}

export function emptyTally(): Tally {
	return {
		used: 0,
		excluded: 0,
		adminSeats: 0,
		stale: 0,
		reclaimable: 0,
		reclaimableAt: whatIf(() => 0),
		histogram: emptyHistogram(),
		reclaimed: 0,
		reclaimedInSnapshot: 0,
		lastReclaimedAt: null,
		restored: 0,
	};
}

/** Counts a seat; one that was taken back since the snapshot cannot be saved a second time. */
export function countSeat(
	tally: Tally,
	person: PersonRow,
	{ staleAfterDays, reclaimedSince }: { staleAfterDays: number; reclaimedSince: boolean },
): void {
	if (person.excludedFromCost) {
		tally.excluded += 1;
		return;
	}
	tally.used += 1;
	if (person.isAdmin) tally.adminSeats += 1;
	if (isStale(person, staleAfterDays)) tally.stale += 1;
	tally.histogram[barOf(person)] += 1;
	if (reclaimedSince) {
		tally.reclaimedInSnapshot += 1;
		return;
	}
	if (isReclaimable(person, staleAfterDays)) tally.reclaimable += 1;
	for (const days of WHAT_IF_DAYS) {
		if (isReclaimableAt(person, days)) tally.reclaimableAt[days] += 1;
	}
}

/** Counts what a receipt says about a person. */
export function countFate(tally: Tally, fate: SeatFate, { reclaimedAt }: SeatReceipt): void {
	if (fate === 'restored') {
		tally.restored += 1;
		return;
	}
	tally.reclaimed += 1;
	tally.lastReclaimedAt = laterOf(tally.lastReclaimedAt, reclaimedAt);
}
