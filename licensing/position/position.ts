import type { AdviceMail } from './advice';
import type { BillingCycle } from './billing';
import type { CountBy } from './entitlements';
import type { GroupFigures } from './groupFigures';
import type { Minor } from './money';
import type { AppSavings, FreedPart, MinorAmounts, PositionCounts } from './positionAmounts';
import type { ReturnCounts } from './returns';

/** A total adds up positions whose billing cycles may differ. */
export type PositionCycle = BillingCycle | 'mixed';

/**
 * One profile and model, what counts with it, one profile and identifier that has no model, or all
 * positions of a currency. Identifiers are part of no total: nothing is known of what they cost.
 */
export const POSITION_KINDS = ['position', 'app', 'identifier', 'total'] as const;
export type PositionKind = (typeof POSITION_KINDS)[number];

/** What a position is about. */
export interface PositionSubject {
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
	/** Whether somebody has to order another number of seats for the next renewal. */
	isToOrder: boolean;
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
