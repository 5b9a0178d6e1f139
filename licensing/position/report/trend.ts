import { DAY_MS } from '../../times';
import { dayText } from '../billing';
import { nameKey } from '../models';
import { readAmount, toMinor, type Minor } from '../money';
import type { TrendRow } from '../trendRows';
import type { PositionFigures } from '../position';

/** Seats of all profiles and models on one day. */
export interface SeatCount {
	/** Bought, or billed where nothing was bought. */
	seats: number;
	used: number;
	idle: number;
}

/** A day of the year. */
export interface TrendPoint {
	/** An ISO date. */
	day: string;
	/** Null where no position of the week until then is known: never a guess. */
	counted: SeatCount | null;
	/** By how much the used seats rose and fell since the point before. */
	joined: number;
	left: number;
}

/** What the bills of a calendar year saved until each point of the year, in one currency. */
export interface SavedLine {
	currency: string;
	/** One for each point; null where it is not known. */
	values: Array<Minor | null>;
}

/** How the seats developed, as far as earlier positions tell. */
export interface Trend {
	/** The oldest first; the last one is today. */
	points: TrendPoint[];
	/** The day of the first position that is known. */
	since: string;
	/** By how much the used seats rose and fell from one position to the next, within the year. */
	joined: number;
	left: number;
	/** Seats taken back here in that time. */
	takenBack: number;
	/** Profiles and models of today that have no earlier position, and so are not in it. */
	notYet: number;
	/** Never added over currencies. */
	saved: SavedLine[];
}

const YEAR_DAYS = 365;
/** The year is counted once a week, by the positions of that week. */
const STEP_DAYS = 7;

/**
 * The year before now, in steps of a week. Each profile and model counts with its newest position
 * of the week until then. Where one has none, the whole of that week is not known.
 *
 * @param now milliseconds since the epoch
 * @returns null without any earlier day: there is nothing to compare with
 */
export function trendOf(
	earlier: readonly TrendRow[],
	positions: readonly PositionFigures[],
	now: number,
): Trend | null {
	const today = dayText(now);
	const from = dayText(now - YEAR_DAYS * DAY_MS);
	const rows = earlier.filter(({ day }) => day >= from && day < today);
	const [first] = rows;
	if (first === undefined) return null;
	const since = rows.reduce((oldest, { day }) => (day < oldest ? day : oldest), first.day);
	const byKey = seriesOf(rows);
	const current = positions.filter(({ kind }) => kind === 'position');
	const known = current.filter(({ profile, model }) => byKey.has(keyOf(profile, model)));
	const ofToday = countsOfToday(known);
	const series = [...byKey].map(([key, rowsOfKey]) => new Series(rowsOfKey, ofToday.has(key)));
	const weeks = weeksOf(stepsBetween(since, today), series);
	const days = [...weeks.map(({ day }) => day), today];
	const changes = [...byKey].flatMap(([key, rowsOfKey]) =>
		changesOf(rowsOfKey, ofToday.get(key), today),
	);
	return {
		points: pointsOf(days, [...weeks.map(sumOf), sumOfToday(known)], changes),
		since,
		joined: sum(changes.map(({ joined }) => joined)),
		left: sum(changes.map(({ left }) => left)),
		takenBack: sum(changes.map(({ takenBack }) => takenBack)),
		notYet: current.length - known.length,
		saved: savedLines(weeks, current),
	};
}

/** The stored rows of one profile and model, the oldest first; the newest one of each day. */
function seriesOf(rows: readonly TrendRow[]): Map<string, TrendRow[]> {
	const byDay = new Map<string, Map<string, TrendRow>>();
	for (const row of rows) {
		const key = keyOf(row.profile, row.model);
		const days = byDay.get(key) ?? new Map<string, TrendRow>();
		const other = days.get(row.day);
		if (other === undefined || row.calculatedAt >= other.calculatedAt) days.set(row.day, row);
		byDay.set(key, days);
	}
	const sorted = new Map<string, TrendRow[]>();
	for (const [key, days] of byDay) {
		sorted.set(
			key,
			[...days.values()].sort((a, b) => (a.day < b.day ? -1 : 1)),
		);
	}
	return sorted;
}

/** The positions of one profile and model over time. */
class Series {
	/** @param isCurrent there is a position of today too */
	constructor(
		private readonly rows: readonly TrendRow[],
		private readonly isCurrent: boolean,
	) {}

	/** True from the first position to the last one: in between it is part of the whole. */
	lives(day: string): boolean {
		const [first, last] = [this.rows[0]?.day ?? '', this.rows.at(-1)?.day ?? ''];
		return first <= day && (this.isCurrent || day <= last);
	}

	/** The newest row until a day, and not before another one. */
	newestUntil(day: string, oldest: string): TrendRow | undefined {
		const { rows } = this;
		let [low, high] = [0, rows.length];
		while (low < high) {
			const middle = Math.floor((low + high) / 2);
			if ((rows[middle]?.day ?? '') <= day) low = middle + 1;
			else high = middle;
		}
		const row = rows[low - 1];
		return row !== undefined && row.day >= oldest ? row : undefined;
	}
}

