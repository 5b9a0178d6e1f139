import { minorToNumber, type Minor } from './money';

/** The group of people of whom nobody knows where they belong. */
export const UNKNOWN_GROUP = 'unknown';

/** The part of a position that falls to one group, in whole seats and minor units. */
export interface GroupFigures {
	group: string;
	/** The group's share of the seats bought, by its use. */
	owned: number;
	used: number;
	stale: number;
	excluded: number;
	/** Seats that can be taken back today. */
	candidates: number;
	/** The group's share of what the seats bought cost, by its use. */
	ownedCost: Minor;
	/** The group's share of the possible savings, by its candidates. */
	potentialSavings: Minor;
}

/** The part of a position as its item shows it. Amounts are numbers in the currency's unit. */
export interface PositionGroup {
	group: string;
	owned: number;
	used: number;
	stale: number;
	excluded: number;
	/** null where there is no price. */
	potentialSavings: number | null;
	currency: string | null;
}

/** A group as the item of its position shows it. */
export function positionGroup(figures: GroupFigures, currency: string | null): PositionGroup {
	const { group, owned, used, stale, excluded, potentialSavings } = figures;
	return {
		group,
		owned,
		used,
		stale,
		excluded,
		potentialSavings: currency === null ? null : minorToNumber(potentialSavings, currency),
		currency,
	};
}
