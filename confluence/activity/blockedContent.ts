import { isContentBlocked } from '../api/content';
import { isFatal } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { DATA_POLICIES_SCOPE } from '../scopes';
import { confluenceSites, siteNamed } from '../siteDirectory';

/**
 * Why an edit that was not found proves nothing on this site: some content is kept from this app,
 * or it could not be read whether it is. Null where nothing is, and without the optional scope,
 * where nobody can know.
 *
 * @throws ConfluenceError for failures of the site
 */
export async function whyContentMayBeBlocked(
	client: ConfluenceClient,
	cloudId: string,
): Promise<string | null> {
	try {
		const { scopes } = siteNamed(await confluenceSites(client), cloudId);
		if (!scopes.includes(DATA_POLICIES_SCOPE)) return null;
		return (await isContentBlocked(client)) ? BLOCKED : null;
	} catch (error) {
		if (isFatal(error)) throw error;
		return `It is not known whether content of this site is blocked for this app: ${client.runtime.sentenceOf(error)}`;
	}
}

const BLOCKED =
	'A data security policy of this site blocks content for this app, so there may be edits that were not found. Allow the app in the app access rule, or use page views instead.';
