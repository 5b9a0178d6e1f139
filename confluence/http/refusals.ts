import { brief } from '../../licensing/brief';
import { isRead, type Endpoint } from '../endpoints';
import { ConfluenceError } from '../errors';
import { quotedWords } from './serverWords';
import type { HttpResponse } from './transport';

/** Endpoints that name no group, person or page: a 404 there means the site itself (M). */
const SITE_WIDE_LABELS: ReadonlySet<string> = new Set([
	'the group list',
	'the connected account',
	'the search',
]);

/** Turns an answer that refuses a request into an error that a person can act on. */
export function refusalOf(
	endpoint: Endpoint,
	response: HttpResponse,
	cloudId: string,
): ConfluenceError {
	const { status } = response;
	const said = quotedWords(response);
	const facts = { status };
	if (endpoint.organization === true && [401, 402, 403, 404].includes(status)) {
		return organizationRefusal(endpoint, response, said);
	}
	if (status >= 300 && status < 400) {
		return new ConfluenceError(
			'redirected',
			`Atlassian sent the request for ${endpoint.label} on to another address (${status}).`,
			facts,
		);
	}
	if (status === 401 && /scope/i.test(response.text)) {
		return new ConfluenceError(
			'scopeMissing',
			`The credential may not read or change ${endpoint.label}: it lacks ${scopesOf(endpoint)}.`,
			facts,
		);
	}
	if (status === 401) {
		return new ConfluenceError(
			'reconnect',
			`Atlassian refused the access token when asked for ${endpoint.label} (401).`,
			facts,
		);
	}
	if (endpoint.method === 'POST' && !isRead(endpoint) && isLicenceLimit(response)) {
		return new ConfluenceError(
			'licenceLimit',
			`Atlassian refused ${endpoint.label} for want of a seat (${status}).${said}`,
			facts,
		);
	}
	if (status === 403) {
		return new ConfluenceError(
			isRead(endpoint) ? 'forbidden' : 'notSiteAdmin',
			`Atlassian refused ${endpoint.label} (403).${said}`,
			facts,
		);
	}
	if (status === 404 && SITE_WIDE_LABELS.has(endpoint.label)) {
		return new ConfluenceError(
			'siteNotFound',
			`The site ${brief(cloudId)} was not found, or this credential does not cover it (404).`,
			facts,
		);
	}
	if (status === 404) {
		return new ConfluenceError(
			'notFound',
			isRead(endpoint)
				? `Atlassian did not find ${endpoint.label} (404).${said}`
				: `Atlassian did not find the group or the person when asked for ${endpoint.label} (404).${said}`,
			facts,
		);
	}
	if (status >= 500) {
		return new ConfluenceError(
			'server',
			`Atlassian failed to answer for ${endpoint.label} (${status}).`,
			{ status, uncertain: !isRead(endpoint) },
		);
	}
	return new ConfluenceError(
		'badRequest',
		`Atlassian refused ${endpoint.label} (${status}).${said}`,
		facts,
	);
}

/**
 * The organization API tells a wrong or expired key from one whose scopes do not cover a call (both
 * 401, M) and from what the plan or an IP allowlist refuses (D, M).
 */
function organizationRefusal(
	endpoint: Endpoint,
	{ status, text }: HttpResponse,
	said: string,
): ConfluenceError {
	if (status !== 401) {
		return new ConfluenceError(
			'organizationRefused',
			`Atlassian refused ${endpoint.label} (${status}).${said}`,
			{ status },
		);
	}
	return /scope/i.test(text)
		? new ConfluenceError(
				'organizationScope',
				`The API key lacks a scope for ${endpoint.label} (401).${said}`,
				{ status },
			)
		: new ConfluenceError(
				'organizationKey',
				`Atlassian refused the API key of the organization (401).${said}`,
				{ status },
			);
}

/**
 * A 409, or a refusal that speaks of licences, when a person is added to a group (M). A 403 may
 * speak of them for another reason, so it has to say that a limit was reached.
 */
function isLicenceLimit({ status, text }: HttpResponse): boolean {
	if (status === 409) return true;
	if (status === 404 || status >= 500 || !/licen[cs]e|user limit|seat/i.test(text)) return false;
	return status !== 403 || /limit|exceed|reached|maximum/i.test(text);
}

function scopesOf(endpoint: Endpoint): string {
	const scopes = endpoint.scopes.map((scope) => `"${scope}"`).join(' and ');
	return scopes === '' ? 'a scope' : `the scope ${scopes}`;
}
