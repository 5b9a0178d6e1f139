import type { PersonRow } from '../person';
import { keyOf } from '../subscription';
import type { HistogramBar } from './idleSeats';
import type { PoolMember } from './countSeats';
import { countSeat, countTakenBack, emptyTally, type SeatFacts, type TakenBack } from './tally';

/** Through what somebody stays billed, by subscription key: profiles, or other products. */
export type StillBilled = Map<string, string[]>;

/** One seat of a person, in the profile at that place among the members. */
interface OwnSeat {
	place: number;
	seat: SeatFacts;
}

/** One person as counted, and everything that the snapshot shows of them. */
export interface CountedPerson {
	facts: SeatFacts;
	rows: PersonRow[];
}

/** One person over all profiles of an entitlement. */
interface Person {
	seats: OwnSeat[];
	takenBack: Array<{ place: number; taken: TakenBack }>;
}

/**
 * Counts the members of a pool anew, each person once over all its profiles. A person belongs to the
 * first profile where a seat is left, can be taken back only where every seat can, and is taken back
 * when the last seat is gone.
 *
 * @param coversProducts whether one price covers all products of a person (a collection): then a
 * person known to have another one saves nothing
 */
export function countPeople(
	members: readonly PoolMember[],
	coversProducts: boolean,
): { members: PoolMember[]; stillBilled: StillBilled; people: CountedPerson[] } {
	const counted = members.map((member) => {
		const { excluded, joinedAt } = member.tally;
		return { ...member, tally: { ...emptyTally(), excluded, joinedAt } };
	});
	const stillBilled: StillBilled = new Map();
	const people: CountedPerson[] = [];
	for (const person of peopleOf(members).values()) {
		const left = person.seats.filter(({ seat }) => !seat.reclaimedSince);
		const products = coversProducts ? productsOf(left) : [];
		noteStillBilled(stillBilled, { left, products, members });
		const home = left[0] ?? person.seats[0];
		const own = home && counted[home.place]?.tally;
		if (home !== undefined && own !== undefined) {
			const facts = factsOfPerson(left.length > 0 ? left : person.seats, products);
			countSeat(own, facts);
			people.push({ facts, rows: person.seats.map(({ seat }) => seat.subscription) });
			for (const { place, seat } of left) {
				const tally = counted[place]?.tally;
				const carriesShare = facts.isReclaimable && seat === home.seat;
				if (tally === undefined || !seat.isReclaimable || carriesShare) continue;
				tally.waiting.push(seat.subscription);
				if (!facts.isReclaimable) tally.stillBilled += 1;
			}
		}
		const taken = takenBackOf(person, left.length > 0);
		const tally = taken && counted[taken.place]?.tally;
		if (taken && tally) countTakenBack(tally, taken.taken);
	}
	return { members: counted, stillBilled, people };
}

function peopleOf(members: readonly PoolMember[]): Map<string, Person> {
	const people = new Map<string, Person>();
	const personOf = (accountId: string): Person => {
		const person = people.get(accountId) ?? { seats: [], takenBack: [] };
		people.set(accountId, person);
		return person;
	};
	for (const [place, { seats, tally }] of members.entries()) {
		for (const seat of seats ?? []) {
			personOf(seat.subscription.accountId).seats.push({ place, seat });
		}
		for (const taken of tally.takenBack) {
			personOf(taken.receipt.accountId).takenBack.push({ place, taken });
		}
	}
	return people;
}

/** Unknown hides nothing but an activity of the last days. */
const MOST_ACTIVE_FIRST: readonly HistogramBar[] = [
	'0-30',
	'unknown',
	'30-60',
	'60-90',
	'90-120',
	'120+',
	'never',
];

function factsOfPerson(seats: readonly OwnSeat[], products: readonly string[]): SeatFacts {
	const all = seats.map(({ seat }) => seat);
	const bars = new Set(all.map(({ bar }) => bar));
	const [first] = all;
	if (first === undefined) throw new Error('A person without a seat cannot be counted');
	return {
		isAdmin: all.some(({ isAdmin }) => isAdmin),
		isStale: all.every(({ isStale }) => isStale),
		bar: MOST_ACTIVE_FIRST.find((bar) => bars.has(bar)) ?? 'unknown',
		isReclaimable: products.length === 0 && all.every(({ isReclaimable }) => isReclaimable),
		reclaimableUpTo:
			products.length > 0 ? -1 : Math.min(...all.map((seat) => seat.reclaimableUpTo)),
		isLastProduct: all.every(({ isLastProduct }) => isLastProduct),
		reclaimedSince: all.every(({ reclaimedSince }) => reclaimedSince),
		subscription: first.subscription,
	};
}

function productsOf(seats: readonly OwnSeat[]): string[] {
	const names = seats.flatMap(({ seat }) => seat.subscription.productAccess ?? []);
	return [...new Set(names)];
}

function noteStillBilled(
	stillBilled: StillBilled,
	{
		left,
		products,
		members,
	}: { left: readonly OwnSeat[]; products: readonly string[]; members: readonly PoolMember[] },
): void {
	if (left.length < 2 && products.length === 0) return;
	for (const { place, seat } of left) {
		const others = left.filter((other) => other.place !== place);
		const profiles = others.flatMap((other) => members[other.place]?.profile ?? []);
		stillBilled.set(keyOf(seat.subscription), [...profiles, ...products]);
	}
}

/**
 * What became of a person: taken back by the receipt of the last seat, if none is left; given back
 * where a seat was given back, or where a saving was stored and a seat is there again.
 */
function takenBackOf({ takenBack }: Person, hasSeat: boolean): Person['takenBack'][number] | null {
	const [newest, ...older] = [...takenBack].sort(newestFirst);
	if (newest === undefined) return null;
	const all = [newest, ...older];
	const past = all.flatMap(({ taken }) => taken.receipt.past);
	const withPast = (
		{ place, taken }: Person['takenBack'][number],
		as: Partial<TakenBack> = {},
	) => ({
		place,
		taken: { ...taken, ...as, receipt: { ...taken.receipt, past } },
	});
	const givenBack = all.find(({ taken }) => taken.fate === 'restored');
	if (!hasSeat && givenBack === undefined) return withPast(newest);
	const restored = all.find(({ taken }) => taken.receipt.stored !== null) ?? givenBack;
	if (restored === undefined) return null;
	const backAt = restored.taken.backAt ?? givenBack?.taken.backAt ?? null;
	return withPast(restored, { fate: 'restored', backAt });
}

function newestFirst(a: Person['takenBack'][number], b: Person['takenBack'][number]): number {
	const [one, other] = [a.taken.receipt, b.taken.receipt];
	return (
		(other.reclaimedAt ?? 0) - (one.reclaimedAt ?? 0) ||
		(one.receiptId < other.receiptId ? -1 : 1)
	);
}
