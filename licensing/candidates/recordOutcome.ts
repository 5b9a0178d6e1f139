import { readTime, toIso } from '../times';
import { applyEvent, coolDownEnd } from './applyEvent';
import type { Candidate } from './candidate';
import { canHappen, isOpen, type CandidateEvent, type State } from './states';

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

/** The events that say that a seat was given back. */
const RESTORES: readonly CandidateEvent[] = ['restored', 'restoredWhileOpen'];

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
	const keepUntil = coolDownEnd(now, coolDownDays);
	if (outcome.outcome === 'restored') return restored(candidate, outcome, keepUntil, now);
	const receiptId = provenReceipt(outcome) ?? candidate.receiptId;
	const event = eventOf(candidate, outcome, receiptId);
	if (event === null) return noteReceipt(candidate, receiptId, outcome, now);
	const completes = event === 'reclaimed' || event === 'goneWithReceipt';
	const fields = completes ? { receiptId, keepUntil: toIso(keepUntil) } : { receiptId };
	return applyEvent(candidate, { event, now, detail: detailOf(outcome), fields });
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
): CandidateEvent | null {
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
): CandidateEvent | null {
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
	return applyEvent(candidate, { event: 'receiptNoted', now, detail: detailOf(outcome), fields });
}

/**
 * Whoever got the seat back is not proposed again at once. A candidate may still be open then: the
 * removal took effect late, or the run that removed never came to record it. Left open it would
 * lead straight to the next removal.
 */
function restored(
	candidate: Candidate,
	outcome: ReclaimOutcome,
	keepUntil: number,
	now: number,
): Candidate | null {
	const detail = detailOf(outcome);
	if (isOpen(candidate.state)) {
		const receiptId = outcome.receiptId ?? candidate.receiptId;
		const fields = { receiptId, keepUntil: toIso(keepUntil) };
		return applyEvent(candidate, { event: 'restoredWhileOpen', now, detail, fields });
	}
	const known = readTime(candidate.keepUntil) ?? 0;
	if (keepUntil <= known || wasRestoredBefore(candidate, outcome)) return null;
	const fields = { keepUntil: toIso(keepUntil) };
	return applyEvent(candidate, { event: 'restored', now, detail, fields });
}

/** A receipt is given back once: its result, recorded again later, prolongs no cool-down. */
function wasRestoredBefore({ history }: Candidate, outcome: ReclaimOutcome): boolean {
	if (outcome.receiptId === null) return false;
	const last = history.findLast(({ event }) => RESTORES.some((restore) => restore === event));
	return last?.cause.endsWith(detailOf(outcome)) ?? false;
}

function detailOf({ outcome, outcomeReason, receiptId }: ReclaimOutcome): string {
	const what = outcomeReason === null ? outcome : `${outcome}/${outcomeReason}`;
	return receiptId === null
		? `Reclaim License: ${what}.`
		: `Reclaim License: ${what}, receipt ${receiptId}.`;
}
