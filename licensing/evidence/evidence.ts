import type { Candidate } from '../candidates/candidate';
import type { HistoryEntry } from '../candidates/history';
import { newestRows } from '../candidates/storedCandidates';
import { BYTE_ORDER_MARK, csvLine } from '../csv';
import { joined } from '../reclaim/groupRefs';
import type { Receipt } from '../reclaim/receipts';
import { readTime } from '../times';

import type { Quarter } from './quarter';

/** What an auditor reads of one decision about one person's seat. Moments are ISO 8601. */
export interface EvidenceRow {
	quarter: string;
	profile: string;
	accountId: string;
	displayName: string;
	email: string | null;
	/** null for a seat that was taken back without a candidate. */
	candidateId: string | null;
	/** Why the seat was proposed, and by which rule of the evaluation. */
	reasonCode: string;
	reason: string;
	/** Days without activity when it was last judged. */
	inactiveDays: number | null;
	viewsChecked: boolean;
	openedAt: string | null;
	/** When the person was told, one moment for each notice and reminder. */
	notices: string;
	dueAt: string | null;
	answer: string | null;
	answeredBy: string | null;
	justification: string | null;
	/** Who or what decided last, and in which words. */
	decidedBy: string;
	decision: string;
	decidedAt: string | null;
	state: string;
	closedAt: string | null;
	receiptId: string | null;
	receiptState: string | null;
	groups: string;
	takenBackAt: string | null;
	/** Whether it was read again that the seat is gone; empty where nothing was taken back. */
	verified: boolean | null;
	restoredAt: string | null;
	/** Everything that happened, in order. */
	history: string;
}

/** The columns of the file, in order. */
export const EVIDENCE_FIELDS = [
	'quarter',
	'profile',
	'accountId',
	'displayName',
	'email',
	'candidateId',
	'reasonCode',
	'reason',
	'inactiveDays',
	'viewsChecked',
	'openedAt',
	'notices',
	'dueAt',
	'answer',
	'answeredBy',
	'justification',
	'decidedBy',
	'decision',
	'decidedAt',
	'state',
	'closedAt',
	'receiptId',
	'receiptState',
	'groups',
	'takenBackAt',
	'verified',
	'restoredAt',
	'history',
] as const satisfies ReadonlyArray<keyof EvidenceRow>;

/** Who decided, by the event of the history. What is not here was found out by a run. */
const DECIDERS: Readonly<Record<string, 'person' | 'approver'>> = {
	released: 'person',
	kept: 'person',
	keepRequested: 'person',
	keepNoted: 'person',
	keptTooLate: 'person',
	keepApproved: 'approver',
	keepRejected: 'approver',
	reclaimDecided: 'approver',
};

/** Events that tell somebody something and decide nothing. */
const NOTICES: readonly string[] = ['noticeSent', 'reminderSent'];
const SILENT: readonly string[] = [...NOTICES, 'receiptNoted', 'told', 'noted'];

/**
 * One row for each candidate about which something happened in the quarter, and for each receipt of
 * the quarter that belongs to no candidate; the oldest first.
 *
 * @param candidates as stored, with their history; of several rows of one candidate the newest counts
 */
export function evidenceRows(
	candidates: readonly Candidate[],
	receipts: readonly Receipt[],
	quarter: Quarter,
): EvidenceRow[] {
	const byId = new Map(receipts.map((receipt) => [receipt.receiptId, receipt]));
	const used = new Set<string>();
	const rows: EvidenceRow[] = [];
	for (const candidate of newestRows(candidates).values()) {
		const receipt = byId.get(candidate.receiptId ?? '') ?? null;
		if (receipt !== null) used.add(receipt.receiptId);
		const times = [
			...momentsOf(candidate),
			...(receipt === null ? [] : momentsOfReceipt(receipt)),
		];
		if (times.some((time) => isWithin(time, quarter))) {
			rows.push(rowOf(candidate, receipt, quarter));
		}
	}
	for (const receipt of receipts) {
		if (used.has(receipt.receiptId) || receipt.receiptState === 'planned') continue;
		const times = momentsOfReceipt(receipt);
		if (times.some((time) => isWithin(time, quarter))) {
			rows.push(rowOfReceipt(receipt, quarter));
		}
	}
	return rows.sort(byTime);
}

/** The rows as a CSV file with a header line (RFC 4180), for people who open it in a spreadsheet. */
export function evidenceCsv(rows: readonly EvidenceRow[]): string {
	const lines = rows.map((row) => EVIDENCE_FIELDS.map((field) => row[field]));
	return BYTE_ORDER_MARK + [EVIDENCE_FIELDS, ...lines].map((line) => csvLine(line)).join('');
}

