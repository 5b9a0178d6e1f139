import { readText } from '../../licensing/tableValues';
import type { InputItem } from '../shared/inputItems';
import { byProfile } from '../shared/profiles';

/** The items of one profile at one site: what one job result is about. */
export interface ProfileRun {
	profile: string;
	cloudId: string;
	/** The first item of the profile: parameters are read there. */
	first: InputItem;
	items: InputItem[];
}

/** Sorts the items by profile and site, keeping their order. */
export function profileRuns(items: readonly InputItem[]): ProfileRun[] {
	const runs: ProfileRun[] = [];
	for (const { profile, items: ofProfile } of byProfile(items)) {
		const bySite = new Map<string, ProfileRun>();
		for (const item of ofProfile) {
			const cloudId = readText(item.row.cloudId)?.trim() ?? '';
			const run = bySite.get(cloudId);
			if (run) run.items.push(item);
			else {
				const first = ofProfile[0] ?? item;
				bySite.set(cloudId, { profile, cloudId, first, items: [item] });
			}
		}
		for (const run of bySite.values()) runs.push(run);
	}
	return runs;
}
