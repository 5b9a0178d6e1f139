/** What a spreadsheet would read as a formula. */
const FORMULA = /^[=+\-@\t\r\n]/;

/** Without it spreadsheets take UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\ufeff';

export type CsvCell = string | number | boolean | null;

/**
 * A line of comma-separated values (RFC 4180). Text that a spreadsheet would run as a formula gets an
 * apostrophe in front.
 *
 * @param maxLength longer cells are cut, so that one text cannot fill a file
 */
export function csvLine(cells: readonly CsvCell[], maxLength = Infinity): string {
	return `${cells.map((cell) => csvCell(cell, maxLength)).join(',')}\r\n`;
}

function csvCell(cell: CsvCell, maxLength: number): string {
	if (cell === null) return '';
	const whole = String(cell);
	const text = whole.length > maxLength ? whole.slice(0, maxLength) : whole;
	const safe = typeof cell === 'string' && FORMULA.test(text) ? `'${text}` : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
