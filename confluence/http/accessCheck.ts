import { brief } from '../../licensing/brief';
import { SITES_ANSWER, type AccessibleSite } from '../api/sites';
import { ENDPOINTS, type Endpoint } from '../endpoints';
import { ConfluenceError } from '../errors';
import { isConfluenceScope } from '../scopes';
import type { Call } from './client';
import type { Failure } from './failures';

/** Sends one request, once. */
type Attempt = (
	endpoint: Endpoint,
	call: Call<AccessibleSite[]>,
) => Promise<{ answer: AccessibleSite[] } | Failure>;

/**
 * At the gateway a dead access token may be answered with 403 or 404 (M), as if the site, the group
 * or the person were missing, or the account had no right.
 */
export function mayBeDeadAccess(endpoint: Endpoint, { facts }: ConfluenceError): boolean {
	const isOfSite = endpoint.outsideSites !== true && endpoint.organization !== true;
	return isOfSite && (facts.status === 403 || facts.status === 404);
}

/** Finds out what a 403 or 404 of a site means, by one look at the list of sites. */
export class AccessCheck {
	private looking: Promise<Verdict> | null = null;
	private deadBy: number | null = null;

	constructor(private readonly attempt: Attempt) {}

	/**
	 * The error to tell: the access is dead where the list of sites is refused too; the site is
	 * missing where the list does not name it; else the refusal means what it says. Lanes that are
	 * refused at the same time share a look.
	 */
	async explain(refused: ConfluenceError, cloudId: string): Promise<ConfluenceError> {
		if (this.deadBy !== null) return deadAccess(refused, this.deadBy);
		this.looking ??= this.look().finally(() => (this.looking = null));
		const { sites, refusedBy } = await this.looking;
		this.deadBy ??= refusedBy;
		if (refusedBy !== null) return deadAccess(refused, refusedBy);
		if (sites === null) return refused;
		return isCovered(sites, cloudId) ? notTheSite(refused) : siteMissing(refused, cloudId);
	}

	private async look(): Promise<Verdict> {
		const result = await this.attempt(ENDPOINTS.accessibleResources, SITES_ANSWER);
		if ('answer' in result) return { sites: result.answer, refusedBy: null };
		const { status } = result.error.facts;
		const isRefused = status === 401 || status === 403 || status === 404;
		return { sites: null, refusedBy: isRefused ? status : null };
	}
}

interface Verdict {
	/** null where the look told nothing. */
	sites: AccessibleSite[] | null;
	/** The status with which the list of sites was refused. */
	refusedBy: number | null;
}

function isCovered(sites: readonly AccessibleSite[], cloudId: string): boolean {
	return sites.some(
		(site) =>
			site.cloudId.toLowerCase() === cloudId.toLowerCase() &&
			site.scopes.some(isConfluenceScope),
	);
}

function deadAccess({ message, kind, facts }: ConfluenceError, refusedBy: number): ConfluenceError {
	const refused =
		kind === 'siteNotFound' ? `Atlassian refused the site (${facts.status ?? ''}).` : message;
	return new ConfluenceError(
		'reconnect',
		`${refused} It refused the list of sites too (${refusedBy}): the access of the credential no longer works.`,
		facts,
	);
}

/** The gateway may hide a refusal as a 404 (M). */
function notTheSite(refused: ConfluenceError): ConfluenceError {
	return refused.kind === 'siteNotFound'
		? new ConfluenceError(
				'forbidden',
				`Atlassian refused the site (${refused.facts.status ?? ''}), although this credential covers it.`,
				refused.facts,
			)
		: refused;
}

function siteMissing({ message, kind, facts }: ConfluenceError, cloudId: string): ConfluenceError {
	const detail =
		kind === 'siteNotFound'
			? ''
			: ` This credential does not cover the site ${brief(cloudId)}.`;
	return new ConfluenceError('siteNotFound', `${message}${detail}`, facts);
}
