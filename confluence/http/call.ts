import type { RequestBody } from './transport';
import type { Endpoint } from '../endpoints';

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
