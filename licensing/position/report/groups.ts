import { UNKNOWN_GROUP, type GroupFigures } from '../groupFigures';
import type { GroupBy } from '../groups';
import { percent } from '../percent';
import type { PositionFigures } from '../position';
import { chargeBackCsv, chargeBackRows } from '../chargeBack';
import { bar } from './charts';
import { csvLink } from './csv';
import { count, cycleWords, markup, money, outside, share, type Markup } from './format';
import { andMore, folded, SHOWN, table } from './tables';

const GROUP_TITLES = {
	department: 'Department',
	costCenter: 'Cost center',
	manager: 'Manager',
} as const satisfies Record<Exclude<GroupBy, 'none'>, string>;

/** A file that is larger than this is not embedded: the node gives it as a file of its own. */
const FILE_BYTES = 80_000;

/** Seats and what they cost by department, cost center or manager, for charging back. */
export function groupSection(
	groupBy: GroupBy,
	positions: readonly PositionFigures[],
	totals: readonly PositionFigures[],
): Markup {
	if (groupBy === 'none') return markup``;
	const title = GROUP_TITLES[groupBy];
	const divided = totals.filter(({ groups = [] }) => groups.length > 0);
	const length = new Set(divided.flatMap(({ groups = [] }) => groups.map(({ group }) => group)));
	// Where nobody's place is known there is nothing to compare.
	if ([...length].every((group) => group === UNKNOWN_GROUP)) return markup``;
	const tables = divided.map((total) => groupTable(title, total));
	return folded(
		`By ${title.toLowerCase()}`,
		length.size,
		markup`<p>Each group has its share of what the seats bought cost. The shares add up to the whole.</p>${tables}${file(positions)}`,
	);
}

function groupTable(title: string, total: PositionFigures): Markup {
	const { groups = [], currency, billingCycle } = total;
	const cycle = cycleWords(billingCycle);
	const longest = Math.max(1, ...groups.map(({ used }) => used));
	const rows = groups
		.slice(0, SHOWN)
		.map((group) => [
			markup`${outside(group.group)}${bar(barParts(group), longest)}`,
			count(group.used),
			markup`<span>${count(group.candidates)}<small>${share(percent(group.candidates, group.used))}</small></span>`,
			money(group.ownedCost, currency),
			money(group.potentialSavings, currency),
		]);
	const columns = [
		{ title },
		{ title: 'Seats', isNumber: true },
		{ title: 'Idle', isNumber: true },
		{ title: `Share of the cost ${cycle}`.trim(), isNumber: true },
		{ title: `Possible ${cycle}`.trim(), isNumber: true },
	];
	const caption = `Seats by ${title.toLowerCase()}, ${currency ?? 'without a price'}`;
	return markup`${table(caption, columns, rows)}${andMore(rows.length, groups.length, 'group')}`;
}

function file(positions: readonly PositionFigures[]): Markup {
	const rows = chargeBackRows(positions);
	const text = chargeBackCsv(rows);
	if (Buffer.byteLength(text) > FILE_BYTES) {
		return markup`<p class="more">The file for charging back is with the first item of the node, in the binary field "chargeBack".</p>`;
	}
	const name = 'confluence-license-charge-back.csv';
	return csvLink({ name, text, rows: rows.length, all: rows.length }, '');
}

function barParts({ used, candidates }: GroupFigures) {
	return [
		{ value: used - candidates, tone: 'used' as const },
		{ value: candidates, tone: 'stale' as const },
	];
}
