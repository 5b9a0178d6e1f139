import { accessibleSites, type AccessibleSite } from './api/sites';
import { ConfluenceError } from './errors';
import type { ConfluenceClient } from './http/client';
import { isConfluenceScope } from './scopes';

/** An error never lists more sites than this, so that it cannot flood an execution. */
const LISTED_SITES = 5;

/**
 * The Confluence sites that the credential covers, each once. Ids are not unique in the answer: an
 * entry without Confluence scopes belongs to another product of the same site (M).
 */
export async function confluenceSites(client: ConfluenceClient): Promise<AccessibleSite[]> {
	const sites = new Map<string, AccessibleSite>();
	for (const site of await accessibleSites(client)) {
		if (!site.scopes.some(isConfluenceScope)) continue;
		const known = sites.get(site.cloudId);
		sites.set(site.cloudId, {
			...site,
			scopes: [...new Set([...(known?.scopes ?? []), ...site.scopes])],
		});
	}
	return [...sites.values()];
}

/**
 * The sites that a person means by a URL, a host name or a site name; all of them for ''.
 * Case, scheme, path and a closing slash are ignored.
 *
 * @throws ConfluenceError `siteNotFound` with the sites that there are
 */
export function sitesNamed(sites: readonly AccessibleSite[], wanted: string): AccessibleSite[] {
	const text = wanted.trim();
	const found = sites.filter((site) => text === '' || means(text, site));
	if (found.length > 0) return found;
	throw new ConfluenceError('siteNotFound', notFoundMessage(sites, text));
}

/** The host name of a site's address; '' where it is no address. */
export function hostOf(url: string): string {
	const host = /^(?:[a-z][a-z\d+.-]*:\/\/)?([^/?#]+)/i.exec(url.trim())?.[1] ?? '';
	return host.toLowerCase();
}

function means(wanted: string, site: AccessibleSite): boolean {
	const name = wanted.toLowerCase();
	const host = hostOf(site.url);
	return (
		name === site.name.toLowerCase() ||
		name === site.cloudId.toLowerCase() ||
		(host !== '' && (hostOf(wanted) === host || `${name}.atlassian.net` === host))
	);
}

function notFoundMessage(sites: readonly AccessibleSite[], wanted: string): string {
	if (sites.length === 0) return 'The credential covers no Confluence site.';
	const listed = sites.slice(0, LISTED_SITES).map(({ name, url }) => `${name} (${url})`);
	const more = sites.length > LISTED_SITES ? ` and ${sites.length - LISTED_SITES} more` : '';
	return `The credential covers no Confluence site "${wanted.slice(0, 100)}". It covers: ${listed.join(', ')}${more}.`;
}
