import type { State } from '../candidates/states';

/** What can become of one person in a run. */
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
 * Everything that can become of a person, as one table: the outcome, the state that follows for a
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
		sentence: 'Kept: the evaluation does not say that this person is a candidate.',
	},
	notDue: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Kept: the item is a tracked candidate that does not await revocation. Connect the output "Revoke" of Track Candidates.',
	},
	coolingDown: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Kept: it was decided to keep this seat, and the date until when has not passed.',
	},
	otherSite: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Left alone: the item names another site than the one chosen, or none.',
	},
	viewsNotChecked: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Kept: only edits were looked at, and the person may be reading. Check views too, or acknowledge that edits alone decide.',
	},
	overCap: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Left for a later run: this run handles only the longest inactive people.',
	},
	duplicate: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Handled once: another item of the input is about the same person.',
	},
	contradicted: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Kept: another item of the input says that this person is no candidate.',
	},
	notAMember: {
		outcome: 'skipped',
		nextState: 'Closed Skipped',
		sentence: 'Nothing to do: the person is in no access group any more.',
	},
	protectedAdmin: {
		outcome: 'skipped',
		nextState: 'Closed Canceled',
		sentence: 'Kept: the person is an administrator of the site.',
	},
	protectedSelf: {
		outcome: 'skipped',
		nextState: 'Closed Canceled',
		sentence: 'Kept: this is the account that the credential is connected as.',
	},
	activeAgain: {
		outcome: 'skipped',
		nextState: 'Closed Canceled',
		sentence: 'Kept: the person was active after the decision was prepared.',
	},
	decisionTooOld: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Kept: the decision is older than 48 hours, and activity cannot be looked at again.',
	},
	stillBillable: {
		outcome: 'skipped',
		nextState: 'Attention Required',
		sentence:
			'Nothing was removed: the seat would remain through a group that this run may not change.',
	},
	groupNotManaged: {
		outcome: 'skipped',
		nextState: 'Attention Required',
		sentence:
			'Nothing was removed: admins do not manage a group that gives the seat, so Atlassian refuses to change it. Remove the person where the group is managed.',
	},
	notReached: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Not touched: the run ended before it came to this person.',
	},
	nothingGone: {
		outcome: 'skipped',
		nextState: null,
		sentence:
			'Nothing to do: of what an earlier run was going to remove nothing is gone, so its receipt is closed.',
	},
	alreadyRestored: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Nothing to do: the receipt says that the seat was given back.',
	},
	nothingRemoved: {
		outcome: 'skipped',
		nextState: null,
		sentence: 'Nothing to do: the receipt names no group.',
	},

	brokenItem: {
		outcome: 'failed',
		nextState: null,
		sentence: 'Nothing was changed: the item cannot be read.',
	},
	checkFailed: {
		outcome: 'failed',
		nextState: null,
		sentence: 'Nothing was changed: the fresh look at this person failed.',
	},
	notVerified: {
		outcome: 'failed',
		nextState: null,
		sentence:
			'The change was sent, but the groups of the person do not show it yet. The next run looks again.',
	},
	notSiteAdmin: {
		outcome: 'failed',
		nextState: 'Attention Required',
		sentence: 'Atlassian refused the change; the run was stopped.',
	},
	removalFailed: {
		outcome: 'failed',
		nextState: 'Attention Required',
		sentence: 'The removal failed, and the person keeps the seat.',
	},
	partlyRemoved: {
		outcome: 'failed',
		nextState: 'Attention Required',
		sentence: 'The person was removed from some groups only; the receipt names them.',
	},
	personVanished: {
		outcome: 'failed',
		nextState: 'Attention Required',
		sentence: 'Nothing was changed: the site does not know this person.',
	},
	groupVanished: {
		outcome: 'failed',
		nextState: null,
		sentence: 'A group of the receipt does not exist any more.',
	},
	groupNotChangeable: {
		outcome: 'failed',
		nextState: null,
		sentence:
			'A group of the receipt gives admin rights or is not managed by admins: add the person where it is managed.',
	},
	noAccessGroup: {
		outcome: 'failed',
		nextState: null,
		sentence:
			'A group of the receipt is not an access group of this site, so nobody is added to it. If it gives access, choose it in "Access Group Names or IDs".',
	},
	licenceLimit: {
		outcome: 'failed',
		nextState: null,
		sentence: 'The site has no free seat.',
	},
	restoreFailed: {
		outcome: 'failed',
		nextState: null,
		sentence: 'The person could not be added to every group of the receipt.',
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
