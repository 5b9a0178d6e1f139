import { readId, textOrNull, type Row } from '../tableValues';
import { readTime } from '../times';

/** What may be said about a seat; `approve` and `reject` are said by others than the person. */
export const ANSWER_EVENTS = ['keep', 'release', 'approve', 'reject'] as const;
type AnswerEvent = (typeof ANSWER_EVENTS)[number];

/** Events that say that the seat was taken back, or given back. */
export const SEAT_EVENTS: readonly string[] = ['reclaimed', 'restored'];
/** Events of a candidate that say nothing of whether the seat is kept. */
export const OTHER_EVENTS: readonly string[] = [
	'noticeSent',
	'noticeFailed',
	'reminderSent',
	'reminderFailed',
	'removedInProvider',
	'addedInProvider',
	'told',
];

/** One row of the events table, as far as it matters here. */
interface GivenAnswer {
	candidateId: string;
	/** null where the event cannot be read. */
	event: AnswerEvent | null;
	/** Milliseconds since the epoch; null where nobody knows. */
	at: number | null;
	/** Whether it promised until when the seat is kept: then nobody has to approve it any more. */
	isPromise: boolean;
	/** What to call the row in a sentence. */
	name: string;
}

/** All answers given. */
export interface Answers {
	byCandidate: ReadonlyMap<string, readonly GivenAnswer[]>;
	/** By `profile:accountId`. */
	byPerson: ReadonlyMap<string, readonly GivenAnswer[]>;
	/**
	 * When a seat was last taken back or given back, by `profile:accountId`; milliseconds since the
	 * epoch, 0 where no event says when.
	 */
	seatChangedAt: ReadonlyMap<string, number>;
}

/** What the answers about one person come to. */
export interface FinalAnswer {
	/** `unreadable`: somebody said something, and nobody knows what. */
	answer: 'keep' | 'release' | 'unreadable';
	/** The row that decides. */
	name: string;
}

/** Whom an answer may be about. */
export interface AskedPerson {
	profile: string;
	accountId: string;
	/** '' for somebody who is not tracked. */
	candidateId: string;
}

/** A candidate's id ends with its number: `profile:accountId:n`. */
const NUMBER = /:\d+$/u;

/**
 * Reads events. A row that names no candidate is about nobody, and one whose event is unknown may be
 * anything: both are among the unreadable, and neither frees anybody.
 */
export function readAnswers(rows: readonly Row[]): { answers: Answers; unreadable: string[] } {
	const byCandidate = new Map<string, GivenAnswer[]>();
	const byPerson = new Map<string, GivenAnswer[]>();
	const seatChangedAt = new Map<string, number>();
	const unreadable: string[] = [];
	for (const row of rows) {
		const word = textOrNull(row.event);
		if (word !== null && OTHER_EVENTS.includes(word)) continue;
		const at = readTime(row.at);
		const known = ANSWER_EVENTS.find((answer) => answer === word) ?? null;
		// A keep stands whenever it came; whatever else was said counts from its moment.
		const event = at === null && known !== 'keep' ? null : known;
		const candidateId = readId(row.candidateId);
		const person = candidateId.replace(NUMBER, '');
		if (word !== null && SEAT_EVENTS.includes(word)) {
			seatChangedAt.set(person, Math.max(seatChangedAt.get(person) ?? 0, at ?? 0));
			continue;
		}
		const name = textOrNull(row.eventId) ?? 'an event without an ID';
		if (event === null || candidateId === '') unreadable.push(name);
		if (candidateId === '') continue;
		const isPromise = readTime(row.until) !== null;
		const given = { candidateId, event, at, isPromise, name };
		addTo(byCandidate, candidateId, given);
		addTo(byPerson, person, given);
	}
	return { answers: { byCandidate, byPerson, seatChangedAt }, unreadable };
}

function addTo(answers: Map<string, GivenAnswer[]>, key: string, given: GivenAnswer): void {
	const known = answers.get(key);
	if (known) known.push(given);
	else answers.set(key, [given]);
}

/**
 * What the answers about a person come to; null where nobody said anything that counts. A keep beats
 * a release, whatever came first, and stands until somebody rejects it before anybody promised the
 * seat or approved it. A tracked person was
 * asked about one candidate, and only its answers count. Of somebody who is not tracked any keep
 * does, and no release: nobody knows what was released.
 */
export function finalAnswer(answers: Answers, person: AskedPerson): FinalAnswer | null {
	const given = answersAbout(answers, person);
	const keep = given.find((answer) => isKeep(answer) && !isRejected(answer, given));
	if (keep) return { answer: 'keep', name: keep.name };
	const unknown = given.find(({ event }) => event === null);
	if (unknown) return { answer: 'unreadable', name: unknown.name };
	const release = given.find(
		({ event, candidateId }) => event === 'release' && candidateId === person.candidateId,
	);
	return release ? { answer: 'release', name: release.name } : null;
}

/** When the seat of a person was last taken back or given back, as events say. */
export function seatChangedAt(
	answers: Answers,
	{ profile, accountId }: Pick<AskedPerson, 'profile' | 'accountId'>,
): number | undefined {
	return answers.seatChangedAt.get(`${profile}:${accountId}`);
}

/** An event whose candidate has no number is about the person, and so about each candidate. */
function answersAbout(
	{ byCandidate, byPerson }: Answers,
	{ profile, accountId, candidateId }: AskedPerson,
): readonly GivenAnswer[] {
	const person = `${profile}:${accountId}`;
	if (candidateId === '') return byPerson.get(person) ?? [];
	return [...(byCandidate.get(candidateId) ?? []), ...(byCandidate.get(person) ?? [])];
}

/** Who approves with a promise agreed to a keep, even where its own row is lost. */
function isKeep({ event, isPromise }: GivenAnswer): boolean {
	return event === 'keep' || (event === 'approve' && isPromise);
}

/**
 * Whether somebody refused a keep who could: a promise is kept, an approval stands, and a keep of
 * which nobody knows when it came is not rejected.
 */
function isRejected({ at, isPromise }: GivenAnswer, given: readonly GivenAnswer[]): boolean {
	if (at === null || isPromise) return false;
	const later = given.filter((other) => other.at !== null && other.at >= at);
	const rejected = later.filter((other) => other.event === 'reject' && other.at !== at);
	const first = Math.min(...rejected.map((other) => other.at ?? Infinity));
	const isApproved = later.some(
		({ event, at: then }) => event === 'approve' && then !== null && then <= first,
	);
	return rejected.length > 0 && !isApproved;
}
