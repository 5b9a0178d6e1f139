import { laterMoment, readTime, toIso } from '../times';
import { applyTransition, coolDownEnd, type Happening } from './applyTransition';
import type { Candidate } from './candidate';
import { receiptEventId } from './events';
import { givenBack, isKeptByAnswer, lastGivenBack, removed } from './seatChanges';
import { canHappen, isOpen, type TransitionName, type State } from './states';

/** What Reclaim License says about one person. */
export interface ReclaimOutcome {
	outcome: string;
	outcomeReason: string | null;
	/**
	 * The state that Reclaim License proposes; null: the state stays; undefined: it says nothing,
	 * and the outcome alone decides.
	 */
	nextState: State | null | undefined;
	receiptId: string | null;
	/** How far the receipt has come; a receipt that is only planned proves no removal. */
	receiptState?: string | null;
}

/** Where an outcome leads that names no next state. */
function defaultNextState({ outcome, outcomeReason }: ReclaimOutcome): State | null {
	if (outcome === 'reclaimed') return 'Closed Complete';
	const failed = outcome === 'failed' && outcomeReason !== 'notVerified';
	return failed ? 'Attention Required' : null;
}

/** Outcomes of dry runs: nothing happened to the seat. */
const DRY_OUTCOMES: readonly string[] = ['wouldReclaim', 'wouldRestore'];

/**
 * Records what Reclaim License did for a candidate.
 *
 * @param settings `now` in milliseconds since the epoch; `coolDownDays` for which a person who
 * lost or got back the seat is not proposed again
 * @returns null when nothing changes: a dry run, a skip that leaves the state, a repeated result
 */
export function recordOutcome(
	candidate: Candidate,
	outcome: ReclaimOutcome,
	{ now, coolDownDays }: { now: number; coolDownDays: number },
): Candidate | null {
	if (DRY_OUTCOMES.includes(outcome.outcome)) return null;
	const keepUntil = toIso(coolDownEnd(now, coolDownDays));
	if (outcome.outcome === 'restored') return restored(candidate, outcome, keepUntil, now);
	if (isBackAlready(candidate, outcome)) {
		const late = { ...outcome, outcome: 'restored', outcomeReason: null };
		return restored(candidate, late, keepUntil, now);
	}
	const proven = provenReceipt(outcome);
	const receiptId = proven ?? candidate.receiptId;
	if (proven !== null && tookSomething(outcome) && isKeptByAnswer(candidate)) {
		const news = { receiptId, keepUntil, now, detail: detailOf(outcome) };
		return happened(candidate, removed(candidate, news), outcome);
	}
	const event = eventOf(candidate, outcome, receiptId);
	if (event === null) return noteReceipt(candidate, receiptId, outcome, now);
	const completes = event === 'reclaimed' || event === 'goneWithReceipt';
	const fields = completes
		? { receiptId, keepUntil: laterMoment(candidate.keepUntil, keepUntil) }
		: { receiptId };
	const detail = detailOf(outcome);
	return happened(candidate, { event, now, detail, fields }, outcome);
}

/** The same result, told as an event too, is one event. */
function happened(
	candidate: Candidate,
	happening: Happening | null,
	{ outcome, receiptId }: ReclaimOutcome,
): Candidate | null {
	if (happening === null) return null;
	const isTold = outcome === 'reclaimed' || outcome === 'restored';
	const eventId = isTold && receiptId !== null ? receiptEventId(receiptId, outcome) : undefined;
	const isHeard = candidate.history.some((entry) => entry.eventId === eventId);
	if (eventId !== undefined && isHeard) return null;
	return applyTransition(candidate, { ...happening, eventId });
}

/** Reasons that say, of one receipt, that its person has everything that it names. */
const BACK_REASONS: readonly string[] = ['alreadyRestored', 'nothingGone'];

/**
 * True where a seat that is to be given back is back: the run that gave it back died before it could
 * record it, or an administrator was faster. Only what is said of its own receipt counts.
 */
