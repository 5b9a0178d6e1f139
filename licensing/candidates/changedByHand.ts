import { readTime } from '../times';
import { applyTransition } from './applyTransition';
import { ANSWERS, type Candidate } from './candidate';
import { SET_FIELDS, type HistoryEntry, type SetField } from './history';

const SECOND_MS = 1_000;

/**
 * The candidate with what somebody changed in its row by hand as an entry of its own. A row is made
 * again from its history when something comes late, and what the history does not know would be
 * lost then: a date until when the seat is kept, or until when an answer is awaited.
 *
 * @returns the same candidate where its history explains every field, or cannot: a row of version
 * 0.1.0 does not say what was set
 */
export function withChangesByHand(candidate: Candidate): Candidate {
	const { history } = candidate;
	if (history[0]?.set === undefined) return candidate;
	const changed = SET_FIELDS.filter(
		(field) => !isSame(candidate[field], lastSet(history, field)),
	);
	if (changed.length === 0) return candidate;
	const now = readTime(history.at(-1)?.time);
	if (now === null) return candidate;
	const { answer, ...texts } = candidate;
	const fields: Partial<Candidate> = {};
	for (const field of changed) {
		if (field === 'answer') fields.answer = ANSWERS.find((word) => word === answer) ?? null;
		else fields[field] = texts[field];
	}
	return applyTransition(candidate, { event: 'changedByHand', now, fields });
}

/** A table may write a moment in a form of its own, without what is less than a second. */
function isSame(value: string | null, known: string | null): boolean {
	const [time, knownTime] = [readTime(value), readTime(known)];
	if (time === null || knownTime === null) return value === known;
	return Math.abs(time - knownTime) < SECOND_MS;
}

/** What the history says last of a field; a new candidate has none of them. */
function lastSet(history: readonly HistoryEntry[], field: SetField): string | null {
	return history.findLast(({ set }) => set?.[field] !== undefined)?.set?.[field] ?? null;
}
