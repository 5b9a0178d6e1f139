import { isEmptyValue, isRow, readText, textOrNull } from '../tableValues';
import { isoOrNull, toIso } from '../times';
import type { CandidateEvent, State } from './states';

/** One change of a candidate. Entries read from a table keep whatever words they hold. */
export interface HistoryEntry {
	/** ISO 8601 in UTC; null when a stored entry holds no readable time. */
	time: string | null;
	/** The row of the table of transitions. */
	event: string | null;
	/** null for the entry that opened the candidate. */
	from: string | null;
	to: string | null;
	/** A sentence that says why. */
	cause: string;
}

/** The entry for a change that happens now (milliseconds since the epoch). */
export function historyEntry(
	event: CandidateEvent,
	time: number,
	from: State | null,
	to: State,
	cause: string,
): HistoryEntry {
	return { time: toIso(time), event, from, to, cause };
}

/**
 * Reads a history from a list or its JSON text.
 *
 * @returns null when something is there that is no list: saving over it would lose it
 */
export function readHistory(value: unknown): HistoryEntry[] | null {
	if (isEmptyValue(value)) return [];
	const list = typeof value === 'string' ? parsed(value) : value;
	return Array.isArray(list) ? list.map(readEntry) : null;
}

function readEntry(entry: unknown): HistoryEntry {
	if (!isRow(entry)) {
		const cause = readText(entry) ?? String(JSON.stringify(entry));
		return { time: null, event: null, from: null, to: null, cause };
	}
	return {
		time: isoOrNull(entry.time),
		event: textOrNull(entry.event),
		from: textOrNull(entry.from),
		to: textOrNull(entry.to),
		cause: readText(entry.cause) ?? '',
	};
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
