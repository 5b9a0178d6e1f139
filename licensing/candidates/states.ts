/**
 * The states of a candidate and everything that can happen to one, as one table. The node, the
 * tests and the documentation read it; no other place knows which state follows which.
 */

/** What each state means, for people. */
export const STATES = {
	'Awaiting User': {
		open: true,
		sentence: 'The person is being asked and has until the due date to answer.',
	},
	'Attention Required': {
		open: true,
		sentence: 'Someone has to look at this and decide.',
	},
	Ready: {
		open: true,
		sentence:
			'The person is not asked. The seat stays until someone decides that it may be taken back.',
	},
	'Awaiting Approval': {
		open: true,
		sentence: 'The person wants to keep the seat, and someone has to approve that.',
	},
	'Awaiting Revocation': {
		open: true,
		sentence: 'The seat may be taken back in the next run of Reclaim License.',
	},
	'Awaiting Give Back': {
		open: true,
		sentence:
			'The seat was taken back although the person had chosen to keep it. It is to be given back.',
	},
	'Closed Skipped': { open: false, sentence: 'The person keeps the seat, or no longer had one.' },
	'Closed Complete': { open: false, sentence: 'The seat was taken back. A receipt shows how.' },
	'Closed Canceled': {
		open: false,
		sentence:
			'The person was active again, an exclusion protects the seat, or the mode changed.',
	},
} as const satisfies Record<string, { open: boolean; sentence: string }>;

export type State = keyof typeof STATES;

/** All states, in the order in which people meet them. */
export const STATE_NAMES = Object.keys(STATES) as readonly State[];

/** The states that a candidate can still leave. */
export const OPEN_STATES: readonly State[] = STATE_NAMES.filter((state) => STATES[state].open);

/** The states in which a candidate has ended. */
export const CLOSED_STATES: readonly State[] = STATE_NAMES.filter((state) => !STATES[state].open);

/** The open states whose person still has the seat, as far as is known. */
export const SEAT_STATES = OPEN_STATES.filter((state) => state !== 'Awaiting Give Back');

/** Where a wish to keep the seat counts. */
const KEEP_STATES = [
	'Awaiting User',
	'Awaiting Revocation',
	'Ready',
	'Attention Required',
] as const satisfies readonly State[];

/** Something that can happen to a candidate. */
interface Transition {
	/** Where it can happen; an empty list means that it opens a candidate. */
	from: readonly State[];
	/** Where it leads; null means that the state stays and only fields change. */
	to: State | null;
	sentence: string;
}

