import type { Usage } from '../../licensing/jobResult';
import { pointsOf, type Endpoint } from '../endpoints';
import type { ConfluenceError } from '../errors';
import { AccessCheck, mayBeDeadAccess } from './accessCheck';
import { addressOf, type Call, type HttpResponse, type Transport } from './transport';
import { AnswerShapeError, jsonOf } from './answers';
import { badAnswer, lostAnswer, rateLimited, refusal, type Failure } from './failures';
import { QuotaGate, WaitTooLong, type GateRuntime, type RunWaits } from './quotaGate';
import { countsPoints, rateLimitPolicies, backoffMs, MAX_RETRIES } from './retryPolicy';

/** Group lists of large organizations take 20 to 30 seconds (M), so they get at least this. */
const SLOW_TIMEOUT_MS = 60_000;

/** What the client needs of the world around it; tests hand it their own. */
export interface ClientRuntime extends GateRuntime {
	transport: Transport;
	/** A number from 0 to 1, for the jitter of retries. */
	random(): number;
	/** Puts a failure into words: what happened, and what a person can do. */
	sentenceOf(error: unknown): string;
}

export interface ClientSettings {
	/** No trailing slash. */
	apiUrl: string;
	/** The site that calls go to; '' while only the list of sites is asked for. */
	cloudId: string;
	/** Requests under way at once. */
	concurrency: number;
	/** Milliseconds a run may wait in all for rate limits. */
	waitForQuotaMs: number;
	timeoutMs: number;
}

/**
 * The one place through which every request to Atlassian goes: address, retries, waiting for
 * rate limits, points, errors.
 */
export class ConfluenceClient {
	readonly gate: QuotaGate;
	private cloudId: string;
	private requests = 0;
	private points = 0;
	private retries = 0;
	/** How often the access was seen to be renewed. */
	private renewals = 0;
	private readonly accessCheck = new AccessCheck(
		async (endpoint, call) => await this.attempt(endpoint, call),
	);

	constructor(
		readonly settings: ClientSettings,
		readonly runtime: ClientRuntime,
		/** Shared by all clients of a run; without it the client is a run of its own. */
		runWaits?: RunWaits,
	) {
		this.gate = new QuotaGate(runtime, settings.waitForQuotaMs, runWaits);
		this.cloudId = settings.cloudId;
	}

	/** Says which site the following calls go to, once it is known; what was spent stays counted. */
	selectSite(cloudId: string): void {
		this.cloudId = cloudId;
	}

	/** What the requests cost so far. */
	usage(): Usage {
		const { requests, points, retries } = this;
		return { requests, points, retries, waitedMs: this.gate.waitedMs };
	}

	/**
	 * Calls an endpoint and reads its answer. Reads are repeated after passing faults; a write is
	 * repeated only when the server cannot have acted, and its error says `uncertain` otherwise. A
	 * 403 or 404 of a site is believed only from an access that works.
	 *
	 * @throws ConfluenceError
	 */
	async call<Answer>(endpoint: Endpoint, call: Call<Answer>): Promise<Answer> {
		let checked = false;
		for (let retry = 0; ; retry++) {
			const failure = await this.attempt(endpoint, call);
			if ('answer' in failure) return failure.answer;
			if (!failure.repeatable && mayBeDeadAccess(endpoint, failure.error) && !checked) {
				checked = true;
				const before = this.renewals;
				const error = await this.accessCheck.explain(failure.error, this.cloudId);
				// Refused with the old access: nothing was done, so even a write may be sent again.
				if (this.renewals === before) throw error;
				continue;
			}
			if (!failure.repeatable || retry >= MAX_RETRIES) throw failure.error;
			this.retries++;
			await this.pause(failure, retry + 1);
		}
	}

	private async attempt<Answer>(
		endpoint: Endpoint,
		call: Call<Answer>,
	): Promise<{ answer: Answer } | Failure> {
		await this.gate.pass();
		let response: HttpResponse;
		try {
			this.requests++;
			response = await this.runtime.transport({
				method: endpoint.method,
				url: addressOf(endpoint, {
					...call,
					apiUrl: this.settings.apiUrl,
					cloudId: this.cloudId,
				}),
				body: call.body,
				timeoutMs: this.timeoutOf(endpoint),
			});
		} catch (error) {
			this.points += pointsOf(endpoint, 0);
			return lostAnswer(endpoint, error);
		}
		if (response.renewed === true) this.renewals++;
		if (response.status < 200 || response.status >= 300) {
			this.points += pointsOf(endpoint, 0);
			return this.refused(endpoint, response);
		}
		return this.readAnswer(endpoint, call, response);
	}

	private readAnswer<Answer>(
		endpoint: Endpoint,
		call: Call<Answer>,
		response: HttpResponse,
	): { answer: Answer } | Failure {
		try {
			const answer = call.read(jsonOf(response));
			const cost = pointsOf(endpoint, call.objects(answer));
			this.points += cost;
			this.paceBy(response, cost);
			return { answer };
		} catch (error) {
			if (!(error instanceof AnswerShapeError)) throw error;
			this.points += pointsOf(endpoint, 0);
			return badAnswer(endpoint, response, error);
		}
	}

	private refused(endpoint: Endpoint, response: HttpResponse): Failure {
		const now = this.runtime.now();
		return response.status === 429
			? rateLimited(endpoint, response, now)
			: refusal(endpoint, response, { now, cloudId: this.cloudId });
	}

	/** Waits before a repeat: what the server asked for is a minimum. */
	private async pause(failure: Failure, retry: number): Promise<void> {
		const backoff = this.runtime.now() + backoffMs(retry, this.runtime.random());
		const until = Math.max(backoff, failure.waitUntil ?? 0);
		if (failure.rateLimit !== true && failure.waitUntil === null) {
			await this.runtime.sleep(until - this.runtime.now());
			return;
		}
		this.close(until, 'Rate limit reached', failure.error);
	}

	/**
	 * Waits for the reset ahead of a limit where the answer tells that what is left does not pay for
	 * one more such answer to each request at a time, or for one more request (D). Where the run may not wait
	 * that long it goes on, and a 429 decides.
	 */
	private paceBy({ headers }: HttpResponse, cost: number): void {
		for (const policy of rateLimitPolicies(headers)) {
			const { remaining, resetSeconds } = policy;
			if (remaining === null || resetSeconds === null) continue;
			if (remaining >= (countsPoints(policy) ? cost * this.settings.concurrency : 1))
				continue;
			const resetAt = this.runtime.now() + resetSeconds * 1_000;
			if (this.gate.allows(resetAt)) this.gate.closeUntil(resetAt, 'Quota nearly used up');
		}
	}

	private close(until: number, why: string, otherwise: ConfluenceError): void {
		try {
			this.gate.closeUntil(until, why);
		} catch (error) {
			if (!(error instanceof WaitTooLong)) throw error;
			throw otherwise;
		}
	}

	private timeoutOf(endpoint: Endpoint): number {
		const { timeoutMs } = this.settings;
		return endpoint.slow === true ? Math.max(timeoutMs, SLOW_TIMEOUT_MS) : timeoutMs;
	}
}
