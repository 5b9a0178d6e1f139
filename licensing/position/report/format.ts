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
	return cycle === null ? 'each time it is billed' : CYCLE_WORDS[cycle];
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

/** Text that is HTML already. Only `markup` makes it, so no outside value can pass for it. */
export class Markup {
	constructor(readonly text: string) {}
}

/** What may stand in a template: anything but markup is escaped; null is nothing. */
export type Content = Markup | readonly Markup[] | string | number | null;

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

/** Control characters, marks that turn the direction of text around, and halves of characters. */
const UNPRINTABLE =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A text that a page shows letter for letter, whatever it holds. */
export function escapeHtml(text: string): string {
	return text
		.replace(UNPRINTABLE, '\ufffd')
		.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}

/** A template whose values are escaped, unless they are markup. */
export function markup(parts: TemplateStringsArray, ...values: readonly Content[]): Markup {
	let text = parts[0] ?? '';
	for (const [place, value] of values.entries()) {
		text += contentText(value) + (parts[place + 1] ?? '');
	}
	return new Markup(text);
}

/** Several pieces of markup as one. */
export function joined(pieces: readonly Markup[]): Markup {
	return new Markup(pieces.map(({ text }) => text).join(''));
}

/** A value from outside, cut where it is long, and kept apart from the direction of its surroundings. */
export function outside(value: string | null, maxLength = 80): Markup {
	const text = value?.trim() ?? '';
	if (text === '') return markup`<span class="none">none</span>`;
	return markup`<bdi>${cut(text, maxLength)}</bdi>`;
}

/** A text of at most so many characters; the last one says that more was there. */
export function cut(text: string, maxLength: number): string {
	if (text.length <= maxLength) return text;
	// A character may take two places; one cut in half could not be shown.
	const characters = Array.from(text.slice(0, maxLength * 2));
	if (characters.length <= maxLength && text.length <= maxLength * 2) return text;
	return `${characters.slice(0, maxLength - 1).join('')}…`;
}

function contentText(value: Content): string {
	if (value === null) return '';
	if (value instanceof Markup) return value.text;
	if (typeof value === 'string') return escapeHtml(value);
	if (typeof value === 'number') return String(value);
	return value.map(({ text }) => text).join('');
}
