import { ACTIVITY_STATUSES, type ActivityStatus } from '../subscription';
import {
	DAMAGED_ID,
	isDamagedId,
	isEmptyValue,
	readBoolean,
	readId,
	readNumber,
	readOrderedTextList,
	readText,
	textOrNull,
	type Row,
} from '../tableValues';
import { isMissingTime, isoOrNull, readTime } from '../times';
import { readHistory, type HistoryEntry } from './history';
import { readState, type State } from './states';

/** What a person may say about a seat; `approve` and `reject` are said about it by others. */
export const ANSWERS = ['keep', 'release', 'approve', 'reject'] as const;
export type AnswerWord = (typeof ANSWERS)[number];

/** A subscription proposed for reclamation. Moments are ISO 8601 in UTC. */
export interface Candidate {
	/** `profile:accountId:n`; n counts the candidates of one person. */
	candidateId: string;
	profile: string;
	cloudId: string;
	accountId: string;
	displayName: string;
	email: string | null;
	state: State;
	decision: string;
	reasonCode: string;
	reason: string;
	/** The person's own words, from the answer. */
	justification: string | null;
	viewsChecked: boolean;
	inactiveDays: number | null;
	activityStatus: ActivityStatus;
	lastActivityAt: string | null;
	activityCheckedAt: string | null;
	activityCheckedFrom: string | null;
	firstSeenAt: string | null;
	groupIds: string[];
	potentialSavings: number | null;
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

/** A field of a row that is missing or cannot be read. */
export interface FieldProblem {
	field: string;
	/** Continues the sentence 'the field "x" …'. */
	problem: string;
}

/**
 * Reads a candidate from an item or a table row. With a problem in the list the candidate must
 * not be used: its person, its state or its past is not known.
 */
export function readCandidate(row: Row): { candidate: Candidate; problems: FieldProblem[] } {
	const problems: FieldProblem[] = [];
	for (const field of ['candidateId', 'profile']) {
		if (textOrNull(row[field]) === null) problems.push({ field, problem: 'is missing' });
	}
	const accountId = readId(row.accountId);
	if (accountId === '') problems.push(idProblem('accountId', row.accountId));
	const state = readState(textOrNull(row.state));
	if (state === undefined) {
		problems.push({
			field: 'state',
			problem: isEmptyValue(row.state) ? 'is missing' : 'names no state of a candidate',
		});
	}
	const history = readHistory(row.history);
	if (history === null) problems.push({ field: 'history', problem: 'is not a JSON list' });
	if (!isMissingTime(row.keepUntil) && readTime(row.keepUntil) === null) {
		problems.push({ field: 'keepUntil', problem: 'is no date' });
	}
	const candidate: Candidate = {
		candidateId: textOrNull(row.candidateId) ?? '',
		profile: textOrNull(row.profile) ?? '',
		accountId,
		...readJudgement(row),
		state: state ?? 'Attention Required',
		...readProgress(row),
		history: history ?? [],
	};
	return { candidate, problems };
}

/** What is wrong with an id that cannot be read. */
export function idProblem(field: string, value: unknown): FieldProblem {
	return { field, problem: isDamagedId(value) ? DAMAGED_ID : 'is missing' };
}

/** What an evaluation says about a person; a candidate carries it, and a new one refreshes it. */
export type Judgement = Pick<
	Candidate,
	| 'cloudId'
	| 'displayName'
	| 'email'
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

/** Reads what an evaluation says, from an evaluated subscription or from a stored candidate. */
export function readJudgement(row: Row): Judgement {
	const status = readText(row.activityStatus);
	return {
		cloudId: textOrNull(row.cloudId) ?? '',
		displayName: textOrNull(row.displayName) ?? '',
		email: textOrNull(row.email),
		decision: textOrNull(row.decision) ?? '',
		reasonCode: textOrNull(row.reasonCode) ?? '',
		reason: textOrNull(row.reason) ?? '',
		viewsChecked: readBoolean(row.viewsChecked) ?? false,
		inactiveDays: readNumber(row.inactiveDays) ?? null,
		activityStatus: ACTIVITY_STATUSES.find((known) => known === status) ?? 'unknown',
		lastActivityAt: isoOrNull(row.lastActivityAt),
		activityCheckedAt: isoOrNull(row.activityCheckedAt),
		activityCheckedFrom: isoOrNull(row.activityCheckedFrom),
		firstSeenAt: isoOrNull(row.firstSeenAt),
		groupIds: readOrderedTextList(row.groupIds),
		potentialSavings: readNumber(row.potentialSavings) ?? null,
	};
}

/** The fields that say how far a candidate has come. */
type Progress = Omit<
	Candidate,
	keyof Judgement | 'candidateId' | 'profile' | 'accountId' | 'state' | 'history'
>;

function readProgress(row: Row): Progress {
	return {
		justification: textOrNull(row.justification),
		openedAt: isoOrNull(row.openedAt) ?? '',
		changedAt: isoOrNull(row.changedAt) ?? '',
		closedAt: isoOrNull(row.closedAt),
		notifiedAt: isoOrNull(row.notifiedAt),
		remindersSent: readNumber(row.remindersSent) ?? 0,
		dueAt: isoOrNull(row.dueAt),
		answer: ANSWERS.find((known) => known === row.answer) ?? null,
		answeredBy: textOrNull(row.answeredBy),
		keepUntil: isoOrNull(row.keepUntil),
		answerToken: textOrNull(row.answerToken) ?? '',
		receiptId: textOrNull(row.receiptId),
	};
}
