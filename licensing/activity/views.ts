/** When somebody last used one product of one site, as the organization tells it. */
export interface ProductUse {
	/** Such as `confluence`. */
	product: string;
	/** The resource: an ARI that ends in the Cloud ID of the site. */
	resource: string;
	/** Milliseconds since the epoch; null where there is no date. */
	lastActiveAt: number | null;
}

/** When a person last viewed Confluence on a site (milliseconds since the epoch). */
export interface View {
	/** Null when they never did. */
	at: number | null;
	/** For "never": since when, which is when they were added to the organization. */
	since: number | null;
	/** Why it is not known, as a sentence; null when it is. */
	error: string | null;
}

const PRODUCT = 'confluence';

const NO_DATE =
	'The organization lists Confluence for this person without a date, so it is not known when they last viewed it.';
const NO_ANCHOR =
	'The organization has seen no view of this person, but does not tell since when it looks.';

/**
 * The last view of Confluence on one site; other products and other sites do not count. No entry
 * means that the person never viewed it since they were added to the organization (D).
 */
export function lastViewOf(
	uses: readonly ProductUse[],
	cloudId: string,
	addedAt: number | null,
): View {
	const suffix = cloudId.toLowerCase();
	let at: number | null = null;
	for (const { product, resource, lastActiveAt } of uses) {
		const isOurs = product === PRODUCT && resource.toLowerCase().endsWith(suffix);
		if (!isOurs) continue;
		if (lastActiveAt === null) return { at: null, since: null, error: NO_DATE };
		at = at === null ? lastActiveAt : Math.max(at, lastActiveAt);
	}
	if (at !== null) return { at, since: null, error: null };
	return { at: null, since: addedAt, error: addedAt === null ? NO_ANCHOR : null };
}
