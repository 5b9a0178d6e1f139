import type { ModelTally, PoolMember, ProfileCount, ProfileSeats } from './countSeats';
import { countPeople, type CountedPerson, type StillBilled } from './countPeople';
import { countByOf, isActive, isOwnOf, type CountBy, type Entitlement } from './entitlements';
import { nameKey } from './models';
import type { CurrencyMixture } from './mixtures';
import { emptyTally } from './tally';

/** Profiles that share the entitlements of one model. Seats bought once are counted once. */
export interface Pool {
	/** The model's name, for errors. */
	model: string;
	entitlements: readonly Entitlement[];
	members: PoolMember[];
	countBy: CountBy;
	/** What prices an app, as entered; null for seats of its own. */
	countsWith: string | null;
	/** Through what somebody stays billed, where people are counted. */
	stillBilled?: StillBilled;
	/** Each person once, where people are counted. */
	people?: readonly CountedPerson[];
}

/** A profile with its seats counted. */
export interface CountedProfile {
	source: ProfileSeats;
	count: ProfileCount;
}

/**
 * Sorts profiles and models into pools. An entitlement that names a profile is that profile's
 * alone, and the profile needs no share of the others; entitlements without a profile are shared by
 * all other profiles for which the same ones were read. A model that was bought and is used nowhere
 * belongs to the first profile that lists it.
 *
 * @param now milliseconds since the epoch
 */
export function poolsOf(
	profiles: readonly CountedProfile[],
	now: number,
): { pools: Pool[]; mixtures: CurrencyMixture[] } {
	const pools: Pool[] = [];
	const mixtures: CurrencyMixture[] = [];
	const byModel = entitlementsByModel(profiles);
	for (const key of modelKeys(profiles)) {
		const parties = partiesOf(profiles, key, byModel, now);
		const currencies = currenciesOf(parties, now);
		if (currencies.length > 1) {
			mixtures.push({ model: nameOf(parties, key), currencies });
		} else {
			pools.push(...poolsOfModel(parties, now).map((pool) => byPerson(pool, now)));
		}
	}
	return { pools, mixtures };
}

/** A collection has one price for all its products. D */
const COLLECTION = /\bcollection\b/i;

/** The pool, its people counted once where they are paid for once. */
function byPerson(pool: Pool, now: number): Pool {
	const [first] = pool.members;
	if (first === undefined) return pool;
	const { model, product, edition } = first.model;
	const active = pool.entitlements.filter((one) => isActive(one, now));
	// What has ended decides nothing, unless there is nothing else.
	const asked = active.length > 0 ? active : pool.entitlements;
	if (!asked.some((one) => countByOf(one, edition) === 'person')) return pool;
	const coversProducts = [model, product, edition].some((text) => COLLECTION.test(text));
	return { ...pool, countBy: 'person', ...countPeople(pool.members, coversProducts) };
}

/** What one profile has to do with one model. */
interface Party {
	profile: string;
	modelTally: ModelTally;
	isUsed: boolean;
	own: Entitlement[];
	shared: Entitlement[];
}

function modelKeys(profiles: readonly CountedProfile[]): Set<string> {
	const keys = new Set<string>();
	for (const { source, count } of profiles) {
		for (const key of count.tallies.keys()) keys.add(key);
		for (const { model, profile, countsWith } of source.entitlements) {
			if (countsWith !== '') continue;
			const isForIt = profile === '' || nameKey(profile) === nameKey(source.profile);
			if (isForIt) keys.add(nameKey(model));
		}
	}
	return keys;
}

/** Each list of entitlements by model; profiles that read the same list share one entry. */
type EntitlementsByModel = Map<readonly Entitlement[], Map<string, Entitlement[]>>;

function entitlementsByModel(profiles: readonly CountedProfile[]): EntitlementsByModel {
	const lists: EntitlementsByModel = new Map();
	for (const { source } of profiles) {
		if (lists.has(source.entitlements)) continue;
		const models = new Map<string, Entitlement[]>();
		for (const entitlement of source.entitlements) {
			if (entitlement.countsWith !== '') continue;
			const key = nameKey(entitlement.model);
			const known = models.get(key);
			if (known) known.push(entitlement);
			else models.set(key, [entitlement]);
		}
		lists.set(source.entitlements, models);
	}
	return lists;
}

