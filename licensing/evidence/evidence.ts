import type { Candidate } from '../candidates/candidate';
import { newestRows } from '../candidates/storedCandidates';
import { BYTE_ORDER_MARK, csvLine } from '../csv';
import type { Receipt } from '../reclaim/receipts';
import { readTime } from '../times';
import { deciderOf, NOTICES, SILENT } from './decider';
import { EVIDENCE_FIELDS, type EvidenceRow } from './evidenceRow';
import type { Quarter } from './quarter';
import { furthestReceipts, receiptFields } from './receiptEvidence';

/**
 * One row for each candidate about which something happened in the quarter, and for each receipt of
 * the quarter that belongs to no candidate, with its newest state; the oldest first.
 *
 * @param candidates as stored, with their history; of several rows of one candidate the newest
 * counts, and of several rows of one receipt the one that has come furthest
 */
export function evidenceRows(
	candidates: readonly Candidate[],
	receipts: readonly Receipt[],
	quarter: Quarter,
): EvidenceRow[] {
	const byId = furthestReceipts(receipts);
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
	for (const receipt of byId.values()) {
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
	const last = history.filter(({ event }) => !SILENT.includes(event ?? '')).at(-1);
	return {
		quarter: name,
		profile: candidate.profile,
		accountId: candidate.accountId,
		displayName: candidate.displayName,
		email: candidate.email,
		candidateId: candidate.candidateId,
		...judged(candidate, receipt),
		viewsChecked: candidate.viewsChecked,
		openedAt: candidate.openedAt || null,
		notices: noticesOf(candidate).join(' '),
		dueAt: candidate.dueAt,
		answer: candidate.answer,
		answeredBy: candidate.answeredBy,
		justification: candidate.justification,
		decidedBy: deciderOf(candidate),
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
		reasonCode: receipt.reasonCode ?? '',
		reason: '',
		inactiveDays: receipt.inactiveDays,
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

/** When the person was told; rows without such entries still name the first notice. */
function noticesOf({ history, notifiedAt }: Candidate): string[] {
	const sent = history.filter(({ event }) => NOTICES.includes(event ?? ''));
	const times = sent.flatMap(({ time }) => time ?? []);
	return times.length === 0 && notifiedAt !== null ? [notifiedAt] : times;
}

/** The judgement by which a seat was taken back, as its receipt says it; else that of the candidate. */
function judged(
	candidate: Candidate,
	receipt: Receipt | null,
): Pick<EvidenceRow, 'reasonCode' | 'reason' | 'inactiveDays'> {
	const { reasonCode, reason, inactiveDays, history } = candidate;
	if (receipt === null || receipt.reasonCode === null)
		return { reasonCode, reason, inactiveDays };
	const isSame = receipt.reasonCode === reasonCode && receipt.inactiveDays === inactiveDays;
	return {
		reasonCode: receipt.reasonCode,
		// The row was judged anew since: its opening still holds the words of then.
		reason: isSame ? reason : (history[0]?.cause ?? ''),
		inactiveDays: receipt.inactiveDays,
	};
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
