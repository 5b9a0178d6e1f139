import { DECISIONS, type Decision, type ReasonCode } from '../exclusions/reasons';
import { readId, textOrNull, type Row } from '../tableValues';
import { isMissingTime, readTime } from '../times';
import { idProblem, readJudgement, type FieldProblem, type Judgement } from './candidate';

/** The one reason to retain somebody that closes a candidate. */
const ACTIVE: ReasonCode = 'active';

/** One person of today's evaluation. */
export interface EvaluatedPerson extends Judgement {
	profile: string;
	accountId: string;
	/** null when the item was not evaluated: it opens nothing and moves nothing. */
	verdict: Decision | null;
	/**
	 * Until when the item itself says that the seat is kept; milliseconds since the epoch. A date
	 * that cannot be read keeps it for ever.
	 */
	keepUntil: number | null;
}

/** Reads an evaluated subscription; a problem means that nobody knows whose seat it is. */
export function readEvaluatedPerson(row: Row): {
	person: EvaluatedPerson;
	problems: FieldProblem[];
} {
	const problems: FieldProblem[] = [];
	const profile = textOrNull(row.profile) ?? '';
	if (profile === '') problems.push({ field: 'profile', problem: 'is missing' });
	const accountId = readId(row.accountId);
	if (accountId === '') problems.push(idProblem('accountId', row.accountId));
	const judgement = readJudgement(row);
	const person: EvaluatedPerson = {
		...judgement,
		profile,
		accountId,
		verdict: DECISIONS.find((known) => known === judgement.decision) ?? null,
		keepUntil: isMissingTime(row.keepUntil) ? null : (readTime(row.keepUntil) ?? Infinity),
	};
	return { person, problems };
}

/** Of two items for one person the one that protects the seat more counts. */
export function moreProtective(a: EvaluatedPerson, b: EvaluatedPerson): EvaluatedPerson {
	return protection(b) > protection(a) ? b : a;
}

function protection(person: EvaluatedPerson): number {
	if (person.verdict === 'excluded') return 3;
	if (wasActive(person)) return 2;
	return person.verdict === 'candidate' ? 0 : 1;
}

/** True when the person is retained because activity was seen. */
export function wasActive({ verdict, reasonCode }: EvaluatedPerson): boolean {
	return verdict === 'retained' && reasonCode === ACTIVE;
}

/** What an evaluation says today, for a candidate that was stored earlier. */
export function judgementOf(person: EvaluatedPerson, before?: Judgement): Judgement {
	return {
		cloudId: person.cloudId,
		displayName: person.displayName || (before?.displayName ?? ''),
		email: person.email ?? before?.email ?? null,
		decision: person.decision,
		reasonCode: person.reasonCode,
		reason: person.reason,
		viewsChecked: person.viewsChecked,
		inactiveDays: person.inactiveDays,
		activityStatus: person.activityStatus,
		lastActivityAt: person.lastActivityAt,
		activityCheckedAt: person.activityCheckedAt,
		activityCheckedFrom: person.activityCheckedFrom,
		firstSeenAt: person.firstSeenAt ?? before?.firstSeenAt ?? null,
		groupIds: person.groupIds,
		potentialSavings: person.potentialSavings ?? before?.potentialSavings ?? null,
	};
}
