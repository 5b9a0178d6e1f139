import type { SiteNames } from '../licensing/snapshot/proposeGroups';
import type { AccessibleSite } from './api/sites';
import { hostOf } from './siteDirectory';

/** The names by which a site's groups are told from other sites'. */
export function siteNamesOf(own: AccessibleSite, others: readonly AccessibleSite[]): SiteNames {
	const name = nameOf(own);
	return { own: name, others: others.map(nameOf).filter((other) => other !== name) };
}

/** A host of Atlassian's own: commercial, government or an isolated cloud (D). */
const ATLASSIAN_HOST = /^([^.]+)\.atlassian[\w-]*\.net$/;

/** A custom domain says nothing of the site's name; what the list of sites calls it does. */
function nameOf({ url, name }: AccessibleSite): string {
	const label = ATLASSIAN_HOST.exec(hostOf(url))?.[1];
	return (
		label ??
		name
			.trim()
			.toLowerCase()
			.replace(/[^a-z0-9]+/g, '-')
	);
}
