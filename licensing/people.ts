import { folded } from './exclusions/comparedText';
import { readName, type FieldProblem, type PersonRow } from './person';
import type { Affiliation } from './subscription';
import { DAMAGED_ID, isDamagedId, isEmptyValue, readId, readText, type Row } from './tableValues';

/** What the company's own list says of one person. */
export interface ListedPerson extends Affiliation {
	/** '' where the list does not name the account. */
	accountId: string;
	email: string | null;
}

/** The columns of the list that are used, all of them optional. */
export const PEOPLE_FIELDS = [
	'accountId',
	'email',
	'manager',
	'department',
	'costCenter',
] as const satisfies ReadonlyArray<keyof ListedPerson>;

/**
 * Reads a row of the list. With a problem it must not be used: it may be about somebody else, and a
 * half of what it says may be wrong.
 */
export function readListedPerson(row: Row): { person: ListedPerson; problem: FieldProblem | null } {
	const person: ListedPerson = {
		accountId: readId(row.accountId),
		email: readName(row.email),
		manager: readName(row.manager),
		department: readName(row.department),
		costCenter: readName(row.costCenter),
	};
	return { person, problem: problemIn(row, person) };
}

function problemIn(row: Row, { accountId, email }: ListedPerson): FieldProblem | null {
	if (isDamagedId(row.accountId)) return { field: 'accountId', problem: DAMAGED_ID };
	const unreadable = PEOPLE_FIELDS.find(
		(field) => !isEmptyValue(row[field]) && readText(row[field]) === undefined,
	);
	if (unreadable !== undefined) return { field: unreadable, problem: 'is not text' };
	if (email !== null && !/^[^\s@]+@[^\s@]+$/u.test(email)) {
		return { field: 'email', problem: 'is not an e-mail address' };
	}
	if (accountId !== '' || email !== null) return null;
	return { field: 'accountId', problem: 'is empty, and so is "email"' };
}

/** A row of the list that is not used, by its number from 1. */
export interface UnusedRow {
	number: number;
	problem: FieldProblem;
}

/** A row about a person whom an earlier row names in the same way. */
export interface RepeatedRow {
	number: number;
	/** The row that counts. */
	first: number;
	key: ListKey;
}

/** How a row names the person it is about. */
type ListKey = 'accountId' | 'email';

/**
 * The company's own list of people, to look up the people of a snapshot in. A row that names the
 * account counts before one that has only the e-mail address, because addresses are passed on to
 * other people; of rows that name somebody in the same way the first counts.
 */
export class PeopleList {
	/** Rows that cannot be read. */
	readonly unused: UnusedRow[] = [];
	/** Rows that an earlier one makes pointless. */
	readonly repeated: RepeatedRow[] = [];
	private readonly byAccountId = new Map<string, ListedRow>();
	private readonly byEmail = new Map<string, ListedRow>();

	/** @param rows each with its number, from 1 */
	constructor(rows: Iterable<{ row: Row; number: number }>) {
		for (const { row, number } of rows) {
			const { person, problem } = readListedPerson(row);
			if (problem === null) this.add({ person, number });
			else this.unused.push({ number, problem });
		}
	}

	/** What the list says of somebody; null when it does not name them. */
	find({ accountId, email }: Pick<PersonRow, 'accountId' | 'email'>): ListedPerson | null {
		const ofAccount = this.byAccountId.get(accountId);
		if (ofAccount !== undefined) return ofAccount.person;
		return this.byEmail.get(emailKey(email))?.person ?? null;
	}

	/**
	 * A person with what the list says of them. It comes before what the row says, because somebody
	 * keeps the list by hand where Confluence is wrong; what it leaves empty stays as it is.
	 */
	complete(person: PersonRow): PersonRow {
		if (this.byAccountId.size + this.byEmail.size === 0) return person;
		const listed = this.find(person);
		if (listed === null) return person;
		const isSameEmail = emailKey(listed.email) === emailKey(person.email);
		return {
			...person,
			email: isSameEmail ? person.email : (listed.email ?? person.email),
			manager: listed.manager ?? person.manager,
			department: listed.department ?? person.department,
			costCenter: listed.costCenter ?? person.costCenter,
		};
	}

	private add(row: ListedRow): void {
		const { accountId, email } = row.person;
		if (accountId !== '') this.remember('accountId', this.byAccountId, accountId, row);
		if (email !== null) this.remember('email', this.byEmail, emailKey(email), row);
	}

	private remember(
		key: ListKey,
		rows: Map<string, ListedRow>,
		text: string,
		row: ListedRow,
	): void {
		const known = rows.get(text);
		if (known === undefined) {
			rows.set(text, row);
			return;
		}
		// Two accounts with one address are two people; a repeated account was noted already.
		const { accountId } = row.person;
		if (key === 'email' && (accountId !== '' || known.person.accountId !== '')) return;
		this.repeated.push({ number: row.number, first: known.number, key });
	}
}

interface ListedRow {
	person: ListedPerson;
	number: number;
}

/** The form in which addresses are compared, as rules compare them; '' for none. */
function emailKey(email: string | null): string {
	return email === null ? '' : folded(email);
}
