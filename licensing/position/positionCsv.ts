import { BYTE_ORDER_MARK, csvLine, type CsvCell } from '../csv';
import { POSITION_FIELDS, type Position } from './positionItem';

/** Fields whose entries differ from row to row: one column each, as JSON text. */
const JSON_FIELDS: ReadonlySet<keyof Position> = new Set([
	'freedByDate',
	'returnsByReason',
	'mailsDue',
	'mailsSent',
	'appSavings',
]);

/**
 * Positions as a CSV file with a header line (RFC 4180), one row each. A field with parts, such as
 * the histogram, has a column for each of them: `histogram.0-30`.
 */
export function positionCsv(positions: readonly Position[]): string {
	const [first] = positions;
	if (first === undefined) return BYTE_ORDER_MARK;
	const heads = cellsOf(first).map(([head]) => head);
	const rows = positions.map((position) => cellsOf(position).map(([, cell]) => cell));
	return BYTE_ORDER_MARK + [heads, ...rows].map((row) => csvLine(row)).join('');
}

function cellsOf(position: Position): Array<[head: string, cell: CsvCell]> {
	return POSITION_FIELDS.flatMap((field): Array<[string, CsvCell]> => {
		const value = position[field];
		if (typeof value !== 'object' || value === null) return [[field, value]];
		if (JSON_FIELDS.has(field)) return [[field, JSON.stringify(value)]];
		return Object.entries(value).map(([part, cell]) => [`${field}.${part}`, cell as CsvCell]);
	});
}
