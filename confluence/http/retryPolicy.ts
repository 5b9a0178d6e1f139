import { rateLimitPolicies } from './rateLimitHeaders';

/**
 * When to try again, and after how long. Figures are Atlassian's advice (D): start at 2 s, double,
 * jitter 0.7 to 1.3, at most 30 s, at most four times; Retry-After is a minimum.
 */
export const MAX_RETRIES = 4;
const FIRST_DELAY_MS = 2_000;
const MAX_DELAY_MS = 30_000;
const JITTER_FROM = 0.7;
const JITTER_SPAN = 0.6;

/** Faults of the way or of the server that pass by themselves (D, I). */
const TRANSIENT_STATUSES = new Set([500, 502, 503, 504]);

export function isTransient(status: number): boolean {
	return TRANSIENT_STATUSES.has(status);
}

/**
 * Milliseconds to wait before try number `retry` (1 is the first repeat).
 *
 * @param random a number from 0 to 1
 */
export function backoffMs(retry: number, random: number): number {
	const plain = Math.min(FIRST_DELAY_MS * 2 ** (retry - 1), MAX_DELAY_MS);
	return Math.min(Math.round(plain * (JITTER_FROM + JITTER_SPAN * random)), MAX_DELAY_MS);
}

/**
 * The wait in milliseconds that a server asks for: `Retry-After` (seconds, or a date), else
 * `X-RateLimit-Reset` (ISO 8601, seen live), else the reset of what is used up; null when it names
 * none of them (D, M).
 */
export function requestedWaitMs(
	headers: Readonly<Record<string, string>>,
	now: number,
): number | null {
	const retryAfter = headers['retry-after']?.trim();
	if (retryAfter !== undefined && /^\d+(\.\d+)?$/.test(retryAfter)) {
		return Math.ceil(Number(retryAfter) * 1_000);
	}
	for (const value of [retryAfter, headers['x-ratelimit-reset']]) {
		const time = value === undefined ? Number.NaN : Date.parse(value);
		if (Number.isFinite(time)) return Math.max(0, time - now);
	}
	const resets = rateLimitPolicies(headers)
		.filter(({ remaining }) => remaining === 0)
		.flatMap(({ resetSeconds }) => resetSeconds ?? []);
	return resets.length === 0 ? null : Math.max(...resets) * 1_000;
}
