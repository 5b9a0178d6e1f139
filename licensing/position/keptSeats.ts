import type { Candidate } from '../candidates/candidate';
import { byPerson, isKept, newestRows } from '../candidates/storedCandidates';
import type { ReasonCode } from '../exclusions/reasons';
import type { PersonRow } from '../person';

/** Whoever is retained for another reason stays so whatever becomes of the threshold. */
const IN_USE: ReasonCode = 'active';
const KEPT: ReasonCode = 'coolingDown';

/**
 * The keys of subscriptions that nobody may be asked about now: an answer or a cool-down of one of
 * their stored candidates reaches beyond now.
 *
 * @param now milliseconds since the epoch
 */
export function keptKeys(stored: readonly Candidate[], now: number): Set<string> {
	const kept = new Set<string>();
	for (const [key, person] of byPerson(newestRows(stored).values())) {
		if (isKept(person, now)) kept.add(key);
	}
	return kept;
}

/** The seat held back, as the evaluation says it of somebody whose row names the date itself. */
export function asKept(person: PersonRow): PersonRow {
	const { decision, reasonCode } = person;
	if (decision === 'excluded') return person;
	if (decision === 'retained' && reasonCode !== IN_USE) return person;
	return {
		...person,
		decision: 'retained',
		reasonCode: KEPT,
		reason: 'It was decided to keep the seat for now.',
	};
}
