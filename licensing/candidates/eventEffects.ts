import { DAY_MS, laterMoment, readTime, toIso } from '../times';
import { coolDownEnd, type Happening } from './applyTransition';
import type { Candidate, TrackSettings } from './candidate';
import { EVENT_KINDS, isOfPerson, type CandidateEvent, type EventKind } from './events';
import type { HistoryEntry } from './history';
import { isNoticeConfirmed } from './notices';
import { givenBack, isKeptByAnswer, isOwedBack, removed } from './seatChanges';
import { canHappen, type TransitionName } from './states';

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
	approve: approved,
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
 * did not know of it, begun or finished. Only who has to approve it can refuse it, once.
 */
function kept(candidate: Candidate, told: Told, settings: EventSettings): Happening | null {
	if (isOfPerson(told.event.event) && rejectionOf(candidate) !== undefined) return null;
	const until = keepUntil(told, settings);
	if (isOwedBack(candidate) && canHappen('keptTooLate', candidate.state)) {
		return answered(candidate, told, 'keptTooLate', until);
	}
	switch (candidate.state) {
		case 'Awaiting Approval':
		case 'Awaiting Give Back':
		case 'Closed Complete':
			return null;
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

/**
 * An approval says yes to what was asked. Only who agreed that a person keeps the seat promised
 * until when, so with a promise it is a keep, even where the wish itself is not known any more.
 */
function approved(candidate: Candidate, told: Told, settings: EventSettings): Happening | null {
	if (candidate.state === 'Awaiting Approval') {
		return answered(candidate, told, 'keepApproved', keepUntil(told, settings));
	}
	return told.event.until === null
		? answered(candidate, told, APPROVED[candidate.state])
		: kept(candidate, told, settings);
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
			keepUntil: laterMoment(candidate.keepUntil, until),
		},
	};
}

/** The transition after which a person's own "keep" counts no more. */
export const REJECTION = 'keepRejected' satisfies TransitionName;

/** Where the history says that the wish to keep the seat was rejected. */
export function rejectionOf({ history }: Candidate): HistoryEntry | undefined {
	return history.findLast(({ event }) => event === REJECTION);
}