function isBackAlready(
	{ state, receiptId }: Candidate,
	{ outcomeReason, ...said }: ReclaimOutcome,
): boolean {
	if (state !== 'Awaiting Give Back' || receiptId === null) return false;
	if (said.receiptId !== receiptId) return false;
	if (said.receiptState === 'restored') return true;
	return outcomeReason !== null && BACK_REASONS.includes(outcomeReason);
}

/**
 * A removal that is not verified may have taken the seat too, and so did one that was begun, although
 * nothing goes on with it: its receipt says so.
 */
function tookSomething({ outcome, receiptState }: ReclaimOutcome): boolean {
	const isBegun = receiptState === 'partial' || receiptState === 'done';
	return outcome === 'reclaimed' || outcome === 'failed' || isBegun;
}

/**
 * The receipt of something that was removed, or may have been: a removal that is not verified can
 * still take effect. Only with such a receipt may a person who is gone count as taken back here.
 */
function provenReceipt({ outcomeReason, receiptId, receiptState }: ReclaimOutcome): string | null {
	return receiptState === 'planned' && outcomeReason !== 'notVerified' ? null : receiptId;
}

function eventOf(
	{ state }: Candidate,
	outcome: ReclaimOutcome,
	receiptId: string | null,
): TransitionName | null {
	const wanted = targetOf(outcome);
	if (wanted === null || wanted === state || !isOpen(state)) return null;
	const event = eventTowards(wanted, outcome, receiptId, state);
	return event !== null && canHappen(event, state) ? event : null;
}

/** A seat that was taken back is taken back, even where no next state is named. */
function targetOf(outcome: ReclaimOutcome): State | null {
	const stays = outcome.nextState === null && outcome.outcome !== 'reclaimed';
	return stays ? null : (outcome.nextState ?? defaultNextState(outcome));
}

function eventTowards(
	wanted: State,
	{ outcome, outcomeReason }: ReclaimOutcome,
	receiptId: string | null,
	state: State,
): TransitionName | null {
	switch (wanted) {
		case 'Closed Complete':
			if (outcome === 'reclaimed' && state === 'Awaiting Revocation') return 'reclaimed';
			return receiptId === null ? 'goneWithoutReceipt' : 'goneWithReceipt';
		case 'Closed Skipped':
			return receiptId === null ? 'goneWithoutReceipt' : 'goneWithReceipt';
		case 'Closed Canceled':
			return outcomeReason === 'activeAgain' ? 'activitySeen' : 'excluded';
		case 'Attention Required':
			return 'reclaimFailed';
		default:
			return null;
	}
}

/** A receipt is never lost, whatever state the candidate is in. */
function noteReceipt(
	candidate: Candidate,
	receiptId: string | null,
	outcome: ReclaimOutcome,
	now: number,
): Candidate | null {
	if (receiptId === candidate.receiptId) return null;
	const fields = { receiptId };
	const detail = detailOf(outcome);
	return happened(candidate, { event: 'receiptNoted', now, detail, fields }, outcome);
}

/** A receipt is given back once: its result, recorded again later, prolongs no cool-down. */
function restored(
	candidate: Candidate,
	outcome: ReclaimOutcome,
	keepUntil: string | null,
	now: number,
): Candidate | null {
	const { receiptId } = outcome;
	const detail = detailOf(outcome);
	const isOver = !isOpen(candidate.state);
	if (isOver && receiptId !== null && lastGivenBack(candidate)?.cause.endsWith(detail))
		return null;
	// A run has one moment, and its person may have chosen to keep the seat after that: what answers
	// a keep comes after it, so that the row made anew in order of time is the same.
	const heardAt = readTime(candidate.history.at(-1)?.time) ?? now;
	const news = { receiptId, keepUntil, now: Math.max(now, heardAt), detail };
	return happened(candidate, givenBack(candidate, news), outcome);
}

function detailOf({ outcome, outcomeReason, receiptId }: ReclaimOutcome): string {
	const what = outcomeReason === null ? outcome : `${outcome}/${outcomeReason}`;
	return receiptId === null
		? `Reclaim License: ${what}.`
		: `Reclaim License: ${what}, receipt ${receiptId}.`;
}
