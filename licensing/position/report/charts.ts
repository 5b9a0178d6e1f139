import { markup, joined, type Markup } from './format';

/**
 * Charts as inline SVG, drawn by pure functions. Colours are classes of the page's style, so that
 * one drawing serves light, dark and paper. Widths are those of a phone, so that nothing has to be
 * shrunk until it cannot be read. Each chart is a picture with a name; its numbers stand in a table
 * beside it.
 */
const WIDTH = 340;

/** The colour classes that a bar or a part of it may have. */
export type Tone = 'used' | 'stale' | 'free' | 'unknown' | 'saving';

export interface Column {
	label: string;
	value: number;
	/** The value as people read it. */
	text: string;
	tone: Tone;
}

/** Upright bars from one base line, for a few values side by side. */
export function columnChart(title: string, columns: readonly Column[]): Markup {
	const top = 26;
	const height = 150;
	const base = top + height;
	const step = WIDTH / Math.max(1, columns.length);
	const width = Math.min(38, step * 0.7);
	const highest = Math.max(1, ...columns.map(({ value }) => value));
	const bars = columns.map(({ label, value, text, tone }, place) => {
		const middle = rounded(step * (place + 0.5));
		const barHeight = rounded(value === 0 ? 0 : Math.max(2, (value / highest) * height));
		return markup`<rect class="${tone}" x="${rounded(middle - width / 2)}" y="${rounded(base - barHeight)}" width="${rounded(width)}" height="${barHeight}" rx="3"/><text class="value" x="${middle}" y="${rounded(base - barHeight - 7)}" text-anchor="middle">${text}</text><text x="${middle}" y="${base + 18}" text-anchor="middle">${label}</text>`;
	});
	const line = markup`<line class="axis" x1="0" x2="${WIDTH}" y1="${base}" y2="${base}"/>`;
	return picture(title, base + 26, [...bars, line]);
}

export interface BarPart {
	value: number;
	tone: Tone;
}

export interface Bar {
	label: string;
	/** What stands at the right, above the bar. */
	text: string;
	parts: readonly BarPart[];
}

/** Lying bars made of parts, one below the other, with their labels above them. */
export function barChart(title: string, bars: readonly Bar[]): Markup {
	const rowHeight = 50;
	const thickness = 18;
	const longest = Math.max(1, ...bars.map(({ parts }) => sum(parts)));
	const rows = bars.map(({ label, text, parts }, place) => {
		const y = place * rowHeight;
		let x = 0;
		const pieces = parts
			.filter(({ value }) => value > 0)
			.map(({ value, tone }) => {
				const width = (value / longest) * WIDTH;
				const piece = markup`<rect class="${tone}" x="${rounded(x)}" y="${y + 22}" width="${rounded(Math.max(1, width - 1))}" height="${thickness}"/>`;
				x += width;
				return piece;
			});
		return markup`<text x="0" y="${y + 14}">${label}</text><text class="value" x="${WIDTH}" y="${y + 14}" text-anchor="end">${text}</text>${pieces}`;
	});
	return picture(title, Math.max(1, bars.length) * rowHeight, rows);
}

/** What the colours of a chart mean. */
export function legend(entries: ReadonlyArray<{ tone: Tone; label: string }>): Markup {
	const items = entries.map(
		({ tone, label }) =>
			markup`<li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect class="${tone}" width="12" height="12" rx="2"/></svg> ${label}</li>`,
	);
	return markup`<ul class="legend">${items}</ul>`;
}

function picture(title: string, height: number, content: readonly Markup[]): Markup {
	return markup`<svg class="chart" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${title}">${joined(content)}</svg>`;
}

function sum(parts: readonly BarPart[]): number {
	return parts.reduce((all, { value }) => all + value, 0);
}

function rounded(number: number): number {
	return Math.round(number * 10) / 10;
}
