import { emptyHistogram, HISTOGRAM_BARS, whatIf } from './idleSeats';
import type { PositionFigures } from './position';
import type { MinorAmounts, PositionCounts } from './positionAmounts';
import { countsOf } from './poolPositions';
import type { IdentifierTally } from './countSeats';
import { laterDay } from './pricing';
import { noReturns, sumOfReturns } from './returns';

/**
 * One total for each currency, in the order in which the currencies appear: every count and amount
 * is the sum of the positions. Positions whose model was never bought have no currency, and a total
 * of their own, so that no subscription is lost from the totals.
 */
export function totalsOf(positions: readonly PositionFigures[]): PositionFigures[] {
	const totals = new Map<string | null, PositionFigures>();
	const isApp = ({ kind }: PositionFigures) => kind === 'app';
	// The seats say what the amounts of a total are for, wherever an app stands before them.
	for (const position of [...positions].sort((a, b) => Number(isApp(a)) - Number(isApp(b)))) {
		const total = totals.get(position.currency) ?? emptyTotal(position);
		if (position.kind === 'app') addApp(total, position);
		else add(total, position);
		totals.set(position.currency, total);
	}
	for (const total of totals.values()) {
		total.savingsRealisedOn = realisedOn(
			positions.filter(({ kind, currency }) => kind !== 'app' && currency === total.currency),
		);
		total.freed.sort((a, b) => ((a.countsFrom ?? '') < (b.countsFrom ?? '') ? -1 : 1));
	}
	return [...totals.values()];
}

/** False for a total of apps alone, which follow seats without a price. */
export function hasSeats({ counts }: PositionFigures): boolean {
	const { owned, used, excluded, reclaimed, restored } = counts;
	return owned + used + excluded + reclaimed + restored > 0;
}

/** The total of nothing, in no currency. */
export function totalOfNothing(): PositionFigures {
	return emptyTotal({ currency: null, billingCycle: null });
}

/** The positions of identifiers without a model: seats, and nothing about money. */
export function identifierPositions(
	profile: string,
	tallies: ReadonlyMap<string, IdentifierTally>,
): PositionFigures[] {
	return [...tallies.values()].map(({ identifier, tally }) => ({
		...totalOfNothing(),
		kind: 'identifier',
		profile,
		subscriptionIdentifier: identifier,
		counts: countsOf(tally, 0),
	}));
}

function emptyTotal({
	currency,
	billingCycle,
}: Pick<PositionFigures, 'currency' | 'billingCycle'>): PositionFigures {
	return {
		kind: 'total',
		profile: null,
		model: null,
		subscriptionIdentifier: null,
		product: null,
		edition: null,
		currency,
		billingCycle,
		counts: {
			owned: 0,
			billedQuantity: 0,
			recommendedQuantity: 0,
			used: 0,
			excluded: 0,
			available: 0,
			adminSeats: 0,
			unlicensed: 0,
			stale: 0,
			candidates: 0,
			reclaimed: 0,
			restored: 0,
			stillBilled: 0,
			histogram: emptyHistogram(),
			whatIfSeats: whatIf(() => 0),
		},
		amounts: {
			ownedCost: 0n,
			overLicensedAmount: 0n,
			trueUpCost: 0n,
			potentialSavings: 0n,
			trueUpAvoided: 0n,
			actualSavings: 0n,
			freedSavings: 0n,
			actualSavingsThisYear: 0n,
			avoidedCost: 0n,
			renewalCost: 0n,
			recommendedCost: 0n,
			savingsGivenBack: 0n,
			whatIf: whatIf(() => 0n),
		},
		potentialSavingsPerYear: 0n,
		trueUpAvoidedPerYear: 0n,
		savingsRealisedOn: null,
		countBy: null,
		countsWith: null,
		seatsToLowerTier: null,
		reclaimBy: null,
		renewsOn: null,
		isToOrder: false,
		advice: null,
		mailsDue: [],
		mailsSent: [],
		priceSource: null,
		priceAsOf: null,
		freed: [],
		returns: noReturns(),
		apps: null,
	};
}

