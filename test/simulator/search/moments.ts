import { CqlError } from './cql';

/** A moment as CQL writes it: its first millisecond, and how long a span it names. */
export interface Moment {
	from: number;
	spanMs: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LITERAL = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/;
const NOW = /^now\(\s*(?:([+-]?)(\d+)([ymMwdhn]?))?\s*\)$/;
/** Months and years are counted as 30 and 365 days (I). */
const UNITS: Record<string, number> = {
	y: 365 * DAY_MS,
	M: 30 * DAY_MS,
	w: 7 * DAY_MS,
	d: DAY_MS,
	h: 60 * MINUTE_MS,
	m: MINUTE_MS,
	'': DAY_MS,
};

/**
 * Reads a moment of a query. A date and time is in the searching person's time zone (D); a date
 * alone names the whole day.
 *
 * @throws CqlError when it is none
 */
export function readMoment(text: string, timeZone: string, now: number): Moment {
	const relative = NOW.exec(text);
	if (relative) {
		const sign = relative[1] === '-' ? -1 : 1;
		const offset = Number(relative[2] ?? 0) * (UNITS[relative[3] ?? ''] ?? DAY_MS);
		return { from: now + sign * offset, spanMs: 1 };
	}
	const literal = LITERAL.exec(text);
	if (literal === null) throw new CqlError(`"${text}" is no date.`);
	const [, year, month, day, hour, minute] = literal;
	const local = Date.UTC(
		Number(year),
		Number(month) - 1,
		Number(day),
		Number(hour ?? 0),
		Number(minute ?? 0),
	);
	const spanMs = hour === undefined ? DAY_MS : MINUTE_MS;
	return { from: toUtc(local, timeZone), spanMs };
}

/** The moment at which clocks of the time zone show `local` (given as if it were UTC). */
function toUtc(local: number, timeZone: string): number {
	if (timeZone === 'UTC') return local;
	const guess = local - offsetAt(local, timeZone);
	return local - offsetAt(guess, timeZone);
}

/** Milliseconds by which clocks of the time zone are ahead of UTC. */
function offsetAt(moment: number, timeZone: string): number {
	const parts = formatOf(timeZone).formatToParts(moment);
	const part = (type: Intl.DateTimeFormatPartTypes): number =>
		Number(parts.find((candidate) => candidate.type === type)?.value ?? 0);
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(moment / 1_000) * 1_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
	let format = formats.get(timeZone);
	if (format === undefined) {
		format = new Intl.DateTimeFormat('en-GB', {
			timeZone,
			year: 'numeric',
			month: 'numeric',
			day: 'numeric',
			hour: 'numeric',
			minute: 'numeric',
			second: 'numeric',
			hourCycle: 'h23',
		});
		formats.set(timeZone, format);
	}
	return format;
}
