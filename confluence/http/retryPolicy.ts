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

/** What an answer tells of one limit. */
export interface RateLimitPolicy {
	name: string;
	/** What is left until the reset; null where it is not told, which it is not while much is left (D). */
	remaining: number | null;
	/** Seconds until it starts anew; null where that is not told. */
	resetSeconds: number | null;
}

/** The header as Atlassian first named it, and as it is named now (D). */
const HEADERS = ['beta-ratelimit', 'ratelimit'] as const;

/** A list entry or a parameter: whatever stands between separators, which count only outside quotes. */
const ENTRIES = /(?:"(?:\\.|[^"\\])*"|[^",])+/g;
const PARTS = /(?:"(?:\\.|[^"\\])*"|[^";])+/g;

/**
 * Reads `RateLimit: "global-app-quota";r=11000;t=600, "burst";r=3;t=1`, each policy by itself: r is
 * left, anew in t seconds (D). What is of another form tells nothing; then only a 429 does.
 */
export function rateLimitPolicies(headers: Readonly<Record<string, string>>): RateLimitPolicy[] {
	return HEADERS.flatMap((name) => headers[name]?.match(ENTRIES) ?? []).map(readPolicy);
}

/** True for a policy that counts points; any other counts requests (D: their names are not fixed). */
export function countsPoints({ name }: RateLimitPolicy): boolean {
	return /quota|point/i.test(name) && !/burst/i.test(name);
}

function readPolicy(entry: string): RateLimitPolicy {
	const [name = '', ...parameters] = (entry.match(PARTS) ?? []).map((part) => part.trim());
	return {
		name: name.replace(/^"|"$/g, ''),
		remaining: numberOf('r', parameters),
		resetSeconds: numberOf('t', parameters),
	};
}

function numberOf(name: string, parameters: readonly string[]): number | null {
	for (const parameter of parameters) {
		const [key, value = ''] = parameter.split('=').map((text) => text.trim());
		if (key === name && /^\d+(\.\d+)?$/.test(value)) return Number(value);
	}
	return null;
}