/** The days at which the whole is counted: every week, back from the day before today. */
function stepsBetween(since: string, today: string): string[] {
	const days: string[] = [];
	const start = Date.parse(since);
	for (let at = Date.parse(today) - DAY_MS; at > start; at -= STEP_DAYS * DAY_MS) {
		days.unshift(dayText(at));
	}
	return [since, ...days];
}

/** What is known of a week. */
interface Week {
	/** The day of its newest row; where nothing is known, its last day. */
	day: string;
	rows: readonly TrendRow[] | null;
}

/** The weeks with their own days, so that a single position is a single point. */
function weeksOf(days: readonly string[], series: readonly Series[]): Week[] {
	const weeks = days.map((day): Week => {
		const rows = rowsOfWeek(day, series);
		if (rows === null) return { day, rows };
		return { day: rows.reduce((last, row) => (row.day > last ? row.day : last), ''), rows };
	});
	return weeks.filter(({ day, rows }, place) => rows === null || weeks[place - 1]?.day !== day);
}

/** A row for each profile and model; null where one of them is not known, or there is none. */
function rowsOfWeek(day: string, series: readonly Series[]): TrendRow[] | null {
	const rows: TrendRow[] = [];
	const oldest = dayText(Date.parse(day) - (STEP_DAYS - 1) * DAY_MS);
	for (const one of series) {
		if (!one.lives(day)) continue;
		const row = one.newestUntil(day, oldest);
		if (row === undefined) return null;
		rows.push(row);
	}
	return rows.length === 0 ? null : rows;
}

function sumOf({ rows }: Week): SeatCount | null {
	if (rows === null) return null;
	const count = { seats: 0, used: 0, idle: 0 };
	for (const { owned, billedQuantity, used, candidates } of rows) {
		count.seats += owned || billedQuantity || used;
		count.used += used;
		count.idle += candidates;
	}
	return count;
}

function sumOfToday(positions: ReadonlyArray<Pick<PositionFigures, 'counts'>>): SeatCount | null {
	if (positions.length === 0) return null;
	const count = { seats: 0, used: 0, idle: 0 };
	for (const { counts } of positions) {
		count.seats += counts.owned || counts.billedQuantity || counts.used;
		count.used += counts.used;
		count.idle += counts.candidates;
	}
	return count;
}

type Counts = Pick<TrendRow, 'used' | 'reclaimed'>;

function countsOfToday(positions: readonly PositionFigures[]): Map<string, Counts> {
	return new Map(positions.map(({ profile, model, counts }) => [keyOf(profile, model), counts]));
}

interface Change {
	day: string;
	joined: number;
	left: number;
	takenBack: number;
}

/** What changed from one position to the next, the step from the last one to today included. */
function changesOf(
	rows: readonly TrendRow[],
	ofToday: Counts | undefined,
	today: string,
): Change[] {
	const all = ofToday === undefined ? rows : [...rows, { ...ofToday, day: today }];
	return all.flatMap(({ day, used, reclaimed }, place) => {
		const before = all[place - 1];
		if (before === undefined) return [];
		const change = used - before.used;
		const takenBack = Math.max(0, reclaimed - before.reclaimed);
		if (change === 0 && takenBack === 0) return [];
		return [{ day, joined: Math.max(0, change), left: Math.max(0, -change), takenBack }];
	});
}

function pointsOf(
	days: readonly string[],
	counts: ReadonlyArray<SeatCount | null>,
	changes: readonly Change[],
): TrendPoint[] {
	const points = days.map(
		(day, place): TrendPoint => ({
			day,
			counted: counts[place] ?? null,
			joined: 0,
			left: 0,
		}),
	);
	for (const { day, joined, left } of changes) {
		const point = points[firstPlace(days, day)];
		if (point === undefined) continue;
		point.joined += joined;
		point.left += left;
	}
	return points;
}

/** The place of the first day that is not before another one. */
function firstPlace(days: readonly string[], day: string): number {
	let [low, high] = [0, days.length];
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if ((days[middle] ?? '') < day) low = middle + 1;
		else high = middle;
	}
	return low;
}

function savedLines(weeks: readonly Week[], positions: readonly PositionFigures[]): SavedLine[] {
	const ofToday = new Map<string, Minor>();
	for (const { currency, amounts } of positions) {
		if (currency === null) continue;
		ofToday.set(currency, (ofToday.get(currency) ?? 0n) + amounts.actualSavingsThisYear);
	}
	return [...ofToday]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([currency, now]) => ({
			currency,
			values: [...weeks.map(({ rows }) => savedIn(currency, rows)), now],
		}));
}

/** The sum of a week; null where a part of it is not known, or nothing had this currency yet. */
function savedIn(currency: string, rows: readonly TrendRow[] | null): Minor | null {
	const ofCurrency = rows?.filter((row) => row.currency === currency) ?? [];
	if (ofCurrency.length === 0) return null;
	let total = 0n;
	for (const { actualSavingsThisYear } of ofCurrency) {
		const amount = readAmount(actualSavingsThisYear);
		if (amount === undefined) return null;
		total += toMinor(amount, currency);
	}
	return total;
}

function keyOf(profile: string | null, model: string | null): string {
	return JSON.stringify([profile ?? '', nameKey(model ?? '')]);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((all, number) => all + number, 0);
}
