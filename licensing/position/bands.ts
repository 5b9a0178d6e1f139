import { collectionRows, type SettingRow } from '../settingRow';
import { isEmptyValue, isRow } from '../tableValues';
import { itIs } from '../truncate';
import { readAmount, type Amount } from './money';

/** Seats from number `from` on, up to the next band, each cost `price`. */
export interface Band {
	from: number;
	price: Amount;
}

/** Prices in bands: sorted, the first one from seat 1. A single band is a plain unit price. */
export type PriceBands = readonly [Band, ...Band[]];

/** What a number of seats costs, summed band by band. */
export function costOfSeats(bands: PriceBands, seats: number): Amount {
	let cost = 0n;
	for (const [place, { from, price }] of bands.entries()) {
		const last = Math.min(seats, lastSeat(bands, place));
		if (last >= from) cost += BigInt(last - from + 1) * price;
	}
	return cost;
}

/** Where, among the bands, the last of so many seats lies; -1 for no seat. */
export function bandOfSeats(bands: PriceBands, seats: number): number {
	return bands.filter(({ from }) => from <= seats).length - 1;
}

/** The last seat of a band; infinite for the last one. */
export function lastSeat(bands: PriceBands, place: number): number {
	const next = bands[place + 1];
	return next === undefined ? Number.POSITIVE_INFINITY : next.from - 1;
}

/**
 * Reads the bands of an entitlement, or its unit price as a single band. Seats below the first
 * band cost the unit price.
 *
 * @throws UnreadableRow when there is no price, or the bands cannot be read
 */
export function readBands(cells: SettingRow): PriceBands {
	const given = cells.value('unitPrice');
	const unitPrice = isEmptyValue(given) ? null : readPrice(cells, 'unitPrice', given);
	const bands = readBandRows(cells);
	const [first, ...others] = bands;
	if (first === undefined) {
		if (unitPrice === null) cells.fail('unitPrice', 'is empty: enter a unit price or bands');
		return [{ from: 1, price: unitPrice }];
	}
	if (first.from === 1) return [first, ...others];
	if (unitPrice === null) {
		cells.fail(
			'bands',
			`starts at seat ${first.from}: enter a unit price for the seats before it`,
		);
	}
	return [{ from: 1, price: unitPrice }, first, ...others];
}

function readBandRows(cells: SettingRow): Band[] {
	const rows = collectionRows(cells.value('bands'), 'band');
	if (rows === undefined) {
		const shape = 'must be a list such as [{"from": 1, "price": 6}, {"from": 101, "price": 5}]';
		cells.fail('bands', `${shape}, but ${itIs(cells.value('bands'))}`);
	}
	const bands = rows.map((row, index) => readBand(cells, row, index + 1));
	bands.sort((a, b) => a.from - b.from);
	for (const [place, { from }] of bands.entries()) {
		if (bands[place + 1]?.from === from) {
			cells.fail('bands', `has two bands that start at seat ${from}: keep one`);
		}
	}
	return bands;
}

function readBand(cells: SettingRow, row: unknown, number: number): Band {
	const { from, price } = isRow(row) ? row : {};
	const first = typeof from === 'string' ? Number(from.trim() || NaN) : from;
	if (typeof first !== 'number' || !Number.isSafeInteger(first) || first < 0) {
		cells.fail(
			'bands',
			`has a band (number ${number}) whose "from" must be a whole number, but ${itIs(from)}`,
		);
	}
	// A table that begins at 0 means its first seat.
	return { from: Math.max(1, first), price: readPrice(cells, 'bands', price) };
}

/** A price of zero or more, from a field or from a value inside it. */
export function readPrice(cells: SettingRow, field: string, value: unknown): Amount {
	const problem = `must be an amount such as 5.16, with at most 12 decimal places and no thousands separators, but ${itIs(value)}`;
	return readAmount(value) ?? cells.fail(field, problem);
}
