import type { ProfileSeats } from './countSeats';
import { nameKey } from './models';

/** One model of one currency is the rule; this one has more. */
export interface CurrencyMixture {
	model: string;
	currencies: string[];
}

/**
 * The same profiles without the entitlements of these models. Their seats still count, without a
 * price: a part of the entitlements would price all seats, and two currencies add up to nothing.
 */
export function withoutPrices(
	profiles: readonly ProfileSeats[],
	mixtures: readonly CurrencyMixture[],
): ProfileSeats[] {
	const mixed = new Set(mixtures.map(({ model }) => nameKey(model)));
	const lists = new Map(
		profiles.map(({ entitlements }) => [
			entitlements,
			entitlements.filter(({ model }) => !mixed.has(nameKey(model))),
		]),
	);
	return profiles.map((profile) => ({
		...profile,
		entitlements: lists.get(profile.entitlements) ?? [],
	}));
}
