import { ENDPOINTS } from '../endpoints';
import type { ConfluenceClient } from '../http/client';
import { SITES_ANSWER, type AccessibleSite } from '../http/sitesAnswer';

export type { AccessibleSite } from '../http/sitesAnswer';

/**
 * The sites that the credential covers, one entry for each product: ids are not unique, and an
 * entry without Confluence scopes belongs to another product (M).
 */
export async function accessibleSites(client: ConfluenceClient): Promise<AccessibleSite[]> {
	return await client.call(ENDPOINTS.accessibleResources, SITES_ANSWER);
}
