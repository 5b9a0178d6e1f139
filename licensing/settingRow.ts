import {
	DAMAGED_ID,
	isDamagedId,
	isEmptyValue,
	isRow,
	readBoolean,
	readNumber,
	readText,
	visible,
	type Row,
} from './tableValues';
import { isMissingTime, readTime } from './times';
import { itIs } from './truncate';

/** Where a row stands: its number, from 1, and the source in words that follow it. */
export interface RowPlace {
	number: number;
	/** Such as "in the fields of this node": the node knows what its inputs are called. */
	source: string;
}

/** Rows with the source where they stand. */
export interface RowList extends Pick<RowPlace, 'source'> {
	rows: readonly Row[];
}

/** Where a row stands, such as `2 in the input "Rules"`. */
export function placeText({ number, source }: RowPlace): string {
	return `${number} ${source}`;
}

/** Why a row of settings cannot be read: never a reason to go on without it, or to guess. */
export class UnreadableRow extends Error {
	override readonly name = 'UnreadableRow';
}

/**
 * A row of settings (an exclusion rule, a software model, an entitlement), read field by field. What
 * cannot be read ends in an UnreadableRow that names the row and the field.
 */
export class SettingRow {
	/** @param kind what the row is, such as "Entitlement" */
	constructor(
		private readonly row: Row,
		private readonly kind: string,
		private readonly place: RowPlace,
	) {}

	/** True when none of these fields holds anything. */
	isBlank(fields: readonly string[]): boolean {
		return fields.every((field) => isBlankValue(this.row[field]));
	}

	/** A text as people see it, trimmed; '' for an empty field. */
	text(field: string): string {
		const given = this.row[field];
		if (isEmptyValue(given)) return '';
		const text = readText(given);
		if (text !== undefined) return visible(text).trim();
		if (isDamagedId(given)) return this.fail(field, `${DAMAGED_ID} (${itIs(given)})`);
		return this.fail(field, `must be text, but ${itIs(given)}`);
	}

	/** A text that must be there. */
	filledText(field: string, what: string): string {
		const text = this.text(field);
		return text === '' ? this.fail(field, `is empty: ${what}`) : text;
	}

	/** A whole number of zero or more. */
	count(field: string): number {
		const given = this.row[field];
		const number = readNumber(given);
		if (number !== undefined && Number.isSafeInteger(number) && number >= 0) return number;
		return this.fail(field, `must be a whole number of 0 or more, but ${itIs(given)}`);
	}

	/** One of a few words, in any case. Without `empty` the field must be filled. */
	word<Word extends string>(field: string, words: readonly Word[], empty?: Word): Word {
		const given = this.row[field];
		if (isEmptyValue(given) && empty !== undefined) return empty;
		const text = visible(readText(given) ?? '')
			.trim()
			.toLowerCase();
		const known = words.find((word) => word.toLowerCase() === text);
		return known ?? this.fail(field, `must be one of ${words.join(', ')}, but ${itIs(given)}`);
	}

	/**
	 * A moment in milliseconds, a date alone being its end; null for an empty field and for a stand-in
	 * such as 1970-01-01.
	 */
	time(field: string): number | null {
		const given = this.row[field];
		if (isMissingTime(given)) return null;
		const problem = `must be a date such as 2027-01-31, but ${itIs(given)}`;
		return readTime(given) ?? this.fail(field, problem);
	}

	flag(field: string, empty: boolean): boolean {
		const given = this.row[field];
		if (isEmptyValue(given)) return empty;
		return readBoolean(given) ?? this.fail(field, `must be true or false, but ${itIs(given)}`);
	}

	value(field: string): unknown {
		return this.row[field];
	}

	/** What is to be said of a field, with the row that it stands in. */
	sentence(field: string, problem: string): string {
		return `${this.kind} ${placeText(this.place)}: the field "${field}" ${problem}`;
	}

	fail(field: string, problem: string): never {
		throw new UnreadableRow(this.sentence(field, problem));
	}
}

/** Empty, or the empty collection that the editor keeps for a field nobody filled. */
function isBlankValue(value: unknown): boolean {
	return isEmptyValue(value) || (isRow(value) && Object.keys(value).length === 0);
}

/**
 * The rows of a collection, in whatever form it comes: as the editor keeps it (`{ model: [...] }`),
 * as the items of a table, or as JSON text of either. Rows without any field are none.
 *
 * @param name the collection's key, such as "model"
 * @returns undefined when something is there that is no list of rows
 */
export function collectionRows(value: unknown, name: string): Row[] | undefined {
	const list = listOf(value, name);
	if (list === undefined) return undefined;
	const rows: Row[] = [];
	for (const entry of list) {
		if (!isRow(entry)) return undefined;
		const row = itemJson(entry);
		if (Object.keys(row).length > 0) rows.push(row);
	}
	return rows;
}

function listOf(value: unknown, name: string): readonly unknown[] | undefined {
	if (isEmptyValue(value)) return [];
	if (Array.isArray(value)) return value as readonly unknown[];
	if (typeof value === 'string') {
		const parsed = parsedJson(value);
		return parsed === undefined ? undefined : listOf(parsed, name);
	}
	if (!isRow(value)) return undefined;
	if (name in value) return listOf(value[name], name);
	return [value];
}

/** `$('Node').all()` hands over items; their fields stand one level lower. */
function itemJson(entry: Row): Row {
	return isRow(entry.json) ? entry.json : entry;
}

/** What a JSON text holds; undefined when it is none, or a bare text again. */
function parsedJson(text: string): unknown {
	try {
		const parsed: unknown = JSON.parse(text);
		return typeof parsed === 'string' ? undefined : parsed;
	} catch {
		return undefined;
	}
}
