import axios, { AxiosError } from 'axios';

import {
	connectionFault,
	type HttpResponse,
	type Transport,
} from '../../confluence/http/transport';

/** A transport over real HTTP for tests: any status is an answer, and no redirect is followed. */
export function httpTransport(accessToken: string): Transport {
	return async ({ method, url, body, timeoutMs }) => {
		try {
			const answer = await axios.request<string>({
				method,
				url,
				data: body,
				timeout: timeoutMs,
				maxRedirects: 0,
				responseType: 'text',
				transformResponse: (text: string) => text,
				validateStatus: () => true,
				headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json' },
			});
			return {
				status: answer.status,
				headers: textHeaders(answer.headers),
				text: answer.data,
			};
		} catch (error) {
			throw connectionFault(error instanceof AxiosError ? error.code : undefined);
		}
	};
}

function textHeaders(headers: object): HttpResponse['headers'] {
	const entries = Object.entries(headers).filter(
		(entry): entry is [string, string] => typeof entry[1] === 'string',
	);
	return Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value]));
}
