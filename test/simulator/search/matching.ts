import { CONTENT_TYPES, type ContentItem } from '../world';
import { CqlError, type Condition, type Operator } from './cql';
import type { IndexView } from './indexView';
import { readMoment, type Moment } from './moments';

export type Matches = (item: ContentItem) => boolean;

/** Whose eyes and clock a search uses, and what the index knows. */
export interface Searcher {
	accountId: string;
	timeZone: string;
	now: number;
	view: IndexView;
	/** Whether an account is known; null: whoever is not is found nothing of. */
	isAccount: ((accountId: string) => boolean) | null;
}

type Comparison = Extract<Condition, { kind: 'compare' }>;

const MOMENTS: Record<string, (item: ContentItem, view: IndexView) => number> = {
	created: ({ createdAt }) => createdAt,
	lastmodified: (item, view) => view.lastModified(item),
};

const WORDS: Record<string, (item: ContentItem, value: string, view: IndexView) => boolean> = {
	type: ({ type }, value) => type === value.toLowerCase(),
	creator: ({ createdBy }, value) => createdBy === value,
	contributor: isContributor,
	id: ({ id }, value) => id === value,
	space: ({ spaceKey }, value) => spaceKey === value,
};

/**
 * Turns a condition into a function over content.
 *
 * @throws CqlError for a field, type, operator or date that is none
 */
export function compile(condition: Condition, searcher: Searcher): Matches {
	if (condition.kind === 'not') {
		const inner = compile(condition.part, searcher);
		return (item) => !inner(item);
	}
	if (condition.kind === 'compare') return compare(condition, searcher);
	const parts = condition.parts.map((part) => compile(part, searcher));
	return condition.kind === 'and'
		? (item) => parts.every((part) => part(item))
		: (item) => parts.some((part) => part(item));
}

/** Anyone who made or changed it (D). */
function isContributor(item: ContentItem, accountId: string, view: IndexView): boolean {
	return item.createdBy === accountId || view.versions(item).some(({ by }) => by === accountId);
}

function hasContributorIn(people: ReadonlySet<string>, view: IndexView): Matches {
	return (item) =>
		people.has(item.createdBy) || view.versions(item).some(({ by }) => people.has(by));
}

function compare({ field, operator, values }: Comparison, searcher: Searcher): Matches {
	const momentOf = MOMENTS[field];
	if (momentOf !== undefined) {
		const moments = values.map((text) => readMoment(text, searcher.timeZone, searcher.now));
		const test = compareMoments(operator, moments);
		return (item) => test(momentOf(item, searcher.view));
	}
	const wordIs = WORDS[field];
	if (wordIs === undefined) throw new CqlError(`There is no field "${field}".`);
	if (field === 'type') values.forEach(checkType);
	if (field === 'contributor' || field === 'creator') checkAccounts(values, searcher);
	const { view } = searcher;
	// Many people in one query are looked up, not tried one by one.
	if (field === 'contributor' && operator === 'in') {
		return hasContributorIn(new Set(values), view);
	}
	if (operator === '=' || operator === 'in') {
		return (item) => values.some((value) => wordIs(item, value, view));
	}
	if (operator === '!=' || operator === 'not in') {
		return (item) => !values.some((value) => wordIs(item, value, view));
	}
	throw new CqlError(`The field "${field}" does not know ${operator}.`);
}

function compareMoments(operator: Operator, moments: Moment[]): (at: number) => boolean {
	const [moment] = moments;
	if (moment === undefined) throw new CqlError('A date is missing.');
	const { from, spanMs } = moment;
	switch (operator) {
		case '>':
			return (at) => at > from;
		case '>=':
			return (at) => at >= from;
		case '<':
			return (at) => at < from;
		case '<=':
			return (at) => at <= from;
		case '=':
			return (at) => at >= from && at < from + spanMs;
		case '!=':
			return (at) => at < from || at >= from + spanMs;
		case 'in':
		case 'not in':
			throw new CqlError('Dates cannot be given as a list.');
	}
}

function checkAccounts(accountIds: readonly string[], { isAccount }: Searcher): void {
	const unknown = accountIds.find((accountId) => isAccount?.(accountId) === false);
	if (unknown !== undefined) throw new CqlError(`There is no user "${unknown}".`);
}

function checkType(value: string): void {
	const known: readonly string[] = CONTENT_TYPES;
	if (!known.includes(value.toLowerCase())) throw new CqlError(`There is no type "${value}".`);
}
