import type { AdviceMail } from './advice';
import { BILLING_CYCLES, type BillingCycle } from './billing';
import type { CountBy } from './entitlements';
import type { GroupFigures } from './groupFigures';
import type { Histogram, WhatIf } from './idleSeats';
import { minorToNumber, type Minor } from './money';
import { percent } from './percent';
import { returnRate, type ReturnCount, type ReturnCounts, type ReturnShare } from './returns';

export { percent } from './percent';

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
	/** What the seats taken back save in bills that still come: their date is ahead, or no lower tier was ordered. */
	freedSavings: Amount;
	/** What the seats taken back save by now: their date has passed, and a lower tier was ordered. */
	actualSavings: Amount;
	/** What the bills of this calendar year have saved so far. */
	actualSavingsThisYear: Amount;
	/** What joiners would have cost this period if no seat had been freed for them. */
	avoidedCost: Amount;
	/** What renewing as it is will cost, with the expected change of the price. */
	renewalCost: Amount;
	/** What renewing the recommended quantity will cost, with the same change. */
	recommendedCost: Amount;
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
	/** Seats that the current bill is for: bought, or the largest count of the period so far. */
	billedQuantity: number;
	/** Seats to order at the next renewal or to reach by the next bill. */
	recommendedQuantity: number;
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
	/** Seats of candidates that save nothing yet, because their person stays billed elsewhere. */
	stillBilled: number;
	histogram: Histogram;
	whatIfSeats: WhatIf<number>;
}

/** Seats freed that have not lowered a bill yet, by the day from which they do. */
export interface FreedPart<Amount> {
	/** An ISO date; null when no date is known. */
	countsFrom: string | null;
	seats: number;
	amount: Amount;
}

/** A total adds up positions whose billing cycles may differ. */
export type PositionCycle = BillingCycle | 'mixed';

/**
 * One profile and model, what counts with it, one profile and identifier that has no model, or all
 * positions of a currency. Identifiers are part of no total: nothing is known of what they cost.
 */
export const POSITION_KINDS = ['position', 'app', 'identifier', 'total'] as const;
export type PositionKind = (typeof POSITION_KINDS)[number];

/** What a position is about. */
interface PositionSubject {
	/** What it is about: see `POSITION_KINDS`. */
	kind: PositionKind;
	profile: string | null;
	model: string | null;
	/** What no software model names; null for a model, which may have several identifiers. */
	subscriptionIdentifier: string | null;
	product: string | null;
	edition: string | null;
	currency: string | null;
	/** What the amounts are for: a month or a year. A total may mix both. */
	billingCycle: PositionCycle | null;
	/** The day on which the savings are real, such as 2026-12-01. */
	savingsRealisedOn: string | null;
	/** What is paid for: subscriptions, or people over all profiles. */
	countBy: CountBy | null;
	/** The model, or "site", whose number of users prices this one. */
	countsWith: string | null;
	/** How many seats more than the candidates of today must go to pay for a lower tier. */
	seatsToLowerTier: number | null;
	/** The last day on which a removal still lowers the next bill. */
	reclaimBy: string | null;
	/** The day of the next renewal of an annual plan. */
	renewsOn: string | null;
	/** What to do about the next renewal, in words. */
	advice: string | null;
	/** The mails about it that hold now and were not sent yet. */
	mailsDue: AdviceMail[];
	/** The mails about it that were sent: as earlier positions say, until something else holds. */
	mailsSent: AdviceMail[];
	priceSource: string | null;
	/** The day that the prices are from. */
	priceAsOf: string | null;
}

/** A position before it is written. */
export interface PositionFigures extends PositionSubject {
	counts: PositionCounts;
	amounts: MinorAmounts;
	/** In minor units; comparable where billing cycles differ. */
	potentialSavingsPerYear: Minor;
	/** The part of it that is about seats used and not bought. */
	trueUpAvoidedPerYear: Minor;
	freed: Array<FreedPart<Minor>>;
	returns: ReturnCounts;
	/** What apps that count with these seats save; in totals only, never part of the amounts. */
	apps: AppSavings<Minor> | null;
	/** The parts of its groups; left out where it is not divided. */
	groups?: readonly GroupFigures[];
}

/** What apps save beside the seats. */
export interface AppSavings<Amount> {
	potential: Amount;
	freed: Amount;
	actual: Amount;
}

/** An amount in the currency's unit, such as 1234.5; null where there is no price. */
export type ItemAmount = number | null;

