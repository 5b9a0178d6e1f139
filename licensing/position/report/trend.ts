import { DAY_MS } from '../../times';
import { dayText } from '../billing';
import { nameKey } from '../models';
import type { TrendRow } from '../trendRows';
import type { PositionFigures } from '../position';

/** Seats of all profiles and models on one day. */
export interface TrendPoint {
	/** An ISO date. */
	day: string;
	/** Bought, or billed where nothing was bought. */
	seats: number;
	used: number;
	idle: number;
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
	/** Of those that left, seats taken back here. */
	takenBack: number;
	/** Profiles and models of today that have no earlier position, and so are not in it. */
	notYet: number;
}

const YEAR_DAYS = 365;
const STEP_DAYS = 7;
/** A profile that has not been counted for so long is no longer part of the whole. */
const FORGOTTEN_DAYS = 45;

type Counted = Pick<TrendPoint, 'seats' | 'used' | 'idle'> & { reclaimed: number };

/**
 * The year before now, in steps of a week. Each profile and model counts with its newest position
 * of the time until then, so that a day without a position leaves no gap.
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
	const series = [...byKey.values()];
	const current = positions.filter(({ kind }) => kind === 'position');
	const known = current.filter(({ profile, model }) => byKey.has(keyOf(profile, model)));
	const points = stepsBetween(since, today).map((day) => pointAt(day, series));
	const latest = seriesOfToday(today, known);
	const changes = [...byKey].map(([key, one]) => changesOf([...one, ...(latest.get(key) ?? [])]));
	return {
		points: [...points, pointOfToday(today, known)],
		since,
		joined: sum(changes.map(({ joined }) => joined)),
		left: sum(changes.map(({ left }) => left)),
		takenBack: sum(changes.map(({ takenBack }) => takenBack)),
		notYet: current.length - known.length,
	};
}

/** The positions of one profile and model by day, the oldest first; one for each day. */
type Series = Array<[day: string, counted: Counted]>;

function seriesOf(rows: readonly TrendRow[]): Map<string, Series> {
	const byDay = new Map<string, Map<string, Counted>>();
	for (const row of rows) {
		const key = keyOf(row.profile, row.model);
		const days = byDay.get(key) ?? new Map<string, Counted>();
		days.set(row.day, {
			seats: row.owned || row.billedQuantity || row.used,
			used: row.used,
			idle: row.candidates,
			reclaimed: row.reclaimed,
		});
		byDay.set(key, days);
	}
	const sorted = new Map<string, Series>();
	for (const [key, days] of byDay) {
		sorted.set(
			key,
			[...days].sort(([a], [b]) => (a < b ? -1 : 1)),
		);
	}
	return sorted;
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

function pointAt(day: string, series: readonly Series[]): TrendPoint {
	const point = { day, seats: 0, used: 0, idle: 0 };
	const oldest = dayText(Date.parse(day) - FORGOTTEN_DAYS * DAY_MS);
	for (const one of series) {
		const newest = newestUntil(one, day);
		if (newest === undefined || newest[0] < oldest) continue;
		const [, { seats, used, idle }] = newest;
		point.seats += seats;
		point.used += used;
		point.idle += idle;
	}
	return point;
}

function newestUntil(series: Series, day: string): Series[number] | undefined {
	let [low, high] = [0, series.length];
	while (low < high) {
		const middle = Math.floor((low + high) / 2);
		if ((series[middle]?.[0] ?? '') <= day) low = middle + 1;
		else high = middle;
	}
	return series[low - 1];
}

function pointOfToday(
	day: string,
	positions: ReadonlyArray<Pick<PositionFigures, 'counts'>>,
): TrendPoint {
	const point = { day, seats: 0, used: 0, idle: 0 };
	for (const { counts } of positions) {
		point.seats += counts.owned || counts.billedQuantity || counts.used;
		point.used += counts.used;
		point.idle += counts.candidates;
	}
	return point;
}

/** What is calculated today, so that the step since the last earlier day counts too. */
function seriesOfToday(today: string, positions: readonly PositionFigures[]): Map<string, Series> {
	return new Map(
		positions.map(({ profile, model, counts }) => {
			const { seats, used, idle } = pointOfToday(today, [{ counts }]);
			return [
				keyOf(profile, model),
				[[today, { seats, used, idle, reclaimed: counts.reclaimed }]],
			];
		}),
	);
}

function changesOf(series: Series): { joined: number; left: number; takenBack: number } {
	const changes = { joined: 0, left: 0, takenBack: 0 };
	for (const [place, [, counted]] of series.entries()) {
		const before = series[place - 1]?.[1];
		if (before === undefined) continue;
		const change = counted.used - before.used;
		if (change > 0) changes.joined += change;
		else changes.left -= change;
		changes.takenBack += Math.max(0, counted.reclaimed - before.reclaimed);
	}
	return changes;
}

function keyOf(profile: string | null, model: string | null): string {
	return JSON.stringify([profile ?? '', nameKey(model ?? '')]);
}

function sum(numbers: readonly number[]): number {
	return numbers.reduce((all, number) => all + number, 0);
}
