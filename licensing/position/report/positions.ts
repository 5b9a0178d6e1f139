import type { UnrecognizedIdentifier } from '../countSeats';
import { percent } from '../percent';
import type { PositionFigures } from '../position';
import { positionItem, type Position } from '../positionItem';
import { bar, legend, type BarPart } from './charts';
import { csvFile, csvLink } from './csv';
import {
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
import { folded, SHOWN, table, type TableColumn } from './tables';

const FILE_BYTES = 80_000;

/** The columns of the file of positions. */
const FILE_FIELDS = [
	'profile',
	'model',
	'product',
	'edition',
	'currency',
	'billingCycle',
	'owned',
	'billedQuantity',
	'used',
	'excluded',
	'available',
	'unlicensed',
	'stale',
	'candidates',
	'potentialSavings',
	'potentialSavingsPerYear',
	'freedSavings',
	'actualSavings',
	'actualSavingsThisYear',
	'avoidedCost',
	'overLicensedAmount',
	'trueUpCost',
	'savingsRealisedOn',
	'reclaimBy',
	'renewsOn',
	'recommendedQuantity',
] as const satisfies ReadonlyArray<keyof Position>;

const COLUMNS: readonly TableColumn[] = [
	{ title: 'Model and profile' },
	{ title: 'Bought', isNumber: true },
	{ title: 'Used', isNumber: true },
	{ title: 'Idle', isNumber: true },
	{ title: 'Over-licensed', isNumber: true },
	{ title: 'True-up cost', isNumber: true },
	{ title: 'Possible', isNumber: true },
	{ title: 'Freed', isNumber: true },
	{ title: 'Saved', isNumber: true },
	{ title: 'In full from' },
];

/** Seats and money of each profile and model; the largest first. */
export function positionSection(positions: readonly PositionFigures[]): Markup {
	if (positions.length === 0) return markup``;
	const largest = [...positions].sort((a, b) => sizeOf(b) - sizeOf(a));
	const shown = largest.slice(0, SHOWN);
	const [first] = largest;
	const longest = first === undefined ? 1 : sizeOf(first);
	const rows = shown.map((position) => cellsOf(position, longest));
	const title = 'Position of each profile and model';
	return folded(
		title,
		positions.length,
		markup`<p>Amounts are for one billing cycle. Where profiles share what was bought, each gets the share that it uses.</p>${barLegend}${table(title, COLUMNS, rows)}${positionFile(largest)}`,
	);
}

const barLegend = legend([
	{ tone: 'used', label: 'used' },
	{ tone: 'stale', label: 'idle' },
	{ tone: 'free', label: 'bought and free' },
]);

/** The whole list, where the page shows a part of it. */
function positionFile(largest: readonly PositionFigures[]): Markup {
	if (largest.length <= SHOWN) return markup``;
	const rows = largest.map((position) => {
		const item = positionItem(position, '');
		return FILE_FIELDS.map((field) => item[field]);
	});
	const limits = { all: largest.length, maxBytes: FILE_BYTES };
	return csvLink(
		csvFile('confluence-positions.csv', FILE_FIELDS, rows, limits),
		'The rest is in the items of the node.',
	);
}

/** Identifiers that belong to no model; the most frequent first, because it matters most. */
export function unrecognizedSection(unrecognized: readonly UnrecognizedIdentifier[]): Markup {
	if (unrecognized.length === 0) return markup``;
	const shown = unrecognized.slice(0, SHOWN);
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
	const file =
		unrecognized.length <= SHOWN
			? markup``
			: csvLink(
					csvFile(
						'confluence-unrecognized-identifiers.csv',
						['profile', 'identifier', 'subscriptions'],
						unrecognized.map((one) => [one.profile, one.identifier, one.subscriptions]),
						{ all: unrecognized.length, maxBytes: FILE_BYTES },
					),
					'The rest is in the second output of the node.',
				);
	return folded(
		'Unrecognized identifiers',
		unrecognized.length,
		markup`<p>No software model lists these, so their subscriptions are not part of any amount on this page. Map the ones at the top first.</p>${table('Unrecognized identifiers', columns, rows)}${file}`,
	);
}

function cellsOf(position: PositionFigures, longest: number): Content[] {
	const { counts, amounts, currency, billingCycle, savingsRealisedOn } = position;
	return [
		markup`${nameOf(position.model, position.profile)}${editionOf(position)}${bar(barParts(position), longest)}`,
		count(counts.owned),
		count(counts.used),
		markup`<span>${count(counts.candidates)}<small>${share(percent(counts.candidates, counts.used))}</small></span>`,
		money(amounts.overLicensedAmount, currency),
		money(amounts.trueUpCost, currency),
		markup`<span>${money(amounts.potentialSavings, currency)}<small>${cycleWords(billingCycle)}</small></span>`,
		money(amounts.freedSavings, currency),
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

function barParts({ counts }: PositionFigures): BarPart[] {
	return [
		{ value: counts.used - counts.candidates, tone: 'used' },
		{ value: counts.candidates, tone: 'stale' },
		{ value: counts.available, tone: 'free' },
	];
}

function sizeOf({ counts }: PositionFigures): number {
	return Math.max(counts.used, counts.owned);
}
