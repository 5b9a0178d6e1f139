import { countsPoints, rateLimitPolicies } from '../../confluence/http/retryPolicy';
import type { HttpResponse, Transport } from '../../confluence/http/transport';
import { NotPossible } from './verdict';

/** Most requests of one live check, repeats after faults included. */
export const MAX_REQUESTS = 50;

/** The headers by which Atlassian tells about rate limits (D, M). */
export const RATE_LIMIT_HEADERS = [
	'x-ratelimit-limit',
	'x-ratelimit-remaining',
	'x-ratelimit-reset',
	'x-ratelimit-nearlimit',
	'ratelimit',
	'ratelimit-policy',
	'beta-ratelimit',
	'beta-ratelimit-policy',
	'ratelimit',
	'ratelimit-policy',
	'ratelimit-reason',
	'retry-after',
] as const;

/** In the address of everything that is asked of a site. */
const SITE_PATH = '/ex/confluence/';

/** One answer, as far as points are concerned. */
export interface PointsSeen {
	/** Points left after it, where a header tells. */
	left: number | null;
	/** What it should have cost (D); null where that is not known. */
	price: number | null;
}

/**
 * The one way out of a live check. It sends nothing but GET requests, and not more than
 * MAX_REQUESTS of them, whoever asks: reading is all that it can do.
 */
export class Wire {
	readonly points: PointsSeen[] = [];
	readonly headersSeen = new Set<string>();
	/** Good answers of the site. */
	answers = 0;
	/** Requests that went out. */
	requests = 0;

	/** @throws Error for anything but a GET; NotPossible once all requests are used */
	through(transport: Transport): Transport {
		return async (request) => {
			if (request.method !== 'GET' || request.body !== undefined) {
				throw new Error(
					`The live check only reads, so it does not send ${request.method}.`,
				);
			}
			if (this.requests >= MAX_REQUESTS) {
				throw new NotPossible(`the ${MAX_REQUESTS} requests of one check are used up`);
			}
			this.requests++;
			const response = await transport(request);
			this.note(response, request.url.includes(SITE_PATH));
			return response;
		};
	}

	/** Says what the last answer should have cost. */
	priceOfLast(points: number): void {
		const last = this.points.at(-1);
		if (last !== undefined) last.price = points;
	}

	private note({ status, headers }: HttpResponse, isOfSite: boolean): void {
		if (isOfSite && status === 200) {
			this.answers++;
			for (const name of RATE_LIMIT_HEADERS) {
				if (headers[name] !== undefined) this.headersSeen.add(name);
			}
		}
		const left = rateLimitPolicies(headers).find(countsPoints)?.remaining ?? null;
		this.points.push({ left, price: null });
	}
}
