import { advance, type Advanced } from '../../../licensing/candidates/advance';
import {
	readCandidate,
	type Candidate,
	type TrackSettings,
} from '../../../licensing/candidates/candidate';
import type { EventSettings } from '../../../licensing/candidates/eventEffects';
import {
	eventAbout,
	type CandidateEvent,
	type EventKind,
	type KnownEvents,
} from '../../../licensing/candidates/events';
import { noticeEvent, type Notice } from '../../../licensing/candidates/notices';
import { OPEN_STATES, type State } from '../../../licensing/candidates/states';
import { readPerson, type PersonRow } from '../../../licensing/person';
import { withEvents } from '../../../licensing/candidates/withEvents';
import type { Row } from '../../../licensing/tableValues';
import { DAY_MS } from '../../../licensing/times';

/** The settings of these tests where nothing else is said. */
export const DEFAULT_TRACK_SETTINGS: TrackSettings = {
	mode: 'askPeople',
	daysBeforeAutoReclaim: 14,
	reminderEveryDays: 7,
	maxNewPerRun: 50,
	approveKeep: false,
	coolDownDays: 90,
};

export const PROFILE = 'acme.atlassian.net';
export const NOW = Date.parse('2026-03-01T06:00:00.000Z');

/** A moment so many days from NOW, as ISO text. */
export function day(days: number): string {
	return new Date(NOW + days * DAY_MS).toISOString();
}

/** The moment so many days from NOW, in milliseconds. */
export function at(days: number): number {
	return NOW + days * DAY_MS;
}

/** An evaluated subscription as an item. */
export function evaluatedRow(accountId: string, fields: Row = {}): Row {
	return {
		profile: PROFILE,
		cloudId: 'cloud-1',
		accountId,
		displayName: `Person ${accountId}`,
		email: `${accountId}@example.com`,
		groupIds: ['g-users'],
		firstSeenAt: day(-400),
		activityStatus: 'known',
		lastActivityAt: day(-100),
		activityCheckedAt: day(0),
		activityCheckedFrom: day(-60),
		viewsChecked: true,
		decision: 'candidate',
		reasonCode: 'inactive',
		reason: 'No activity for 100 days.',
		inactiveDays: 100,
		evaluatedAt: day(0),
		...fields,
	};
}

export function evaluated(accountId: string, fields: Row = {}): PersonRow {
	return readPerson(evaluatedRow(accountId, fields)).person;
}

/** Verdicts of an evaluation by what they mean for a candidate. */
export const VERDICTS = {
	proposed: {},
	active: { decision: 'retained', reasonCode: 'active', reason: 'Active 3 days ago.' },
	unknown: { decision: 'retained', reasonCode: 'activityUnknown', reason: 'Not looked at.' },
	noEmail: { decision: 'retained', reasonCode: 'emailUnknown', reason: 'No e-mail.' },
	failed: { decision: 'retained', reasonCode: 'evaluationFailed', reason: 'Failed.' },
	excluded: { decision: 'excluded', reasonCode: 'excludedByRule', reason: 'Rule VIP.' },
	notEvaluated: { decision: null, reasonCode: null, reason: null },
} as const satisfies Record<string, Row>;

/** A stored candidate as a row; told and due unless the fields say otherwise. */
export function storedRow(accountId: string, state: State, fields: Row = {}): Row {
	const closed = !OPEN_STATES.includes(state);
	return {
		...evaluatedRow(accountId),
		candidateId: `${PROFILE}:${accountId}:1`,
		state,
		openedAt: day(-10),
		changedAt: day(-10),
		closedAt: closed ? day(-10) : null,
		notifiedAt: day(-10),
		remindersSent: 0,
		dueAt: day(4),
		answerToken: `token-of-${accountId}`,
		history: [{ time: day(-10), event: 'x', from: null, to: state, cause: 'Test.' }],
		...fields,
	};
}

export function stored(accountId: string, state: State, fields: Row = {}): Candidate {
	const { candidate, problems } = readCandidate(storedRow(accountId, state, fields));
	expect(problems).toEqual([]);
	return candidate;
}

/** How the events of these tests are heard. */
export const EVENT_SETTINGS: EventSettings = DEFAULT_TRACK_SETTINGS;

/** Something told about a candidate so many days from NOW. */
export function told(
	candidate: Candidate,
	event: EventKind,
	days: number,
	fields: Partial<CandidateEvent> = {},
): CandidateEvent {
	return eventAbout(candidate, { eventId: `${event}-${days}`, event, at: day(days), ...fields });
}

/** The candidate once the notice is recorded and the record is heard. */
export function noticed(
	candidate: Candidate,
	notice: Notice,
	settings: { now: number; daysBeforeAutoReclaim: number } = {
		now: NOW,
		daysBeforeAutoReclaim: 14,
	},
): Candidate {
	const event = noticeEvent(candidate, notice, settings);
	return withEvents(candidate, [event], { ...EVENT_SETTINGS, ...settings });
}

/** A candidate without what every record adds: its history and the time of its last change. */
export function withoutHistory({ history: _, changedAt: __, ...row }: Candidate) {
	return row;
}

/** Tokens in order, so that two equal runs give equal results. */
export function tokens(): () => string {
	let count = 0;
	return () => `token-${++count}`;
}

/** One run of `advance` for the one profile. */
export function run(
	people: readonly PersonRow[],
	candidates: readonly Candidate[] = [],
	settings: Partial<TrackSettings> = {},
	now = NOW,
	events: readonly CandidateEvent[] = [],
	doubtful: ReadonlySet<string> = new Set(),
): Advanced {
	return advance({
		people,
		stored: candidates,
		events: { ...knownEvents(events), doubtful },
		settings: new Map([[PROFILE, { ...DEFAULT_TRACK_SETTINGS, ...settings }]]),
		now,
		newToken: tokens(),
	});
}

/** The events as a run knows them. */
export function knownEvents(events: readonly CandidateEvent[]): KnownEvents {
	const byCandidate = new Map<string, CandidateEvent[]>();
	for (const event of events) {
		const known = byCandidate.get(event.candidateId) ?? [];
		byCandidate.set(event.candidateId, [...known, event]);
	}
	return { byCandidate, doubtful: new Set() };
}

/** The table after a run: saved rows replace those with the same id. */
export function upsert(rows: readonly Candidate[], { save }: Pick<Advanced, 'save'>): Candidate[] {
	const table = new Map(rows.map((row) => [row.candidateId, row]));
	for (const { candidate } of save) table.set(candidate.candidateId, candidate);
	return [...table.values()];
}

/** `from > to` of the last entry of a candidate's history. */
export function lastStep(candidate: Candidate | undefined): string {
	const entry = candidate?.history.at(-1);
	return `${entry?.from ?? '-'} > ${entry?.to ?? '?'}`;
}
