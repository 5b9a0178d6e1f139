import { truncate } from '../../licensing/truncate';
import { isRead, type Endpoint } from '../endpoints';
import { ConfluenceError } from '../errors';
import { quotedWords } from './serverWords';
import type { HttpResponse } from './transport';

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
			`Atlassian redirected the request for ${endpoint.label} to another address (${status}).`,
			facts,
		);
	}
	if (status === 401 && /scope/i.test(response.text)) {
		return new ConfluenceError(
			'scopeMissing',
			`The credential lacks ${scopesOf(endpoint)} for ${endpoint.label}.`,
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
	if (!isRead(endpoint)) {
		const refused = refusedWrite(endpoint, response, said);
		if (refused !== null) return refused;
	}
	if (endpoint.outsideSites === true && (status === 403 || status === 404)) {
		// It names no site, group or person, so it is the access itself that is refused.
		const verb = status === 403 ? 'refused' : 'did not find';
		return new ConfluenceError(
			'reconnect',
			`Atlassian ${verb} ${endpoint.label} (${status}).${said}`,
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
	if (status === 404 && endpoint.siteWide === true) {
		return new ConfluenceError(
			'siteNotFound',
			`The site ${truncate(cloudId)} was not found, or this credential does not cover it (404).`,
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
			`Atlassian could not answer the request for ${endpoint.label} (${status}).`,
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

/** What refuses a change of a group for a reason that is neither the person nor the account. */
function refusedWrite(
	{ method, label }: Endpoint,
	{ status, text }: HttpResponse,
	said: string,
): ConfluenceError | null {
	if (status === 404 || status >= 500) return null;
	if ((status === 403 || status === 400) && GROUP_MANAGED_ELSEWHERE.test(text)) {
		return new ConfluenceError(
			'groupNotManaged',
			`Atlassian refused ${label} (${status}).${said}`,
			{ status },
		);
	}
	if (method === 'POST' && isLicenceLimit(status, text)) {
		return new ConfluenceError(
			'licenceLimit',
			`Atlassian refused ${label} because no seat is free (${status}).${said}`,
			{ status },
		);
	}
	if (status !== 409) return null;
	return new ConfluenceError('conflict', `Atlassian refused ${label} (409).${said}`, { status });
}

/** "Managed by its members", "managed by an identity provider"; but not by administrators (I). */
const GROUP_MANAGED_ELSEWHERE = /\bmanaged (?:by|externally|through|in)\b(?!.*\badmin)/i;

const SEAT = /\b(?:licen[cs]es?|seats?|user limit)\b/i;
const USED_UP =
	/\b(?:limit|exceed\w*|reached|maximum|no|not enough|insufficient|full|in use|used up)\b/i;

/**
 * Whether a refusal to add a person speaks of the number of seats (M). A conflict may as well mean
 * that the person is in the group already (M), so the status alone says nothing, and words about
 * licenses have to say that there are no more.
 */
function isLicenceLimit(status: number, text: string): boolean {
	const isPossible = status === 400 || status === 402 || status === 403 || status === 409;
	return isPossible && SEAT.test(text) && USED_UP.test(text) && !/\balready\b/i.test(text);
}

function scopesOf(endpoint: Endpoint): string {
	const scopes = endpoint.scopes.map((scope) => `"${scope}"`).join(' and ');
	return scopes === '' ? 'a scope' : `the scope ${scopes}`;
}
