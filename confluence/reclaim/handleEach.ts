import { untouched, type PersonOutcome } from '../../licensing/reclaim/personResult';
import { asConfluenceError, ConfluenceError, isFatal, mayPass, type FailureKind } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { WriteAccess } from './writeAccess';

/** What the people of a run share while they are handled. */
export interface RunProgress {
	/** Whether a write was sent: from then on the run never throws. */
	wrote: boolean;
	/** Whether somebody has stopped the run: nobody else is touched then. */
	isStopped(): boolean;
	/** Tells a person how far it is. */
	report(message: string): void;
}

/** What became of a person, and the failure behind it where there was one. */
export interface Handled {
	outcome: PersonOutcome;
	failure?: ConfluenceError | null;
	/** The outcome instead, should the refusal of that group turn out to concern the account. */
	otherwise?: { groupId: string; outcome: PersonOutcome } | null;
}

/** What became of all people of a run, in the order given. */
export interface HandledPeople {
	outcomes: PersonOutcome[];
	/** Why the run ended before everybody's turn; null when it did not. */
	stoppedBy: ConfluenceError | null;
}

/** So many people in a row whose look or change fails end the run: the site does not answer. */
const MAX_FAILURES_IN_A_ROW = 3;
/** A person ended the run in the editor. */
const STOPPED = new ConfluenceError('stopped', 'The run was stopped.');
/** Every so many people a run tells how far it is. */
const REPORT_EVERY = 10;

/**
 * Handles people one after the other. A failure that concerns one person stays with that person;
 * one that would meet everybody (a 403 of the account, a rate limit, a dead credential) ends the run, and
 * those after it come out as not reached. A refusal that only may concern everybody is judged at the
 * end, by what other groups showed.
 *
 * @throws ConfluenceError when such a failure comes before the first write: nothing was changed
 */
export async function handleEach<Person>(
	people: readonly Person[],
	{ client, progress }: { client: ConfluenceClient; progress: RunProgress },
	handle: (person: Person) => Promise<Handled>,
	writeAccess = new WriteAccess(),
): Promise<HandledPeople> {
	const outcomes: PersonOutcome[] = [];
	const doubts = new Map<number, NonNullable<Handled['otherwise']>>();
	let stoppedBy: ConfluenceError | null = null;
	let failuresInARow = 0;
	for (const [done, person] of people.entries()) {
		if (done > 0 && done % REPORT_EVERY === 0) {
			progress.report(`${done} of ${people.length} people handled`);
		}
		if (stoppedBy === null && progress.isStopped()) stoppedBy = STOPPED;
		if (stoppedBy !== null) {
			outcomes.push(untouched('notReached', stoppedBy.message));
			continue;
		}
		try {
			const { outcome, failure = null, otherwise = null } = await handle(person);
			outcomes.push(outcome);
			if (otherwise !== null) doubts.set(done, otherwise);
			failuresInARow = failure !== null && mayPass(failure) ? failuresInARow + 1 : 0;
			if (failure !== null && endsTheRun(failure, failuresInARow)) stoppedBy = failure;
		} catch (error) {
			const failure = asConfluenceError(error);
			failuresInARow = failure.kind === 'notFound' ? 0 : failuresInARow + 1;
			if (endsTheRun(failure, failuresInARow)) stoppedBy = failure;
			if (stoppedBy !== null && !progress.wrote) throw error;
			outcomes.push(lookFailed(failure, client.runtime.sentenceOf(failure)));
		}
	}
	for (const [place, { groupId, outcome }] of doubts) {
		if (writeAccess.isDoubtful(groupId)) outcomes[place] = outcome;
	}
	return { outcomes, stoppedBy: stoppedBy ?? writeAccess.openRefusal() };
}

function endsTheRun(failure: ConfluenceError, failuresInARow: number): boolean {
	return stopsTheRun(failure) || failuresInARow === MAX_FAILURES_IN_A_ROW;
}

/** Fatal for one call, but not for the people after it: a full site, a vanished group, a look refused. */
const OF_ONE_PERSON: ReadonlySet<FailureKind> = new Set([
	'licenceLimit',
	'groupUnknown',
	'forbidden',
]);

/** Failures that the next person would meet too. */
export function stopsTheRun(failure: ConfluenceError): boolean {
	return isFatal(failure) && !OF_ONE_PERSON.has(failure.kind);
}

function lookFailed(failure: ConfluenceError, sentence: string): PersonOutcome {
	if (stopsTheRun(failure)) return untouched('notReached', failure.message);
	const code = failure.kind === 'notFound' ? 'personVanished' : 'checkFailed';
	return untouched(code, sentence);
}
