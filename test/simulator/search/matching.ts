import { CONTENT_TYPES, lastVersion, type ContentItem } from '../world';
import { CqlError, type Condition, type Operator } from './cql';
import { readMoment, type Moment } from './moments';

export type Matches = (item: ContentItem) => boolean;

/** Whose eyes and clock a search uses. */
export interface Searcher {
	accountId: string;
	timeZone: string;
	now: number;
}

type Comparison = Extract<Condition, { kind: 'compare' }>;

const MOMENTS: Record<string, (item: ContentItem) => number> = {
	created: ({ createdAt }) => createdAt,
	lastmodified: (item) => lastVersion(item).at,
};

const WORDS: Record<string, (item: ContentItem, value: string) => boolean> = {
	type: ({ type }, value) => type === value.toLowerCase(),
	creator: ({ createdBy }, value) => createdBy === value,
	contributor: (item, value) => isContributor(item, value),
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
export function isContributor({ createdBy, versions }: ContentItem, accountId: string): boolean {
	return createdBy === accountId || versions.some(({ by }) => by === accountId);
}

function hasContributorIn(people: ReadonlySet<string>): Matches {
	return ({ createdBy, versions }) =>
		people.has(createdBy) || versions.some(({ by }) => people.has(by));
}

function compare({ field, operator, values }: Comparison, searcher: Searcher): Matches {
	const momentOf = MOMENTS[field];
	if (momentOf !== undefined) {
		const moments = values.map((text) => readMoment(text, searcher.timeZone, searcher.now));
		const test = compareMoments(operator, moments);
		return (item) => test(momentOf(item));
	}
	const wordIs = WORDS[field];
	if (wordIs === undefined) throw new CqlError(`There is no field "${field}".`);
	if (field === 'type') values.forEach(checkType);
	// Many people in one query are looked up, not tried one by one.
	if (field === 'contributor' && operator === 'in') return hasContributorIn(new Set(values));
	if (operator === '=' || operator === 'in') {
		return (item) => values.some((value) => wordIs(item, value));
	}
	if (operator === '!=' || operator === 'not in') {
		return (item) => !values.some((value) => wordIs(item, value));
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

function checkType(value: string): void {
	const known: readonly string[] = CONTENT_TYPES;
	if (!known.includes(value.toLowerCase())) throw new CqlError(`There is no type "${value}".`);
}
