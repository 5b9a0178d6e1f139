import { isRead, type Endpoint } from '../endpoints';
import { ConfluenceError } from '../errors';
import type { AnswerShapeError } from './answers';
import { nextQuotaReset } from './quotaGate';
import { refusalOf } from './refusals';
import { isTransient, requestedWaitMs } from './retryPolicy';
import { ConnectionFault, type HttpResponse } from './transport';

/** An attempt that brought no answer. */
export interface Failure {
	error: ConfluenceError;
	/** True when asking again can do no harm and may help. */
	repeatable: boolean;
	/** The moment that the server named (milliseconds since the epoch), or null. */
	waitUntil: number | null;
	rateLimit?: boolean;
}

/**
 * The connection failed. A write may have taken effect all the same.
 *
 * @throws error when it is none of the connection
 */
export function lostAnswer(endpoint: Endpoint, error: unknown): Failure {
	if (!(error instanceof ConnectionFault)) throw error;
	const uncertain = !isRead(endpoint) && error.mayHaveActed;
	const message = `No answer to the request for ${endpoint.label}: ${error.message}.`;
	return {
		error: new ConfluenceError('network', message, { uncertain }),
		repeatable: !uncertain,
		waitUntil: null,
	};
}

/** An answer came that is not as documented. */
export function badAnswer(
	endpoint: Endpoint,
	{ status }: HttpResponse,
	error: AnswerShapeError,
): Failure {
	const message = `The answer to the request for ${endpoint.label} was not as documented: ${error.message}.`;
	return {
		error: new ConfluenceError('badAnswer', message, { status, uncertain: !isRead(endpoint) }),
		repeatable: isRead(endpoint),
		waitUntil: null,
	};
}

/** The server refused, for good or for a while. */
export function refusal(
	endpoint: Endpoint,
	response: HttpResponse,
	{ now, cloudId }: { now: number; cloudId: string },
): Failure {
	return {
		error: refusalOf(endpoint, response, cloudId),
		repeatable: isRead(endpoint) && isTransient(response.status),
		waitUntil: waitUntilOf(response, now),
	};
}

/** Nothing was done for a 429, so reads and writes alike may ask again. */
export function rateLimited(endpoint: Endpoint, response: HttpResponse, now: number): Failure {
	const named = waitUntilOf(response, now);
	return {
		error: rateLimitError(endpoint, named ?? nextQuotaReset(now)),
		repeatable: true,
		waitUntil: named,
		rateLimit: true,
	};
}

function rateLimitError(endpoint: Endpoint, resumeAt: number): ConfluenceError {
	const when = new Date(resumeAt).toISOString();
	return new ConfluenceError(
		'rateLimited',
		`Atlassian's rate limit was reached when asking for ${endpoint.label}; try again after ${when}.`,
		{ status: 429, resumeAt },
	);
}

function waitUntilOf(response: HttpResponse, now: number): number | null {
	const wait = requestedWaitMs(response.headers, now);
	return wait === null ? null : now + wait;
}
