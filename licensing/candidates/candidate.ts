import {
	missingProblem,
	readPerson,
	UNREADABLE_STATE,
	type FieldProblem,
	type PersonRow,
} from '../person';
import { readNumber, textOrNull, type Row } from '../tableValues';
import { isoOrNull, toIso } from '../times';
import { readHistory, type HistoryEntry } from './history';
import type { Mode } from './modes';
import { isOpen, type State } from './states';

/** What a person may say about a seat; `approve` and `reject` are said about it by others. */
export const ANSWERS = ['keep', 'release', 'approve', 'reject'] as const;
export type AnswerWord = (typeof ANSWERS)[number];

/** What an evaluation says about a person; a candidate carries it, and a new one refreshes it. */
export type Judgement = Pick<
	PersonRow,
	| 'cloudId'
	| 'displayName'
	| 'email'
	| 'manager'
	| 'department'
	| 'decision'
	| 'reasonCode'
	| 'reason'
	| 'viewsChecked'
	| 'inactiveDays'
	| 'activityStatus'
	| 'lastActivityAt'
	| 'activityCheckedAt'
	| 'activityCheckedFrom'
	| 'firstSeenAt'
	| 'groupIds'
	| 'potentialSavings'
>;

/** A subscription proposed for reclamation. Moments are ISO 8601 in UTC. */
export interface Candidate extends Judgement {
	/** `profile:accountId:n`; n counts the candidates of one person. */
	candidateId: string;
	profile: string;
	accountId: string;
	state: State;
	/** The person's own words, from the answer. */
	justification: string | null;
	openedAt: string;
	changedAt: string;
	closedAt: string | null;
	/** When the first notice was confirmed; silence is counted from here. */
	notifiedAt: string | null;
	remindersSent: number;
	/** Until when an answer is awaited; set by the confirmed notice. */
	dueAt: string | null;
	answer: AnswerWord | null;
	answeredBy: string | null;
	/** Until when nobody proposes this person again. */
	keepUntil: string | null;
	answerToken: string;
	receiptId: string | null;
	history: HistoryEntry[];
}

/** The columns of the candidates table, in order. */
export const CANDIDATE_FIELDS = [
	'candidateId',
	'profile',
	'cloudId',
	'accountId',
	'displayName',
	'email',
	'manager',
	'department',
	'state',
	'decision',
	'reasonCode',
	'reason',
	'justification',
	'viewsChecked',
	'inactiveDays',
	'activityStatus',
	'lastActivityAt',
	'activityCheckedAt',
	'activityCheckedFrom',
	'firstSeenAt',
	'groupIds',
	'potentialSavings',
	'openedAt',
	'changedAt',
	'closedAt',
	'notifiedAt',
	'remindersSent',
	'dueAt',
	'answer',
	'answeredBy',
	'keepUntil',
	'answerToken',
	'receiptId',
	'history',
] as const satisfies ReadonlyArray<keyof Candidate>;

/** The fields of a person's row without which a candidate must not be used. */
const NEEDED = ['profile', 'accountId', 'keepUntil', 'state'] as const;
/** An open one may still lead to a removal, and from which groups must be known. */
const NEEDED_WHILE_OPEN = [...NEEDED, 'groupIds'] as const;

/**
 * Reads a candidate from an item or a table row. With a problem in the list the candidate must
 * not be used: its person, its state or its past is not known.
 */
export function readCandidate(row: Row): { candidate: Candidate; problems: FieldProblem[] } {
	const { person, problems: found } = readPerson(row);
	const isClosed = person.state !== null && !isOpen(person.state);
	const fields: readonly string[] = isClosed ? NEEDED : NEEDED_WHILE_OPEN;
	const problems = found.filter(({ field }) => fields.includes(field));
	const candidateId = textOrNull(row.candidateId) ?? '';
	if (candidateId === '') problems.unshift(missingProblem('candidateId', null));
	if (person.state === null) problems.push(missingProblem('state', null));
	const history = readHistory(row.history);
	if (history === null) problems.push({ field: 'history', problem: 'is not a JSON list' });
	const { profile, accountId, state, keepUntil } = person;
	const candidate: Candidate = {
		candidateId,
		profile,
		accountId,
		...judgementOf(person),
		state: state ?? UNREADABLE_STATE,
		justification: textOrNull(row.justification),
		openedAt: isoOrNull(row.openedAt) ?? '',
		changedAt: isoOrNull(row.changedAt) ?? '',
		closedAt: isoOrNull(row.closedAt),
		notifiedAt: isoOrNull(row.notifiedAt),
		remindersSent: readNumber(row.remindersSent) ?? 0,
		dueAt: isoOrNull(row.dueAt),
		answer: ANSWERS.find((known) => known === row.answer) ?? null,
		answeredBy: textOrNull(row.answeredBy),
		keepUntil: keepUntil.kind === 'time' ? toIso(keepUntil.time) : null,
		answerToken: textOrNull(row.answerToken) ?? '',
		receiptId: textOrNull(row.receiptId),
		history: history ?? [],
	};
	return { candidate, problems };
}

/** What an evaluation says today, for a candidate that was stored earlier. */
export function judgementOf(person: Judgement, before?: Judgement): Judgement {
	return {
		cloudId: person.cloudId,
		displayName: person.displayName || (before?.displayName ?? ''),
		email: person.email ?? before?.email ?? null,
		manager: person.manager ?? before?.manager ?? null,
		department: person.department ?? before?.department ?? null,
		decision: person.decision,
		reasonCode: person.reasonCode,
		reason: person.reason,
		viewsChecked: person.viewsChecked,
		inactiveDays: person.inactiveDays,
		activityStatus: person.activityStatus,
		lastActivityAt: person.lastActivityAt,
		activityCheckedAt: person.activityCheckedAt,
		activityCheckedFrom: person.activityCheckedFrom,
		firstSeenAt: person.firstSeenAt ?? before?.firstSeenAt ?? null,
		groupIds: person.groupIds,
		potentialSavings: person.potentialSavings ?? before?.potentialSavings ?? null,
	};
}

/** How the candidates of one profile are tracked. */
export interface TrackSettings {
	mode: Mode;
	/** Days from the confirmed notice to the due date; at least 1. */
	daysBeforeAutoReclaim: number;
	/** Days between two notices to one person; 0 sends no reminders. */
	reminderEveryDays: number;
	/** How many candidates one run may open. */
	maxNewPerRun: number;
	/** Whether somebody has to approve that a person keeps a seat. */
	approveKeep: boolean;
	/** Days for which a person who kept, lost or got back a seat is not proposed again. */
	coolDownDays: number;
}
