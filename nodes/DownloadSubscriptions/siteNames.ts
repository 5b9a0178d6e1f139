import type { SiteNames } from '../../confluence/snapshot/siteGroups';
import type { SiteRun } from './runProfile';

/** The names by which a site's groups are told from other sites' (first label of the host). */
export function siteNamesOf({ siteHost, otherHosts }: SiteRun): SiteNames {
	return { own: firstLabel(siteHost), others: otherHosts.map(firstLabel) };
}

function firstLabel(host: string): string {
	return host.split('.')[0] ?? '';
}
