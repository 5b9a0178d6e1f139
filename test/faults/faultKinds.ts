import type { Fault, Simulator } from '../simulator';

/** The API's addresses, without those of the token endpoint. */
const API = { path: /^\/(ex|admin|oauth\/token\/accessible-resources)/ };

/** What may go wrong, and what a person reads of it. */
export interface FaultKind {
	title: string;
	/** What happens to the call: a fault of the simulator, or connections that are refused. */
	fault: Omit<Fault, 'match' | 'nth' | 'count'> | 'refused';
	/** What else is so, before the run starts. */
	prepare?(simulator: Simulator): void;
	/** False: it cannot be met by an API key, which does not expire and has no scopes. */
	meetsApiKeys?: false;
	/** What follows when one call is struck. */
	once: Expected;
	/** What follows when a call and all after it are struck. */
	always: Expected;
}

/** The run ends well, or it is said what happened. */
export type Expected = 'well' | RegExp;

const status = (code: number, more: Partial<Fault> = {}): FaultKind['fault'] => ({
	kind: 'status',
	status: code,
	...more,
});

const RATE_LIMITED =
	/rate limit was reached when asking for .+; try again after \d{4}-\d\d-\d\dT[\d:.]+Z/;
const serverFault = (code: number) =>
	new RegExp(`could not answer the request for .+ \\(${code}\\)`);
const noAnswer = (why: string) => new RegExp(`No answer to the request for .+: ${why}`);
const BAD_ANSWER =
	/The answer to the request for .+ was not as documented: "[^"]+" is missing or has the wrong type/;
const RECONNECT = /refused to renew the access of the credential/;
const REFUSED_TOKEN =
	/refused the (access token when asked for .+|API key of the organization) \(401\)/;
const NO_SCOPE = /credential lacks (a scope|the scope "[a-z:-]+") for /;
const FORBIDDEN = /Atlassian refused .+ \(403\)/;
const BAD_REQUEST = /Atlassian refused .+ \(400\)\. It said: "\(hidden\) is not welcome here"/;
const NOT_FOUND = /(was not found|did not find|Atlassian refused)\b.*\(404\)/;
const REDIRECTED = /redirected the request for .+ to another address \(302\)/;
const EXPIRE = { kind: 'expireTokens' } as const;

export const FAULT_KINDS: readonly FaultKind[] = [
	{
		title: '429 with Retry-After',
		fault: status(429, { headers: { 'Retry-After': '90' } }),
		once: 'well',
		always: RATE_LIMITED,
	},
	{
		title: '429 with X-RateLimit-Reset alone',
		fault: status(429, { headers: { 'X-RateLimit-Reset': '2026-05-02T06:00:00Z' } }),
		once: 'well',
		always: RATE_LIMITED,
	},
	{ title: '429 that names no time', fault: status(429), once: 'well', always: RATE_LIMITED },
	{
		title: '429 for longer than the run may wait',
		fault: status(429, { headers: { 'Retry-After': '3600' } }),
		once: RATE_LIMITED,
		always: RATE_LIMITED,
	},
	...[500, 502, 503, 504].map((code) => ({
		title: String(code),
		fault: status(code),
		once: 'well' as const,
		always: serverFault(code),
	})),
	{
		title: 'connection refused',
		fault: 'refused',
		once: 'well',
		always: noAnswer('the connection was refused'),
	},
	{
		title: 'connection reset',
		fault: { kind: 'reset' },
		once: 'well',
		always: noAnswer('the connection was cut off'),
	},
	{
		title: 'no answer in time',
		fault: { kind: 'timeout' },
		once: 'well',
		always: noAnswer('there was no answer in time'),
	},
	{ title: 'slow body', fault: { kind: 'slowBody', delayMs: 20 }, once: 'well', always: 'well' },
	{
		title: 'truncated body',
		fault: { kind: 'truncate' },
		once: 'well',
		// An answer without a body breaks off before it begins.
		always: noAnswer('the (answer|connection) was cut off'),
	},
	{ title: 'malformed JSON', fault: { kind: 'malformed' }, once: 'well', always: BAD_ANSWER },
	{
		title: 'JSON of another shape',
		fault: { kind: 'wrongShape' },
		once: 'well',
		always: BAD_ANSWER,
	},
	{
		title: 'JSON said to be text',
		fault: { kind: 'wrongContentType' },
		once: 'well',
		always: 'well',
	},
	{
		title: 'HTML page in place of JSON',
		fault: { kind: 'html' },
		once: 'well',
		always: BAD_ANSWER,
	},
	{
		title: 'HTML error page (503)',
		fault: { kind: 'html', status: 503 },
		once: 'well',
		always: serverFault(503),
	},
	{
		title: '401, token expired',
		fault: EXPIRE,
		meetsApiKeys: false,
		once: 'well',
		// The renewed token is refused too.
		always: REFUSED_TOKEN,
	},
	{
		title: '401, token refused',
		fault: status(401, { body: { code: 401, message: 'Unauthorized' } }),
		once: 'well',
		always: REFUSED_TOKEN,
	},
	{
		title: '401, scope missing',
		fault: status(401, { body: { code: 401, message: 'Unauthorized; scope does not match' } }),
		meetsApiKeys: false,
		once: NO_SCOPE,
		always: NO_SCOPE,
	},
	{
		title: '403, not an admin',
		fault: status(403, { body: { message: 'Not permitted' } }),
		once: FORBIDDEN,
		always: FORBIDDEN,
	},
	{
		title: '400 that repeats the token',
		fault: { kind: 'echo' },
		once: BAD_REQUEST,
		always: BAD_REQUEST,
	},
	{
		title: '404 from the gateway',
		fault: status(404, { body: { code: 404, message: 'No message available' } }),
		once: NOT_FOUND,
		always: NOT_FOUND,
	},
	...(['invalid_grant', 'unauthorized_client'] as const).map((answer) => ({
		title: `refresh refused with ${answer}`,
		fault: EXPIRE,
		prepare: (simulator: Simulator) => {
			simulator.settings.deadTokenError = answer;
			simulator.killRefreshTokens();
		},
		meetsApiKeys: false as const,
		once: RECONNECT,
		always: RECONNECT,
	})),
	{
		title: 'redirect to another host',
		fault: { kind: 'redirect' },
		once: REDIRECTED,
		always: REDIRECTED,
	},
];

/** Puts the fault before the n-th API call: that one alone, or all from there on. */
export function armed(kind: FaultKind, nth: number, lasting: boolean, location: string): Fault {
	if (kind.fault === 'refused') throw new Error('A refused connection is no fault of a server.');
	const count = lasting ? Infinity : 1;
	return { location, ...kind.fault, match: API, nth, count };
}
