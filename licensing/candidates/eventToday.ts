import { toIso } from '../times';
import type { Happening } from './applyEvent';
import type { Candidate } from './candidate';
import { coolDownEnd } from './coolDown';
import { judgementOf, wasActive, type EvaluatedPerson } from './evaluatedPerson';
import { isSilent } from './notices';
import type { TrackSettings } from './settings';

/** What is known today, beside the evaluation, about the person of a candidate. */
export interface Today {
	settings: TrackSettings;
	/** Whether an answer or a cool-down keeps the seat beyond now. */
	kept: boolean;
	/** Whether everybody of the profile could be read, so that a missing person is gone. */
	goneIsCertain: boolean;
	/** Milliseconds since the epoch. */
	now: number;
}

/**
 * What today's evaluation means for an open candidate; null when it stays as it is. A person
 * who is retained because something is not known stays as they are: no silence is counted.
 */
export function eventToday(
	candidate: Candidate,
	person: EvaluatedPerson | null,
	today: Today,
): Happening | null {
	const { now, kept } = today;
	if (person === null) return today.goneIsCertain ? gone(candidate, today) : null;
	const detail = person.reason;
	const fields = judgementOf(person, candidate);
	if (person.verdict === 'excluded') return { event: 'excluded', now, detail, fields };
	if (wasActive(person)) return { event: 'activitySeen', now, detail, fields };
	const silent = candidate.state === 'Awaiting User' && isSilent(candidate, now);
	if (!silent || !isProposedToday(person, kept, now)) return null;
	return { event: 'silence', now, detail: `It was ${candidate.dueAt}.`, fields };
}

/** True when today's evaluation proposes the person and nothing keeps the seat. */
export function isProposedToday(person: EvaluatedPerson, kept: boolean, now: number): boolean {
	return person.verdict === 'candidate' && !kept && (person.keepUntil ?? now) <= now;
}

function gone({ receiptId }: Candidate, { settings, now }: Today): Happening {
	if (receiptId === null) return { event: 'goneWithoutReceipt', now };
	const keepUntil = toIso(coolDownEnd(now, settings.coolDownDays));
	return { event: 'goneWithReceipt', now, detail: `It is ${receiptId}.`, fields: { keepUntil } };
}
