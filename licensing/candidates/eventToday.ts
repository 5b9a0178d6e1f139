import type { ReasonCode } from '../exclusions/reasons';
import type { PersonRow } from '../person';
import { laterMoment, mayBeAfter, toIso } from '../times';
import { coolDownEnd, type Happening } from './applyTransition';
import { judgementOf, type Candidate, type TrackSettings } from './candidate';
import { isLive, MODES, type Mode } from './modes';
import { isSilent } from './notices';

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
 * What today's evaluation means for an open candidate; null when it stays as it is. No silence is
 * counted of a person who is retained because something is not known, nor in a mode that asks nobody
 * and takes nothing back.
 */
export function eventToday(
	candidate: Candidate,
	person: PersonRow | null,
	today: Today,
): Happening | null {
	const { now, kept } = today;
	// The seat is gone, and a look that is older than the removal tells nothing: only a restore ends it.
	if (candidate.state === 'Awaiting Give Back') return null;
	if (person === null) return today.goneIsCertain ? gone(candidate, today) : null;
	const detail = person.reason;
	const fields = judgementOf(person, candidate);
	if (person.decision === 'excluded') return { event: 'excluded', now, detail, fields };
	if (wasActive(person)) return { event: 'activitySeen', now, detail, fields };
	if (isUnaskedIn(today.settings.mode, candidate)) return { event: 'modeChanged', now, fields };
	const counts = candidate.state === 'Awaiting User' && isLive(today.settings.mode);
	if (!counts || !isSilent(candidate, now) || !isProposedToday(person, kept, now)) return null;
	return { event: 'silence', now, detail: `It was ${candidate.dueAt}.`, fields };
}

/**
 * True in a live mode that asks or decides first, for a candidate about whom nobody was asked and
 * nobody decided: it waits for its removal only because the profile took seats back by itself.
 */
function isUnaskedIn(mode: Mode, { state, history }: Candidate): boolean {
	if (!isLive(mode) || state !== 'Awaiting Revocation') return false;
	if (MODES[mode].opens.withEmail === 'foundForRevocation') return false;
	const ways = history.filter(
		({ from, to }) => to === 'Awaiting Revocation' && from !== 'Awaiting Revocation',
	);
	return ways.at(-1)?.event === 'foundForRevocation';
}

/** True when today's evaluation proposes the person and nothing keeps the seat. */
export function isProposedToday(person: PersonRow, kept: boolean, now: number): boolean {
	return person.decision === 'candidate' && !kept && !mayBeAfter(person.keepUntil, now);
}

/** Of two rows of one person the one that protects the seat more counts. */
export function moreProtective(a: PersonRow, b: PersonRow): PersonRow {
	return protection(b) > protection(a) ? b : a;
}

function protection(person: PersonRow): number {
	if (person.decision === 'excluded') return 3;
	if (wasActive(person)) return 2;
	return person.decision === 'candidate' ? 0 : 1;
}

/** The one reason to retain somebody that closes a candidate. */
const ACTIVE: ReasonCode = 'active';

/** True when the person is retained because activity was seen. */
function wasActive({ decision, reasonCode }: PersonRow): boolean {
	return decision === 'retained' && reasonCode === ACTIVE;
}

function gone({ receiptId, keepUntil: known }: Candidate, { settings, now }: Today): Happening {
	if (receiptId === null) return { event: 'goneWithoutReceipt', now };
	const keepUntil = laterMoment(known, toIso(coolDownEnd(now, settings.coolDownDays)));
	return {
		event: 'goneWithReceipt',
		now,
		detail: `The receipt is ${receiptId}.`,
		fields: { keepUntil },
	};
}