/** A position as an item. */
export interface Position extends PositionSubject, PositionCounts, PositionAmounts<ItemAmount> {
	/** The share of the used seats, from 0 to 100, with two decimals. */
	stalePercent: number;
	potentialSavingsPerYear: ItemAmount;
	/** The freed savings by the day from which they count. */
	freedByDate: Array<FreedPart<ItemAmount>>;
	/** The share of the seats taken back that are in use again, from 0 to 100. */
	returnPercent: number | null;
	/** The same by the reason for which they were taken back. */
	returnsByReason: Record<string, ReturnShare>;
	/** The same for the seats that each threshold would have taken back. */
	whatIfReturnPercent: WhatIf<number | null>;
	/** In totals: what apps save in one billing cycle, beside all other amounts. */
	appSavings: AppSavings<ItemAmount> | null;
	calculatedAt: string;
}

/** The columns of a position, in the order in which tables show them. */
export const POSITION_FIELDS = [
	'kind',
	'profile',
	'model',
	'subscriptionIdentifier',
	'product',
	'edition',
	'currency',
	'billingCycle',
	'countBy',
	'countsWith',
	'owned',
	'billedQuantity',
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
	'freedSavings',
	'freedByDate',
	'actualSavings',
	'actualSavingsThisYear',
	'avoidedCost',
	'appSavings',
	'savingsGivenBack',
	'savingsRealisedOn',
	'reclaimed',
	'restored',
	'returnPercent',
	'returnsByReason',
	'stillBilled',
	'ownedCost',
	'reclaimBy',
	'renewsOn',
	'renewalCost',
	'recommendedQuantity',
	'recommendedCost',
	'seatsToLowerTier',
	'advice',
	'mailsDue',
	'mailsSent',
	'priceSource',
	'priceAsOf',
	'histogram',
	'whatIf',
	'whatIfSeats',
	'whatIfReturnPercent',
	'calculatedAt',
] as const satisfies ReadonlyArray<keyof Position>;

/** Writes a position as an item. `calculatedAt` in ISO 8601. */
export function positionItem(figures: PositionFigures, calculatedAt: string): Position {
	const { counts, amounts, currency } = figures;
	const number = (minor: Minor): ItemAmount =>
		currency === null ? null : minorToNumber(minor, currency);
	return {
		kind: figures.kind,
		profile: figures.profile,
		model: figures.model,
		subscriptionIdentifier: figures.subscriptionIdentifier,
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
		freedSavings: number(amounts.freedSavings),
		freedByDate: figures.freed.map((part) => ({ ...part, amount: number(part.amount) })),
		actualSavings: number(amounts.actualSavings),
		actualSavingsThisYear: number(amounts.actualSavingsThisYear),
		avoidedCost: number(amounts.avoidedCost),
		appSavings: figures.apps === null ? null : appSavings(figures.apps, number),
		renewalCost: number(amounts.renewalCost),
		recommendedCost: number(amounts.recommendedCost),
		countBy: figures.countBy,
		countsWith: figures.countsWith,
		seatsToLowerTier: figures.seatsToLowerTier,
		reclaimBy: figures.reclaimBy,
		renewsOn: figures.renewsOn,
		advice: figures.advice,
		mailsDue: figures.mailsDue,
		mailsSent: figures.mailsSent,
		priceSource: figures.priceSource,
		priceAsOf: figures.priceAsOf,
		...returnShares(counts, figures.returns),
		savingsGivenBack: number(amounts.savingsGivenBack),
		savingsRealisedOn: figures.savingsRealisedOn,
		whatIf: mapWhatIf(amounts.whatIf, number),
		calculatedAt,
	};
}

function appSavings(
	{ potential, freed, actual }: AppSavings<Minor>,
	number: (minor: Minor) => ItemAmount,
): AppSavings<ItemAmount> {
	return { potential: number(potential), freed: number(freed), actual: number(actual) };
}

function returnShares(
	{ reclaimed, restored }: PositionCounts,
	{ byReason, whatIf: atDays }: ReturnCounts,
): Pick<Position, 'returnPercent' | 'returnsByReason' | 'whatIfReturnPercent'> {
	const percentOf = (count: ReturnCount) => returnRate(count).percent;
	return {
		returnPercent: percentOf({ takenBack: reclaimed + restored, returned: restored }),
		returnsByReason: Object.fromEntries(
			Object.entries(byReason).map(([reason, count]) => [reason, returnRate(count)]),
		),
		whatIfReturnPercent: mapWhatIf(atDays, percentOf),
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