function partiesOf(
	profiles: readonly CountedProfile[],
	key: string,
	byModel: EntitlementsByModel,
	now: number,
): Party[] {
	const parties: Party[] = [];
	for (const { source, count } of profiles) {
		const entitlements = byModel.get(source.entitlements)?.get(key) ?? [];
		const used = count.tallies.get(key);
		if (used === undefined && entitlements.length === 0) continue;
		const own = entitlements.filter((entitlement) => isOwnOf(entitlement, source.profile));
		const shared = entitlements.filter(({ profile }) => profile === '');
		const name = entitlements[0]?.model ?? key;
		parties.push({
			profile: source.profile,
			modelTally: used ?? {
				model: source.models.named(name),
				tally: emptyTally(),
				seats: null,
			},
			isUsed: used !== undefined,
			own: countsAsOwn(own, shared, now) ? own : [],
			shared,
		});
	}
	return parties;
}

/** Seats of its own that have ended do not keep a profile from shared ones. */
function countsAsOwn(
	own: readonly Entitlement[],
	shared: readonly Entitlement[],
	now: number,
): boolean {
	return shared.length === 0 || own.some((entitlement) => isActive(entitlement, now));
}

function currenciesOf(parties: readonly Party[], now: number): string[] {
	const currencies = new Set<string>();
	for (const { own, shared } of parties) {
		for (const entitlement of [...own, ...shared]) {
			if (isActive(entitlement, now)) currencies.add(entitlement.currency);
		}
	}
	return [...currencies].sort();
}

function poolsOfModel(parties: readonly Party[], now: number): Pool[] {
	const pools: Pool[] = [];
	const ofOwn = new Map<string, Pool>();
	for (const party of parties.filter(({ own }) => own.length > 0)) {
		if (!matters(party, party.own, now)) continue;
		const pool = poolOf(party, party.own);
		pools.push(pool);
		const key = JSON.stringify(party.shared, bigintText);
		if (!ofOwn.has(key)) ofOwn.set(key, pool);
	}
	for (const [key, sharers] of sharersOf(parties)) {
		const users = sharers.filter(({ isUsed }) => isUsed);
		const [first] = sharers;
		const isNeeded = sharers.some((party) => matters(party, party.shared, now));
		if (first === undefined || !isNeeded) continue;
		const members = users.length > 0 ? users : [first];
		const pool = poolOf(first, first.shared);
		pool.members = members.map(memberOf);
		pools.push(pool);
		ofOwn.delete(key);
	}
	// Shared seats that no profile is left for still belong to somebody.
	for (const pool of ofOwn.values()) {
		const party = parties.find(({ profile }) => profile === pool.members[0]?.profile);
		pool.entitlements = [...pool.entitlements, ...(party?.shared ?? [])];
	}
	return pools;
}

/** Used, or paid for though nobody uses it. */
function matters({ isUsed }: Party, entitlements: readonly Entitlement[], now: number): boolean {
	return isUsed || entitlements.some((entitlement) => isActive(entitlement, now));
}

function sharersOf(parties: readonly Party[]): Map<string, Party[]> {
	const sharers = new Map<string, Party[]>();
	for (const party of parties) {
		if (party.own.length > 0) continue;
		const key = JSON.stringify(party.shared, bigintText);
		const known = sharers.get(key);
		if (known) known.push(party);
		else sharers.set(key, [party]);
	}
	return sharers;
}

function poolOf(party: Party, entitlements: readonly Entitlement[]): Pool {
	return {
		model: party.modelTally.model.model,
		entitlements,
		members: [memberOf(party)],
		countBy: 'subscription',
		countsWith: null,
	};
}

function memberOf({ profile, modelTally }: Party): PoolMember {
	return { profile, ...modelTally };
}

function nameOf(parties: readonly Party[], key: string): string {
	return parties[0]?.modelTally.model.model ?? key;
}

/** Writes amounts as text, for JSON. */
export function bigintText(_key: string, value: unknown): unknown {
	return typeof value === 'bigint' ? value.toString() : value;
}
