import type { IncomingHttpHeaders } from 'node:http';

export interface SimRequest {
	method: string;
	/** Decoded by nobody: as it stands in the request line. */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: string;
}

/** What goes back, before a fault has its way with it. */
export interface Answer {
	status: number;
	headers?: Record<string, string>;
	/**
	 * An object or array is written as JSON, a text as it is, undefined as no body. Long lists are
	 * WrittenJson, because writing them anew each time is what takes longest.
	 */
	body?: unknown;
	contentType?: string;
	/** How many objects the answer holds, for the points. */
	objects?: number;
	/** A switch made it leave Atlassian's document on purpose. */
	offContract?: boolean;
}

/** JSON that has been written already. */
export class WrittenJson {
	constructor(readonly text: string) {}
}

/** The body of an answer as it goes over the wire. */
export function textOf({ body }: Answer): string {
	if (body === undefined) return '';
	if (body instanceof WrittenJson) return body.text;
	return typeof body === 'string' ? body : JSON.stringify(body);
}

/** The body of an answer as a value. */
export function valueOf({ body }: Answer): unknown {
	return body instanceof WrittenJson ? JSON.parse(body.text) : body;
}

/** A JSON object whose list `results` is made of texts that are JSON already. */
export function listJson(results: readonly string[], fields: object): WrittenJson {
	return new WrittenJson(`{"results":[${results.join(',')}],${JSON.stringify(fields).slice(1)}`);
}

/** Stops the handling of a request with this answer. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(`Refused with ${answer.status}`);
	}
}

/** Atlassian's REST errors have this form (S). */
export function refuse(status: number, message: string): Refusal {
	return new Refusal({
		status,
		body: {
			statusCode: status,
			data: { authorized: status !== 403, valid: false, errors: [], successful: false },
			message,
		},
	});
}

/** The gateway in front of all products has a form of its own (M). */
export function gatewayRefusal(status: number, message: string): Refusal {
	return new Refusal({ status, body: { code: status, message } });
}

/** Reads the body as JSON or as a form, whichever it says it is. */
export function fieldsOf(request: SimRequest): Record<string, unknown> {
	const type = request.headers['content-type'] ?? '';
	if (type.includes('application/x-www-form-urlencoded')) {
		const fields: Record<string, unknown> = {};
		for (const [name, value] of new URLSearchParams(request.body)) {
			const before = fields[name];
			if (before === undefined) fields[name] = value;
			else
				fields[name] = Array.isArray(before)
					? [...(before as unknown[]), value]
					: [before, value];
		}
		return fields;
	}
	try {
		const parsed: unknown = JSON.parse(request.body === '' ? '{}' : request.body);
		if (typeof parsed === 'object' && parsed !== null) return { ...parsed };
	} catch {
		// Falls through to the refusal.
	}
	throw refuse(400, 'The request body is no JSON object.');
}

/** A field as text, '' when it is missing or of another kind. */
export function textField(fields: Record<string, unknown>, name: string): string {
	const value = fields[name];
	return typeof value === 'string' ? value : '';
}

/** A whole number of the query, or the default. Refuses anything else with 400. */
export function numberParameter(query: URLSearchParams, name: string, otherwise: number): number {
	const text = query.get(name);
	if (text === null || text === '') return otherwise;
	const value = Number(text);
	if (Number.isInteger(value) && value >= 0) return value;
	throw refuse(400, `The parameter "${name}" must be a whole number that is not negative.`);
}

/** A required parameter of the query. */
export function requiredParameter(query: URLSearchParams, name: string): string {
	const value = query.get(name);
	if (value !== null && value !== '') return value;
	throw refuse(400, `The parameter "${name}" is missing.`);
}
