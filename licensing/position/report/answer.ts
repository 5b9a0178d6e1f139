import type { PersonRow } from '../../person';
import { keyOf } from '../../subscription';
import type { LicensePosition } from '../calculate';
import type { CountedPerson } from '../countPeople';
import type { ProfileSeats } from '../countSeats';
import { barOf, HISTOGRAM_BARS, isReclaimable, isStale, type HistogramBar } from '../idleSeats';
import { mostFrequentFirst, NOT_JUDGED, titleOfKept, type HeldBack } from './kept';

/** What is said of a paid seat: somebody uses it, nobody does, or it stays although it is silent. */
export const SEAT_USES = ['inUse', 'idle', 'kept'] as const;
export type SeatUse = (typeof SEAT_USES)[number];

/** How many seats of each use have been silent for one span of days. */
export type DaysAway = Record<HistogramBar, Record<SeatUse, number>>;

/** What a reader asks first: how many seats are there, and how many does nobody use? */
export interface Answer extends Record<SeatUse, number> {
	/** Seats that are paid for, whatever model they belong to. */
	seats: number;
	/** Seats that a rule keeps out of cost. */
	excludedFromCost: number;
	/** Idle seats for whom page views were not checked. */
	idleByEditsOnly: number;
	/** Kept seats of which nobody knows whether they are idle. */
	notKnown: number;
	/** Why idle seats are idle, in a word; the most frequent first. */
	idleBecause: HeldBack[];
	/** Why others without a sign of activity are not counted as idle; the most frequent first. */
	notCounted: HeldBack[];
	daysAway: DaysAway;
	/** What is known of the seats for whom no activity was found at all. */
	nothingFound: NothingFound;
}

/** Since when nothing was found; only views can say "never". */
export interface NothingFound {
	/** The moment from which activity was checked for each of them; null when not known. */
	since: string | null;
	/** True when page views were checked for every one of them. */
	viewsChecked: boolean;
}

/** What is known of the seats beside their rows. */
export type CountedSeats = Pick<LicensePosition, 'pools' | 'reclaimedSince'>;

/** Counts the seats of all profiles; people once where they are paid for once. */
export function answerOf(
	profiles: readonly ProfileSeats[],
	{ pools, reclaimedSince }: CountedSeats,
): Answer {
	const counting = new Counting();
	const personOf = new Map<string, CountedPerson>();
	for (const person of pools.flatMap(({ people = [] }) => people)) {
		for (const row of person.rows) personOf.set(keyOf(row), person);
	}
	const limits = new Map(
		profiles.map(({ profile, staleAfterDays }) => [profile, staleAfterDays]),
	);
	const useIn = (seat: PersonRow) =>
		reclaimedSince.has(keyOf(seat)) ? 'kept' : useOf(seat, limits.get(seat.profile) ?? 0);
	for (const { seats } of profiles) {
		for (const seat of seats) {
			const key = keyOf(seat);
			const person = seat.excludedFromCost ? undefined : personOf.get(key);
			if (person === undefined) {
				counting.add(seat, useIn(seat), reclaimedSince.has(key) ? TAKEN_BACK : null);
			} else if (keyOf(person.facts.subscription) === key) {
				const { facts, rows } = person;
				const uses = new Set(rows.filter((row) => !row.excludedFromCost).map(useIn));
				const others = uses.has('inUse') ? 'inUse' : 'kept';
				const why = facts.reclaimedSince ? TAKEN_BACK : uses.has('kept') ? null : BILLED;
				counting.add(
					seat,
					facts.isReclaimable && !facts.reclaimedSince ? 'idle' : others,
					why,
					facts.bar,
				);
			}
		}
	}
	return counting.result();
}

/** Why a seat stays although nobody uses it, where its row does not say so. */
const TAKEN_BACK = 'Taken back since the last download';
const BILLED = 'Still billed through another product';

/** What a paid seat counts as. */
export function useOf(seat: PersonRow, staleAfterDays: number): SeatUse {
	if (isReclaimable(seat, staleAfterDays)) return 'idle';
	if (seat.decision !== null && seat.reasonCode === 'active') return 'inUse';
	if (seat.reasonCode === NOT_JUDGED && seat.inactiveDays === null) return 'kept';
	return seat.activityStatus === 'unknown' || isStale(seat, staleAfterDays) ? 'kept' : 'inUse';
}

class Counting {
	private readonly because = new Map<string, number>();
	private readonly notCounted = new Map<string, number>();
	private readonly daysAway = emptyDays();
	private readonly found: NothingFound = { since: null, viewsChecked: true };
	private readonly counts = {
		seats: 0,
		inUse: 0,
		idle: 0,
		kept: 0,
		excludedFromCost: 0,
		idleByEditsOnly: 0,
		notKnown: 0,
	};

	/** @param why the seat is kept, where its row does not say so */
	add(seat: PersonRow, use: SeatUse, why: string | null, bar = barOf(seat)): void {
		const { counts, daysAway } = this;
		if (seat.excludedFromCost) {
			counts.excludedFromCost += 1;
			return;
		}
		counts.seats += 1;
		counts[use] += 1;
		daysAway[bar][use] += 1;
		if (bar === 'never') this.addNothingFound(seat);
		if (use === 'idle') {
			if (!seat.viewsChecked) counts.idleByEditsOnly += 1;
			addTo(this.because, idleWord(seat));
		} else if (use === 'kept') {
			addTo(this.notCounted, why ?? titleOfKept(seat));
			const isKnown = seat.activityStatus !== 'unknown' && seat.reasonCode !== NOT_JUDGED;
			if (why === null && !isKnown) counts.notKnown += 1;
		}
	}

	result(): Answer {
		return {
			...this.counts,
			idleBecause: mostFrequentFirst(this.because),
			notCounted: mostFrequentFirst(this.notCounted),
			daysAway: this.daysAway,
			nothingFound: this.found,
		};
	}

	private addNothingFound({ viewsChecked, activityCheckedFrom: from }: PersonRow): void {
		const { found } = this;
		if (!viewsChecked) found.viewsChecked = false;
		if (from !== null && (found.since === null || from > found.since)) found.since = from;
	}
}

/** Idle whatever they did before. */
export const LEFT = 'left the company';

/** Of two words only one may be said without views. */
function idleWord({ activityStatus, reasonCode }: PersonRow): string {
	if (reasonCode === 'left') return LEFT;
	return activityStatus === 'none' ? 'nothing found' : 'inactive';
}

function emptyDays(): DaysAway {
	const empty = () => ({ inUse: 0, idle: 0, kept: 0 });
	return Object.fromEntries(HISTOGRAM_BARS.map((bar) => [bar, empty()])) as DaysAway;
}

function addTo(counts: Map<string, number>, title: string): void {
	counts.set(title, (counts.get(title) ?? 0) + 1);
}
