import type { Fault } from './faults';
import { textOf, valueOf, type Answer } from './http';

/** How an answer goes over the wire, when not simply whole. */
export interface Delivery {
	answer: Answer;
	/** Break off after half of the body. */
	truncate?: boolean;
	/** Milliseconds over which the body is spread. */
	spreadMs?: number;
	/** Never answer at all. */
	silent?: 'reset' | 'timeout';
}

const PAGE_FOR_PEOPLE =
	'<!doctype html><html><head><title>Service unavailable</title></head><body><h1>We will be right back</h1></body></html>';

/** What becomes of an answer under a fault. */
export function spoil(fault: Fault, answer: Answer): Delivery {
	const headers = { ...answer.headers, ...fault.headers };
	const spoilt = { ...answer, headers };
	switch (fault.kind) {
		case 'reset':
		case 'timeout':
			return { answer, silent: fault.kind };
		case 'status':
			return {
				answer: {
					status: fault.status ?? 500,
					headers,
					body: fault.body ?? failure(fault),
				},
			};
		case 'html':
			return {
				answer: {
					status: fault.status ?? 200,
					headers,
					body: fault.body ?? PAGE_FOR_PEOPLE,
					contentType: 'text/html; charset=utf-8',
				},
			};
		case 'redirect':
			return {
				answer: {
					status: fault.status ?? 302,
					headers: {
						...headers,
						Location: fault.location ?? 'https://elsewhere.example/',
					},
				},
			};
		case 'truncate':
			return { answer: spoilt, truncate: true };
		case 'slowBody':
			return { answer: spoilt, spreadMs: fault.delayMs ?? 2_000 };
		case 'malformed':
			return {
				answer: {
					...spoilt,
					body: fault.body ?? `${textOf(answer).slice(0, -1)},,`,
					contentType: 'application/json',
				},
			};
		case 'wrongContentType':
			return { answer: { ...spoilt, body: textOf(answer), contentType: 'text/plain' } };
		case 'wrongShape':
			return { answer: { ...spoilt, body: fault.body ?? { message: 'something else' } } };
		case 'emptyPage':
			return {
				answer: {
					...spoilt,
					body: withFields(answer, { results: [], size: 0 }),
					objects: 0,
				},
			};
		case 'withoutExpansions':
			return { answer: { ...spoilt, body: withoutExpansions(answer) } };
		case 'echo':
		case 'repeatCursor':
		case 'delay':
		case 'expireTokens':
			return { answer: spoilt };
	}
}

/** An answer whose next link leads back to the page that was asked for; a first page stays whole. */
export function repeatPage(answer: Answer, cursor: string | null): Answer {
	const body = fieldsIn(valueOf(answer));
	const links = fieldsIn(body?._links);
	if (cursor === null || body === null || typeof links?.next !== 'string') return answer;
	const [path = '', query = ''] = links.next.split('?');
	const parameters = new URLSearchParams(query);
	parameters.set('cursor', cursor);
	return { ...answer, body: { ...body, _links: { ...links, next: `${path}?${parameters}` } } };
}

/** A refusal that repeats the credential of the call, as careless servers do. */
export function echo({ status = 400 }: Fault, credential: string): Answer {
	return { status, body: { code: status, message: `${credential} is not welcome here` } };
}

function failure({ status = 500 }: Fault): Record<string, unknown> {
	return { code: status, message: `A fault made this ${status}` };
}

function withFields(answer: Answer, fields: Record<string, unknown>): unknown {
	const body = fieldsIn(valueOf(answer));
	return body === null ? answer.body : { ...body, ...fields };
}

function withoutExpansions(answer: Answer): unknown {
	const body = fieldsIn(valueOf(answer));
	if (body === null || !Array.isArray(body.results)) return answer.body;
	const results = body.results.map((hit: unknown) => {
		const fields = fieldsIn(hit);
		const content = fieldsIn(fields?.content);
		if (fields === null || content === null) return hit;
		const bare = { ...content };
		delete bare.version;
		delete bare.history;
		return { ...fields, content: bare };
	});
	return { ...body, results };
}

function fieldsIn(value: unknown): Record<string, unknown> | null {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
	return value as Record<string, unknown>;
}
