import { askOnce, type PlainAnswer } from './freshConnection';
import { waitFor } from './waitFor';

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

const DATABASE_LATE = 'Database is not ready';

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** One person's session with the REST routes that n8n's own editor uses. */
export class N8nSession {
	private readonly cookies: Map<string, string>;

	/** @param cookies those of a session that was begun elsewhere */
	constructor(
		readonly url: string,
		cookies: Readonly<Record<string, string>> = {},
	) {
		this.cookies = new Map(Object.entries(cookies));
	}

	/** What proves who is logged in; a browser with these cookies is, too. */
	get proof(): Record<string, string> {
		return Object.fromEntries(this.cookies);
	}

	/**
	 * Asks a route below `/rest`; answers what stands in `data`.
	 *
	 * @throws N8nRefusal for any answer that is no success
	 */
	async ask(method: Method, path: string, body?: unknown): Promise<unknown> {
		// On a busy machine n8n refuses everything for a moment, because its database answered late.
		const answer = await waitFor(`n8n's database`, { forMs: 120_000 }, async () => {
			const given = await this.send(method, `/rest${path}`, body);
			return given.status === 503 && given.text.includes(DATABASE_LATE) ? undefined : given;
		});
		if (!answer.ok) throw new N8nRefusal(method, path, answer.status, answer.text);
		const parsed: unknown = answer.text === '' ? null : JSON.parse(answer.text);
		return isRecord(parsed) && 'data' in parsed ? parsed.data : parsed;
	}

	/** Any request to this n8n, with the cookies of the session. */
	async send(method: Method, path: string, body?: unknown): Promise<PlainAnswer> {
		const text = body === undefined ? undefined : JSON.stringify(body);
		const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
		const headers = {
			...(cookie === '' ? {} : { cookie }),
			...(text === undefined
				? {}
				: {
						'content-type': 'application/json',
						'content-length': Buffer.byteLength(text),
					}),
		};
		const answer = await askOnce(`${this.url}${path}`, { method, headers, body: text });
		for (const line of answer.headers['set-cookie'] ?? []) this.keepCookie(line);
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
