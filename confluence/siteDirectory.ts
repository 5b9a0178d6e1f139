import { firstFew, truncate } from '../licensing/truncate';
import { SITES_ANSWER, type AccessibleSite } from './http/answers';
import { ENDPOINTS } from './endpoints';
import { ConfluenceError } from './errors';
import type { ConfluenceClient } from './http/client';
import { isConfluenceScope, PROCESSES } from './scopes';
import type { SiteNames } from '../licensing/snapshot/proposeGroups';

/**
 * The Confluence sites that the credential covers, each once. Ids are not unique in the answer: an
 * entry without Confluence scopes belongs to another product of the same site (M).
 *
 * @throws ConfluenceError `scopeMissing` when it covers sites, but Confluence on none of them
 */
export async function confluenceSites(client: ConfluenceClient): Promise<AccessibleSite[]> {
	const entries = await client.call(ENDPOINTS.accessibleResources, SITES_ANSWER);
	const sites = new Map<string, AccessibleSite>();
	for (const site of entries) {
		if (!site.scopes.some(isConfluenceScope)) continue;
		const known = sites.get(site.cloudId);
		sites.set(site.cloudId, {
			...site,
			scopes: [...new Set([...(known?.scopes ?? []), ...site.scopes])],
		});
	}
	if (sites.size > 0 || entries.length === 0) return [...sites.values()];
	throw new ConfluenceError(
		'scopeMissing',
		`The credential has no Confluence scope such as ${PROCESSES.downloadSubscriptions.scopes[0]}, only scopes of other products. It covers: ${listOf(entries)}.`,
	);
}

/**
 * The sites that a person means by a URL, a host name, a site name or a Cloud ID; all of them for
 * ''. Case, scheme, port, path and what closes them are ignored.
 *
 * @throws ConfluenceError `siteNotFound` with the sites that there are
 */
export function sitesNamed(sites: readonly AccessibleSite[], wanted: string): AccessibleSite[] {
	const text = wanted.trim();
	const found = sites.filter((site) => text === '' || means(text, site));
	if (found.length > 0) return found;
	throw new ConfluenceError(
		'siteNotFound',
		sites.length === 0
			? 'The credential covers no Confluence site.'
			: `The credential covers no Confluence site "${truncate(text)}". It covers: ${listOf(sites)}.`,
	);
}

/**
 * The one site that a person means.
 *
 * @throws ConfluenceError `siteNotFound` when there is none, or when there are several
 */
export function siteNamed(sites: readonly AccessibleSite[], wanted: string): AccessibleSite {
	const found = sitesNamed(sites, wanted);
	const [site] = found;
	if (site !== undefined && found.length === 1) return site;
	const several =
		wanted.trim() === ''
			? 'The credential covers several sites'
			: `The name "${truncate(wanted)}" matches several sites`;
	throw new ConfluenceError(
		'siteNotFound',
		`${several}: ${listOf(found)}. Enter the address of the site.`,
	);
}

/** The host name of a site's address, without its port; '' where it is no address. */
export function hostOf(url: string): string {
	const host = HOST.exec(url.trim())?.[1] ?? '';
	return host.toLowerCase();
}

/** A scheme or `//` may stand before a host name, a closing dot, a port and a path behind it. */
const HOST = /^(?:(?:[a-z][a-z\d+.-]*:)?\/\/)?([^/?#]+?)\.?(?::\d+)?(?:[/?#]|$)/i;

function means(wanted: string, site: AccessibleSite): boolean {
	const name = wanted.toLowerCase();
	const host = hostOf(site.url);
	const wantedHost = hostOf(wanted);
	return (
		name === site.name.toLowerCase() ||
		name === site.cloudId.toLowerCase() ||
		(host !== '' && (wantedHost === host || `${wantedHost}.atlassian.net` === host))
	);
}

function listOf(sites: readonly AccessibleSite[]): string {
	return firstFew(sites.map(({ name, url }) => `${name} (${url})`));
}

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
