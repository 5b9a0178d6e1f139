import type { IExecuteFunctions } from 'n8n-workflow';

import { readCandidate, type Candidate } from '../../licensing/candidates/candidate';
import type { FieldProblem } from '../../licensing/person';
import { readSeatReceipt, type SeatReceipt } from '../../licensing/position/takenBack';
import { readReceipt, type Receipt } from '../../licensing/reclaim/receipts';
import { isEmptyValue, type Row } from '../../licensing/tableValues';
import { itemFieldError } from '../shared/failures';
import { inputItems } from '../shared/inputItems';

/** The second input: stored candidates and receipts, in any order. */
const SECOND_INPUT = 1;

/** Does something that may fail, and leaves it out or ends the run. */
export type Attempt = (action: () => void) => void;

export interface SecondInput {
	candidates: Candidate[];
	receipts: SeatReceipt[];
	/** The same receipts whole, as an auditor wants them. */
	wholeReceipts: Receipt[];
	/** Items that are neither. */
	others: number;
}

/** Reads the second input. A result of Reclaim License is a receipt, and its candidate too. */
export function readSecondInput(context: IExecuteFunctions, attempt: Attempt): SecondInput {
	const read: SecondInput = { candidates: [], receipts: [], wholeReceipts: [], others: 0 };
	for (const { row, itemIndex } of inputItems(context, SECOND_INPUT)) {
		attempt(() => {
			if (isReceipt(row)) {
				const { receipt, problems } = readSeatReceipt(row);
				refuse(context, problems, itemIndex);
				read.receipts.push(receipt);
				read.wholeReceipts.push(readReceipt(row).receipt);
			} else if (isCandidate(row)) {
				const { candidate, problems } = readCandidate(row);
				refuse(context, problems, itemIndex);
				read.candidates.push(candidate);
			} else {
				read.others += 1;
			}
		});
	}
	return read;
}

function isReceipt(row: Row): boolean {
	return !isEmptyValue(row.receiptState);
}

function isCandidate(row: Row): boolean {
	return !isEmptyValue(row.candidateId) && !isEmptyValue(row.state);
}

function refuse(
	context: IExecuteFunctions,
	problems: readonly FieldProblem[],
	itemIndex: number,
): void {
	for (const { field, problem } of problems) {
		throw itemFieldError(
			context,
			field,
			`${problem} (input "Candidates and Receipts")`,
			itemIndex,
		);
	}
}
