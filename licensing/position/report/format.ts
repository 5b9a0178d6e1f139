import { minorToText, type Minor } from '../money';
import type { PositionCycle } from '../position';

/** Keeps a number and its unit on one line. */
export const NO_BREAK = '\u00a0';

/** A count with separators, such as 12,345. */
export function count(number: number): string {
	return grouped(String(number));
}

/** A count with its noun, such as "1 seat" or "12 seats". */
export function counted(number: number, one: string, many = `${one}s`): string {
	return `${count(number)}${NO_BREAK}${number === 1 ? one : many}`;
}

/** An amount such as 1,234.50 EUR. */
export function money(amount: Minor, currency: string | null): string {
	if (currency === null) return 'no price';
	const [whole = '0', decimals] = minorToText(amount, currency).split('.');
	const text = decimals === undefined ? grouped(whole) : `${grouped(whole)}.${decimals}`;
	return `${text}${NO_BREAK}${currency}`;
}

/** A share with its sign, such as 12.5 %. */
export function share(percent: number): string {
	return `${percent}${NO_BREAK}%`;
}

const CYCLE_WORDS = {
	monthly: 'per month',
	annual: 'per year',
	mixed: 'per billing cycle',
} as const satisfies Record<PositionCycle, string>;

/** What an amount is for, such as "per month". */
export function cycleWords(cycle: PositionCycle | null): string {
	return cycle === null ? '' : CYCLE_WORDS[cycle];
}

/** A day such as 1 December 2026, of an ISO date or moment. */
export function day(iso: string): string {
	const [year = '', month = '', date = ''] = iso.slice(0, 10).split('-');
	return `${Number(date)}${NO_BREAK}${MONTHS[Number(month) - 1] ?? month}${NO_BREAK}${year}`;
}

const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

function grouped(digits: string): string {
	return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}
