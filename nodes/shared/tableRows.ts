import type { Row } from '../../licensing/tableValues';
import { isEmptyValue } from '../../licensing/tableValues';

/** What one cell of an n8n Data Table may hold. */
export type Cell = string | number | boolean | null;

/**
 * A record as a row of a table: only the columns named, lists and objects as JSON text, null for
 * nothing. Data Tables refuse lists, unknown columns and '' where a date belongs.
 */
export function tableRow(record: object, columns: readonly string[]): Record<string, Cell> {
	const fields: Row = { ...record };
	const row: Record<string, Cell> = {};
	for (const column of columns) row[column] = cellOf(fields[column]);
	return row;
}

function cellOf(value: unknown): Cell {
	if (isEmptyValue(value)) return null;
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
