import { subscriptionKey } from '../subscription';
import type { Candidate } from './candidate';

/** What is certain about a stored row that cannot be read; '' stands for what is missing. */
export type UnreadableRow = Pick<Candidate, 'candidateId' | 'profile' | 'accountId'>;

/**
 * Stored rows that cannot be read. One of them may say that a person keeps the seat, so whoever it
 * may be about is left alone: a row without a profile may be about everybody with its account, one
 * without an account about anybody of its profile.
 */
export class UnreadableRows {
	private readonly ids = new Set<string>();
	private readonly people = new Set<string>();
	private readonly profiles = new Set<string>();

	constructor(rows: Iterable<UnreadableRow> = []) {
		for (const row of rows) this.add(row);
	}

	add({ candidateId, profile, accountId }: UnreadableRow): void {
		this.ids.add(candidateId);
		if (accountId === '') this.profiles.add(profile);
		else this.people.add(subscriptionKey(profile, accountId));
	}

	/** Whether a candidate has such a row: its id is taken. */
	has(candidateId: string): boolean {
		return this.ids.has(candidateId);
	}

	/** Whether a row is about this person: then nothing is done about them. */
	concern({ profile, accountId }: Pick<Candidate, 'profile' | 'accountId'>): boolean {
		return ['', profile].some((name) => this.people.has(subscriptionKey(name, accountId)));
	}

	/** Whether a row may be about anybody of the profile: then nobody new is proposed there. */
	mayConcernAnybodyOf(profile: string): boolean {
		return this.profiles.has('') || this.profiles.has(profile);
	}
}
