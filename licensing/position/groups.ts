import type { PersonRow } from '../person';
import { keyOf, type Affiliation } from '../subscription';
import type { LicensePosition } from './calculate';
import { countSeats, type ProfileSeats } from './countSeats';
import { UNKNOWN_GROUP, type GroupFigures } from './groupFigures';
import { WHOLE_SITE } from './entitlements';
import { nameKey } from './models';
import { seatShares, shares } from './money';
import type { PositionFigures } from './position';
import { newestReceipts, type SeatReceipt } from './takenBack';
import type { Pool } from './pools';
import { countSeat, emptyTally, type Tally } from './tally';

/** What positions are divided by: a field of each person, or nothing. */
export const GROUP_BY = [
	'none',
	'department',
	'costCenter',
	'manager',
] as const satisfies ReadonlyArray<keyof Affiliation | 'none'>;
export type GroupBy = (typeof GROUP_BY)[number];

/** Whose seats are divided, and by what. */
export interface GroupSources {
	groupBy: GroupBy;
	profiles: readonly ProfileSeats[];
	receipts: readonly SeatReceipt[];
}

/**
 * The same positions and totals, divided by the groups of their people. Prices in bands and tiers
 * make no sense for a part of the seats, so a group has its share of the whole, and the shares add
 * up to it exactly. The largest group comes first, the unknown one last.
 */
export function withGroups(
	calculated: LicensePosition,
	{ groupBy, profiles, receipts }: GroupSources,
): LicensePosition {
	if (groupBy === 'none') return calculated;
	const tallies = talliesOf(profiles, groupBy, receipts);
	for (const pool of calculated.pools) countPeopleOf(pool, groupBy, tallies);
	const positions = calculated.positions.map((position) => ({
		...position,
		groups: partsOf(position, talliesFor(position, tallies)),
	}));
	const totals = calculated.totals.map((total) => {
		const own = positions.filter(
			({ kind, currency }) => kind !== 'app' && currency === total.currency,
		);
		return { ...total, groups: sumOf(own.flatMap(({ groups }) => groups)) };
	});
	return { ...calculated, positions, totals };
}

/** The seats of one group, for one profile and model. */
interface GroupTally {
	group: string;
	tally: Tally;
}

/** By profile and model. A seat is counted just as in the position that it belongs to. */
function talliesOf(
	profiles: readonly ProfileSeats[],
	field: keyof Affiliation,
	receipts: readonly SeatReceipt[],
): Map<string, GroupTally[]> {
	const receiptOf = new Map(newestReceipts(receipts).map((receipt) => [receipt.key, receipt]));
	const found = new Map<string, GroupTally[]>();
	for (const source of profiles) {
		for (const [group, seats] of seatsByGroup(source.seats, field)) {
			const { tallies } = countSeats({ ...source, seats }, receiptsFor(seats, receiptOf));
			for (const [model, { tally }] of tallies) {
				const key = JSON.stringify([source.profile, model]);
				const known = found.get(key);
				if (known) known.push({ group, tally });
				else found.set(key, [{ group, tally }]);
			}
		}
	}
	return found;
}

/** Where people are paid for once, each counts in one group: that of the seat that stands for them. */
function countPeopleOf(
	{ members, people }: Pool,
	field: keyof Affiliation,
	tallies: Map<string, GroupTally[]>,
): void {
	if (people === undefined) return;
	for (const { profile, model } of members) {
		const key = JSON.stringify([profile, nameKey(model.model)]);
		const groups = (tallies.get(key) ?? []).map(({ group, tally }) => ({
			group,
			tally: { ...emptyTally(), excluded: tally.excluded },
		}));
		const byGroup = new Map(groups.map(({ group, tally }) => [nameKey(group), tally]));
		for (const { facts } of people) {
			if (facts.subscription.profile !== profile) continue;
			const tally = byGroup.get(nameKey(facts.subscription[field] ?? UNKNOWN_GROUP));
			if (tally !== undefined) countSeat(tally, facts);
		}
		tallies.set(key, groups);
	}
}

