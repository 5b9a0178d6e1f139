import { DAY_MS, readTime, toIso } from '../times';
import { coolDownEnd, type Happening } from './applyTransition';
import type { Candidate, TrackSettings } from './candidate';
import { EVENT_KINDS, isOfPerson, type CandidateEvent, type EventKind } from './events';
import type { HistoryEntry } from './history';
import { isNoticeConfirmed } from './notices';
import { isOpen, type TransitionName } from './states';

/** What decides where an event leads. */
export type EventSettings = Pick<
	TrackSettings,
	'approveKeep' | 'coolDownDays' | 'daysBeforeAutoReclaim'
>;

/** An event with its moment read: milliseconds since the epoch. */
interface Told {
	event: CandidateEvent;
	at: number;
}

type Effect = (candidate: Candidate, told: Told, settings: EventSettings) => Happening | null;

/** What each kind of event means for a candidate; null where it changes nothing. */
const EFFECTS: Record<EventKind, Effect> = {
	noticeSent: (candidate, { event, at }, settings) => {
		if (candidate.state !== 'Awaiting User' || isNoticeConfirmed(candidate)) return null;
		const dueAt = event.until ?? toIso(at + settings.daysBeforeAutoReclaim * DAY_MS);
		const fields = { notifiedAt: toIso(at), dueAt };
		return { event: 'noticeSent', now: at, detail: `It ends on ${dueAt}.`, fields };
	},
	noticeFailed: (candidate, told) =>
		isNoticeConfirmed(candidate) ? null : noticeFailed(candidate, told),
	reminderSent: (candidate, { at }) => {
		if (candidate.state !== 'Awaiting User' || !isNoticeConfirmed(candidate)) return null;
		const fields = { remindersSent: candidate.remindersSent + 1 };
		return { event: 'reminderSent', now: at, fields };
	},
	reminderFailed: noticeFailed,
	keep: kept,
	release: (candidate, told) => answered(candidate, told, RELEASED[candidate.state]),
	approve: (candidate, told, settings) => {
		if (candidate.state !== 'Awaiting Approval') {
			return answered(candidate, told, APPROVED[candidate.state]);
		}
		return answered(candidate, told, 'keepApproved', keepUntil(told, settings));
	},
	reject: (candidate, told) => answered(candidate, told, REJECTED[candidate.state]),
	reclaimed: (candidate, { event, at }, { coolDownDays }) =>
		event.receiptId === null
			? null
			: removed(candidate, {
					receiptId: event.receiptId,
					keepUntil: toIso(coolDownEnd(at, coolDownDays)),
					now: at,
				}),
	restored: (candidate, { event, at }, { coolDownDays }) =>
		givenBack(candidate, {
			receiptId: event.receiptId,
			keepUntil: toIso(coolDownEnd(at, coolDownDays)),
			now: at,
		}),
	told: (_candidate, { at }) => ({ event: 'told', now: at }),
};

/** In which states a release, an approval and a rejection count, and as what. */
type Counting = Partial<Record<Candidate['state'], TransitionName>>;
const DECIDES: Counting = { Ready: 'reclaimDecided', 'Attention Required': 'reclaimDecided' };
const RELEASED: Counting = { ...DECIDES, 'Awaiting User': 'released' };
const APPROVED: Counting = DECIDES;
const REJECTED: Counting = { 'Awaiting Approval': 'keepRejected' };

/** What an event means for the candidate as it is; null where it changes nothing. */
export function happeningOf(
	candidate: Candidate,
	event: CandidateEvent,
	settings: EventSettings,
): Happening | null {
	const told = { event, at: momentOf(event) };
	const happening = EFFECTS[event.event](candidate, told, settings);
	return happening === null ? null : { ...happening, eventId: event.eventId };
}

/** The entry for an event that changes nothing: it was heard all the same. */
export function notedOnly(event: CandidateEvent): Happening {
	const { sentence } = EVENT_KINDS[event.event];
	const detail = event.by === null ? sentence : `${sentence} (${event.by})`;
	return { event: 'noted', now: momentOf(event), detail, eventId: event.eventId };
}

/** When an event happened, in milliseconds since the epoch. */
export function momentOf({ at }: CandidateEvent): number {
	return readTime(at) ?? 0;
}

function noticeFailed({ state }: Candidate, { event, at }: Told): Happening | null {
	if (state !== 'Awaiting User') return null;
	const detail = event.comment ?? undefined;
	return { event: 'noticeFailed', now: at, detail, fields: { dueAt: null } };
}

/**
 * A keep wins: over silence, a release and a decision, whatever came first, and over a removal that
 * did not know of it. Only who has to approve it can refuse it, once.
 */
