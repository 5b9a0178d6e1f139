import { laterMoment } from '../times';
import type { Happening } from './applyTransition';
import type { Candidate } from './candidate';
import type { HistoryEntry } from './history';
import { isOpen, type TransitionName } from './states';

/** The transitions by which an approval keeps the seat; any other agrees that it is taken back. */
const KEPT_BY_APPROVAL: readonly TransitionName[] = ['keepApproved', 'kept', 'keepNoted'];

/** True where the person's own wish, approved or not yet refused, keeps the seat. */
export function isKeptByAnswer({ state, answer, history }: Candidate): boolean {
	if (state === 'Awaiting Approval') return answer === 'keep';
	if (state !== 'Closed Skipped') return false;
	const approval = () => history.some(({ event }) => isOneOf(KEPT_BY_APPROVAL, event));
	return answer === 'keep' || (answer === 'approve' && approval());
}

function isOneOf(names: readonly TransitionName[], event: string | null): boolean {
	return names.some((name) => name === event);
}

/** True where a receipt says that something was removed, and nothing that it was given back. */
export function isOwedBack(candidate: Candidate): boolean {
	return candidate.receiptId !== null && lastGivenBack(candidate) === undefined;
}

/** A removal, or a seat given back, with its receipt. */
export interface ReceiptNews {
	receiptId: string | null;
	/** Until when the person is not proposed again. */
	keepUntil: string | null;
	/** Milliseconds since the epoch. */
	now: number;
	detail?: string;
}

/** What a seat that was taken back means: where its person had kept it, it is to be given back. */
export function removed(candidate: Candidate, news: ReceiptNews): Happening | null {
	const { receiptId, now, detail = `The receipt is ${receiptId}.` } = news;
	const isKnown = receiptId === candidate.receiptId;
	// A removal that was only begun when its person chose to keep the seat may end later.
	const isOwed = isKeptByAnswer(candidate) && !(isKnown && !isOwedBack(candidate));
	if (isKnown && !isOpen(candidate.state) && !isOwed) return null;
	if (isOwed) {
		const keepUntil = candidate.keepUntil ?? news.keepUntil;
		return { event: 'takenThoughKept', now, detail, fields: { receiptId, keepUntil } };
	}
	const fields = { receiptId, keepUntil: laterMoment(candidate.keepUntil, news.keepUntil) };
	if (candidate.state === 'Awaiting Revocation')
		return { event: 'reclaimed', now, detail, fields };
	if (isOpen(candidate.state) && candidate.state !== 'Awaiting Give Back') {
		return { event: 'goneWithReceipt', now, detail, fields };
	}
	if (isKnown) return null;
	return { event: 'receiptNoted', now, detail, fields: { receiptId } };
}

/** The transitions that say that a seat was given back. */
const GIVEN_BACK: readonly TransitionName[] = ['restored', 'restoredWhileOpen'];

/** Where the history says last that the seat was given back. */
export function lastGivenBack({ history }: Candidate): HistoryEntry | undefined {
	return history.findLast(({ event }) => isOneOf(GIVEN_BACK, event));
}

/**
 * Whoever got the seat back is not proposed again at once. A candidate may still be open then: the
 * removal took effect late, or the run that removed never came to record it. Left open it would
 * lead straight to the next removal.
 */
export function givenBack(candidate: Candidate, news: ReceiptNews): Happening | null {
	const { now, detail = `The receipt is ${news.receiptId}.` } = news;
	const keepUntil = laterMoment(candidate.keepUntil, news.keepUntil);
	if (isOpen(candidate.state)) {
		const receiptId = news.receiptId ?? candidate.receiptId;
		return { event: 'restoredWhileOpen', now, detail, fields: { receiptId, keepUntil } };
	}
	if (keepUntil === candidate.keepUntil) return null;
	return { event: 'restored', now, detail, fields: { keepUntil } };
}
