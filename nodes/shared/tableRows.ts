import type { IExecuteFunctions } from 'n8n-workflow';

import { isEmptyValue, readBoolean, type Row } from '../../licensing/tableValues';

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

/**
 * Whether "Output Table Rows" is on, for what comes out of a run whose settings cannot be read. Only
 * that option is looked at, so that no other parameter matters. Where it cannot be read itself it
 * counts as on: a table takes rows only, and whoever takes other items can read a row too.
 */
export function wantsTableRows(context: IExecuteFunctions, itemIndex: number): boolean {
	try {
		const value: unknown = context.getNodeParameter('options.tableRows', itemIndex, false);
		return !isEmptyValue(value) && readBoolean(value) !== false;
	} catch {
		return true;
	}
}

function cellOf(value: unknown): Cell {
	if (isEmptyValue(value)) return null;
	if (typeof value === 'string' || typeof value === 'boolean') return value;
	if (typeof value === 'number') return Number.isFinite(value) ? value : null;
	// A date that is none becomes null by itself.
	return value instanceof Date ? value.toJSON() : JSON.stringify(value);
}
