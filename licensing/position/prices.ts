import { collectionRows, type SettingRow } from '../settingRow';
import { isEmptyValue, isRow, readNumber, readText } from '../tableValues';
import { itIs } from '../truncate';
import { bandOfSeats, costOfSeats, lastSeat, readBands, readPrice, type PriceBands } from './bands';
import type { BillingCycle } from './billing';
import { AMOUNT_DECIMALS, readAmount, type Amount } from './money';

/** One tier of an annual plan: its price for the year, whatever number of seats up to `upTo`. */
export interface PriceTier {
	upTo: number;
	price: Amount;
}

/** One sum for any number of seats up to `upTo`; with one seat more all pay from the first. D */
export interface FlatSum {
	upTo: number;
	price: Amount;
}

/** What seats cost in one billing cycle, before tax. */
export interface Prices {
	/** null where only tiers were entered. */
	bands: PriceBands | null;
	/** The smallest first; empty where a plan has no tiers with prices of their own. */
	tiers: readonly PriceTier[];
	flat: FlatSum | null;
	/** Hundredths of the price that are not paid, as an exact amount. */
	discountPercent: Amount;
	/** The expected change of the price at the renewal; may be negative. */
	renewalChangePercent: Amount;
}

/** Hundred per cent. */
const WHOLE = 100n * 10n ** BigInt(AMOUNT_DECIMALS);

/** What a number of seats costs for one billing cycle, with the discount. */
export function costAt(prices: Prices, seats: number): Amount {
	return scaled(listCost(prices, seats), WHOLE - prices.discountPercent);
}

/** The same after the renewal, with the expected change of the price. */
export function costAtRenewal(prices: Prices, seats: number): Amount {
	return scaled(costAt(prices, seats), WHOLE + prices.renewalChangePercent);
}

/**
 * What is saved in one billing cycle when fewer seats are used; never negative. Annual plans are
 * bought by tier: they save only when a lower tier is reached. Where the tiers are known by their
 * bands only, what lies above the whole lower tier is saved. D
 */
export function savedBy(
	prices: Prices,
	cycle: BillingCycle | null,
	{ before, after }: { before: number; after: number },
): Amount {
	const target = paidSeats(prices, cycle, { before, after });
	const saved = costAt(prices, before) - costAt(prices, target);
	return saved > 0n ? saved : 0n;
}

/** The seats up to which a plan costs the same as so many: the end of their tier. */
export function endOfTier(prices: Prices, cycle: BillingCycle | null, seats: number): number {
	const end = tierEnd(prices, cycle, seats);
	return Number.isFinite(end) ? end : seats;
}

/** The same; infinite where the tier has no end. */
function tierEnd(prices: Prices, cycle: BillingCycle | null, seats: number): number {
	const { flat, tiers, bands } = prices;
	if (seats <= 0) return 0;
	if (flat !== null && seats <= flat.upTo) return flat.upTo;
	const tier = tiers.find(({ upTo }) => upTo >= seats);
	if (tier !== undefined) return tier.upTo;
	if (tiers.length > 0 || bands === null || !hasBandTiers(prices, cycle)) return seats;
	return lastSeat(bands, bandOfSeats(bands, seats));
}

/** The end of the next tier below; null where there is none that costs less. */
export function lowerTier(
	prices: Prices,
	cycle: BillingCycle | null,
	seats: number,
): number | null {
	const { flat, tiers, bands } = prices;
	const ends = [
		...(flat === null ? [] : [flat.upTo]),
		...tiers.map(({ upTo }) => upTo),
		...(bands !== null && hasBandTiers(prices, cycle)
			? bands.map((_, place) => lastSeat(bands, place))
			: []),
	];
	const own = endOfTier(prices, cycle, seats);
	const lower = ends.filter(
		(end) => end < Math.min(own, seats) && costAt(prices, end) < costAt(prices, seats),
	);
	return lower.length === 0 ? null : Math.max(...lower);
}

function paidSeats(
	prices: Prices,
	cycle: BillingCycle | null,
	{ before, after }: { before: number; after: number },
): number {
	if (!hasBandTiers(prices, cycle) || after <= 0) return after;
	const end = tierEnd(prices, cycle, after);
	return end === tierEnd(prices, cycle, before) ? before : Math.min(before, end);
}

/** Annual bands are tiers, where no tiers with prices of their own were entered. */
function hasBandTiers({ bands, tiers }: Prices, cycle: BillingCycle | null): boolean {
	return cycle === 'annual' && tiers.length === 0 && bands !== null && bands.length > 1;
}