function kept(candidate: Candidate, told: Told, settings: EventSettings): Happening | null {
	if (rejectionOf(candidate) !== undefined) return null;
	const { state } = candidate;
	const until = keepUntil(told, settings);
	switch (state) {
		case 'Awaiting Approval':
		case 'Awaiting Give Back':
			return null;
		case 'Closed Complete':
			return candidate.receiptId === null || wasGivenBack(candidate)
				? null
				: answered(candidate, told, 'keptTooLate', until);
		case 'Closed Skipped':
		case 'Closed Canceled':
			return isKeptByAnswer(candidate) ? null : answered(candidate, told, 'keepNoted', until);
		default: {
			const needsApproval = settings.approveKeep && told.event.until === null;
			return needsApproval
				? answered(candidate, told, 'keepRequested')
				: answered(candidate, told, 'kept', until);
		}
	}
}

/** Until when the seat is kept: as it was promised, else for the cool-down. */
function keepUntil({ event, at }: Told, { coolDownDays }: EventSettings): string | null {
	return event.until ?? toIso(coolDownEnd(at, coolDownDays));
}

/** An answer that counts, with who gave it; the person's own words are the justification. */
function answered(
	candidate: Candidate,
	{ event: said, at }: Told,
	event: TransitionName | undefined,
	until: string | null = null,
): Happening | null {
	if (event === undefined) return null;
	const { event: answer, by, comment } = said;
	if (answer !== 'keep' && answer !== 'release' && answer !== 'approve' && answer !== 'reject') {
		return null;
	}
	const speaker = by === null ? 'Answer' : `Answer of ${by}`;
	return {
		event,
		now: at,
		detail: comment === null ? `${speaker}: ${answer}.` : `${speaker}: ${answer}. "${comment}"`,
		fields: {
			answer,
			answeredBy: by,
			justification: (isOfPerson(answer) ? comment : null) ?? candidate.justification,
			keepUntil: laterOf(candidate.keepUntil, until),
		},
	};
}

/** Of two moments the later one: a promise to keep a seat is never cut short. */
function laterOf(known: string | null, until: string | null): string | null {
	return (readTime(until) ?? 0) > (readTime(known) ?? 0) ? until : known;
}

/** The transition after which a person's own "keep" counts no more. */
export const REJECTION = 'keepRejected' satisfies TransitionName;

/** Where the history says that the wish to keep the seat was rejected. */
export function rejectionOf({ history }: Candidate): HistoryEntry | undefined {
	return history.findLast(({ event }) => event === REJECTION);
}

/** True where the person's own wish, approved or not yet refused, keeps the seat. */
export function isKeptByAnswer({ state, answer }: Candidate): boolean {
	if (state === 'Awaiting Approval') return answer === 'keep';
	return state === 'Closed Skipped' && (answer === 'keep' || answer === 'approve');
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
	if (receiptId === candidate.receiptId && !isOpen(candidate.state)) return null;
	if (isKeptByAnswer(candidate)) {
		const keepUntil = candidate.keepUntil ?? news.keepUntil;
		return { event: 'takenThoughKept', now, detail, fields: { receiptId, keepUntil } };
	}
	const fields = { receiptId, keepUntil: news.keepUntil };
	if (candidate.state === 'Awaiting Revocation')
		return { event: 'reclaimed', now, detail, fields };
	if (isOpen(candidate.state) && candidate.state !== 'Awaiting Give Back') {
		return { event: 'goneWithReceipt', now, detail, fields };
	}
	if (receiptId === candidate.receiptId) return null;
	return { event: 'receiptNoted', now, detail, fields: { receiptId } };
}

/** The transitions that say that a seat was given back. */
const GIVEN_BACK: readonly TransitionName[] = ['restored', 'restoredWhileOpen'];

/** Where the history says last that the seat was given back. */
export function lastGivenBack({ history }: Candidate): HistoryEntry | undefined {
	return history.findLast(({ event }) => GIVEN_BACK.some((name) => name === event));
}

function wasGivenBack(candidate: Candidate): boolean {
	return lastGivenBack(candidate) !== undefined;
}

/**
 * Whoever got the seat back is not proposed again at once. A candidate may still be open then: the
 * removal took effect late, or the run that removed never came to record it. Left open it would
 * lead straight to the next removal.
 */
export function givenBack(candidate: Candidate, news: ReceiptNews): Happening | null {
	const { keepUntil, now, detail = `The receipt is ${news.receiptId}.` } = news;
	if (isOpen(candidate.state)) {
		const receiptId = news.receiptId ?? candidate.receiptId;
		return { event: 'restoredWhileOpen', now, detail, fields: { receiptId, keepUntil } };
	}
	const known = readTime(candidate.keepUntil) ?? 0;
	if ((readTime(keepUntil) ?? 0) <= known) return null;
	return { event: 'restored', now, detail, fields: { keepUntil } };
}
