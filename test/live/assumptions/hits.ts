import { objectAt, optionalText, textAt, type Fields } from '../../../confluence/http/answers';

/** The content of a search hit. */
export function contentOf(hit: unknown): Fields {
	return objectAt(objectAt(hit, 'hit').content, 'hit.content');
}

export function idOf(hit: unknown): string {
	return textAt(contentOf(hit), 'id', 'hit.content');
}

/** Who created it; null where the hit does not tell. */
export function authorOf(hit: unknown): string | null {
	const { history } = contentOf(hit);
	return accountIn(history, 'createdBy');
}

/** True when a hit tells all that the package reads of it. */
export function tellsAuthors(hit: unknown): boolean {
	const { version, history } = contentOf(hit);
	return (
		accountIn(version, 'by') !== null &&
		accountIn(history, 'createdBy') !== null &&
		typeof fieldOf(version, 'number') === 'number' &&
		typeof fieldOf(version, 'when') === 'string' &&
		typeof fieldOf(history, 'createdDate') === 'string'
	);
}

function accountIn(value: unknown, name: string): string | null {
	const person = fieldOf(value, name);
	if (typeof person !== 'object' || person === null) return null;
	return optionalText({ ...person }, 'accountId');
}

function fieldOf(value: unknown, name: string): unknown {
	const fields: Record<string, unknown> =
		typeof value === 'object' && value !== null ? { ...value } : {};
	return fields[name];
}
