import type { Simulator } from './index';

/** What list answers hold; other answers name a type of their own. */
export interface ListBody {
	results: { id: string; name: string; accountId: string; content: HitContent }[];
	start: number;
	limit: number;
	size: number;
	totalSize?: number;
	message?: string;
	_links: { next?: string; base?: string };
}

export interface HitContent {
	id: string;
	type: string;
	version?: { by: { accountId: string }; when: string; number: number };
	history?: { createdBy: { accountId: string }; createdDate: string };
}

export interface Reply<Body = ListBody> {
	status: number;
	headers: Headers;
	/** Parsed where it is JSON, else the text. Tests look at what they name, so it is not checked. */
	body: Body;
}

export interface Caller {
	get<Body = ListBody>(path: string): Promise<Reply<Body>>;
	post<Body = ListBody>(path: string, body: unknown): Promise<Reply<Body>>;
	delete<Body = ListBody>(path: string): Promise<Reply<Body>>;
}

export interface CallerOptions {
	accountId?: string;
	scopes?: string[];
	cloudIds?: string[];
	/** The site that is asked; the first by default. */
	cloudId?: string;
}

/** Calls one site of a simulator, with a token of the connected account unless said otherwise. */
export function callerOf(simulator: Simulator, options: CallerOptions = {}): Caller {
	const { accessToken } = simulator.issueToken(options);
	const cloudId = options.cloudId ?? simulator.world.sites[0]?.cloudId ?? '';
	return callerWith(accessToken, `${simulator.url}/ex/confluence/${cloudId}/wiki`);
}

/** Calls addresses below `base` with a bearer token. */
export function callerWith(token: string, base: string): Caller {
	const call = async <Body>(
		method: string,
		path: string,
		body?: unknown,
	): Promise<Reply<Body>> => {
		const response = await fetch(`${base}${path}`, {
			method,
			redirect: 'manual',
			headers: {
				Authorization: `Bearer ${token}`,
				...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json') === true;
		return {
			status: response.status,
			headers: response.headers,
			body: (isJson ? JSON.parse(text) : text) as Body,
		};
	};
	return {
		get: (path) => call('GET', path),
		post: (path, body) => call('POST', path, body),
		delete: (path) => call('DELETE', path),
	};
}

/** The address of a search. */
export function searchPath(cql: string, more: Record<string, string> = {}): string {
	return `/rest/api/search?${new URLSearchParams({ cql, ...more })}`;
}
