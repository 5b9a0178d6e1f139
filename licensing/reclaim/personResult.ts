import type { State } from '../candidates/states';
import type { GroupRef } from './groupRefs';
import {
	nextStateOf,
	OUTCOMES,
	outcomeReason,
	outcomeSentence,
	type Operation,
	type OutcomeCode,
	type OutcomeWord,
} from './outcomes';
import type { ReceiptState } from './receipts';

/** What became of one person. */
export interface PersonOutcome {
	code: OutcomeCode;
	/** What to add to the sentence of the outcome; '' for nothing. */
	detail: string;
	plannedGroups: GroupRef[];
	removedGroups: GroupRef[];
	/** How many memberships this run itself took away. */
	removals: number;
	/** What a restore gave back, or found to be there already. */
	restoredGroups: GroupRef[];
	/** What still gives the person a seat. */
	remainingAccess: GroupRef[];
	/** True when the person's groups were read afterwards and show the change. */
	verified: boolean;
	/** null when there is nothing to keep. */
	receipt: { receiptId: string; receiptState: ReceiptState; reclaimedAt: string | null } | null;
}

/** The fields that a result has beside those of its item. */
export interface ResultFields {
	outcome: OutcomeWord;
	outcomeReason: string | null;
	outcomeMessage: string;
	removedGroups: GroupRef[];
	restoredGroups: GroupRef[];
	remainingAccess: GroupRef[];
	verified: boolean;
	receiptId: string | null;
	receiptState: ReceiptState | null;
	plannedGroups: GroupRef[];
	performedAt: string;
	reclaimedAt: string | null;
	nextState: State | null;
}

/** An outcome that changes nothing and leaves no receipt. */
export function untouched(code: OutcomeCode, detail = ''): PersonOutcome {
	return {
		code,
		detail,
		plannedGroups: [],
		removedGroups: [],
		removals: 0,
		restoredGroups: [],
		remainingAccess: [],
		verified: false,
		receipt: null,
	};
}

/** The fields of the result of a run that takes `now` (ISO 8601) as its moment. */
export function resultFields(
	operation: Operation,
	outcome: PersonOutcome,
	now: string,
): ResultFields {
	const { code, receipt } = outcome;
	return {
		outcome: OUTCOMES[code].outcome,
		outcomeReason: outcomeReason(code),
		outcomeMessage: outcomeSentence(code, outcome.detail),
		removedGroups: outcome.removedGroups,
		restoredGroups: outcome.restoredGroups,
		remainingAccess: outcome.remainingAccess,
		verified: outcome.verified,
		receiptId: receipt?.receiptId ?? null,
		receiptState: receipt?.receiptState ?? null,
		plannedGroups: outcome.plannedGroups,
		performedAt: now,
		reclaimedAt: receipt?.reclaimedAt ?? null,
		nextState: nextStateOf(operation, code),
	};
}
