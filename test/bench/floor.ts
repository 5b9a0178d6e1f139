import type { World } from '../simulator';

/** The least that the API allows. */
export interface Floor {
	requests: number;
	/** API points. */
	points: number;
}

/** Most members that a page may hold (S). */
const PAGE = 200;

/**
 * Bare member pages of every group of the first site that gives access: no download can do with
 * less. A page costs one point and two for each member that it lists (D); suspended people count as
 * members and are not listed (M).
 */
export function downloadFloor({ sites, groups, people }: World): Floor {
	const site = sites[0]?.cloudId ?? '';
	const floor = { requests: 0, points: 0 };
	for (const { accessTypes, members } of groups) {
		if ((accessTypes[site] ?? []).length === 0) continue;
		const pages = Math.max(1, Math.ceil(members.length / PAGE));
		const listed = members.filter((id) => people.get(id)?.suspended === false).length;
		floor.requests += pages;
		floor.points += pages + 2 * listed;
	}
	return floor;
}

/** Each change since the last look, on full pages of a search: an activity run's least. */
export function changesFloor(changes: number): Floor {
	return { requests: Math.ceil(changes / PAGE), points: changes };
}
