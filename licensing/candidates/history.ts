import { isEmptyValue, isRow, readText, textOrNull, type Row } from '../tableValues';
import { isoOrNull } from '../times';

/** The fields of a candidate that a change may set beside the state. */
export const SET_FIELDS = [
	'notifiedAt',
	'dueAt',
	'answer',
	'answeredBy',
	'justification',
	'keepUntil',
	'receiptId',
] as const;
export type SetField = (typeof SET_FIELDS)[number];

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
	/** The event that the change came from; missing where a run found it out itself. */
	eventId?: string;
	/**
	 * What it set, so that the row can be made again from its history. The entry that opened a
	 * candidate always has it; rows of version 0.1.0 have none.
	 */
	set?: Partial<Record<SetField, string | null>>;
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
	const eventId = textOrNull(entry.eventId);
	return {
		time: isoOrNull(entry.time),
		event: textOrNull(entry.event),
		from: textOrNull(entry.from),
		to: textOrNull(entry.to),
		cause: readText(entry.cause) ?? '',
		...(eventId === null ? {} : { eventId }),
		...(isRow(entry.set) ? { set: readSet(entry.set) } : {}),
	};
}

function readSet(row: Row): HistoryEntry['set'] {
	const set: HistoryEntry['set'] = {};
	for (const field of SET_FIELDS) {
		if (Object.hasOwn(row, field)) set[field] = textOrNull(row[field]);
	}
	return set;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
