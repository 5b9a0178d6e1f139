import type { PersonRow } from '../person';
import { keyOf } from '../subscription';
import { countSeats, type ProfileSeats, type UnrecognizedIdentifier } from './countSeats';
import type { Entitlement } from './entitlements';
import { seenAt } from './idleSeats';
import { nameKey } from './models';
import { appPools } from './apps';
import { EarlierPositions, type EarlierPosition } from './earlier';
import { poolPositions } from './poolPositions';
import type { CurrencyMixture } from './mixtures';
import { poolsOf, type CountedProfile, type Pool } from './pools';
import type { PositionFigures } from './position';
import { fateOf, newestReceipts, type SeatReceipt } from './takenBack';
import type { SavingShare } from './savingShares';
import { identifierPositions, totalsOf } from './totals';

/** What a position is calculated from. */
export interface PositionSources {
	profiles: readonly ProfileSeats[];
	receipts: readonly SeatReceipt[];
	/** Stored positions, in any order: they tell how many seats were used on earlier days. */
	earlier?: readonly EarlierPosition[];
	/** Milliseconds since the epoch. */
	now: number;
}

/** The license position of all profiles. */
export interface LicensePosition {
	/** One for each profile and model, in the order of profiles and then of models. */
	positions: PositionFigures[];
	/** One for each profile and identifier without a model, in the order of profiles; no money. */
	identifiers: PositionFigures[];
	/** One for each currency. */
	totals: PositionFigures[];
	/** The seats behind the positions, counted. */
	pools: readonly Pool[];
	/** Subscriptions that the snapshot still shows, and that were taken back since: by their key. */
	reclaimedSince: ReadonlySet<string>;
	/** The share of every removal and every candidate in what is saved. */
	shares: SavingShare[];
	/** The most frequent first. */
	unrecognized: UnrecognizedIdentifier[];
	/** Models that have no position, because their entitlements are in more than one currency. */
	mixtures: CurrencyMixture[];
	/** Receipts of seats taken back whose profile or model is not known here. */
	receiptsNotCounted: number;
	/** Entitlements of a profile that is not among these, each once. */
	entitlementsNotCounted: Entitlement[];
	/** Entitlements that count with a model that nobody uses, so that nothing prices them. */
	appsNotCounted: Entitlement[];
}

/** Calculates the position of every profile and model, the totals, and what is unrecognized. */
export function calculatePosition({
	profiles,
	receipts,
	earlier = [],
	now,
}: PositionSources): LicensePosition {
	const receiptsOf = byProfile(newestReceipts(receipts));
	const counted: CountedProfile[] = [];
	const unrecognized: UnrecognizedIdentifier[] = [];
	let receiptsNotCounted = 0;
	const reclaimedSince = new Set<string>();
	for (const source of profiles) {
		const own = receiptsOf.get(source.profile) ?? new Map<string, SeatReceipt>();
		receiptsOf.delete(source.profile);
		const count = countSeats(source, own);
		counted.push({ source, count });
		for (const key of count.reclaimedSince) reclaimedSince.add(key);
		for (const entry of count.unrecognized) unrecognized.push(entry);
		receiptsNotCounted += count.receiptsWithoutModel;
	}
	for (const others of receiptsOf.values()) {
		for (const receipt of others.values()) {
			if (fateOf(receipt) === 'reclaimed') receiptsNotCounted += 1;
		}
	}
	const seats = poolsOf(counted, now);
	const apps = appPools(counted, seats.pools, now);
	const before = new EarlierPositions(earlier, now);
	const results = [...seats.pools, ...apps.pools].map((pool) => poolPositions(pool, before, now));
	const positions = results.flatMap((result) => result.positions);
	positions.sort(byProfileAndModel(profiles));
	return {
		positions,
		identifiers: counted.flatMap(({ source, count }) =>
			identifierPositions(source.profile, count.identifierTallies),
		),
		totals: totalsOf(positions),
		reclaimedSince,
		pools: [...seats.pools, ...apps.pools],
		shares: results.flatMap((result) => result.shares),
		unrecognized: unrecognized.sort(mostFrequentFirst),
		mixtures: [...seats.mixtures, ...apps.mixtures],
		receiptsNotCounted,
		entitlementsNotCounted: entitlementsOfNobody(profiles),
		appsNotCounted: apps.hostless,
	};
}

/** Most often a profile is misspelt, and then the seats that were bought for it are missing. */
function entitlementsOfNobody(profiles: readonly ProfileSeats[]): Entitlement[] {
	const known = new Set(profiles.map(({ profile }) => nameKey(profile)));
	const found = new Map<string, Entitlement>();
	for (const { entitlements } of profiles) {
		for (const entitlement of entitlements) {
			const { model, profile } = entitlement;
			if (profile === '' || known.has(nameKey(profile))) continue;
			found.set(JSON.stringify([nameKey(model), nameKey(profile)]), entitlement);
		}
	}
	return [...found.values()];
}

/** Of several rows of one subscription the one that was seen last, so that a seat counts once. */
export function oneForEachSubscription(people: Iterable<PersonRow>): PersonRow[] {
	const newest = new Map<string, PersonRow>();
	for (const person of people) {
		const key = keyOf(person);
		const known = newest.get(key);
		if (known === undefined || (seenAt(person) ?? 0) > (seenAt(known) ?? 0))
			newest.set(key, person);
	}
	return [...newest.values()];
}

function byProfile(receipts: readonly SeatReceipt[]): Map<string, Map<string, SeatReceipt>> {
	const profiles = new Map<string, Map<string, SeatReceipt>>();
	for (const receipt of receipts) {
		const own = profiles.get(receipt.profile) ?? new Map<string, SeatReceipt>();
		own.set(receipt.key, receipt);
		profiles.set(receipt.profile, own);
	}
	return profiles;
}

function byProfileAndModel(profiles: readonly ProfileSeats[]) {
	const places = new Map<string | null, number>();
	for (const [place, { profile }] of profiles.entries()) places.set(profile, place);
	return (a: PositionFigures, b: PositionFigures): number =>
		(places.get(a.profile) ?? 0) - (places.get(b.profile) ?? 0) ||
		compareText(a.model ?? '', b.model ?? '');
}

function mostFrequentFirst(a: UnrecognizedIdentifier, b: UnrecognizedIdentifier): number {
	return (
		b.subscriptions - a.subscriptions ||
		compareText(a.profile, b.profile) ||
		compareText(a.identifier, b.identifier)
	);
}

/** By code points: the same order on every machine. */
function compareText(a: string, b: string): number {
	if (a === b) return 0;
	return a < b ? -1 : 1;
}
