import { ENDPOINTS } from '../endpoints';
import { listAt, objectAt, optionalText, textAt } from '../http/answers';
import type { ConfluenceClient } from '../http/client';

/** An entry of the list of sites that a credential covers. */
export interface AccessibleSite {
	cloudId: string;
	name: string;
	url: string;
	scopes: string[];
}

/**
 * The sites that the credential covers, one entry for each product: ids are not unique, and an
 * entry without Confluence scopes belongs to another product (M).
 */
export async function accessibleSites(client: ConfluenceClient): Promise<AccessibleSite[]> {
	return await client.call(ENDPOINTS.accessibleResources, {
		...SITES_ANSWER,
	});
}

/** How the list of sites is read. */
export const SITES_ANSWER = {
	read: (body: unknown): AccessibleSite[] => listAt(body, 'sites').map(readSite),
	objects: (sites: AccessibleSite[]) => sites.length,
};

function readSite(value: unknown): AccessibleSite {
	const fields = objectAt(value, 'site');
	return {
		cloudId: textAt(fields, 'id', 'site'),
		name: optionalText(fields, 'name') ?? '',
		url: optionalText(fields, 'url') ?? '',
		scopes: listAt(fields.scopes ?? [], 'site.scopes').filter(
			(scope): scope is string => typeof scope === 'string',
		),
	};
}
