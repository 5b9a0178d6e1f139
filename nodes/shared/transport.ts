import type {
	IAdditionalCredentialOptions,
	IExecuteFunctions,
	IHttpRequestOptions,
	ILoadOptionsFunctions,
} from 'n8n-workflow';

import { ConfluenceError } from '../../confluence/errors';
import {
	connectionFault,
	type HttpRequest,
	type HttpResponse,
	type Transport,
} from '../../confluence/http/transport';
import { isRow, type Row } from '../../licensing/tableValues';

/**
 * At the gateway an expired token is answered with 401, 403 or 404 (M). n8n renews it on 403 and 404
 * only when the token is not fresh, since those may mean what they say.
 */
const RENEW_UNLESS_FRESH = {
	oauth2: { tokenExpiredStatusCode: [403, 404], skipRefreshWhileTokenIsFresh: true },
};

/** For a 401, which does mean that the token is no good. */
const RENEW = {
	oauth2: { tokenExpiredStatusCode: [401, 403, 404], skipRefreshWhileTokenIsFresh: true },
};

/** What the token endpoint says of a refresh token that is dead (D, M). */
const DEAD_TOKEN = /\b(invalid_grant|unauthorized_client)\b/;

/** What n8n says of a credential without a token: none was ever asked for, or it was taken away. */
const NO_TOKEN = /credentials not connected|sign without access token/i;

/** What n8n says when it cannot renew an access. */
const CANNOT_RENEW = /needs to be reconnected|no refresh token is available/i;

/**
 * A transport through n8n's request helper and one of its credentials. Redirects are never
 * followed, so the token goes to no other host.
 */
export function n8nTransport(context: RequestContext, credentialType: string): Transport {
	return async (request) => {
		const response = await send(context, credentialType, request, RENEW_UNLESS_FRESH);
		if (!isExpired(response)) return response;
		return { ...(await send(context, credentialType, request, RENEW)), renewed: true };
	};
}

/** A scope that is missing is answered with 401 too; renewing the token would not help (M). */
function isExpired({ status, text }: HttpResponse): boolean {
	return status === 401 && !/scope/i.test(text);
}

async function send(
	context: RequestContext,
	credentialType: string,
	request: HttpRequest,
	renewal: IAdditionalCredentialOptions,
): Promise<HttpResponse> {
	try {
		const answer: unknown = await context.helpers.httpRequestWithAuthentication.call(
			context,
			credentialType,
			requestOptions(request),
			renewal,
		);
		return readResponse(isRow(answer) ? { ...answer, data: answer.body } : {});
	} catch (error) {
		return responseIn(error);
	}
}

/** The contexts of n8n from which requests are sent: a run, and the lists of the editor. */
export type RequestContext = IExecuteFunctions | ILoadOptionsFunctions;

function requestOptions({ method, url, body, timeoutMs }: HttpRequest): IHttpRequestOptions {
	const headers: Record<string, string> = { Accept: 'application/json' };
	if (body !== undefined) headers['Content-Type'] = 'application/json';
	return {
		method,
		url,
		headers,
		body,
		timeout: timeoutMs,
		encoding: 'text',
		returnFullResponse: true,
		disableFollowRedirect: true,
	};
}

/**
 * n8n throws for every status but 2xx; the answer hides in the causes of its error. An error with a
 * good status is an answer that broke off: none of it counts.
 */
function responseIn(error: unknown): HttpResponse {
	let code: string | undefined;
	for (const cause of causesOf(error)) {
		refuseDeadCredential(cause);
		const { response } = cause;
		if (isRow(response) && typeof response.status === 'number' && !isGood(response.status)) {
			return readResponse(response);
		}
		if (typeof cause.code === 'string') code = cause.code;
	}
	throw connectionFault(code);
}

function isGood(status: number): boolean {
	return status >= 200 && status < 300;
}

/** The error and the errors below it, outermost first. */
function causesOf(error: unknown): Row[] {
	const causes: Row[] = [];
	let current: unknown = error;
	while (isRow(current) && causes.length < 10) {
		causes.push(current);
		current = current.cause;
	}
	return causes;
}

/** @throws ConfluenceError when n8n says that the credential cannot be used as it is */
function refuseDeadCredential(cause: Row): void {
	const message = typeof cause.message === 'string' ? cause.message : '';
	if (NO_TOKEN.test(message)) {
		throw new ConfluenceError(
			'notConnected',
			'The credential was never connected to Atlassian.',
		);
	}
	const said =
		isRow(cause.body) && typeof cause.body.error === 'string' ? cause.body.error : message;
	if (DEAD_TOKEN.test(said) || CANNOT_RENEW.test(message)) {
		throw new ConfluenceError(
			'reconnect',
			'Atlassian refused to renew the access of the credential.',
		);
	}
}

function readResponse(answer: Row): HttpResponse {
	const { headers, data } = answer;
	const status = answer.statusCode ?? answer.status;
	return {
		status: typeof status === 'number' ? status : 0,
		headers: lowerCaseHeaders(headers),
		text: textOf(data),
	};
}

function textOf(data: unknown): string {
	if (data === undefined || data === null) return '';
	return typeof data === 'string' ? data : JSON.stringify(data);
}

function lowerCaseHeaders(headers: unknown): Record<string, string> {
	const readable: Record<string, string> = {};
	if (typeof headers !== 'object' || headers === null) return readable;
	for (const [name, value] of Object.entries(headers)) {
		if (typeof value === 'string') readable[name.toLowerCase()] = value;
		// A header that is sent several times is one list (RFC 9110).
		else if (Array.isArray(value)) readable[name.toLowerCase()] = value.join(', ');
	}
	return readable;
}
