import { tableRows } from '../../../scripts/runtime/dataTables';
import type { Fields } from '../../../scripts/runtime/executions';
import type { Trial } from '../../../scripts/runtime/trial';
import { readCandidate, type Candidate } from '../../../licensing/candidates/candidate';
import { readEvent, type CandidateEvent } from '../../../licensing/candidates/events';
import { isOpen, readState } from '../../../licensing/candidates/states';
import { withEvents } from '../../../licensing/candidates/withEvents';
import type { Change, Ledger } from './ledger';

/** The words of the mail to somebody who lost a license. */
export const TAKEN_BACK = /^Your .* license was taken back/;
/** The words of the mails by which people are asked. */
export const ASKED = /do you still need Confluence/i;

/** What the rows of a receipt say. */
interface StoredReceipt {
	receiptId: string;
	accountId: string;
	state: string;
	groupIds: string[];
}

interface Tables {
	candidates: Candidate[];
	events: CandidateEvent[];
	receipts: StoredReceipt[];
}

/** How the tables are held against what the world saw. */
export interface Expected {
	/** How the profile is set, for candidates that are made anew from their events. */
	settings: { coolDownDays: number; daysBeforeAutoReclaim: number };
	/** Whether mails went through, so that everybody was told who had to be. */
	isMailed: boolean;
}

/** Holds the tables after a reclaim against the ledger; what does not agree becomes a breach. */
export async function compare(trial: Trial, ledger: Ledger, expected: Expected): Promise<void> {
	const tables = await readTables(trial, ledger);
	oneOpenCandidateEach(tables, ledger);
	madeAnewFromEvents(tables, ledger, expected);
	oneCandidateForEachReceipt(tables, ledger);
	everyChangeHasItsReceipt(tables, ledger);
	if (expected.isMailed) everybodyIsTold(trial, tables, ledger);
}

async function readTables({ session }: Trial, ledger: Ledger): Promise<Tables> {
	const unreadable = (table: string, problems: readonly unknown[]) => {
		if (problems.length > 0) ledger.breach(`${table}: ${JSON.stringify(problems)}`);
	};
	const candidates = (await tableRows(session, 'clm_candidates')).map((row) => {
		const { candidate, problems } = readCandidate(row);
		unreadable('clm_candidates', problems);
		return candidate;
	});
	const events = (await tableRows(session, 'clm_events')).map((row) => {
		const { event, problems } = readEvent(row);
		unreadable('clm_events', problems);
		return event;
	});
	const receipts = (await tableRows(session, 'clm_receipts')).map(receiptOf);
	return { candidates, events, receipts };
}

function receiptOf({ receiptId, accountId, receiptState, removedGroups }: Fields): StoredReceipt {
	const groups = JSON.parse(typeof removedGroups === 'string' ? removedGroups : '[]') as {
		id: string;
	}[];
	return {
		receiptId: String(receiptId),
		accountId: String(accountId),
		state: String(receiptState),
		groupIds: groups.map(({ id }) => id),
	};
}

function oneOpenCandidateEach({ candidates }: Tables, ledger: Ledger): void {
	const open = candidates.filter(({ state }) => isOpen(state));
	for (const [accountId, count] of counted(open.map((one) => one.accountId))) {
		if (count > 1) ledger.breach(`${accountId} has ${count} open candidates`);
	}
	for (const [id, count] of counted(candidates.map(({ candidateId }) => candidateId))) {
		if (count > 1) ledger.breach(`${count} rows are called ${id}`);
	}
}

/** All that is told about one receipt is told about one candidate. */
function oneCandidateForEachReceipt({ events }: Tables, ledger: Ledger): void {
	const first = new Map<string, string>();
	for (const { event, receiptId, candidateId } of events) {
		if (receiptId === null) continue;
		const known = first.get(receiptId) ?? candidateId;
		first.set(receiptId, known);
		if (known === candidateId) continue;
		ledger.breach(`"${event}" of ${receiptId} is about ${candidateId}, not about ${known}`);
	}
}

/** A row without what stored events told, told all of them at once, is the row again. */
function madeAnewFromEvents({ candidates, events }: Tables, ledger: Ledger, expected: Expected) {
	for (const row of candidates) {
		const own = events.filter(({ candidateId }) => candidateId === row.candidateId);
		const heard = new Set(row.history.map(({ eventId }) => eventId));
		if (!own.every(({ eventId }) => heard.has(eventId))) continue;
		const stored = new Set(own.map(({ eventId }) => eventId));
		const history = row.history.filter(({ eventId = '' }) => !stored.has(eventId));
		const state = readState(history.at(-1)?.to) ?? row.state;
		const bare: Candidate = { ...row, state, history };
		// Whether a wish needed an approval then stands in the event, or was the other way round.
		const again = [true, false].map((approveKeep) =>
			withEvents(bare, own, { ...expected.settings, approveKeep }),
		);
		if (own.length === 0 || again.some((one) => told(one) === told(row))) continue;
		ledger.breach(
			`${row.candidateId} is ${told(row)}, and made anew ${again.map(told).join(' or ')}`,
		);
	}
}

function told({ state, answer, keepUntil, receiptId, notifiedAt, dueAt }: Candidate): string {
	return JSON.stringify({ state, answer, keepUntil, receiptId, notifiedAt, dueAt });
}

/** As often as somebody was removed from a group, a receipt says so; and the same for what was given back. */
function everyChangeHasItsReceipt({ receipts }: Tables, ledger: Ledger): void {
	const inReceipts = (all: readonly StoredReceipt[]) =>
		counted(
			all.flatMap(({ accountId, groupIds }) => groupIds.map((id) => `${accountId} ${id}`)),
		);
	const seen = (changes: readonly Change[]) =>
		counted(changes.map(({ accountId, groupId }) => `${accountId} ${groupId}`));
	const compared = [
		['removed', seen(ledger.removals), inReceipts(receipts)],
		[
			'given back',
			seen(ledger.additions),
			inReceipts(receipts.filter(({ state }) => state === 'restored')),
		],
	] as const;
	for (const [word, changes, said] of compared) {
		for (const key of new Set([...changes.keys(), ...said.keys()])) {
			const [times, rows] = [changes.get(key) ?? 0, said.get(key) ?? 0];
			if (times !== rows) {
				ledger.breach(`${key} was ${word} ${times} times, and ${rows} receipts say so`);
			}
		}
	}
	for (const { receiptId, state, groupIds } of receipts) {
		if (state === 'partial' || (state === 'planned' && groupIds.length > 0)) {
			ledger.breach(`the receipt ${receiptId} is left at "${state}"`);
		}
	}
}

/** Whoever lost a license for good got a letter for each receipt, and at most one more for each kill. */
function everybodyIsTold({ simulator }: Trial, { receipts }: Tables, ledger: Ledger): void {
	for (const { accountId, email } of simulator.world.people.values()) {
		if (email === '') continue;
		const own = receipts.filter((one) => one.accountId === accountId);
		const lost = own.filter(({ state }) => state === 'done').length;
		const most = ledger.counts.kills + own.filter(({ groupIds }) => groupIds.length > 0).length;
		const letters = ledger.lettersTo(email, TAKEN_BACK).length;
		if (letters < lost) {
			ledger.breach(`${accountId} lost ${lost} licenses and got ${letters} letters`);
		}
		if (letters > most) ledger.breach(`${accountId} got ${letters} letters, not ${most}`);
	}
}

function counted(all: readonly string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const one of all) counts.set(one, (counts.get(one) ?? 0) + 1);
	return counts;
}
