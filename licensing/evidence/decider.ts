import type { Candidate } from '../candidates/candidate';

/** Who decided, by the event of the history. What is not here was found out by a run. */
const DECIDERS: Readonly<Record<string, 'person' | 'approver'>> = {
	released: 'person',
	kept: 'person',
	keepRequested: 'person',
	keepNoted: 'person',
	keptTooLate: 'person',
	keepApproved: 'approver',
	keepRejected: 'approver',
	reclaimDecided: 'approver',
};

/** Events that tell somebody something and decide nothing. */
export const NOTICES: readonly string[] = ['noticeSent', 'reminderSent'];
export const SILENT: readonly string[] = [...NOTICES, 'receiptNoted', 'told', 'noted'];
/** Events that carry out what was decided before, or find that it could not be. */
const CARRIED_OUT: readonly string[] = [
	...SILENT,
	'noticeFailed',
	'reclaimed',
	'reclaimFailed',
	'takenThoughKept',
	'goneWithReceipt',
	'restored',
	'restoredWhileOpen',
];

/**
 * Who or what decided last. A removal, a restore or a notice carries out what was decided before it;
 * a seat that was opened by an evaluation, or ended by one, is the rules' doing.
 */
export function deciderOf({ history, answeredBy }: Candidate): string {
	const last = history.filter(({ event }) => !CARRIED_OUT.includes(event ?? '')).at(-1);
	if (last === undefined) return 'nobody yet';
	if (last.event === 'silence') return 'nobody answered by the due date';
	if (last.event === 'changedByHand') return 'somebody, by hand in the table';
	const decider = DECIDERS[last.event ?? ''];
	if (decider === undefined) return 'the rules';
	const by = last.set?.answeredBy ?? answeredBy;
	return by === null ? decider : `${decider}: ${by}`;
}
