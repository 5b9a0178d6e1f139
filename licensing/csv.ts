/** Signs that begin a formula, the full-width ones of East Asian keyboards included. */
const FORMULA_SIGN = /[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** A part of a cell that a spreadsheet would read as a formula, whatever is blank or quoted before. */
const FORMULA = new RegExp(`^[\\s"\\u200b-\\u200d\\u2060]*${FORMULA_SIGN.source}`);

/** Where a spreadsheet may begin another cell: in many countries a file is divided at `;`. */
const NEXT_CELL = /([;\t\r\n])/;

/** Without it spreadsheets take UTF-8 for something else. */
export const BYTE_ORDER_MARK = '\ufeff';

export type CsvCell = string | number | boolean | null;

/**
 * A line of comma-separated values (RFC 4180). Text that a spreadsheet would run as a formula gets an
 * apostrophe in front, also after a sign at which the spreadsheet may divide it.
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
	const safe = typeof cell === 'string' ? defused(text) : text;
	return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

function defused(text: string): string {
	if (!FORMULA_SIGN.test(text) && !/^[\t\r\n]/.test(text)) return text;
	const parts = text.split(NEXT_CELL).map((part) => (FORMULA.test(part) ? `'${part}` : part));
	const safe = parts.join('');
	return /^[\t\r\n]/.test(safe) ? `'${safe}` : safe;
}
