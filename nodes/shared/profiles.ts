import { readText } from '../../licensing/tableValues';
import type { InputItem } from './inputItems';

/** The items of one profile, in their order. Parameters are read at the first of them. */
export interface ProfileItems {
	profile: string;
	/** Index, within the first input, of the profile's first item. */
	firstIndex: number;
	items: InputItem[];
}

/**
 * Sorts items by profile, keeping their order. Expressions in parameters are read once for each
 * profile, at its first item, so that profiles with settings of their own can share a run.
 * Items without a profile form a group of their own, named ''.
 */
export function byProfile(items: readonly InputItem[]): ProfileItems[] {
	const groups = new Map<string, ProfileItems>();
	for (const item of items) {
		const profile = readText(item.row.profile)?.trim() ?? '';
		const group = groups.get(profile);
		if (group) group.items.push(item);
		else groups.set(profile, { profile, firstIndex: item.itemIndex, items: [item] });
	}
	return [...groups.values()];
}
