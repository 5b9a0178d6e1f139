import { readText } from '../../licensing/tableValues';
import { byProfile, type InputItem, type ProfileItems } from '../shared/inputItems';

/** The items of one profile at one site: what one job result is about. */
export interface ProfileSite extends ProfileItems {
	cloudId: string;
}

/** Sorts the items by profile and site, keeping their order. */
export function profileSites(items: readonly InputItem[]): ProfileSite[] {
	const sites: ProfileSite[] = [];
	for (const { profile, first, items: ofProfile } of byProfile(items)) {
		const bySite = new Map<string, ProfileSite>();
		for (const item of ofProfile) {
			const cloudId = readText(item.row.cloudId)?.trim() ?? '';
			const known = bySite.get(cloudId);
			if (known) known.items.push(item);
			else bySite.set(cloudId, { profile, cloudId, first, items: [item] });
		}
		sites.push(...bySite.values());
	}
	return sites;
}
