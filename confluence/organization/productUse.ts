import { DAY_MS, laterOf, readTime } from '../../licensing/times';
import type { Fields } from '../http/answers';
import type { ProductUse } from '../../licensing/activity/views';

/** Before this Atlassian had no cloud: an earlier date stands in for "nothing" (I). */
const EARLIEST = Date.UTC(2000, 0, 1);

/** A number is seconds up to here (the year 2286) and milliseconds from `FIRST_MS` on (2001). */
const LAST_SECOND = 1e10;
const FIRST_MS = 1e12;

/**
 * A moment as the organization API writes it (milliseconds since the epoch): ISO 8601 (D), or a
 * number that can only be seconds or only be milliseconds (I). Null for what is empty, unreadable
 * or stands in for "nothing", such as 1970-01-01, 0 or "Never accessed".
 */
export function momentOf(value: unknown): number | null {
	const time = isNumeric(value) ? timeOfNumber(Number(value)) : readTime(value);
	return time === null || time < EARLIEST ? null : time;
}

/**
 * A moment given twice, exactly and as a day (whose end counts). Where the day is a later one by
 * all time zones, it counts: the two disagree, and the later is the safe one.
 */
export function momentAt(fields: Fields, timestamp: string, day: string): number | null {
	const exact = momentOf(fields[timestamp]);
	const endOfDay = momentOf(fields[day]);
	const agrees = exact !== null && endOfDay !== null && endOfDay - exact < 2 * DAY_MS;
	return agrees ? exact : laterOf(exact, endOfDay);
}

function isNumeric(value: unknown): boolean {
	return typeof value === 'number' || (typeof value === 'string' && /^\s*\d+\s*$/.test(value));
}

function timeOfNumber(number: number): number | null {
	if (number < LAST_SECOND) return number * 1_000;
	return number < FIRST_MS || !Number.isFinite(new Date(number).getTime()) ? null : number;
}

/** What cannot be read at all: it may be anything, so it keeps "never" from being said. */
const UNREADABLE: ProductUse = { product: '', resource: '', lastActiveAt: null };

/**
 * One entry of the list of products, in the words of either endpoint (D, M). Nothing here is a
 * fault of the whole answer: what cannot be read is missing, and concerns this person only.
 */
export function readProductUse(entry: unknown): ProductUse {
	if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return UNREADABLE;
	const fields: Readonly<Record<string, unknown>> = { ...entry };
	const exact = momentAt(fields, 'lastActiveTimestamp', 'lastActive');
	return {
		product: textOf(fields.key),
		resource: textOf(fields.id),
		lastActiveAt: exact ?? momentAt(fields, 'last_active_timestamp', 'last_active'),
	};
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : '';
}
