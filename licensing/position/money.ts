import { readText } from '../tableValues';

/**
 * Money without floating sums. An `Amount` is exact: a whole number of parts of the currency's
 * unit, fine enough for unit prices such as 0.00125. What people read is in minor units (cents),
 * rounded once, when a sum is complete.
 */
export type Amount = bigint;

/** Whole minor units of a currency: cents, yen, fils. */
export type Minor = bigint;

/** Decimals that an amount keeps. */
export const AMOUNT_DECIMALS = 12;

/** Digits of a number that are its own; what follows is noise of binary fractions. */
const NUMBER_DIGITS = 15;

const DECIMAL = /^(\d{1,15})(?:\.(\d+))?$/;

/**
 * Reads an amount of zero or more from a number or its text, such as 5.16 or "5.1600".
 *
 * @returns undefined for anything else, for thousands separators, and for text with more than 12
 * decimals
 */
export function readAmount(value: unknown): Amount | undefined {
	const text = typeof value === 'number' ? plainText(value) : readText(value)?.trim();
	const match = DECIMAL.exec(text ?? '');
	if (!match) return undefined;
	const decimals = (match[2] ?? '').replace(/0+$/, '');
	if (decimals.length > AMOUNT_DECIMALS) return undefined;
	return BigInt(`${match[1] ?? '0'}${decimals.padEnd(AMOUNT_DECIMALS, '0')}`);
}

/** An amount in minor units of its currency; half a unit is rounded up. Never negative. */
export function toMinor(amount: Amount, currency: string): Minor {
	const size = 10n ** BigInt(AMOUNT_DECIMALS - decimalsOf(currency));
	return (amount + size / 2n) / size;
}

/** Minor units as the number nearest to them, such as 1234.5 for 123450 cents. */
export function minorToNumber(minor: Minor, currency: string | null): number {
	return Number(minorToText(minor, currency));
}

/** Minor units as decimal text without separators, such as 1234.50. */
export function minorToText(minor: Minor, currency: string | null): string {
	const decimals = decimalsOf(currency);
	const digits = minor.toString().padStart(decimals + 1, '0');
	if (decimals === 0) return digits;
	return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** A number as decimal text: 0.1 + 0.2 is 0.3, and 1e-7 is 0.0000001. */
function plainText(value: number): string | undefined {
	if (!Number.isFinite(value) || value < 0) return undefined;
	const own = Number(value.toPrecision(NUMBER_DIGITS));
	const text = String(own);
	return text.includes('e-') ? own.toFixed(AMOUNT_DECIMALS) : text;
}

/** Decimals of most currencies. */
const USUAL_DECIMALS = 2;

/** The currencies of ISO 4217 whose minor unit is not a hundredth. */
const UNUSUAL_DECIMALS = new Map<string, number>([
	...codes('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF', 0),
	...codes('BHD IQD JOD KWD LYD OMR TND', 3),
	...codes('CLF UYW', 4),
]);

/** How many decimals amounts of a currency have; without a currency the usual two. */
export function decimalsOf(currency: string | null): number {
	return UNUSUAL_DECIMALS.get(currency ?? '') ?? USUAL_DECIMALS;
}

/** A currency code of three letters in upper case; undefined for any other text. */
export function readCurrency(text: string): string | undefined {
	const code = text.trim().toUpperCase();
	return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

function codes(list: string, decimals: number): Array<[string, number]> {
	return list.split(' ').map((code) => [code, decimals]);
}

/**
 * Divides a whole amount by weights so that the shares are whole and add up to it exactly. What
 * rounding leaves goes to the largest remainders, on a draw to the earlier share. Without any
 * weight all shares are alike.
 */
export function shares(total: bigint, weights: readonly number[]): bigint[] {
	const parts = weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
	const sum = parts.reduce((all, part) => all + BigInt(part), 0n);
	if (sum === 0n) return [];
	const whole = parts.map((part) => (total * BigInt(part)) / sum);
	const left = total - whole.reduce((all, share) => all + share, 0n);
	const remainders = parts
		.map((part, place) => ({ place, remainder: (total * BigInt(part)) % sum }))
		.sort((a, b) => Number(b.remainder - a.remainder) || a.place - b.place);
	for (const { place } of remainders.slice(0, Number(left)))
		whole[place] = (whole[place] ?? 0n) + 1n;
	return whole;
}

/** The same with equal weights: what rounding leaves goes to the first shares. */
export function equalShares(total: bigint, count: number): bigint[] {
	if (count === 0) return [];
	const whole = total / BigInt(count);
	const left = Number(total % BigInt(count));
	return Array.from({ length: count }, (_, place) => (place < left ? whole + 1n : whole));
}

/** The same for counts that are plain numbers, such as seats. */
export function seatShares(total: number, weights: readonly number[]): number[] {
	return shares(BigInt(total), weights).map(Number);
}
