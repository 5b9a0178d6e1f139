import { isEmptyValue, visible } from './tableValues';

/**
 * Moments as this package reads and writes them: ISO 8601 in UTC.
 * An empty or unreadable date is missing (null): never 1970, never now. So is a stand-in for
 * "nothing", such as 1970-01-01 or 0001-01-01.
 */

/** Milliseconds in one hour. */
export const HOUR_MS = 3_600_000;
/** Milliseconds in one day of 24 hours. */
export const DAY_MS = 24 * HOUR_MS;

/**
 * Nothing in this package happened earlier: Confluence came out in 2004. Machines write earlier
 * dates for "nothing": the day zero of databases, sheets and languages lies in 0001, 1601, 1899,
 * 1900, 1904, 1970, 1980, 2000 or 2001, and a time zone moves it by a day.
 */
export const EARLIEST_TIME = Date.UTC(2004, 0, 1);

/** The date that databases write for none. */
const ZERO_DATE = /^0000-00-00(?!\d)/;
const DATE_ONLY = /^(\d{4})-(\d{2})-(\d{2})$/;
const ISO_MOMENT =
	/^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a moment from whatever a table, a sheet or the API holds.
 * A date without a time means the end of that day; a time without a zone is UTC.
 *
 * @returns milliseconds since the epoch, or null when the value is empty, not a real date or a
 * stand-in for none
 */
export function readTime(value: unknown): number | null {
	const time = anyTime(value);
	return time === null || time < EARLIEST_TIME ? null : time;
}

/**
 * True where no date was given: an empty cell, zero, or a stand-in such as 1970-01-01. What else
 * `readTime` cannot read was meant as a date, and whoever reads it has to take the safe side.
 */
export function isMissingTime(value: unknown): boolean {
	if (isEmptyValue(value) || value === 0) return true;
	if (typeof value === 'string' && (Number(value) === 0 || ZERO_DATE.test(value.trim()))) {
		return true;
	}
	const time = anyTime(value);
	return time !== null && time < EARLIEST_TIME;
}

/** A date that somebody may have set: a broken one is not the same as none. */
export type GivenTime = { kind: 'none' } | { kind: 'unreadable' } | { kind: 'time'; time: number };

const NO_TIME: GivenTime = { kind: 'none' };
const UNREADABLE: GivenTime = { kind: 'unreadable' };

/** Reads such a date; a stand-in for none is none. */
export function givenTime(value: unknown): GivenTime {
	if (isMissingTime(value)) return NO_TIME;
	const time = readTime(value);
	return time === null ? UNREADABLE : { kind: 'time', time };
}

/** True for a date after the moment, and for one that cannot be read: in doubt a seat is kept. */
export function mayBeAfter(given: GivenTime, now: number): boolean {
	return given.kind === 'unreadable' || (given.kind === 'time' && given.time > now);
}

function anyTime(value: unknown): number | null {
	if (value instanceof Date) return finite(value.getTime());
	if (typeof value !== 'string') return null;
	const text = visible(value).trim();
	const day = DATE_ONLY.exec(text);
	if (day) return isRealDay(day) ? finite(Date.parse(`${text}T23:59:59.999Z`)) : null;
	const moment = ISO_MOMENT.exec(text);
	if (!moment || !isRealDay(moment)) return null;
	const zone = moment[7] === undefined ? 'Z' : '';
	return finite(Date.parse(text.replace(' ', 'T').replace(/\s+/g, '') + zone));
}

/** The moment in the form that this package writes, or null for a missing one. */
export function toIso(time: number | null): string | null {
	return time === null ? null : new Date(time).toISOString();
}

/** The form that this package writes, on days that every month has: it needs no reading. */
const OWN_FORM =
	/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;
const EARLIEST = new Date(EARLIEST_TIME).toISOString();

/** Reads a moment and writes it in this package's form; null when it is missing. */
export function isoOrNull(value: unknown): string | null {
	if (typeof value === 'string' && OWN_FORM.test(value)) return value < EARLIEST ? null : value;
	return toIso(readTime(value));
}

/** Whole 24-hour spans between two moments (milliseconds); negative when `from` lies later. */
export function wholeDaysBetween(from: number, to: number): number {
	return Math.floor((to - from) / DAY_MS);
}

/** The later of two moments that may be missing. */
export function laterOf(a: number | null, b: number | null): number | null {
	if (a === null) return b;
	if (b === null) return a;
	return Math.max(a, b);
}

/** The later of two moments in ISO 8601: a promise to keep a seat is never cut short. */
export function laterMoment(known: string | null, other: string | null): string | null {
	return (readTime(other) ?? 0) > (readTime(known) ?? 0) ? other : known;
}

function finite(time: number): number | null {
	return Number.isFinite(time) ? time : null;
}

/** Date.parse rolls 31 February into March; such a day is none. */
function isRealDay(match: RegExpExecArray): boolean {
	const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** The day of a moment in ISO 8601, such as 2026-01-31. */
export function dayOf(moment: string | null): string {
	return moment === null ? 'an unknown day' : moment.slice(0, 10);
}

/** The moment to the minute, such as 2026-01-31 06:00 UTC. */
export function minuteOf(moment: string | null): string {
	return moment === null ? 'an unknown time' : `${dayOf(moment)} ${moment.slice(11, 16)} UTC`;
}

/** A number of days in words. */
export function days(count: number): string {
	return count === 1 ? '1 day' : `${count} days`;
}
