import { markup, count, type Content, type Markup } from './format';

/** A column of a table. The first one names the row. */
export interface TableColumn {
	title: string;
	/** Set on the right, as numbers are read. */
	isNumber?: boolean;
}

/**
 * A table that becomes a list of cards on a phone: each cell carries the name of its column. The
 * roles are written out because some browsers forget that cells laid out as blocks are a table.
 */
export function table(
	caption: string,
	columns: readonly TableColumn[],
	rows: ReadonlyArray<readonly Content[]>,
): Markup {
	const heads = columns.map(
		({ title, isNumber }) =>
			markup`<th role="columnheader" scope="col" ${numberClass(isNumber)}>${title}</th>`,
	);
	const lines = rows.map(
		(cells) =>
			markup`<tr role="row">${cells.map((cell, place) => cellOf(columns[place], cell, place === 0))}</tr>`,
	);
	return markup`<table role="table"><caption>${caption}</caption><thead role="rowgroup"><tr role="row">${heads}</tr></thead><tbody role="rowgroup">${lines}</tbody></table>`;
}

/** The numbers of a chart, for whoever cannot see it or wants them exactly. */
export function numbersBehind(content: Markup): Markup {
	return markup`<details><summary>Show the numbers</summary>${content}</details>`;
}

/** How many rows of a long list the page shows. */
export const SHOWN = 25;

/** A list that is folded until somebody opens it; its title says how long it is. */
export function folded(title: string, length: number, content: Markup): Markup {
	return markup`<details class="list"><summary><h2>${title}</h2><span class="length">${count(length)}</span></summary><div>${content}</div></details>`;
}

/** Says how many rows a list leaves out, such as "And 12 more candidates." */
export function andMore(shown: number, all: number, one: string, many = `${one}s`): Markup {
	const left = all - shown;
	if (left <= 0) return markup``;
	return markup`<p class="more">And ${count(left)} more ${left === 1 ? one : many}, in the items of the node.</p>`;
}

function cellOf(column: TableColumn | undefined, cell: Content, isFirst: boolean): Markup {
	const title = column?.title ?? '';
	return isFirst
		? markup`<th role="rowheader" scope="row">${cell}</th>`
		: markup`<td role="cell" data-label="${title}" ${numberClass(column?.isNumber)}>${cell}</td>`;
}

function numberClass(isNumber = false): Markup {
	return isNumber ? markup` class="number"` : markup``;
}
