import { truncate } from '../../licensing/truncate';
import { ENDPOINTS, type Endpoint } from '../endpoints';
import { ConfluenceError } from '../errors';
import { isConfluenceScope } from '../scopes';
import type { Call } from './transport';
import type { Failure } from './failures';
import { SITES_ANSWER, type AccessibleSite } from './answers';

/** Sends one request, once. */
type Attempt = (
	endpoint: Endpoint,
	call: Call<AccessibleSite[]>,
) => Promise<{ answer: AccessibleSite[] } | Failure>;

/**
 * At the gateway an access token that no longer works may be answered with 403 or 404 (M), as if the site, the group
 * or the person were missing, or the account had no right.
 */
export function mayBeDeadAccess(endpoint: Endpoint, { facts }: ConfluenceError): boolean {
	const isOfSite = endpoint.outsideSites !== true && endpoint.organization !== true;
	return isOfSite && (facts.status === 403 || facts.status === 404);
}

/** Finds out what a 403 or 404 of a site means, by one look at the list of sites. */
export class AccessCheck {
	private looking: Promise<Verdict> | null = null;
	/** Once the access no longer works it is not checked again. */
	private dead: Verdict | null = null;

	constructor(private readonly attempt: Attempt) {}

	/**
	 * The error to report: the access no longer works where the list of sites is refused too; the site is
	 * missing where the list does not name it; else the refusal means what it says. Requests that
	 * are refused at the same time share a look.
	 */
	async explain(refused: ConfluenceError, cloudId: string): Promise<ConfluenceError> {
		const { sites, refusal } = this.dead ?? (await this.lookOnce());
		if (refusal !== null) return deadAccess(refused, refusal);
		if (sites === null) return refused;
		return isCovered(sites, cloudId) ? notTheSite(refused) : siteMissing(refused, cloudId);
	}

	private async lookOnce(): Promise<Verdict> {
		this.looking ??= this.look().finally(() => (this.looking = null));
		const verdict = await this.looking;
		if (verdict.refusal !== null) this.dead = verdict;
		return verdict;
	}

	private async look(): Promise<Verdict> {
		try {
			const result = await this.attempt(ENDPOINTS.accessibleResources, SITES_ANSWER);
			if ('answer' in result) return { sites: result.answer, refusal: null };
			const { kind } = result.error;
			return { sites: null, refusal: kind === 'reconnect' ? result.error : null };
		} catch (error) {
			// The access could not be renewed.
			if (!(error instanceof ConfluenceError) || error.kind !== 'reconnect') throw error;
			return { sites: null, refusal: error };
		}
	}
}

interface Verdict {
	/** null where the look told nothing. */
	sites: AccessibleSite[] | null;
	/** How the list of sites was refused; null where it was not. */
	refusal: ConfluenceError | null;
}

function isCovered(sites: readonly AccessibleSite[], cloudId: string): boolean {
	return sites.some(
		(site) =>
			site.cloudId.toLowerCase() === cloudId.toLowerCase() &&
			site.scopes.some(isConfluenceScope),
	);
}

function deadAccess(
	{ message, kind, facts }: ConfluenceError,
	{ facts: { status }, message: said }: ConfluenceError,
): ConfluenceError {
	const refused =
		kind === 'siteNotFound'
			? `Atlassian refused access to the site (${facts.status ?? ''}).`
			: message;
	const also =
		status === undefined
			? said
			: `It also refused the list of sites (${status}), so the credential no longer works.`;
	return new ConfluenceError('reconnect', `${refused} ${also}`, facts);
}

/** The gateway may hide a refusal as a 404 (M). */
function notTheSite(refused: ConfluenceError): ConfluenceError {
	return refused.kind === 'siteNotFound'
		? new ConfluenceError(
				'forbidden',
				`Atlassian refused access to the site (${refused.facts.status ?? ''}), although this credential covers it.`,
				refused.facts,
			)
		: refused;
}

function siteMissing({ message, kind, facts }: ConfluenceError, cloudId: string): ConfluenceError {
	const detail =
		kind === 'siteNotFound'
			? ''
			: ` This credential does not cover the site ${truncate(cloudId)}.`;
	return new ConfluenceError('siteNotFound', `${message}${detail}`, facts);
}
