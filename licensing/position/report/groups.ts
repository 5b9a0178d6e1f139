import type { Minor } from '../money';
import { percent } from '../percent';
import { bar } from './charts';
import { csvFile, csvLink } from './csv';
import { count, markup, money, outside, share, type Markup } from './format';
import { folded, SHOWN, table } from './tables';

/** The seats of a department, a cost centre or a manager. */
export interface SeatGroup {
	/** null for people of whom it is not known. */
	name: string | null;
	seats: number;
	idle: number;
	/** What the group's seats cost in a whole year, by currency. */
	costs: ReadonlyArray<{ currency: string; perYear: Minor; idlePerYear: Minor }>;
}

/** The seats of all people, by what they belong to. */
export interface SeatGroups {
	/** Such as "Department". */
	title: string;
	groups: readonly SeatGroup[];
}

const FILE_BYTES = 60_000;

/** Seats and what they cost by department, cost centre or manager, for charging back. */
export function groupSection(seatGroups: SeatGroups | null): Markup {
	if (seatGroups === null || seatGroups.groups.length === 0) return markup``;
	const { title, groups } = seatGroups;
	const largest = [...groups].sort((a, b) => b.seats - a.seats);
	const longest = largest[0]?.seats ?? 1;
	const rows = largest
		.slice(0, SHOWN)
		.map(({ name, seats, idle, costs }) => [
			markup`${outside(name ?? 'not known')}${bar(barParts(seats, idle), longest)}`,
			count(seats),
			markup`<span>${count(idle)}<small>${share(percent(idle, seats))}</small></span>`,
			listed(costs.map(({ currency, perYear }) => money(perYear, currency))),
			listed(costs.map(({ currency, idlePerYear }) => money(idlePerYear, currency))),
		]);
	const columns = [
		{ title },
		{ title: 'Seats', isNumber: true },
		{ title: 'Idle', isNumber: true },
		{ title: 'Cost per year', isNumber: true },
		{ title: 'Of it idle', isNumber: true },
	];
	const caption = `Seats by ${title.toLowerCase()}`;
	const file = csvFile(
		'confluence-seats-by-group.csv',
		[title, 'seats', 'idle', 'currency', 'costPerYear', 'idleCostPerYear'],
		largest.flatMap(csvRows),
		{ all: largest.length, maxBytes: FILE_BYTES },
	);
	return folded(
		caption,
		groups.length,
		markup`${table(caption, columns, rows)}${csvLink(file, 'The rest is in the items of the node.')}`,
	);
}

function csvRows({ name, seats, idle, costs }: SeatGroup): Array<Array<string | number | null>> {
	if (costs.length === 0) return [[name, seats, idle, null, null, null]];
	return costs.map(({ currency, perYear, idlePerYear }) => [
		name,
		seats,
		idle,
		currency,
		digits(perYear, currency),
		digits(idlePerYear, currency),
	]);
}

/** An amount without separators and currency, as a spreadsheet reads it. */
function digits(amount: Minor, currency: string): string {
	return money(amount, currency).replace(/[^\d.-]/g, '');
}

function barParts(seats: number, idle: number) {
	return [
		{ value: seats - idle, tone: 'used' as const },
		{ value: idle, tone: 'stale' as const },
	];
}

function listed(amounts: readonly string[]): Markup {
	if (amounts.length === 0) return markup`<span class="none">no price</span>`;
	return markup`<span>${amounts.map((text, place) => markup`${place === 0 ? '' : '; '}${text}`)}</span>`;
}
