import type { IExecuteFunctions } from 'n8n-workflow';

import { firstFew, truncate } from '../../licensing/truncate';
import type { Candidate } from '../../licensing/candidates/candidate';
import { recordOutcome, type ReclaimOutcome } from '../../licensing/candidates/recordOutcome';
import { isOpen, readState } from '../../licensing/candidates/states';
import { byPerson, lastClosed } from '../../licensing/candidates/storedCandidates';
import { subscriptionKey } from '../../licensing/subscription';
import { textOrNull, type Row } from '../../licensing/tableValues';
import { itemFieldError } from '../shared/failures';
import type { InputItem } from '../shared/inputItems';
import { hint } from '../shared/jobs';
import { candidateOf, type StoredCandidates } from './storedInput';
import {
	asToldSince,
	forEachItem,
	readEventSettings,
	saveChanged,
	type TrackRun,
} from './trackRun';

/** The operation `recordOutcome`: what Reclaim License did, for the candidates it did it for. */
export function outcomeRun(run: TrackRun): void {
	const { context, now, stored } = run;
	const find = candidateFinder(stored);
	let unmatched = 0;
	const takenThoughClosed: string[] = [];
	forEachItem(run, readEventSettings, (item, settings) => {
		const outcome = readOutcome(context, item);
		const known = find(item.row);
		if (known === undefined) {
			unmatched++;
			return;
		}
		const candidate = asToldSince(run, known, settings);
		const { coolDownDays } = settings;
		const recorded = recordOutcome(candidate, outcome, { now, coolDownDays });
		const changed = recorded ?? candidate;
		if (changed === known) return;
		if (recorded !== null && outcome.outcome === 'reclaimed' && !isOpen(candidate.state)) {
			takenThoughClosed.push(truncate(changed.candidateId));
		}
		saveChanged(run, changed, item);
	});
	hintUnmatched(context, unmatched);
	hintTakenThoughClosed(context, takenThoughClosed);
}

function readOutcome(context: IExecuteFunctions, { row, itemIndex }: InputItem): ReclaimOutcome {
	const outcome = textOrNull(row.outcome);
	if (outcome === null) throw itemFieldError(context, 'outcome', 'is missing', itemIndex);
	return {
		outcome,
		outcomeReason: textOrNull(row.outcomeReason),
		nextState: row.nextState === undefined ? undefined : (readState(row.nextState) ?? null),
		receiptId: textOrNull(row.receiptId),
		receiptState: textOrNull(row.receiptState),
	};
}

/**
 * Finds the candidate of a result: by its id, else by the receipt, else the person's open one, else
 * the one that was closed last: a receipt that is finished late belongs there. The look-ups are made
 * once, so that a long list stays quick.
 */
function candidateFinder(stored: StoredCandidates): (row: Row) => Candidate | undefined {
	const candidates = [...stored.byId.values()].map(({ candidate }) => candidate);
	const people = byPerson(candidates);
	const idByReceipt = new Map(
		candidates.map(({ receiptId, candidateId }) => [receiptId ?? '', candidateId]),
	);
	return (row) => {
		if (textOrNull(row.candidateId) !== null) return candidateOf(stored, row);
		const profile = textOrNull(row.profile) ?? '';
		const accountId = textOrNull(row.accountId) ?? '';
		const receiptId = textOrNull(row.receiptId);
		const person = people.get(subscriptionKey(profile, accountId));
		const candidateId =
			(receiptId === null ? undefined : idByReceipt.get(receiptId)) ??
			person?.open?.candidateId ??
			lastClosed(person?.closed ?? [])?.candidateId;
		return candidateId === undefined ? undefined : stored.byId.get(candidateId)?.candidate;
	};
}

function hintUnmatched(context: IExecuteFunctions, unmatched: number): void {
	if (unmatched === 0) return;
	const results = unmatched === 1 ? '1 result belongs' : `${unmatched} results belong`;
	hint(context, `${results} to no known candidate, so nothing was saved.`);
}

/** An answer may arrive between Revoke and the removal. */
function hintTakenThoughClosed(context: IExecuteFunctions, candidateIds: readonly string[]): void {
	if (candidateIds.length === 0) return;
	hint(
		context,
		`The seat was taken back after the candidate was closed: ${firstFew(candidateIds)}. Look at the history. Whoever is in "Awaiting Give Back" wanted to keep the seat: restore it with the receipt noted there.`,
	);
}
