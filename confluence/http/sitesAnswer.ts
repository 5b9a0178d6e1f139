import { listAt, objectAt, optionalText, textAt } from './answers';

/** An entry of the list of sites that a credential covers. */
export interface AccessibleSite {
	cloudId: string;
	name: string;
	url: string;
	scopes: string[];
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
