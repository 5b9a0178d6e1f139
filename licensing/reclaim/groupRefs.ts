import { isEmptyValue, isRow, readId, readListEntries, textOrNull } from '../tableValues';

/** A group as results and receipts name it. */
export interface GroupRef {
	id: string;
	name: string;
}

/**
 * Reads the groups of a receipt: a list, its JSON text or comma text; entries are `{id, name}`
 * or bare ids. Nothing is an empty list; undefined when an entry names no group.
 */
export function readGroupRefs(value: unknown): GroupRef[] | undefined {
	if (isEmptyValue(value)) return [];
	const entries = readListEntries(value);
	if (entries === undefined) return undefined;
	const groups: GroupRef[] = [];
	for (const entry of entries) {
		const id = readId(isRow(entry) ? entry.id : entry);
		if (id === '') return undefined;
		groups.push({ id, name: (isRow(entry) ? textOrNull(entry.name) : null) ?? id });
	}
	return joined(groups);
}

/** The groups of several lists, each once, in their order. */
export function joined(...lists: ReadonlyArray<readonly GroupRef[]>): GroupRef[] {
	const groups = new Map<string, GroupRef>();
	for (const list of lists) {
		for (const group of list) if (!groups.has(group.id)) groups.set(group.id, group);
	}
	return [...groups.values()];
}

/** The groups whose ids are, or are not, in a set. */
export function within(groups: readonly GroupRef[], ids: ReadonlySet<string>): GroupRef[] {
	return groups.filter(({ id }) => ids.has(id));
}

export function without(groups: readonly GroupRef[], ids: ReadonlySet<string>): GroupRef[] {
	return groups.filter(({ id }) => !ids.has(id));
}

/** The ids of groups. */
export function idsOf(groups: readonly GroupRef[]): Set<string> {
	return new Set(groups.map(({ id }) => id));
}

/** The names of groups for a sentence. */
export function namesOf(groups: readonly GroupRef[]): string {
	return groups.map(({ name }) => `"${name}"`).join(', ');
}
