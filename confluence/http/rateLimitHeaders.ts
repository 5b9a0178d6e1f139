/** What an answer tells about the points that are left. */
export interface RemainingPoints {
	points: number;
	/** When they start anew (milliseconds since the epoch). */
	resetAt: number;
}

/**
 * Reads the beta header `Beta-RateLimit: "global-app-quota";r=11000;t=600`: r points left, anew in
 * t seconds (D). Null where it is absent or of another form; then only a 429 tells.
 */
export function remainingPoints(
	headers: Readonly<Record<string, string>>,
	now: number,
): RemainingPoints | null {
	const header = headers['beta-ratelimit'];
	if (header === undefined) return null;
	const points = /;\s*r=(\d+)/.exec(header)?.[1];
	const seconds = /;\s*t=(\d+)/.exec(header)?.[1];
	if (points === undefined || seconds === undefined) return null;
	return { points: Number(points), resetAt: now + Number(seconds) * 1_000 };
}
