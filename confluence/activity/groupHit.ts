import type { Person } from '../../licensing/activity/askPlan';
import type { ContentChange } from '../../licensing/activity/contentChange';
import { evidenceOf, type Evidence } from '../../licensing/activity/evidence';
import { isInside } from '../../licensing/activity/lookWindow';
import { ConfluenceError } from '../errors';
import type { ConfluenceClient } from '../http/client';
import type { Page } from '../paging';
import { changesOf, changesPage } from './contentChanges';

/** What a query for a group may leave out. */
export interface Exclusion {
	/** Creators whose content tells nothing new of these people. */
	creatorsFor: (people: readonly Person[]) => string[];
	/** Whether the site understands a query that leaves creators out. */
	works: boolean;
}

/** The newest change of content that any of these people worked on. */
export async function newestChangeOf(
	client: ConfluenceClient,
	people: readonly Person[],
	exclusion: Exclusion,
): Promise<ContentChange | null> {
	const { entries, next } = await firstHit(client, people, exclusion);
	const [hit] = entries;
	if (hit !== undefined) return hit;
	if (next === null) return null;
	throw new ConfluenceError(
		'badAnswer',
		'The search answered an empty page that is not the last.',
	);
}

/**
 * Leaves out what the list of changes explains already. A site that does not understand "not in" is
 * asked without, from then on.
 */
async function firstHit(
	client: ConfluenceClient,
	people: readonly Person[],
	exclusion: Exclusion,
): Promise<Page<ContentChange, string>> {
	const ids = people.map(({ accountId }) => accountId);
	const from = oldestOf(people);
	const without = exclusion.works ? exclusion.creatorsFor(people) : [];
	try {
		return await changesPage(client, changesOf(ids, from, without), null, 1);
	} catch (error) {
		const refused = error instanceof ConfluenceError && error.kind === 'badRequest';
		if (!refused || without.length === 0) throw error;
		exclusion.works = false;
		return await changesPage(client, changesOf(ids, from), null, 1);
	}
}

function oldestOf(people: readonly Person[]): number {
	let oldest = Infinity;
	for (const { from } of people) oldest = Math.min(oldest, from);
	return oldest;
}

/**
 * What the newest hit of a group says of one of its people; 'open' when it does not settle them.
 * Whom it names is settled unless their own change lies before the last one.
 */
export function judge(
	person: Person,
	hit: ContentChange | null,
	now: number,
): Evidence | null | 'open' {
	if (hit === null) return null;
	const { changedAt } = hit;
	if (changedAt === null) return 'open';
	if (!isInside(changedAt, person.from)) return null;
	if (!isNamed(person, hit)) return 'open';
	const evidence = evidenceOf(hit, person.accountId, 'search', now);
	return evidence.at === changedAt ? evidence : 'open';
}

export function isNamed({ accountId }: Person, { changedBy, createdBy }: ContentChange): boolean {
	return accountId === changedBy || accountId === createdBy;
}
