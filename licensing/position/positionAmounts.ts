import type { Histogram, WhatIf } from './idleSeats';
import type { Minor } from './money';

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

/** What apps save beside the seats. */
export interface AppSavings<Amount> {
	potential: Amount;
	freed: Amount;
	actual: Amount;
}
