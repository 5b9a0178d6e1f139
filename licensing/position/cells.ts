import { isEmptyValue, isRow, readNumber, readText, type Row } from '../tableValues';
import { isMissingTime, readTime } from '../times';
import { readAmount, type Amount } from './money';

/** How much of a wrong value an error shows. */
const SHOWN_LENGTH = 80;

/** The two kinds of rows that the position is given as parameters, in words for errors. */
export const ROW_KINDS = { model: 'Software model', entitlement: 'Entitlement' } as const;
export type RowKind = keyof typeof ROW_KINDS;

/** Where a row stands: `source` in words that follow the number, such as "in the fields". */
export interface RowPlace {
	kind: RowKind;
	/** From 1. */
	number: number;
	source: string;
}

/** Why a software model or an entitlement cannot be read. A position is never guessed. */
export class UnreadableRow extends Error {
	override readonly name = 'UnreadableRow';

	constructor(place: RowPlace, field: string, problem: string) {
		super(
			`${ROW_KINDS[place.kind]} ${place.number} ${place.source}: the field "${field}" ${problem}`,
		);
	}
}

/** The cells of one row; whatever cannot be read ends in an UnreadableRow. */
export class Cells {
	constructor(
		private readonly row: Row,
		private readonly place: RowPlace,
	) {}

	/** True when none of these cells holds anything. */
	isBlank(fields: readonly string[]): boolean {
		return fields.every((field) => isBlankValue(this.row[field]));
	}

	/** A text, trimmed; '' for an empty cell. */
	text(field: string): string {
		const given = this.row[field];
		if (isEmptyValue(given)) return '';
		return readText(given)?.trim() ?? this.fail(field, `must be a text, but ${itIs(given)}`);
	}

	/** A text that must be there. */
	filledText(field: string, what: string): string {
		const text = this.text(field);
		return text === '' ? this.fail(field, `is empty: ${what}`) : text;
	}

	/** A whole number of zero or more. */
	count(field: string): number {
		const number = readNumber(this.row[field]);
		const fits = number !== undefined && Number.isSafeInteger(number) && number >= 0;
		if (fits) return number;
		return this.fail(
			field,
			`must be a whole number of 0 or more, but ${itIs(this.row[field])}`,
		);
	}

	/** A price of zero or more; null for an empty cell. */
	price(field: string): Amount | null {
		const given = this.row[field];
		return isEmptyValue(given) ? null : this.amount(field, given);
	}

	/** A price that must be there, from a value inside a field. */
	amount(field: string, value: unknown): Amount {
		const problem = `must be an amount such as 5.16, with at most 12 decimals and no thousands separator, but ${itIs(value)}`;
		return readAmount(value) ?? this.fail(field, problem);
	}

	/** One of a few words, in any case. */
	word<Word extends string>(field: string, words: readonly Word[], empty: Word): Word {
		const given = this.row[field];
		if (isEmptyValue(given)) return empty;
		const text = readText(given)?.trim().toLowerCase();
		const known = words.find((word) => word.toLowerCase() === text);
		return known ?? this.fail(field, `must be one of ${words.join(', ')}, but ${itIs(given)}`);
	}

	/** A moment in milliseconds, a date alone being its end; null for an empty cell or a stand-in. */
	time(field: string): number | null {
		const given = this.row[field];
		if (isMissingTime(given)) return null;
		const problem = `must be a date such as 2027-01-31, but ${itIs(given)}`;
		return readTime(given) ?? this.fail(field, problem);
	}

	value(field: string): unknown {
		return this.row[field];
	}

	fail(field: string, problem: string): never {
		throw new UnreadableRow(this.place, field, problem);
	}
}

/** What a value is, for an error. */
export function itIs(value: unknown): string {
	return isEmptyValue(value) ? 'it is empty' : `it is ${shown(value)}`;
}

/** Empty, or the empty collection that the editor keeps for a field nobody filled. */
function isBlankValue(value: unknown): boolean {
	return isEmptyValue(value) || (isRow(value) && Object.keys(value).length === 0);
}

function shown(value: unknown): string {
	const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
	return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
