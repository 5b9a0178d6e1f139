import { BYTE_ORDER_MARK, csvLine } from '../csv';
import { minorToText } from './money';
import type { PositionFigures } from './position';

/** What one group is charged for one profile and model. */
export interface ChargeBackRow {
	profile: string;
	model: string;
	group: string;
	/** Seats in use that cost something. */
	seats: number;
	/** Those of them without activity. */
	idle: number;
	/** The group's share of the bill for one billing cycle, as decimal text; '' without a price. */
	cost: string;
	/** '' without a price. */
	currency: string;
}

/** The columns of the file for charging back, in order. */
export const CHARGE_BACK_FIELDS = [
	'profile',
	'model',
	'group',
	'seats',
	'idle',
	'cost',
	'currency',
] as const satisfies ReadonlyArray<keyof ChargeBackRow>;

/**
 * The rows for charging back: what the seats bought cost, divided by the seats that each group uses.
 * The costs of a profile and model add up to what its seats cost, so nothing is left over.
 */
export function chargeBackRows(positions: readonly PositionFigures[]): ChargeBackRow[] {
	const rows: ChargeBackRow[] = [];
	for (const { profile, model, currency, groups = [] } of positions) {
		for (const { group, used, stale, ownedCost } of groups) {
			rows.push({
				profile: profile ?? '',
				model: model ?? '',
				group,
				seats: used,
				idle: stale,
				cost: currency === null ? '' : minorToText(ownedCost, currency),
				currency: currency ?? '',
			});
		}
	}
	return rows;
}

/** The rows as a CSV file with a header line (RFC 4180). */
export function chargeBackCsv(rows: readonly ChargeBackRow[]): string {
	const lines = rows.map((row) => CHARGE_BACK_FIELDS.map((field) => row[field]));
	return BYTE_ORDER_MARK + [CHARGE_BACK_FIELDS, ...lines].map((line) => csvLine(line)).join('');
}
