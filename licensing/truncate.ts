import { isEmptyValue } from './tableValues';

/** The longest name or id that a sentence repeats in full. */
const LONGEST_NAME = 120;
/** How much of a wrong value an error shows; it may be huge. */
const LONGEST_VALUE = 80;

/** How many entries a sentence lists, so that it cannot flood an execution. */
const LISTED = 5;

/** A text from outside for a sentence: cut where it is longer than any name or id should be. */
export function truncate(text: string, longest = LONGEST_NAME): string {
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** A list for a sentence: its first entries, and how many more there are. */
export function firstFew(entries: readonly string[]): string {
	const first = entries.slice(0, LISTED).join(', ');
	return entries.length > LISTED ? `${first} and ${entries.length - LISTED} more` : first;
}

/** A short, one-line picture of a value for an error. */
export function shown(value: unknown): string {
	if (value === undefined) return 'missing';
	const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
	return truncate(text.replace(/\s+/g, ' '), LONGEST_VALUE);
}

/** What a value is, as the end of a sentence. */
export function itIs(value: unknown): string {
	return isEmptyValue(value) ? 'it is empty' : `it is ${shown(value)}`;
}
