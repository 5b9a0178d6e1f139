import { isRow, readText } from '../../licensing/tableValues';
import { SHIPPED_WORKFLOWS } from './shippedWorkflows';

/** A column of a Data Table. */
export interface TableColumn {
	name: string;
	type: string;
}

/** A Data Table that the workflows use. */
export interface LicenseTable {
	table: string;
	columns: TableColumn[];
}

/**
 * The tables that the workflows use. The workflow Setup is their one list: it makes them for people
 * who import by the command line, and Install makes the same.
 */
export const LICENSE_TABLES: readonly LicenseTable[] = (
	SHIPPED_WORKFLOWS.find(({ key }) => key === 'setup')?.workflow.nodes ?? []
).flatMap(({ parameters }) => {
	if (parameters.operation !== 'create') return [];
	const listed = isRow(parameters.columns) ? parameters.columns.column : [];
	return [{ table: String(parameters.tableName), columns: columnsOf(listed) }];
});

/** A column that a table of an older version lacks. */
export interface MissingColumn extends TableColumn {
	table: string;
	tableId: string;
}

/** The columns that tables lack, given the tables as n8n lists them: `id`, `name`, `columns`. */
export function missingColumns(existing: readonly object[]): MissingColumn[] {
	return existing.flatMap((one) => {
		const { id, name, columns } = one as Record<string, unknown>;
		const wanted = LICENSE_TABLES.find(({ table }) => table === name);
		if (wanted === undefined || !Array.isArray(columns)) return [];
		const there = new Set(columnsOf(columns).map((column) => column.name));
		return wanted.columns
			.filter((column) => !there.has(column.name))
			.map((column) => ({ table: wanted.table, tableId: readText(id) ?? '', ...column }));
	});
}

/** n8n takes a column without a type for text. */
function columnsOf(value: unknown): TableColumn[] {
	if (!Array.isArray(value)) return [];
	return value
		.filter(isRow)
		.map(({ name, type }) => ({ name: String(name), type: readText(type) ?? 'string' }));
}
