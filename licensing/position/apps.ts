import type { ModelTally } from './countSeats';
import { isActive, isOwnOf, WHOLE_SITE, type Entitlement } from './entitlements';
import { HISTOGRAM_BARS, whatIf } from './idleSeats';
import { nameKey } from './models';
import type { CurrencyMixture } from './mixtures';
import { bigintText, type CountedProfile, type Pool } from './pools';
import { emptyTally, type Tally } from './tally';

/**
 * The pools of what has no seats of its own: a Marketplace app is priced by the users of a model or
 * of the whole site, whoever uses the app. D
 *
 * @param hosts the pools of the models, counted
 * @returns `hostless` are entitlements that count with a model that nobody uses
 */
export function appPools(
	profiles: readonly CountedProfile[],
	hosts: readonly Pool[],
	now: number,
): { pools: Pool[]; mixtures: CurrencyMixture[]; hostless: Entitlement[] } {
	const pools = new Map<string, Pool>();
	const mixtures: CurrencyMixture[] = [];
	for (const { source } of profiles) {
		for (const [key, entitlements] of appsOf(source.profile, source.entitlements, now)) {
			const [first] = entitlements;
			if (first === undefined) continue;
			const currencies = [...new Set(entitlements.map(({ currency }) => currency))].sort();
			if (currencies.length > 1) {
				if (!mixtures.some(({ model }) => nameKey(model) === key)) {
					mixtures.push({ model: first.model, currencies });
				}
				continue;
			}
			const id = JSON.stringify([key, entitlements], bigintText);
			const pool = pools.get(id) ?? {
				model: first.model,
				entitlements,
				members: [],
				countBy: 'subscription',
				countsWith: first.countsWith,
			};
			const model = source.models.named(first.model);
			const tally = tallyFor(source.profile, first.countsWith, hosts);
			if (tally !== null)
				pool.members.push({ profile: source.profile, model, tally, seats: null });
			pools.set(id, pool);
		}
	}
	const all = [...pools.values()];
	return {
		pools: all.filter(({ members }) => members.length > 0),
		mixtures,
		hostless: all.flatMap((pool) => (pool.members.length > 0 ? [] : pool.entitlements)),
	};
}

/** The entitlements of each app that hold for a profile: its own before those of all. */
function appsOf(
	profile: string,
	entitlements: readonly Entitlement[],
	now: number,
): Map<string, Entitlement[]> {
	const apps = new Map<string, Entitlement[]>();
	const active = entitlements.filter((one) => one.countsWith !== '' && isActive(one, now));
	for (const one of active) {
		const key = nameKey(one.model);
		const ofApp = active.filter(({ model }) => nameKey(model) === key);
		const own = ofApp.filter((other) => isOwnOf(other, profile));
		const chosen = own.length > 0 ? own : ofApp.filter((other) => other.profile === '');
		if (chosen.length > 0) apps.set(key, chosen);
	}
	return apps;
}

/** The counts that price an app in a profile; null where nobody uses what it counts with. */
function tallyFor(profile: string, countsWith: string, hosts: readonly Pool[]): Tally | null {
	const isSite = nameKey(countsWith) === WHOLE_SITE;
	const own = hosts.flatMap(({ members }) =>
		members.filter(
			(member) =>
				member.profile === profile &&
				(isSite || nameKey(member.model.model) === nameKey(countsWith)),
		),
	);
	if (own.length === 0) return null;
	return isSite ? siteTally(own) : modelTally(own);
}

/** Shares are stored for the seats themselves, not for what counts with them. */
function modelTally(members: readonly ModelTally[]): Tally {
	const [first] = members;
	const tally = first?.tally ?? emptyTally();
	const takenBack = tally.takenBack.map((taken) => ({
		...taken,
		receipt: { ...taken.receipt, stored: null, past: [] },
	}));
	return { ...tally, candidates: [], waiting: [], takenBack };
}

/**
 * Everybody on the site counts. Only who is known to have no other product frees a seat of the app;
 * nobody knows that of those whose seats were taken back. D
 */
function siteTally(members: readonly ModelTally[]): Tally {
	const sum = emptyTally();
	for (const { tally } of members) {
		const { lastProduct } = tally;
		sum.used += tally.used;
		sum.excluded += tally.excluded;
		sum.adminSeats += tally.adminSeats;
		sum.stale += tally.stale;
		sum.stillBilled += tally.reclaimable - lastProduct.reclaimable;
		sum.reclaimable += lastProduct.reclaimable;
		const at = sum.reclaimableAt;
		sum.reclaimableAt = whatIf((days) => at[days] + lastProduct.reclaimableAt[days]);
		for (const bar of HISTOGRAM_BARS) sum.histogram[bar] += tally.histogram[bar];
		sum.reclaimedInSnapshot += tally.reclaimedInSnapshot;
	}
	return sum;
}
