import { isEmptyValue, isRow, type Row } from '../tableValues';

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
