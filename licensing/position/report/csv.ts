import { BYTE_ORDER_MARK, csvLine, type CsvCell } from '../../csv';
import { count, markup, type Markup } from './format';

/** A table as a file, embedded in the page. */
export interface CsvFile {
	/** What the file is called when somebody saves it. */
	name: string;
	text: string;
	/** The rows in it, and those that the whole would have. */
	rows: number;
	all: number;
}

/** Cells longer than this are cut, so that one text cannot fill the file. */
const CELL_LENGTH = 300;

/**
 * A file of as many rows as fit.
 *
 * @param maxBytes of the text, before it is embedded
 */
export function csvFile(
	name: string,
	heads: readonly string[],
	rows: Iterable<readonly CsvCell[]>,
	{ all, maxBytes }: { all: number; maxBytes: number },
): CsvFile {
	const lines = [BYTE_ORDER_MARK + csvLine(heads)];
	let bytes = Buffer.byteLength(lines[0] ?? '');
	for (const row of rows) {
		const line = csvLine(row, CELL_LENGTH);
		bytes += Buffer.byteLength(line);
		if (bytes > maxBytes) break;
		lines.push(line);
	}
	return { name, text: lines.join(''), rows: lines.length - 1, all };
}

/** A link that saves the file, and says what is not in it. */
export function csvLink({ name, text, rows, all }: CsvFile, whole: string): Markup {
	const data = Buffer.from(text, 'utf8').toString('base64');
	const holds =
		rows < all ? `the first ${count(rows)} of ${count(all)} rows` : `all ${count(all)} rows`;
	const rest = rows < all ? markup` <span>${whole}</span>` : markup``;
	return markup`<p class="file"><a download="${name}" href="data:text/csv;charset=utf-8;base64,${data}">Save as CSV: ${holds}</a>${rest}</p>`;
}
