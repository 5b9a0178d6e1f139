import type { State } from '../candidates/states';

/** What can happen to one person in a run. */
export const OUTCOME_WORDS = [
	'reclaimed',
	'wouldReclaim',
	'restored',
	'wouldRestore',
	'skipped',
	'failed',
] as const;
export type OutcomeWord = (typeof OUTCOME_WORDS)[number];

interface OutcomeRow {
	outcome: OutcomeWord;
	/** The state that a candidate goes to; null: it stays as it is. */
	nextState: State | null;
	/** A sentence that an administrator can forward. */
	sentence: string;
}

/**
 * Everything that can happen to a person, as one table: the outcome, the state that follows for a
 * candidate, and the sentence. A row named like its outcome has no reason beside it. The node, the
 * tests and the documentation read this table; no other place knows which state follows.
 */
export const OUTCOMES = {
	reclaimed: {
		outcome: 'reclaimed',
		nextState: 'Closed Complete',
		sentence: 'The seat was taken back.',
	},
	wouldReclaim: {
		outcome: 'wouldReclaim',
		nextState: null,
		sentence: 'Dry run: the seat would be taken back.',
	},
	restored: { outcome: 'restored', nextState: null, sentence: 'The seat was given back.' },
	wouldRestore: {
		outcome: 'wouldRestore',
		nextState: null,
		sentence: 'Dry run: the seat would be given back.',
	},

	notACandidate: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Kept: the evaluation does not list this person as a candidate.',
	},
	notDue: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Kept: this tracked candidate is not awaiting revocation. Connect the output "Revoke" of Track Candidates.',
	},
	coolingDown: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Kept: it was decided to keep this seat, and the date until when has not passed.',
	},
	otherSite: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Nothing was changed: the item names a different site than the one chosen, or no site.',
	},
	keptByAnswer: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Kept: the person answered that the seat is still needed.',
	},
	unreadableAnswer: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Kept: something was recorded about this seat that cannot be read, and it may be that the person keeps it.',
	},
	unreadableReceipt: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Nothing was changed: an earlier receipt of this person cannot be read. Correct its row in the receipts table.',
	},
	viewsNotChecked: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Kept: only edits were checked, and the person may still be reading. Check views too, or acknowledge that edits alone decide.',
	},
	overCap: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Skipped: the run reached its limit, and the people inactive longest come first. A later run can handle this person.',
	},
	duplicate: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Handled only once: another item in the input is about the same person.',
	},
	contradicted: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Kept: another item in the input says that this person is not a candidate.',
	},
	notAMember: {
		outcome: 'skipped',
		nextState: 'Closed Skipped',
		sentence: 'Nothing to do: the person is no longer in any access group.',
	},
	protectedAdmin: {
		outcome: 'skipped',
		nextState: 'Closed Canceled',
		sentence: 'Kept: the person is an administrator of the site.',
	},
	protectedSelf: {
		outcome: 'skipped',
		nextState: 'Closed Canceled',
		sentence: 'Kept: this is the account that the credential connects with.',
	},
	takenBackBefore: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Kept: this seat was taken back before, the person has it again, and nobody decided since then that it is unused.',
	},
	activeAgain: {
		outcome: 'skipped',
		nextState: 'Closed Canceled',
		sentence: 'Kept: the person was active more recently than the decision assumed.',
	},
	decisionTooOld: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Kept: the decision is older than 48 hours, and activity cannot be checked again.',
	},
	stillBillable: {
		outcome: 'skipped',
		nextState: 'Attention Required',
		sentence:
			'Nothing was removed: the person would keep a seat through a group that this run may not change.',
	},
	groupNotManaged: {
		outcome: 'skipped',
		nextState: 'Attention Required',
		sentence:
			'Nothing was removed: the seat comes from a group that admins do not manage, so Atlassian refuses to change it. Remove the person where that group is managed.',
	},
	noReceipt: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Nothing was removed: receipts of earlier runs are given, and none of them planned this removal. Plan it with a dry run, and store its receipt first.',
	},
	notReached: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Nothing was changed: the run ended before it reached this person.',
	},
	nothingGone: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Nothing to do: an earlier run planned a removal, but the person is still in all of those groups, so its receipt can be closed.',
	},
	alreadyRestored: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Nothing to do: the receipt says that the seat was already given back.',
	},
	nothingRemoved: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Nothing to do: by its receipt, nothing was removed. If a run stopped half-way, settle its receipts with Reclaim first: an item that names only the profile is enough.',
	},

	brokenItem: {
		outcome: 'failed',
		nextState: null,
		sentence: 'Nothing was changed: the item cannot be read.',
	},
	checkFailed: {
		outcome: 'failed',
		nextState: null,
		sentence: 'Nothing was changed: the final check of this person failed.',
	},
	notVerified: {
		outcome: 'failed',
		nextState: null,
		sentence:
			"The change was sent, but the person's groups do not show it yet. The next run checks again.",
	},
	notSiteAdmin: {
		outcome: 'failed',
		nextState: 'Attention Required',
		sentence: 'Atlassian refused the change, so the run was stopped.',
	},
	removalFailed: {
		outcome: 'failed',
		nextState: 'Attention Required',
		sentence: 'The removal failed. The person keeps the seat.',
	},
	partlyRemoved: {
		outcome: 'failed',
		nextState: 'Attention Required',
		sentence:
			'The person was removed from some of the groups, but not from all. The receipt lists which.',
	},
	personVanished: {
		outcome: 'failed',
		nextState: 'Attention Required',
		sentence: 'Nothing was changed: this person was not found on the site.',
	},
	groupVanished: {
		outcome: 'failed',
		nextState: null,
		sentence: 'A group in the receipt no longer exists.',
	},
	groupNotChangeable: {
		outcome: 'failed',
		nextState: null,
		sentence:
			'A group in the receipt gives admin rights or is not managed by admins. Add the person where that group is managed.',
	},
	noAccessGroup: {
		outcome: 'failed',
		nextState: null,
		sentence:
			'A group in the receipt is not an access group of this site, so nobody is added to it. If it gives access, choose it in "Access Group Names or IDs".',
	},
	licenceLimit: {
		outcome: 'failed',
		nextState: null,
		sentence: 'The site has no free seat.',
	},
	restoreFailed: {
		outcome: 'failed',
		nextState: null,
		sentence: 'The person could not be added to every group in the receipt.',
	},
} as const satisfies Record<string, OutcomeRow>;

/** A row of the table. */
export type OutcomeCode = keyof typeof OUTCOMES;

/** All rows, in the order of the table. */
export const OUTCOME_CODES = Object.keys(OUTCOMES) as readonly OutcomeCode[];

/** The reason beside the outcome; null where the outcome says everything. */
export function outcomeReason(code: OutcomeCode): string | null {
	return code === OUTCOMES[code].outcome ? null : code;
}

/** The two things that Reclaim License does. */
export const OPERATIONS = ['reclaim', 'restore'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** The state that follows for a candidate. A restore names none: a closed candidate stays closed. */
export function nextStateOf(operation: Operation, code: OutcomeCode): State | null {
	return operation === 'restore' ? null : OUTCOMES[code].nextState;
}

/** The sentence of an outcome, with its detail. */
export function outcomeSentence(code: OutcomeCode, detail: string): string {
	const { sentence } = OUTCOMES[code];
	return detail === '' ? sentence : `${sentence} ${detail}`;
}
