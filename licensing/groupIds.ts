import { isEmptyValue, isRow, readId, readListEntries } from './tableValues';

/**
 * Reads the ids of groups: a list, its JSON text or comma text; entries are ids, or rows with a
 * `groupId` or an `id`. Empty entries and repeats are dropped, the order stays; nothing is an empty
 * list. Undefined when an entry names no group: a list that is read by halves could take more, or
 * less, than was meant.
 */
export function readGroupIds(value: unknown): string[] | undefined {
	if (isEmptyValue(value)) return [];
	const entries = readListEntries(value);
	if (entries === undefined) return undefined;
	const ids = new Set<string>();
	for (const entry of entries) {
		if (isEmptyValue(entry)) continue;
		const id = readId(isRow(entry) ? (entry.groupId ?? entry.id) : entry);
		if (id === '') return undefined;
		ids.add(id);
	}
	return [...ids];
}
