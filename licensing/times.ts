/**
 * Moments as this package reads and writes them: ISO 8601 in UTC.
 * An empty or unreadable date is missing (null): never 1970, never now.
 */

/** Milliseconds in one hour. */
export const HOUR_MS = 3_600_000;
/** Milliseconds in one day of 24 hours. */
export const DAY_MS = 24 * HOUR_MS;

const DATE_ONLY = /^(\d{4})-(\d{2})-(\d{2})$/;
const ISO_MOMENT =
	/^(\d{4})-(\d{2})-(\d{2})[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/**
 * Reads a moment from whatever a table, a sheet or the API holds.
 * A date without a time means the end of that day; a time without a zone is UTC.
 *
 * @returns milliseconds since the epoch, or null when the value is empty or not a real date
 */
export function readTime(value: unknown): number | null {
	if (value instanceof Date) return finite(value.getTime());
	if (typeof value !== 'string') return null;
	const text = value.trim();
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

/** Reads a moment and writes it in this package's form; null when it is missing. */
export function isoOrNull(value: unknown): string | null {
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

function finite(time: number): number | null {
	return Number.isFinite(time) ? time : null;
}

/** Date.parse rolls 31 February into March; such a day is none. */
function isRealDay(match: RegExpExecArray): boolean {
	const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
	const date = new Date(Date.UTC(year, month - 1, day));
	return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
