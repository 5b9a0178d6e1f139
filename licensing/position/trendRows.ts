import { isoOrNull } from '../times';
import { readNumber, textOrNull, type Row } from '../tableValues';

/** What a position of an earlier day says. Amounts are numbers in the currency's unit. */
export interface TrendRow {
	profile: string;
	model: string;
	/** An ISO date. */
	day: string;
	/** The moment of that day, in ISO: of several rows of a day the newest counts. */
	calculatedAt: string;
	currency: string | null;
	owned: number;
	billedQuantity: number;
	used: number;
	candidates: number;
	reclaimed: number;
	restored: number;
	actualSavingsThisYear: number | null;
}

/**
 * Reads a stored position of one profile and model.
 *
 * @returns null for a total, for what counts with another model, and for a row without its day: no
 * trend can be drawn from those
 */
export function readTrendRow(row: Row): TrendRow | null {
	const profile = textOrNull(row.profile);
	const model = textOrNull(row.model);
	const at = isoOrNull(row.calculatedAt);
	const isPosition = (textOrNull(row.kind) ?? 'position') === 'position';
	const used = readNumber(row.used);
	if (!isPosition || profile === null || at === null || used === undefined) return null;
	return {
		profile,
		model: model ?? '',
		day: at.slice(0, 10),
		calculatedAt: at,
		currency: textOrNull(row.currency),
		owned: readNumber(row.owned) ?? 0,
		billedQuantity: readNumber(row.billedQuantity) ?? 0,
		used,
		candidates: readNumber(row.candidates) ?? 0,
		reclaimed: readNumber(row.reclaimed) ?? 0,
		restored: readNumber(row.restored) ?? 0,
		actualSavingsThisYear: readNumber(row.actualSavingsThisYear) ?? null,
	};
}
