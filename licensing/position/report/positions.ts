import type { UnrecognizedIdentifier } from '../countSeats';
import { percent, type PositionFigures } from '../position';
import { barChart, legend, type Bar } from './charts';
import {
	cut,
	markup,
	outside,
	count,
	cycleWords,
	day,
	money,
	share,
	type Content,
	type Markup,
} from './format';
import { andMore, numbersBehind, table, type TableColumn } from './tables';

/** How many positions the page has, and how many of them the chart draws. */
const POSITIONS_SHOWN = 60;
const BARS_SHOWN = 8;
const IDENTIFIERS_SHOWN = 30;

/** How many letters of a name fit above a bar. */
const BAR_LABEL_LENGTH = 32;

const COLUMNS: readonly TableColumn[] = [
	{ title: 'Model and profile' },
	{ title: 'Bought', isNumber: true },
	{ title: 'Used', isNumber: true },
	{ title: 'Stale', isNumber: true },
	{ title: 'Over-licensed', isNumber: true },
	{ title: 'True-up cost', isNumber: true },
	{ title: 'Potential savings', isNumber: true },
	{ title: 'Actual savings', isNumber: true },
	{ title: 'Savings in full from' },
];

/** Seats and money of each profile and model; the largest first. */
export function positionSection(positions: readonly PositionFigures[]): Markup {
	if (positions.length === 0) return markup``;
	const largest = [...positions].sort((a, b) => sizeOf(b) - sizeOf(a));
	const shown = largest.slice(0, POSITIONS_SHOWN);
	return markup`<section><h2>Position of each profile and model</h2><p>Amounts are for one billing cycle. Where profiles share what was bought, each gets the share that it uses.</p>${table('Position of each profile and model', COLUMNS, shown.map(cellsOf))}${andMore(
		shown.length,
		positions.length,
		'position',
	)}</section>`;
}

/** How the seats of the largest positions are used. */
export function seatSection(positions: readonly PositionFigures[]): Markup {
	if (positions.length === 0) return markup``;
	const largest = [...positions].sort((a, b) => sizeOf(b) - sizeOf(a)).slice(0, BARS_SHOWN);
	const rows = largest.map(({ profile, model, counts }) => [
		nameOf(model, profile),
		count(counts.used - counts.stale),
		count(counts.stale),
		count(counts.available),
		count(counts.unlicensed),
	]);
	const numbers = table(
		'Seats of the largest positions',
		[
			{ title: 'Model and profile' },
			{ title: 'In use', isNumber: true },
			{ title: 'Stale', isNumber: true },
			{ title: 'Free', isNumber: true },
			{ title: 'Not bought', isNumber: true },
		],
		rows,
	);
	const title = 'How seats are used, for each of the largest positions';
	const names = legend([
		{ tone: 'used', label: 'in use' },
		{ tone: 'stale', label: 'stale' },
		{ tone: 'free', label: 'bought and free' },
	]);
	return markup`<section><h2>How seats are used</h2><p>${largest.length < positions.length ? 'The largest positions.' : 'Every position.'} Stale seats belong to people without recent activity.</p><figure>${barChart(title, largest.map(barOf))}${names}${numbersBehind(numbers)}</figure></section>`;
}

/** Identifiers that belong to no model; the most frequent first, because it matters most. */
export function unrecognizedSection(unrecognized: readonly UnrecognizedIdentifier[]): Markup {
	if (unrecognized.length === 0) return markup``;
	const shown = unrecognized.slice(0, IDENTIFIERS_SHOWN);
	const rows = shown.map(({ profile, identifier, subscriptions }) => [
		outside(identifier),
		outside(profile),
		count(subscriptions),
	]);
	const columns = [
		{ title: 'Identifier' },
		{ title: 'Profile' },
		{ title: 'Subscriptions', isNumber: true },
	];
	return markup`<section><h2>Unrecognized identifiers</h2><p>No software model lists these, so their subscriptions are not part of any amount on this page. Map the ones at the top first.</p>${table('Unrecognized identifiers', columns, rows)}${andMore(
		shown.length,
		unrecognized.length,
		'identifier',
	)}</section>`;
}

function cellsOf(position: PositionFigures): Content[] {
	const { counts, amounts, currency, billingCycle, savingsRealisedOn } = position;
	return [
		markup`${nameOf(position.model, position.profile)}${editionOf(position)}`,
		count(counts.owned),
		count(counts.used),
		markup`<span>${count(counts.stale)}<small>${share(percent(counts.stale, counts.used))}</small></span>`,
		money(amounts.overLicensedAmount, currency),
		money(amounts.trueUpCost, currency),
		markup`<span>${money(amounts.potentialSavings, currency)}<small>${cycleWords(billingCycle)}</small></span>`,
		money(amounts.actualSavings, currency),
		savingsRealisedOn === null
			? markup`<span class="none">not known</span>`
			: day(savingsRealisedOn),
	];
}

function nameOf(model: string | null, profile: string | null): Markup {
	return markup`${outside(model)}<small>${outside(profile)}</small>`;
}

function editionOf({ product, edition }: PositionFigures): Markup {
	const parts = [product, edition].filter((part) => part !== null);
	return parts.length === 0 ? markup`` : markup`<small>${outside(parts.join(', '))}</small>`;
}

function barOf({ model, profile, counts }: PositionFigures): Bar {
	return {
		label: cut(`${model ?? ''} · ${profile ?? ''}`, BAR_LABEL_LENGTH),
		text: `${count(counts.used)} of ${count(counts.owned)}`,
		parts: [
			{ value: counts.used - counts.stale, tone: 'used' },
			{ value: counts.stale, tone: 'stale' },
			{ value: counts.available, tone: 'free' },
		],
	};
}

function sizeOf({ counts }: PositionFigures): number {
	return Math.max(counts.used, counts.owned);
}
