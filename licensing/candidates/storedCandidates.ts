import { keyOf, subscriptionKey } from '../subscription';
import { readTime } from '../times';
import type { Candidate } from './candidate';
import { isOpen } from './states';

/** The stored candidates of one person in one profile. */
export interface PersonCandidates {
	/** The one open candidate; of several the one that is owed a seat, else the oldest. */
	open: Candidate | null;
	/** Further open ones, which only damaged data can hold. */
	surplus: Candidate[];
	closed: Candidate[];
}

/** Of rows with one `candidateId` the newest counts; on a draw the one with more history. */
export function newestRows(stored: readonly Candidate[]): Map<string, Candidate> {
	const newest = new Map<string, Candidate>();
	for (const row of stored) {
		const known = newest.get(row.candidateId);
		if (known === undefined || isNewer(row, known)) newest.set(row.candidateId, row);
	}
	return newest;
}

/** Whether a row of a candidate is newer than another row of the same candidate. */
export function isNewer(row: Candidate, known: Candidate): boolean {
	const difference = (readTime(row.changedAt) ?? 0) - (readTime(known.changedAt) ?? 0);
	return difference === 0 ? row.history.length > known.history.length : difference > 0;
}

/** The candidates by person; keys are those of subscriptions. */
export function byPerson(rows: Iterable<Candidate>): Map<string, PersonCandidates> {
	const people = new Map<string, PersonCandidates>();
	for (const row of rows) {
		const key = keyOf(row);
		const person = people.get(key) ?? { open: null, surplus: [], closed: [] };
		addTo(person, row);
		people.set(key, person);
	}
	return people;
}

function addTo(person: PersonCandidates, row: Candidate): void {
	if (!isOpen(row.state)) {
		person.closed.push(row);
	} else if (person.open === null) {
		person.open = row;
	} else if (comesFirst(row, person.open)) {
		person.surplus.push(person.open);
		person.open = row;
	} else {
		person.surplus.push(row);
	}
}

/** A debt comes first: while a seat is to be given back, nothing else is decided about its person. */
function comesFirst(a: Candidate, b: Candidate): boolean {
	const debts = Number(isOwed(a)) - Number(isOwed(b));
	return debts === 0 ? isOlder(a, b) : debts > 0;
}

function isOwed({ state }: Candidate): boolean {
	return state === 'Awaiting Give Back';
}

function isOlder(a: Candidate, b: Candidate): boolean {
	const difference = openedTime(a) - openedTime(b);
	return difference === 0 ? a.candidateId < b.candidateId : difference < 0;
}

/** A candidate without a readable opening counts as the youngest. */
function openedTime({ openedAt }: Candidate): number {
	return readTime(openedAt) ?? Number.MAX_SAFE_INTEGER;
}

/** True when any of the person's candidates says that the seat is kept beyond now. */
export function isKept({ open, surplus, closed }: PersonCandidates, now: number): boolean {
	const all = open === null ? closed : [open, ...surplus, ...closed];
	return all.some(({ keepUntil }) => (readTime(keepUntil) ?? now) > now);
}

/** Of a person's closed candidates the one that was closed last. */
export function lastClosed(closed: readonly Candidate[]): Candidate | undefined {
	return [...closed].sort((a, b) => closedTime(b) - closedTime(a))[0];
}

/** A candidate without a readable closing counts as the oldest. */
function closedTime({ closedAt }: Candidate): number {
	return readTime(closedAt) ?? 0;
}

/** What is certain about a stored row that cannot be read; '' stands for what is missing. */
export type UnreadableCandidate = Pick<Candidate, 'candidateId' | 'profile' | 'accountId'>;

/**
 * Stored rows that cannot be read. One of them may say that a person keeps the seat, so whoever it
 * may be about is left alone: a row without a profile may be about everybody with its account, one
 * without an account about anybody of its profile.
 */
export class UnreadableRows {
	private readonly ids = new Set<string>();
	private readonly people = new Set<string>();
	private readonly profiles = new Set<string>();

	constructor(rows: Iterable<UnreadableCandidate> = []) {
		for (const row of rows) this.add(row);
	}

	add({ candidateId, profile, accountId }: UnreadableCandidate): void {
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
