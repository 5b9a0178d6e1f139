import { HOUR_MS } from '../times';

const MINUTE_MS = 60_000;

/**
 * Minutes of waiting that a run needs whose points exceed one hour's quota: the quota starts anew
 * on each full UTC hour (D). 0 when one hour's points are enough.
 */
export function minutesOfWaiting(points: number, pointsPerHour: number, now: number): number {
	const resets = Math.ceil(points / pointsPerHour) - 1;
	if (resets <= 0) return 0;
	const untilReset = HOUR_MS - (now % HOUR_MS);
	return Math.ceil((untilReset + (resets - 1) * HOUR_MS) / MINUTE_MS);
}