/** Everything that can happen to a candidate. */
export const TRANSITIONS = {
	foundWithEmail: {
		from: [],
		to: 'Awaiting User',
		sentence: 'A candidate was found. People are notified, and the e-mail address is known.',
	},
	foundWithoutEmail: {
		from: [],
		to: 'Attention Required',
		sentence: 'A candidate was found. People are notified, but no e-mail address is known.',
	},
	foundWithoutNotice: {
		from: [],
		to: 'Ready',
		sentence: 'A candidate was found. People are not notified.',
	},
	foundForRevocation: {
		from: [],
		to: 'Awaiting Revocation',
		sentence:
			'A candidate was found. People are not notified, and seats are taken back without asking.',
	},
	noticeSent: {
		from: ['Awaiting User'],
		to: null,
		sentence: 'The notice was sent. The time to answer starts now.',
	},
	reminderSent: {
		from: ['Awaiting User'],
		to: null,
		sentence: 'A reminder was sent.',
	},
	noticeFailed: {
		from: ['Awaiting User'],
		to: 'Attention Required',
		sentence: 'The notice could not be sent.',
	},
	released: {
		from: ['Awaiting User'],
		to: 'Awaiting Revocation',
		sentence: 'The person gave the seat back.',
	},
	silence: {
		from: ['Awaiting User'],
		to: 'Awaiting Revocation',
		sentence: 'Nobody answered by the due date.',
	},
	reclaimDecided: {
		from: ['Ready', 'Attention Required'],
		to: 'Awaiting Revocation',
		sentence: 'Someone decided that the seat may be taken back.',
	},
	kept: {
		from: KEEP_STATES,
		to: 'Closed Skipped',
		sentence: 'The person keeps the seat.',
	},
	keepRequested: {
		from: KEEP_STATES,
		to: 'Awaiting Approval',
		sentence: 'The person wants to keep the seat, and that needs approval.',
	},
	keepNoted: {
		from: ['Closed Skipped', 'Closed Canceled'],
		to: null,
		sentence: 'The person chose to keep the seat when this was already closed.',
	},
	keptTooLate: {
		from: [...KEEP_STATES, 'Closed Complete'],
		to: 'Awaiting Give Back',
		sentence: 'The person chose to keep the seat while it was being taken back.',
	},
	keepApproved: {
		from: ['Awaiting Approval'],
		to: 'Closed Skipped',
		sentence: 'The request to keep the seat was approved.',
	},
	keepRejected: {
		from: ['Awaiting Approval'],
		to: 'Awaiting Revocation',
		sentence: 'The request to keep the seat was rejected.',
	},
	reclaimed: {
		from: ['Awaiting Revocation'],
		to: 'Closed Complete',
		sentence: 'The seat was taken back.',
	},
	takenThoughKept: {
		from: ['Awaiting Approval', 'Closed Skipped'],
		to: 'Awaiting Give Back',
		sentence: 'The seat was taken back although the person had chosen to keep it.',
	},
	reclaimFailed: {
		from: ['Awaiting Revocation'],
		to: 'Attention Required',
		sentence: 'The seat could not be taken back.',
	},
	activitySeen: {
		from: SEAT_STATES,
		to: 'Closed Canceled',
		sentence: 'The person was active again.',
	},
	excluded: {
		from: SEAT_STATES,
		to: 'Closed Canceled',
		sentence: 'An exclusion now protects the seat.',
	},
	goneWithoutReceipt: {
		from: SEAT_STATES,
		to: 'Closed Skipped',
		sentence: 'The person no longer has a seat, and it was not taken back here.',
	},
	goneWithReceipt: {
		from: SEAT_STATES,
		to: 'Closed Complete',
		sentence:
			'The person no longer has a seat, and a receipt shows that it was taken back here.',
	},
	modeChanged: {
		from: ['Awaiting Revocation'],
		to: 'Closed Canceled',
		sentence:
			'The seat was to be taken back without asking, and the profile no longer does that. The next run finds the person anew.',
	},
	duplicateClosed: {
		from: SEAT_STATES,
		to: 'Closed Skipped',
		sentence: 'The person had more than one open candidate. Another one stays open.',
	},
	receiptNoted: {
		from: STATE_NAMES,
		to: null,
		sentence: 'A receipt was recorded.',
	},
	restored: {
		from: CLOSED_STATES,
		to: null,
		sentence: 'The seat was given back.',
	},
	restoredWhileOpen: {
		from: OPEN_STATES,
		to: 'Closed Skipped',
		sentence: 'The seat was given back before its candidate was closed. The person keeps it.',
	},
	changedByHand: {
		from: STATE_NAMES,
		to: null,
		sentence: 'Someone changed the row by hand. What they entered stays.',
	},
	told: {
		from: STATE_NAMES,
		to: null,
		sentence: 'The person was told that the seat was taken back.',
	},
	noted: {
		from: STATE_NAMES,
		to: null,
		sentence: 'Something was recorded that changed nothing.',
	},
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;

/** All transitions, in the order of the table. */
export const TRANSITION_NAMES = Object.keys(TRANSITIONS) as readonly TransitionName[];

/** True while a candidate is still open. */
export function isOpen(state: State): boolean {
	return STATES[state].open;
}

/** Whether the table lets the event happen in that state; null stands for "no candidate yet". */
export function canHappen(event: TransitionName, state: State | null): boolean {
	const from: readonly State[] = TRANSITIONS[event].from;
	return state === null ? from.length === 0 : from.includes(state);
}

/** The state that a text names, letter for letter; undefined when it names none. */
export function readState(value: unknown): State | undefined {
	return STATE_NAMES.find((state) => state === value);
}
