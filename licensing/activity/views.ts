/** When somebody last used one product of one site, as the organization tells it. */
export interface ProductUse {
	/** Such as `confluence` or `confluence.ondemand`; '' where it cannot be read. */
	product: string;
	/** The resource: an ARI that holds the id of a site, or the bare id; '' where it cannot be read. */
	resource: string;
	/** Milliseconds since the epoch; null where there is no date. */
	lastActiveAt: number | null;
}

/** When a person last viewed Confluence on a site (milliseconds since the epoch). */
export interface View {
	/** The last view found; null when there is none. It counts also where there is an error. */
	at: number | null;
	/** For "never": since when, which is when they were added to the organization. */
	since: number | null;
	/** Why it is not known, as a sentence; null when it is. */
	error: string | null;
}

const NO_DATE =
	'The organization lists a product for this person that is, or may be, Confluence on this site, but gives no date, so it is not known when they last viewed it.';
const NO_ANCHOR = 'The organization shows no views by this person, but does not say since when.';

/**
 * The last view of Confluence on one site, from all that the organization lists for a person. No
 * entry that could be ours means that the person never viewed it since they were added to the
 * organization (D). One without a date leaves it open, whatever the others say. A date in the
 * future stays as it is: whoever has one counts as active.
 *
 * @param addedAt when they were added (milliseconds since the epoch); null where not told
 */
export function lastViewOf(
	uses: readonly ProductUse[],
	cloudId: string,
	addedAt: number | null,
): View {
	const ours = uses.filter((use) => mayBeOurs(use, cloudId));
	let at: number | null = null;
	for (const { lastActiveAt } of ours) {
		if (lastActiveAt !== null && (at === null || lastActiveAt > at)) at = lastActiveAt;
	}
	if (ours.some(({ lastActiveAt }) => lastActiveAt === null)) {
		return { at, since: null, error: NO_DATE };
	}
	if (at !== null) return { at, since: null, error: null };
	return { at: null, since: addedAt, error: addedAt === null ? NO_ANCHOR : null };
}

/**
 * The other products that somebody has on a site. Null where one entry cannot be placed: then
 * nobody knows which others there are.
 */
export function otherProductsOn(uses: readonly ProductUse[], cloudId: string): string[] | null {
	const names = new Set<string>();
	for (const use of uses) {
		if (namesAnotherSite(use.resource, cloudId)) continue;
		const name = use.product
			.trim()
			.toLowerCase()
			.replace(/\.ondemand$/, '');
		const isOnSite = SITE.test(use.resource.trim().toLowerCase());
		if (!isOnSite || name === '') return null;
		if (!mayBeOurs(use, cloudId)) names.add(name);
		else if (!name.includes('confluence')) return null;
	}
	return [...names].sort();
}

/**
 * False only for an entry that is known to be something else: another product of Atlassian's, even
 * one whose resource holds the Cloud ID of our site (Jira's does, M), or another site. Whatever
 * cannot be placed may be Confluence here.
 */
export function mayBeOurs(
	{ product, resource }: Pick<ProductUse, 'product' | 'resource'>,
	cloudId: string,
): boolean {
	const names = [product, ownerOf(resource)].map((name) => name.trim().toLowerCase());
	const namesConfluence = names.some((name) => name.includes('confluence'));
	if (!namesConfluence && names.some(isAnotherProduct)) return false;
	return !namesAnotherSite(resource, cloudId);
}

/** Jira's products by the start of their names: `jira-software`, `jira-servicedesk.ondemand` (M). */
const JIRA = /^jira(?![a-z])/;

/** Products that are neither Confluence nor seen in its pages, by key or by owner in an ARI (M). */
const OTHER_PRODUCTS: ReadonlySet<string> = new Set([
	'atlas',
	'bitbucket',
	'compass',
	'loom',
	'opsgenie',
	'statuspage',
	'townsquare',
	'trello',
]);

function isAnotherProduct(name: string): boolean {
	return JIRA.test(name) || OTHER_PRODUCTS.has(name.replace(/\.ondemand$/, ''));
}

/** The third part of an ARI, `ari:cloud:{owner}:...` (D); '' for anything else. */
function ownerOf(resource: string): string {
	return /^\s*ari:[^:]*:([^:]*):/i.exec(resource)?.[1] ?? '';
}

/** A Cloud ID, or a longer word that holds one: whole in an ARI of a site, or bare. */
const SITE = /^(?:ari:.*[:/]site\/)?([\w-]*[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}[\w-]*)$/;

/** True when the resource reads as the id of a site as a whole, and that site is not ours. */
function namesAnotherSite(resource: string, cloudId: string): boolean {
	const id = SITE.exec(resource.trim().toLowerCase())?.[1];
	return id !== undefined && id !== cloudId.trim().toLowerCase();
}
