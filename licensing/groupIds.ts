import {
	DAMAGED_ID,
	isDamagedId,
	isEmptyValue,
	isRow,
	listParts,
	readId,
	readListEntries,
} from './tableValues';

/** The ids of a list in their places, '' for each that cannot be read, and what is wrong. */
interface GroupIdList {
	ids: string[];
	/** Continues the sentence 'the field "groupIds" …'; null when the whole list can be read. */
	problem: string | null;
}

/**
 * Reads the ids of groups in their places: a list, its JSON text or comma text; entries are ids, or
 * rows with a `groupId` or an `id`. Nothing is an empty list.
 */
export function readGroupIdList(value: unknown): GroupIdList {
	const entries = listParts(value).map((entry) =>
		isRow(entry) ? (entry.groupId ?? entry.id ?? entry) : entry,
	);
	const ids = entries.map(readId);
	if (Array.isArray(value) && !ids.includes('')) return { ids, problem: null };
	if (entries.some(isDamagedId)) return { ids, problem: DAMAGED_ID };
	const isList = isEmptyValue(value) || readListEntries(value) !== undefined;
	const isWhole = entries.every((entry, place) => ids[place] !== '' || isEmptyValue(entry));
	return { ids, problem: isList && isWhole ? null : 'is not a list of group IDs' };
}

/**
 * Reads the ids of groups, each once. Undefined when an entry names no group: a list that is read by
 * halves could take more, or less, than was meant.
 */
export function readGroupIds(value: unknown): string[] | undefined {
	const { ids, problem } = readGroupIdList(value);
	return problem === null ? distinctIds(ids) : undefined;
}

/** Each id once, in their order; empty places are dropped. */
export function distinctIds(ids: readonly string[]): string[] {
	return [...new Set(ids)].filter((id) => id !== '');
}
