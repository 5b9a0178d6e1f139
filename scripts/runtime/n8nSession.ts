/** What n8n answered when it refused a request. */
export class N8nRefusal extends Error {
	constructor(
		readonly method: string,
		readonly path: string,
		readonly status: number,
		readonly body: string,
	) {
		super(`n8n answered ${status} to ${method} ${path}: ${body.slice(0, 500)}`);
		this.name = 'N8nRefusal';
	}
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One person's session with the REST routes that n8n's own editor uses. */
export class N8nSession {
	private cookies = new Map<string, string>();

	constructor(readonly url: string) {}

	/**
	 * Asks a route below `/rest`; answers what stands in `data`.
	 *
	 * @throws N8nRefusal for any answer that is no success
	 */
	async ask(method: Method, path: string, body?: unknown): Promise<unknown> {
		const answer = await this.fetch(`/rest${path}`, {
			method,
			headers: body === undefined ? {} : { 'content-type': 'application/json' },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await answer.text();
		if (!answer.ok) throw new N8nRefusal(method, path, answer.status, text);
		const parsed: unknown = text === '' ? null : JSON.parse(text);
		return isRecord(parsed) && 'data' in parsed ? parsed.data : parsed;
	}

	/** Any request to this n8n, with the cookies of the session. */
	async fetch(path: string, init: RequestInit = {}): Promise<Response> {
		const headers = new Headers(init.headers);
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		if (cookie !== '') headers.set('cookie', cookie);
		const answer = await fetch(`${this.url}${path}`, { ...init, headers });
		for (const line of answer.headers.getSetCookie()) this.keepCookie(line);
		return answer;
	}

	private keepCookie(line: string): void {
		const [pair = ''] = line.split(';');
		const at = pair.indexOf('=');
		if (at > 0) this.cookies.set(pair.slice(0, at).trim(), pair.slice(at + 1).trim());
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
