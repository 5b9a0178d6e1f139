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