function listCost({ bands, tiers, flat }: Prices, seats: number): Amount {
	if (seats <= 0) return 0n;
	if (flat !== null && seats <= flat.upTo) return flat.price;
	const tier = tiers.find(({ upTo }) => upTo >= seats);
	if (tier !== undefined) return tier.price;
	const largest = tiers.at(-1);
	// Nobody knows the tier above the last one: its seats cost as much each as in the last.
	if (largest !== undefined) {
		return (largest.price * BigInt(seats) + BigInt(largest.upTo) - 1n) / BigInt(largest.upTo);
	}
	return bands === null ? 0n : costOfSeats(bands, seats);
}

/** A part of an amount, rounded to its last decimal. */
function scaled(amount: Amount, factor: bigint): Amount {
	return factor === WHOLE ? amount : (amount * factor + WHOLE / 2n) / WHOLE;
}

/**
 * Reads all prices of an entitlement.
 *
 * @throws UnreadableRow that names the field
 */
export function readPrices(cells: SettingRow, cycle: BillingCycle | null): Prices {
	const tiers = readTiers(cells);
	if (tiers.length > 0 && cycle === 'monthly') {
		cells.fail('tiers', 'are for annual plans: enter bands, or choose annual billing');
	}
	const hasBands = !isEmptyValue(cells.value('unitPrice')) || !isNoList(cells.value('bands'));
	const bands = tiers.length > 0 && !hasBands ? null : readBands(cells);
	const prices: Prices = {
		bands,
		tiers,
		flat: readFlat(cells),
		discountPercent: readPercent(cells, 'discountPercent'),
		renewalChangePercent: readPercent(cells, 'renewalPriceChangePercent'),
	};
	if (prices.discountPercent < 0n || prices.discountPercent > WHOLE) {
		cells.fail('discountPercent', 'must be between 0 and 100');
	}
	const { flat } = prices;
	if (flat !== null && flat.price > listCost({ ...prices, flat: null }, flat.upTo + 1)) {
		cells.fail('flatPrice', `is more than ${flat.upTo + 1} seats cost: correct one of the two`);
	}
	return prices;
}

function isNoList(value: unknown): boolean {
	return collectionRows(value, 'band')?.length === 0;
}

function readFlat(cells: SettingRow): FlatSum | null {
	const given = cells.value('flatUpTo');
	const upTo = isEmptyValue(given) ? 0 : cells.count('flatUpTo');
	const price = cells.value('flatPrice');
	if (upTo === 0) {
		if (isEmptyValue(price) || readNumber(price) === 0) return null;
		return cells.fail('flatUpTo', 'is empty: enter up to how many seats the flat price is for');
	}
	if (isEmptyValue(price)) {
		cells.fail('flatPrice', `is empty: enter the sum for up to ${upTo} seats, 0 if it is free`);
	}
	return { upTo, price: readPrice(cells, 'flatPrice', price) };
}

function readTiers(cells: SettingRow): PriceTier[] {
	const given = cells.value('tiers');
	const rows = collectionRows(given, 'tier');
	if (rows === undefined) {
		const shape = 'must be a list such as [{"upTo": 200, "price": 2420}]';
		cells.fail('tiers', `${shape}, but ${itIs(given)}`);
	}
	const tiers = rows.map((row, index) => readTier(cells, row, index + 1));
	tiers.sort((a, b) => a.upTo - b.upTo);
	for (const [place, tier] of tiers.entries()) {
		const next = tiers[place + 1];
		if (next?.upTo === tier.upTo) {
			cells.fail('tiers', `has two tiers up to ${tier.upTo} seats: keep one`);
		}
		if (next !== undefined && next.price < tier.price) {
			cells.fail(
				'tiers',
				`has a tier up to ${next.upTo} seats that costs less than a smaller one`,
			);
		}
	}
	return tiers;
}

function readTier(cells: SettingRow, row: unknown, number: number): PriceTier {
	const { upTo, price } = isRow(row) ? row : {};
	const last = readNumber(upTo);
	if (last === undefined || !Number.isSafeInteger(last) || last < 1) {
		cells.fail(
			'tiers',
			`has a tier (number ${number}) whose "upTo" must be a whole number, but ${itIs(upTo)}`,
		);
	}
	return { upTo: last, price: readPrice(cells, 'tiers', price) };
}

/** A percentage that may be negative; 0 for an empty field. */
function readPercent(
	cells: SettingRow,
	field: 'discountPercent' | 'renewalPriceChangePercent',
): Amount {
	const given = cells.value(field);
	if (isEmptyValue(given)) return 0n;
	const text = (typeof given === 'number' ? String(given) : (readText(given) ?? '')).trim();
	const isNegative = text.startsWith('-');
	const amount = readAmount(text.replace(/^[-+]/, '').replace(/\s*%$/, ''));
	if (amount === undefined || (isNegative && amount > WHOLE)) {
		cells.fail(field, `must be a percentage such as 7.5, but ${itIs(given)}`);
	}
	return isNegative ? -amount : amount;
}
