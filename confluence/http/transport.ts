import type { Endpoint } from '../endpoints';

/** What a request sends as JSON. */
export type RequestBody = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** One HTTP request as the client sees it; the credential is added further down. */
export interface HttpRequest {
	method: 'GET' | 'POST' | 'DELETE';
	url: string;
	body?: RequestBody;
	timeoutMs: number;
}

/** Any answer, whatever its status. Header names are lower case; the body is unread text. */
export interface HttpResponse {
	status: number;
	headers: Readonly<Record<string, string>>;
	text: string;
	/** True when the access was renewed for this answer: what was refused before it may work now. */
	renewed?: boolean;
}

/**
 * Sends one request and answers for every HTTP status. Implementations never follow a redirect.
 *
 * @throws ConnectionFault when there was no answer
 * @throws ConfluenceError when the credential itself is refused
 */
export type Transport = (request: HttpRequest) => Promise<HttpResponse>;

/** There was no answer: refused, cut off or too slow. */
export class ConnectionFault extends Error {
	override readonly name = 'ConnectionFault';

	constructor(
		message: string,
		/** False when the request cannot have reached the server. */
		readonly mayHaveActed: boolean,
	) {
		super(message);
	}
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);

const FAULT_SENTENCES: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'the connection was refused',
	ENOTFOUND: 'the host name was not found',
	EAI_AGAIN: 'the host name could not be looked up',
	EHOSTUNREACH: 'the host cannot be reached',
	ECONNRESET: 'the connection was cut off',
	EPIPE: 'the connection was cut off',
	ECONNABORTED: 'there was no answer in time',
	ETIMEDOUT: 'there was no answer in time',
	ERR_BAD_RESPONSE: 'the answer was cut off',
};

/** Puts an error code of Node.js or axios into words. */
export function connectionFault(code: string | undefined): ConnectionFault {
	const sentence = FAULT_SENTENCES[code ?? ''] ?? `the connection failed (${code ?? 'no code'})`;
	return new ConnectionFault(sentence, !NEVER_SENT.has(code ?? ''));
}

/** One call of an endpoint. */
export interface Call<Answer> extends Pick<AddressParts, 'path' | 'query'> {
	body?: RequestBody;
	/** Reads the parsed JSON of a good answer; throws AnswerShapeError when it is not as documented. */
	read(body: unknown): Answer;
	/** How many objects the answer holds, for the points. */
	objects(answer: Answer): number;
}

/** What fills an endpoint's address. */
export interface AddressParts {
	/** No trailing slash. */
	apiUrl: string;
	cloudId: string;
	/** Values for the names in braces of the endpoint's path. */
	path?: Readonly<Record<string, string>>;
	query?: Readonly<Record<string, string | number | boolean | undefined>>;
}

/** The address of a call. Whatever comes from outside is encoded, so that it stays one part. */
export function addressOf(endpoint: Endpoint, parts: AddressParts): string {
	const { apiUrl, cloudId, path = {}, query = {} } = parts;
	const base = endpoint.outsideSites
		? apiUrl
		: `${apiUrl}/ex/confluence/${encodeURIComponent(cloudId)}`;
	const filled = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(path[name] ?? ''),
	);
	const parameters = new URLSearchParams();
	for (const [name, value] of Object.entries(query)) {
		if (value !== undefined) parameters.append(name, String(value));
	}
	const text = parameters.toString();
	return text === '' ? `${base}${filled}` : `${base}${filled}?${text}`;
}
