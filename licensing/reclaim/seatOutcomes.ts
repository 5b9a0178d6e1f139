import type { PersonRow } from '../person';
import { idsOf, namesOf, without } from './groupRefs';
import type { OutcomeCode } from './outcomes';
import { untouched, type PersonOutcome } from './personResult';
import { newReceiptId, type ReceiptState } from './receipts';
import { plannedGroupsOf, type RemovalPlan } from './removalPlan';
import type { UnfinishedReceipt } from './unfinishedReceipts';

/** Whose seat an outcome is about. */
type Person = Pick<PersonRow, 'profile' | 'accountId'>;

/** What an outcome needs to know of its run. */
export interface RunFacts {
	dryRun: boolean;
	/** The moment of the run in ISO 8601. */
	now: string;
}

/** Why a seat is kept. */
export interface ReasonToKeep {
	code: OutcomeCode;
	/** What to add to the sentence; '' for nothing. */
	detail: string;
}

/** An earlier run removed everything that it had planned, and ended before it could say so. */
export function finishedEarlier(
	{ dryRun, now }: RunFacts,
	item: Person,
	plan: RemovalPlan,
	unfinished?: UnfinishedReceipt,
): PersonOutcome {
	return {
		...untouched(
			dryRun ? 'wouldReclaim' : 'reclaimed',
			'An earlier run had already removed the person.',
		),
		...receiptOfGone(plan, item, { dryRun, now }, unfinished),
		verified: true,
	};
}

/** A seat that is kept; what an earlier run removed from it stays in the receipt. */
export function kept(
	{ code, detail }: ReasonToKeep,
	run: RunFacts,
	item: Person,
	plan: RemovalPlan,
	unfinished?: UnfinishedReceipt,
): PersonOutcome {
	return {
		...untouched(code, detail),
		...(plan.gone.length > 0
			? receiptOfGone(plan, item, run, unfinished)
			: closedReceipt(run, unfinished)),
		remainingAccess: code === 'stillBillable' ? plan.remaining : plan.access,
	};
}

/**
 * The receipt of an earlier run of which nothing is gone, closed by a live run that does not go on
 * with it: whoever leaves a group later did not leave it by that run. A plan is taken back; what was
 * removed and is there again was given back.
 */
export function closedReceipt(
	{ dryRun }: RunFacts,
	unfinished?: UnfinishedReceipt,
): Pick<PersonOutcome, 'plannedGroups' | 'removedGroups' | 'receipt'> {
	if (dryRun || unfinished === undefined) {
		return { plannedGroups: [], removedGroups: [], receipt: null };
	}
	const { receiptId, reclaimedAt, receipt } = unfinished;
	if (receipt.removedGroups.length === 0) {
		return {
			plannedGroups: [],
			removedGroups: [],
			receipt: { receiptId, receiptState: 'planned', reclaimedAt: null },
		};
	}
	return {
		plannedGroups: receipt.plannedGroups,
		removedGroups: receipt.removedGroups,
		receipt: { receiptId, receiptState: 'restored', reclaimedAt },
	};
}

/**
 * The receipt of an earlier run, with what is gone by now. A dry run leaves it open, so that the
 * live run reports it.
 */
export function receiptOfGone(
	plan: RemovalPlan,
	{ profile, accountId }: Person,
	{ dryRun, now }: RunFacts,
	unfinished: UnfinishedReceipt | undefined,
): Pick<PersonOutcome, 'plannedGroups' | 'removedGroups' | 'receipt'> {
	const plannedGroups = unfinished?.plannedGroups ?? plan.gone;
	const complete = without(plannedGroups, idsOf(plan.gone)).length === 0;
	return {
		plannedGroups,
		removedGroups: plan.gone,
		receipt: {
			receiptId: unfinished?.receiptId ?? newReceiptId(profile, accountId, now),
			receiptState: complete && !dryRun ? 'done' : 'partial',
			reclaimedAt: unfinished?.reclaimedAt ?? now,
		},
	};
}

/** What a live run would do. What an earlier run removed stays in the receipt. */
export function planned(
	plan: RemovalPlan,
	receiptId: string,
	unfinished?: UnfinishedReceipt,
): PersonOutcome {
	const receiptState: ReceiptState = plan.gone.length > 0 ? 'partial' : 'planned';
	return {
		...untouched('wouldReclaim', `The person would be removed from ${namesOf(plan.remove)}.`),
		plannedGroups: plannedGroupsOf(plan),
		removedGroups: plan.gone,
		receipt: { receiptId, receiptState, reclaimedAt: unfinished?.reclaimedAt ?? null },
	};
}
