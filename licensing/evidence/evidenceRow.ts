/** What an auditor reads of one decision about one person's seat. Moments are ISO 8601. */
export interface EvidenceRow {
	quarter: string;
	profile: string;
	accountId: string;
	displayName: string;
	email: string | null;
	/** null for a seat that was taken back without a candidate. */
	candidateId: string | null;
	/** The rule of the evaluation by which it was decided, as it stood then. */
	reasonCode: string;
	reason: string;
	/** Days without activity when it was decided. */
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
