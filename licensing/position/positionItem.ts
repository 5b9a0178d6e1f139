import { mapWhatIf, type WhatIf } from './idleSeats';
import { minorToNumber, type Minor } from './money';
import { percent } from './percent';
import type { PositionFigures, PositionSubject } from './position';
import type { AppSavings, FreedPart, PositionAmounts, PositionCounts } from './positionAmounts';
import { returnRate, type ReturnCount, type ReturnCounts, type ReturnShare } from './returns';

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
		potentialSavingsPerYear:
			figures.billingCycle === null ? null : number(figures.potentialSavingsPerYear),
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
