import { BILLING_CYCLES, type BillingCycle } from './billing';
import type { GroupFigures } from './groupFigures';
import type { Histogram, WhatIf } from './idleSeats';
import { minorToNumber, type Minor } from './money';

/** The amounts of a position for one billing cycle. */
export interface PositionAmounts<Amount> {
	/** What the seats bought cost. */
	ownedCost: Amount;
	/** What the seats bought and not used cost. */
	overLicensedAmount: Amount;
	/** What the seats used and not bought would cost. */
	trueUpCost: Amount;
	/** What taking back the candidates saves. */
	potentialSavings: Amount;
	/** What the seats taken back so far save, less those given back. */
	actualSavings: Amount;
	/** What given back seats took away from the actual savings. */
	savingsGivenBack: Amount;
	/** What taking back would save at other thresholds, in days. */
	whatIf: WhatIf<Amount>;
}

/** The same in minor units of the currency, which add up exactly. */
export interface MinorAmounts extends PositionAmounts<Minor> {
	/** The part of the potential savings that is about seats used and not bought. */
	trueUpAvoided: Minor;
}

/** The counts of a position. */
export interface PositionCounts {
	/** Seats bought; profiles that share an entitlement each have their share. */
	owned: number;
	/** One right for each subscription that is not excluded from cost. */
	used: number;
	excluded: number;
	/** Seats bought and not used. */
	available: number;
	adminSeats: number;
	/** Seats used and not bought. */
	unlicensed: number;
	/** Used seats without activity for `staleAfterDays`, or never active. */
	stale: number;
	/** Seats that can be taken back today. */
	candidates: number;
	/** Seats taken back and not given back. */
	reclaimed: number;
	restored: number;
	histogram: Histogram;
	whatIfSeats: WhatIf<number>;
}

/** A total adds up positions whose billing cycles may differ. */
export type PositionCycle = BillingCycle | 'mixed';

/** What a position is about. */
interface PositionSubject {
	/** A position of one profile and model, or the total of one currency. */
	kind: 'position' | 'total';
	profile: string | null;
	model: string | null;
	product: string | null;
	edition: string | null;
	currency: string | null;
	/** What the amounts are for: a month or a year. A total may mix both. */
	billingCycle: PositionCycle | null;
	/** The day on which the savings are real, such as 2026-12-01. */
	savingsRealisedOn: string | null;
}

/** A position before it is written. */
export interface PositionFigures extends PositionSubject {
	counts: PositionCounts;
	amounts: MinorAmounts;
	/** In minor units; comparable where billing cycles differ. */
	potentialSavingsPerYear: Minor;
	/** The parts of its groups; left out where it is not divided. */
	groups?: readonly GroupFigures[];
}

/** A position as an item. Amounts are numbers in the currency's unit, such as 1234.5. */
export interface Position extends PositionSubject, PositionCounts, PositionAmounts<number> {
	/** The share of the used seats, from 0 to 100, with two decimals. */
	stalePercent: number;
	potentialSavingsPerYear: number;
	calculatedAt: string;
}

/** The columns of a position, in the order in which tables show them. */
export const POSITION_FIELDS = [
	'kind',
	'profile',
	'model',
	'product',
	'edition',
	'currency',
	'billingCycle',
	'owned',
	'used',
	'excluded',
	'available',
	'adminSeats',
	'overLicensedAmount',
	'trueUpCost',
	'unlicensed',
	'stale',
	'stalePercent',
	'candidates',
	'potentialSavings',
	'potentialSavingsPerYear',
	'actualSavings',
	'savingsGivenBack',
	'savingsRealisedOn',
	'reclaimed',
	'restored',
	'ownedCost',
	'histogram',
	'whatIf',
	'whatIfSeats',
	'calculatedAt',
] as const satisfies ReadonlyArray<keyof Position>;

/** Writes a position as an item. `calculatedAt` in ISO 8601. */
export function positionItem(figures: PositionFigures, calculatedAt: string): Position {
	const { counts, amounts, currency } = figures;
	const number = (minor: Minor): number => minorToNumber(minor, currency);
	return {
		kind: figures.kind,
		profile: figures.profile,
		model: figures.model,
		product: figures.product,
		edition: figures.edition,
		currency,
		billingCycle: figures.billingCycle,
		...counts,
		stalePercent: percent(counts.stale, counts.used),
		ownedCost: number(amounts.ownedCost),
		overLicensedAmount: number(amounts.overLicensedAmount),
		trueUpCost: number(amounts.trueUpCost),
		potentialSavings: number(amounts.potentialSavings),
		potentialSavingsPerYear: number(figures.potentialSavingsPerYear),
		actualSavings: number(amounts.actualSavings),
		savingsGivenBack: number(amounts.savingsGivenBack),
		savingsRealisedOn: figures.savingsRealisedOn,
		whatIf: mapWhatIf(amounts.whatIf, number),
		calculatedAt,
	};
}

/** An amount for a year, of an amount for one billing cycle. */
export function perYear(amount: Minor, cycle: BillingCycle | null): Minor {
	return cycle === null ? amount : amount * BILLING_CYCLES[cycle].timesAYear;
}

/** The same thresholds with other values. */
export function mapWhatIf<From, To>(from: WhatIf<From>, map: (value: From) => To): WhatIf<To> {
	return {
		30: map(from[30]),
		60: map(from[60]),
		90: map(from[90]),
		120: map(from[120]),
		180: map(from[180]),
	};
}

/** A share in per cent with two decimals; 0 of nothing. */
export function percent(part: number, whole: number): number {
	return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
}