function rowOf(candidate: Candidate, receipt: Receipt | null, { name }: Quarter): EvidenceRow {
	const { history } = candidate;
	const last = lastDecision(history);
	return {
		quarter: name,
		profile: candidate.profile,
		accountId: candidate.accountId,
		displayName: candidate.displayName,
		email: candidate.email,
		candidateId: candidate.candidateId,
		reasonCode: candidate.reasonCode,
		reason: candidate.reason,
		inactiveDays: candidate.inactiveDays,
		viewsChecked: candidate.viewsChecked,
		openedAt: candidate.openedAt || null,
		notices: noticesOf(candidate).join(' '),
		dueAt: candidate.dueAt,
		answer: candidate.answer,
		answeredBy: candidate.answeredBy,
		justification: candidate.justification,
		decidedBy: deciderOf(candidate, last),
		decision: last?.cause ?? '',
		decidedAt: last?.time ?? null,
		state: candidate.state,
		closedAt: candidate.closedAt,
		...receiptFields(receipt),
		receiptId: candidate.receiptId,
		history: history.map(({ time, cause }) => `${time ?? 'no date'}: ${cause}`).join(' | '),
	};
}

function rowOfReceipt(receipt: Receipt, { name }: Quarter): EvidenceRow {
	return {
		quarter: name,
		profile: receipt.profile,
		accountId: receipt.accountId,
		displayName: receipt.displayName ?? '',
		email: receipt.email,
		candidateId: null,
		reasonCode: '',
		reason: '',
		inactiveDays: null,
		viewsChecked: false,
		openedAt: null,
		notices: '',
		dueAt: null,
		answer: null,
		answeredBy: null,
		justification: null,
		decidedBy: 'not known: no candidate names this receipt',
		decision: '',
		decidedAt: null,
		state: '',
		closedAt: null,
		...receiptFields(receipt),
		history: '',
	};
}

/** What became of the seat by the receipt. */
function receiptFields(
	receipt: Receipt | null,
): Pick<
	EvidenceRow,
	'receiptId' | 'receiptState' | 'groups' | 'takenBackAt' | 'verified' | 'restoredAt'
> {
	if (receipt === null) {
		return {
			receiptId: null,
			receiptState: null,
			groups: '',
			takenBackAt: null,
			verified: null,
			restoredAt: null,
		};
	}
	const { receiptState, performedAt, reclaimedAt } = receipt;
	const isRestored = receiptState === 'restored';
	const isTaken = receiptState !== 'planned';
	return {
		receiptId: receipt.receiptId,
		receiptState,
		groups: joined(receipt.removedGroups, isTaken ? [] : receipt.plannedGroups)
			.map(({ name }) => name)
			.join('; '),
		takenBackAt: isTaken ? (reclaimedAt ?? (isRestored ? null : performedAt)) : null,
		// A receipt is done only after the memberships were read again.
		verified: isTaken ? receiptState === 'done' || isRestored : null,
		restoredAt: isRestored ? performedAt : null,
	};
}

/** When the person was told; rows without such entries still name the first notice. */
function noticesOf({ history, notifiedAt }: Candidate): string[] {
	const sent = history.filter(({ event }) => NOTICES.includes(event ?? ''));
	const times = sent.flatMap(({ time }) => time ?? []);
	return times.length === 0 && notifiedAt !== null ? [notifiedAt] : times;
}

function lastDecision(history: readonly HistoryEntry[]): HistoryEntry | undefined {
	return history.filter(({ event }) => !SILENT.includes(event ?? '')).at(-1);
}

function deciderOf(candidate: Candidate, last: HistoryEntry | undefined): string {
	if (last === undefined) return 'nobody yet';
	const said = candidate.history
		.filter(({ event }) => DECIDERS[event ?? ''] !== undefined)
		.at(-1);
	const { answeredBy } = candidate;
	if (said !== undefined) {
		const decider = DECIDERS[said.event ?? ''];
		return answeredBy === null ? (decider ?? '') : `${decider}: ${answeredBy}`;
	}
	const silent = candidate.history.some(({ event }) => event === 'silence');
	return silent ? 'nobody answered by the due date' : 'the rules';
}

function momentsOf({ history, openedAt, closedAt, notifiedAt }: Candidate): number[] {
	const texts = [openedAt, closedAt, notifiedAt, ...history.map(({ time }) => time)];
	return texts.flatMap((text) => readTime(text) ?? []);
}

function momentsOfReceipt({ performedAt, reclaimedAt }: Receipt): number[] {
	return [performedAt, reclaimedAt].flatMap((text) => readTime(text) ?? []);
}

function isWithin(time: number, { from, to }: Quarter): boolean {
	return time >= from && time < to;
}

function byTime(a: EvidenceRow, b: EvidenceRow): number {
	const timeOf = ({ openedAt, takenBackAt, profile, accountId }: EvidenceRow) =>
		JSON.stringify([openedAt ?? takenBackAt ?? '', profile, accountId]);
	return timeOf(a) < timeOf(b) ? -1 : 1;
}