/** An app follows the seats that price it. */
function talliesFor(
	position: PositionFigures,
	tallies: ReadonlyMap<string, GroupTally[]>,
): GroupTally[] {
	const { kind, profile, countsWith } = position;
	if (kind !== 'app' || countsWith === null) return tallies.get(positionKey(position)) ?? [];
	if (nameKey(countsWith) !== WHOLE_SITE) {
		return tallies.get(JSON.stringify([profile, nameKey(countsWith)])) ?? [];
	}
	const site = new Map<string, GroupTally>();
	for (const [key, groups] of tallies) {
		const [ofProfile] = JSON.parse(key) as [string];
		if (ofProfile !== profile) continue;
		for (const { group, tally } of groups) {
			const sum = site.get(nameKey(group)) ?? { group, tally: emptyTally() };
			sum.tally.used += tally.used;
			sum.tally.stale += tally.stale;
			sum.tally.excluded += tally.excluded;
			// Only whoever has no other product frees a seat of the app.
			sum.tally.reclaimable += tally.lastProduct.reclaimable;
			site.set(nameKey(group), sum);
		}
	}
	return [...site.values()];
}

function seatsByGroup(
	seats: readonly PersonRow[],
	field: keyof Affiliation,
): Iterable<[group: string, seats: PersonRow[]]> {
	const groups = new Map<string, [string, PersonRow[]]>();
	for (const seat of seats) {
		const name = seat[field] ?? UNKNOWN_GROUP;
		const key = nameKey(name);
		const known = groups.get(key);
		if (known) known[1].push(seat);
		else groups.set(key, [key === UNKNOWN_GROUP ? key : name, [seat]]);
	}
	return groups.values();
}

function receiptsFor(
	seats: readonly PersonRow[],
	receiptOf: ReadonlyMap<string, SeatReceipt>,
): Map<string, SeatReceipt> {
	const own = new Map<string, SeatReceipt>();
	for (const seat of seats) {
		const receipt = receiptOf.get(keyOf(seat));
		if (receipt !== undefined) own.set(receipt.key, receipt);
	}
	return own;
}

function positionKey({ profile, model }: PositionFigures): string {
	return JSON.stringify([profile, nameKey(model ?? '')]);
}

/** The position divided; where it has no seats, all of it falls to the unknown group. */
function partsOf(
	{ counts, amounts }: PositionFigures,
	tallies: readonly GroupTally[],
): GroupFigures[] {
	const weights = (of: (tally: Tally) => number) => tallies.map(({ tally }) => of(tally));
	const used = weights((tally) => tally.used);
	const owned = seatShares(counts.owned, used);
	const ownedCost = shares(amounts.ownedCost, used);
	const potential = shares(
		amounts.potentialSavings,
		weights((tally) => tally.reclaimable),
	);
	const parts = tallies.map(({ group, tally }, place) => ({
		group,
		owned: owned[place] ?? 0,
		used: tally.used,
		stale: tally.stale,
		excluded: tally.excluded,
		candidates: tally.reclaimable,
		ownedCost: ownedCost[place] ?? 0n,
		potentialSavings: potential[place] ?? 0n,
	}));
	if (parts.length > 0) return parts.sort(largestFirst);
	const { owned: allOwned, used: allUsed, stale, excluded, candidates } = counts;
	const rest = { owned: allOwned, used: allUsed, stale, excluded, candidates };
	const { ownedCost: cost, potentialSavings } = amounts;
	return [{ group: UNKNOWN_GROUP, ...rest, ownedCost: cost, potentialSavings }];
}

function sumOf(parts: readonly GroupFigures[]): GroupFigures[] {
	const sums = new Map<string, GroupFigures>();
	for (const part of parts) {
		const sum = sums.get(nameKey(part.group));
		sums.set(nameKey(part.group), sum === undefined ? part : added(sum, part));
	}
	return [...sums.values()].sort(largestFirst);
}

function added(a: GroupFigures, b: GroupFigures): GroupFigures {
	return {
		group: a.group,
		owned: a.owned + b.owned,
		used: a.used + b.used,
		stale: a.stale + b.stale,
		excluded: a.excluded + b.excluded,
		candidates: a.candidates + b.candidates,
		ownedCost: a.ownedCost + b.ownedCost,
		potentialSavings: a.potentialSavings + b.potentialSavings,
	};
}

function largestFirst(a: GroupFigures, b: GroupFigures): number {
	const isUnknown = ({ group }: GroupFigures) => nameKey(group) === UNKNOWN_GROUP;
	return (
		Number(isUnknown(a)) - Number(isUnknown(b)) ||
		b.used - a.used ||
		compareNames(nameKey(a.group), nameKey(b.group))
	);
}

/** By code points: the same order on every machine. */
function compareNames(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