function add(total: PositionFigures, position: PositionFigures): void {
	total.counts = sumOfCounts(total.counts, position.counts);
	total.amounts = sumOfAmounts(total.amounts, position.amounts);
	total.potentialSavingsPerYear += position.potentialSavingsPerYear;
	total.trueUpAvoidedPerYear += position.trueUpAvoidedPerYear;
	if (total.billingCycle !== position.billingCycle) total.billingCycle = 'mixed';
	addFreed(total, position);
	total.returns = sumOfReturns(total.returns, position.returns);
}

/** Apps follow seats that are counted already: only what they save is said, apart. */
function addApp(total: PositionFigures, { amounts }: PositionFigures): void {
	const apps = total.apps ?? { potential: 0n, freed: 0n, actual: 0n };
	total.apps = {
		potential: apps.potential + amounts.potentialSavings,
		freed: apps.freed + amounts.freedSavings,
		actual: apps.actual + amounts.actualSavings,
	};
}

function addFreed(total: PositionFigures, { freed }: PositionFigures): void {
	for (const part of freed) {
		const known = total.freed.find(({ countsFrom }) => countsFrom === part.countsFrom);
		if (known === undefined) total.freed.push({ ...part });
		else {
			known.seats += part.seats;
			known.amount += part.amount;
		}
	}
}

/** The day on which the last of the savings is real; where nothing is saved, the next bill. */
function realisedOn(positions: readonly PositionFigures[]): string | null {
	const saving = positions.filter(
		({ amounts }) =>
			amounts.potentialSavings > 0n ||
			amounts.freedSavings > 0n ||
			amounts.actualSavings > 0n,
	);
	if (saving.length > 0) {
		return saving.reduce<string | null>(
			(day, one) => laterDay(day, one.savingsRealisedOn),
			null,
		);
	}
	const days = positions.flatMap(({ savingsRealisedOn }) => savingsRealisedOn ?? []);
	return days.sort()[0] ?? null;
}

function sumOfCounts(a: PositionCounts, b: PositionCounts): PositionCounts {
	const histogram = emptyHistogram();
	for (const bar of HISTOGRAM_BARS) histogram[bar] = a.histogram[bar] + b.histogram[bar];
	return {
		owned: a.owned + b.owned,
		billedQuantity: a.billedQuantity + b.billedQuantity,
		recommendedQuantity: a.recommendedQuantity + b.recommendedQuantity,
		used: a.used + b.used,
		excluded: a.excluded + b.excluded,
		available: a.available + b.available,
		adminSeats: a.adminSeats + b.adminSeats,
		unlicensed: a.unlicensed + b.unlicensed,
		stale: a.stale + b.stale,
		candidates: a.candidates + b.candidates,
		reclaimed: a.reclaimed + b.reclaimed,
		restored: a.restored + b.restored,
		stillBilled: a.stillBilled + b.stillBilled,
		histogram,
		whatIfSeats: whatIf((days) => a.whatIfSeats[days] + b.whatIfSeats[days]),
	};
}

function sumOfAmounts(a: MinorAmounts, b: MinorAmounts): MinorAmounts {
	return {
		ownedCost: a.ownedCost + b.ownedCost,
		overLicensedAmount: a.overLicensedAmount + b.overLicensedAmount,
		trueUpCost: a.trueUpCost + b.trueUpCost,
		potentialSavings: a.potentialSavings + b.potentialSavings,
		trueUpAvoided: a.trueUpAvoided + b.trueUpAvoided,
		actualSavings: a.actualSavings + b.actualSavings,
		freedSavings: a.freedSavings + b.freedSavings,
		actualSavingsThisYear: a.actualSavingsThisYear + b.actualSavingsThisYear,
		avoidedCost: a.avoidedCost + b.avoidedCost,
		renewalCost: a.renewalCost + b.renewalCost,
		recommendedCost: a.recommendedCost + b.recommendedCost,
		savingsGivenBack: a.savingsGivenBack + b.savingsGivenBack,
		whatIf: whatIf((days) => a.whatIf[days] + b.whatIf[days]),
	};
}
