import type { IExecuteFunctions, NodeOperationError } from 'n8n-workflow';

import { truncate } from '../../licensing/truncate';
import { readCandidate, type Candidate } from '../../licensing/candidates/candidate';
import { isNewer, UnreadableRows } from '../../licensing/candidates/storedCandidates';
import type { FieldProblem } from '../../licensing/person';
import { textOrNull, type Row } from '../../licensing/tableValues';
import { nodeError } from '../shared/failures';
import { inputItems, type InputItem } from '../shared/inputItems';
import type { LeftOut } from '../shared/leftOut';

/** A stored candidate with the item it came from. */
export interface StoredCandidate {
	candidate: Candidate;
	source: InputItem;
}

/** A stored row that cannot be used, with the error that says why. */
export interface DamagedCandidate extends StoredCandidate {
	error: NodeOperationError;
}

/** The candidates of the second input. */
export interface StoredCandidates {
	/** The newest row of each candidate, by `candidateId`. */
	byId: Map<string, StoredCandidate>;
	/** The rows that "continue on fail" left out. */
	unreadable: UnreadableRows;
	/** The same rows as far as they could be read, where an answer may still be about one of them. */
	damaged: DamagedCandidate[];
	/** True when the input brought no row at all, readable or not. */
	isEmpty: boolean;
}

/**
 * Reads the second input; without it nothing is stored.
 *
 * @param takesDamaged whether a row that cannot be used stops nobody but the person it is about
 */
export function readStoredInput(
	context: IExecuteFunctions,
	leftOut: LeftOut,
	takesDamaged: boolean,
): StoredCandidates {
	const rows = inputItems(context, 1);
	const stored: StoredCandidates = {
		byId: new Map(),
		unreadable: new UnreadableRows(),
		damaged: [],
		isEmpty: rows.length === 0,
	};
	for (const source of rows) {
		const { candidate, problems } = readCandidate(source.row);
		const [problem] = problems;
		if (problem === undefined) {
			remember(stored, { candidate, source });
		} else {
			stored.unreadable.add(candidate);
			const error = storedRowError(context, source, problem);
			if (takesDamaged) {
				stored.damaged.push({ candidate, source, error });
				leftOut.leaveAnyway(error);
				continue;
			}
			const refuse = () => {
				throw error;
			};
			leftOut.attempt(refuse, source);
		}
	}
	return stored;
}

/** The candidate that an item is about: the stored one, or the item itself where it is newer. */
export function candidateOf(
	{ byId, unreadable }: StoredCandidates,
	row: Row,
): Candidate | undefined {
	const { candidate, problems } = readCandidate(row);
	const { candidateId } = candidate;
	if (unreadable.has(candidateId)) return undefined;
	const known = byId.get(candidateId)?.candidate;
	if (problems.length > 0) return known;
	return known === undefined || isNewer(candidate, known) ? candidate : known;
}

/** Keeps a changed candidate, so that the next item about it starts from there. */
export function keepChanged(
	stored: StoredCandidates,
	candidate: Candidate,
	source: InputItem,
): void {
	const known = stored.byId.get(candidate.candidateId);
	stored.byId.set(candidate.candidateId, { candidate, source: known?.source ?? source });
}

/** The items to pair with: the one at hand and the stored row, if there is one. */
export function sourcesOf(
	{ byId }: StoredCandidates,
	candidateId: string,
	item?: InputItem,
): InputItem[] {
	const source = byId.get(candidateId)?.source;
	const sources = item === undefined ? [] : [item];
	return source === undefined || source === item ? sources : [...sources, source];
}

/** The error for an item that is about no candidate that is known or complete. */
export function noCandidateError(context: IExecuteFunctions, { row, itemIndex }: InputItem) {
	const [problem] = readCandidate(row).problems;
	const id = textOrNull(row.candidateId) ?? 'none';
	const why = problem
		? `the item's own field "${problem.field}" ${problem.problem}`
		: 'its stored row cannot be read';
	return nodeError(
		context,
		`Item ${itemIndex}: no stored candidate has this candidateId (${truncate(id)}), and ${why}`,
		'Pass on the whole candidate, or connect the candidates table to the input Stored Candidates.',
		itemIndex,
	);
}

function remember(stored: StoredCandidates, row: StoredCandidate): void {
	const known = stored.byId.get(row.candidate.candidateId);
	if (known === undefined || isNewer(row.candidate, known.candidate)) {
		stored.byId.set(row.candidate.candidateId, row);
	}
}

function storedRowError(
	context: IExecuteFunctions,
	{ row, itemIndex }: InputItem,
	{ field, problem }: FieldProblem,
) {
	const id = textOrNull(row.candidateId) ?? 'no id';
	return nodeError(
		context,
		`Stored candidate ${itemIndex} (${truncate(id)}): the field "${field}" ${problem}`,
		'Correct the row in the candidates table, or delete it, and run again.',
	);
}
