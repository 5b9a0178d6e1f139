import type { Minor } from '../money';
import { markup, money, NO_BREAK, type Markup } from './format';

/** One figure in large digits. */
export interface Figure {
	title: string;
	value: Markup;
	note: string | Markup;
	tone?: 'good' | 'warn';
}

/** An amount in large digits, with its currency smaller beside or below it. */
export function amount(minor: Minor, currency: string | null): Markup {
	const [digits = '', unit = ''] = money(minor, currency).split(NO_BREAK);
	return markup`${digits} <span class="unit">${unit}</span>`;
}

/** Figures side by side. */
export function figureList(figures: readonly Figure[]): Markup {
	const items = figures.map(
		({ title, value, note, tone }) =>
			markup`<div class="${tone ?? 'plain'}"><dt>${title}</dt><dd class="big">${value}</dd><dd class="note">${note}</dd></div>`,
	);
	return markup`<dl class="figures">${items}</dl>`;
}
