/**
 * Values as they come back from tables and sheets: booleans as 1 or "true", lists as JSON text,
 * numbers as text, null and '' for nothing. Each reader says what it could not understand by
 * answering `undefined`, so that the caller can name the field.
 */

/** A plain object whose fields are unknown: an item's json before it is read. */
export type Row = Record<string, unknown>;

/** True for objects that are neither null nor a list. */
export function isRow(value: unknown): value is Row {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Characters that take no room on a page: format and zero-width characters, soft hyphen, byte order
 * mark, variation selectors, and control characters that are no white space.
 */
const INVISIBLE =
	/[\p{Cf}\p{Default_Ignorable_Code_Point}\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f]/gu;
const PLAIN = /^[\x20-\x7e]*$/;
const BEGINS_PLAIN = /^[\x21-\x7e]/;

/** A text without the characters that nobody sees and that copying brings along. */
export function visible(text: string): string {
	return PLAIN.test(text) ? text : text.replace(INVISIBLE, '');
}

/** True for the values that tables use for "nothing here". */
export function isEmptyValue(value: unknown): boolean {
	if (typeof value === 'string') return !BEGINS_PLAIN.test(value) && visible(value).trim() === '';
	return value === undefined || value === null;
}

const TRUE_WORDS = new Set(['true', '1', 'yes']);
const FALSE_WORDS = new Set(['false', '0', 'no']);

/** Reads true, 1, "true", "1", "yes" and their opposites; undefined for anything else. */
export function readBoolean(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (value === 1) return true;
	if (value === 0) return false;
	if (typeof value !== 'string') return undefined;
	const word = value.trim().toLowerCase();
	if (TRUE_WORDS.has(word)) return true;
	return FALSE_WORDS.has(word) ? false : undefined;
}

/** Reads a finite number from a number or its text; undefined for anything else. */
export function readNumber(value: unknown): number | undefined {
	if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
	if (typeof value !== 'string' || value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

/**
 * Reads a text; numbers become their digits, so that an id kept as a number is not lost. A whole
 * number too large to be exact has lost digits already and is no text.
 */
export function readText(value: unknown): string | undefined {
	if (typeof value === 'string') return value;
	if (typeof value !== 'number' || !Number.isFinite(value) || isInexact(value)) return undefined;
	return String(value);
}

/** Reads a non-empty text, trimmed; null for nothing or for something that is no text. */
export function textOrNull(value: unknown): string | null {
	const text = readText(value)?.trim();
	return text === undefined || text === '' ? null : text;
}

/** Reads an id, without invisible characters; '' for nothing and for what cannot be an id. */
export function readId(value: unknown): string {
	if (typeof value !== 'string') return isDamagedId(value) ? '' : (readText(value) ?? '');
	const text = visible(value).trim();
	return isDamagedText(text) ? '' : text;
}

/** What to say of such an id, in words that follow the field's name. */
export const DAMAGED_ID =
	'was turned into a number by a spreadsheet: format the column as text and enter the ID again';

/** What sheets make of long ids: 6.05E+23, or the first digits and zeros for the rest. */
const EXPONENT = /^[+-]?\d+(?:[.,]\d+)?e[+-]\d+$/i;
const ROUNDED = /^\d{15,18}0{6,}$/;

/** True for an id that a sheet made a number of: digits are lost, and it may be another's. */
export function isDamagedId(value: unknown): boolean {
	if (typeof value === 'number') return !Number.isSafeInteger(value);
	return typeof value === 'string' && isDamagedText(visible(value).trim());
}

function isDamagedText(text: string): boolean {
	return EXPONENT.test(text) || ROUNDED.test(text);
}

/** True for a number that stands for its neighbours too. */
function isInexact(value: number): boolean {
	return Number.isInteger(value) && !Number.isSafeInteger(value);
}

/**
 * The entries of a list: a list, its JSON text, or comma-separated text (line breaks too), of which
 * empty parts are dropped. Undefined for anything else: text that begins like JSON and is no list,
 * a number, a row.
 */
export function readListEntries(value: unknown): readonly unknown[] | undefined {
	if (typeof value !== 'string') return Array.isArray(value) ? value : undefined;
	if (!/^\s*[[{]/u.test(value)) return value.split(/[,\n]/u).filter((part) => part.trim() !== '');
	return parseJsonList(value);
}

/**
 * Reads a list whose places matter (names beside their ids): nothing is dropped or reordered,
 * and an entry that is no text becomes ''.
 */
export function readOrderedTextList(value: unknown): string[] {
	return listParts(value).map((part) => readText(part) ?? '');
}

/** All entries of whatever may be a list, the empty ones too, so that places stay. */
export function listParts(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return isEmptyValue(value) ? [] : [value];
	const parsed = parseJsonList(value);
	return parsed ?? value.split(/[,\n]/);
}

function parseJsonList(text: string): readonly unknown[] | undefined {
	if (!text.trim().startsWith('[')) return undefined;
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** The names of a typed table's entries, in its order. */
export function entryNames<Name extends string>(table: Record<Name, unknown>): Name[] {
	return Object.keys(table).filter((name): name is Name => Object.hasOwn(table, name));
}
