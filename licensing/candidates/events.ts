import { createHash, randomUUID } from 'crypto';

import { missingProblem, type FieldProblem } from '../person';
import { entryNames, readText, textOrNull, type Row } from '../tableValues';
import { isoOrNull } from '../times';
import { truncate } from '../truncate';

/**
 * What can be told about a candidate, and who tells it. An event is appended once and never
 * changed; the candidate's row is what follows from its events.
 */
export const EVENT_KINDS = {
	noticeSent: { by: 'workflow', sentence: 'The first notice was sent.' },
	noticeFailed: { by: 'workflow', sentence: 'The first notice could not be sent.' },
	reminderSent: { by: 'workflow', sentence: 'A reminder was sent.' },
	reminderFailed: { by: 'workflow', sentence: 'A reminder could not be sent.' },
	keep: { by: 'person', sentence: 'The person wants to keep the seat.' },
	release: { by: 'person', sentence: 'The person gives the seat back.' },
	approve: {
		by: 'approver',
		sentence:
			'Someone agrees: that the person keeps the seat, or, where nobody asked for that, that it is taken back.',
	},
	reject: { by: 'approver', sentence: 'Someone rejects the request to keep the seat.' },
	reclaimed: { by: 'workflow', sentence: 'The seat was taken back, as the receipt says.' },
	restored: { by: 'workflow', sentence: 'The seat was given back, as the receipt says.' },
	told: { by: 'workflow', sentence: 'The person was told that the seat was taken back.' },
} as const satisfies Record<string, { by: 'person' | 'approver' | 'workflow'; sentence: string }>;

export type EventKind = keyof typeof EVENT_KINDS;
export const EVENT_KIND_NAMES: readonly EventKind[] = entryNames(EVENT_KINDS);

/** Whether only the person can say it, who proves it with the token. */
export function isOfPerson(kind: EventKind): boolean {
	const { by }: { by: string } = EVENT_KINDS[kind];
	return by === 'person';
}

/** Something that happened to a candidate. */
export interface CandidateEvent {
	/** Names the event: what is told twice under one id is one event. */
	eventId: string;
	profile: string;
	candidateId: string;
	event: EventKind;
	/** When it happened; ISO 8601 in UTC. */
	at: string;
	/** Who said it; null for what a workflow did. */
	by: string | null;
	/** The words that came with it, or why a notice could not be sent. */
	comment: string | null;
	receiptId: string | null;
	/** What was promised: the due date of a notice, or until when the seat is kept. */
	until: string | null;
}

/** The columns of the events table, in order. */
export const EVENT_FIELDS = [
	'eventId',
	'profile',
	'candidateId',
	'event',
	'at',
	'by',
	'comment',
	'receiptId',
	'until',
] as const satisfies ReadonlyArray<keyof CandidateEvent>;

/** How long a comment may be. A longer one is refused: anyone with a link can send one. */
export const LONGEST_COMMENT = 1_000;
/** How much of a name or address is kept. */
const LONGEST_SPEAKER = 200;

/** What an event may leave out. */
type EventDetails = Partial<Pick<CandidateEvent, 'by' | 'comment' | 'receiptId' | 'until'>>;

/** An event about a candidate, with everything that it may leave out. */
export function eventAbout(
	{ profile, candidateId }: Pick<CandidateEvent, 'profile' | 'candidateId'>,
	said: Pick<CandidateEvent, 'eventId' | 'event' | 'at'> & EventDetails,
): CandidateEvent {
	const { eventId, event, at, by, comment, receiptId = null, until = null } = said;
	return {
		eventId,
		profile,
		candidateId,
		event,
		at,
		by: by ? truncate(by, LONGEST_SPEAKER) : null,
		comment: comment ? truncate(comment, LONGEST_COMMENT) : null,
		receiptId,
		until,
	};
}

/** A new id for something that can be told once only. */
export function newEventId(): string {
	return randomUUID();
}

/** The id of something that may be told more than once: the same for the same parts. */
export function eventIdOf(...parts: ReadonlyArray<string | number>): string {
	return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** The id of what a receipt tells once: that it was carried out, or given back. */
export function receiptEventId(receiptId: string, event: 'reclaimed' | 'restored'): string {
	return eventIdOf(event, receiptId);
}

/**
 * Reads an event from an item or a table row. With a problem in the list it must not be used:
 * what happened, when, or to whom is not known.
 */
export function readEvent(row: Row): { event: CandidateEvent; problems: FieldProblem[] } {
	const problems: FieldProblem[] = [];
	const eventId = textOrNull(row.eventId);
	const candidateId = textOrNull(row.candidateId);
	const at = isoOrNull(row.at);
	const word = readText(row.event);
	const kind = EVENT_KIND_NAMES.find((known) => known === word);
	if (eventId === null) problems.push(missingProblem('eventId', row.eventId));
	if (candidateId === null) problems.push(missingProblem('candidateId', row.candidateId));
	if (kind === undefined) problems.push(unknownKind(row.event));
	if (at === null) problems.push({ field: 'at', problem: 'is not a time' });
	const event: CandidateEvent = {
		eventId: eventId ?? '',
		profile: textOrNull(row.profile) ?? '',
		candidateId: candidateId ?? '',
		event: kind ?? 'told',
		at: at ?? '',
		by: textOrNull(row.by),
		comment: textOrNull(row.comment),
		receiptId: textOrNull(row.receiptId),
		until: isoOrNull(row.until),
	};
	return { event, problems };
}

function unknownKind(value: unknown): FieldProblem {
	const text = textOrNull(value);
	return {
		field: 'event',
		problem: text === null ? 'is missing' : `is "${truncate(text)}", which is no known event`,
	};
}

/** The events of several candidates, as one run knows them. */
export interface KnownEvents {
	byCandidate: ReadonlyMap<string, readonly CandidateEvent[]>;
	/**
	 * The candidates with an event that cannot be read. It may say that the person keeps the seat,
	 * so nothing is decided against them.
	 */
	doubtful: ReadonlySet<string>;
}

/** Where nothing was told. */
export const NO_EVENTS: KnownEvents = { byCandidate: new Map(), doubtful: new Set() };

/** The events of one candidate. */
export function eventsOf(
	{ byCandidate }: KnownEvents,
	{ candidateId, profile }: Pick<CandidateEvent, 'candidateId' | 'profile'>,
): readonly CandidateEvent[] {
	const events = byCandidate.get(candidateId) ?? [];
	// Names may hold colons, so that two profiles can meet in one id.
	return events.every((event) => isOf(event, profile))
		? events
		: events.filter((event) => isOf(event, profile));
}

function isOf(event: CandidateEvent, profile: string): boolean {
	return event.profile === '' || event.profile === profile;
}
