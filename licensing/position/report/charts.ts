import { markup, joined, type Markup } from './format';

/**
 * Charts as inline SVG, drawn by pure functions. Colours are classes of the page's style, so that
 * one drawing serves light, dark and paper. Bars and lines stretch to the width that they have,
 * while their words are text of the page, which never has to be shrunk until it cannot be read.
 */

/** The colour classes that a bar or a part of it may have. */
export type Tone = 'used' | 'stale' | 'free' | 'unknown' | 'saving';

export interface BarPart {
	value: number;
	tone: Tone;
}

/** The units of a drawing that stretches. */
const WIDTH = 1000;
const HEIGHT = 200;

/** A line of a list: a name, a lying bar made of parts, and its value as people read it. */
export function barRow(
	title: string | Markup,
	text: string | Markup,
	parts: readonly BarPart[],
	longest: number,
): Markup {
	return markup`<li><span class="name">${title}</span>${bar(parts, longest)}<span class="value">${text}</span></li>`;
}

/** A lying bar made of parts; its numbers stand beside it. */
export function bar(parts: readonly BarPart[], longest: number): Markup {
	let x = 0;
	const pieces = parts
		.filter(({ value }) => value > 0)
		.map(({ value, tone }) => {
			// A single person among thousands is still seen.
			const width = Math.max(4, (value / Math.max(1, longest)) * WIDTH);
			const piece = markup`<rect class="${tone}" x="${rounded(x)}" y="0" width="${rounded(width)}" height="10"/>`;
			x += width;
			return piece;
		});
	return markup`<svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">${pieces}</svg>`;
}

/** A value at a place between the first day, 0, and the last one, 1. */
export interface PlotPoint {
	at: number;
	value: number;
}

/** A line of pieces: between two of them nothing is known, and nothing is drawn. */
export interface Line {
	tone: Tone;
	pieces: ReadonlyArray<readonly PlotPoint[]>;
}

/**
 * Lines over time from zero up, with the highest value and the first and last day as text. The
 * picture has a name; its numbers stand in a table beside it.
 */
export function lineChart(
	title: string,
	lines: readonly Line[],
	[from, to]: readonly [string, string],
	textOf: (value: number) => string,
): Markup {
	const values = lines.flatMap(({ pieces }) => pieces.flat().map(({ value }) => value));
	const top = niceAbove(Math.max(1, ...values));
	const paths = lines.map(({ tone, pieces }) => {
		const path = pieces.map((piece) => pathOf(piece, top)).join('');
		return markup`<path class="line ${tone}-line" d="${path}"/>`;
	});
	const grid = [0, 0.5, 1].map(
		(part) =>
			markup`<line class="axis" x1="0" x2="${WIDTH}" y1="${part * HEIGHT}" y2="${part * HEIGHT}"/>`,
	);
	const scale = [top, top / 2, 0].map((value) => markup`<span>${textOf(value)}</span>`);
	return markup`<div class="plot"><div class="scale" aria-hidden="true">${scale}</div><svg class="lines" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-label="${title}">${joined([...grid, ...paths])}</svg><div class="span"><span>${from}</span><span>${to}</span></div></div>`;
}

/** A point that stands alone is a line of no length, which its round ends show as a dot. */
function pathOf(piece: readonly PlotPoint[], top: number): string {
	const points = piece.map(
		({ at, value }) => `${rounded(at * WIDTH)} ${rounded(HEIGHT - (value / top) * HEIGHT)}`,
	);
	return piece.length === 1 ? `M${points.join('')}h0` : `M${points.join('L')}`;
}

/** What the colours of a chart mean. */
export function legend(entries: ReadonlyArray<{ tone: Tone; label: string }>): Markup {
	const items = entries.map(
		({ tone, label }) =>
			markup`<li><svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true"><rect class="${tone}" width="12" height="12" rx="2"/></svg> ${label}</li>`,
	);
	return markup`<ul class="legend">${items}</ul>`;
}

/** The next round number, whose half is round too. */
function niceAbove(value: number): number {
	const power = 10 ** Math.floor(Math.log10(value));
	const nice = [1, 2, 4, 6, 8, 10].find((step) => step * power >= value) ?? 10;
	return Math.max(2, nice * power);
}

function rounded(number: number): number {
	return Math.round(number * 10) / 10;
}
