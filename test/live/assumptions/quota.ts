import { differs, asAssumed, notTried } from '../verdict';
import type { PointsSeen } from '../wire';
import type { Assumptions } from './assumption';

/** These look at what the other tries saw, so they come after them. */
export const QUOTA_ASSUMPTIONS = {
	rateLimitHeaders: {
		mark: 'D',
		sentence: 'Answers may carry headers that tell about rate limits.',
		try: async ({ connections: { wire } }) => {
			if (wire.answers === 0) return notTried('no good answer came');
			const names = [...wire.headersSeen].sort();
			return names.length === 0
				? differs('none of the known headers was seen: only a 429 will tell')
				: asAssumed(`seen: ${names.join(', ')}`);
		},
	},
	quotaHeader: {
		mark: 'D',
		sentence: 'What is left of the hour stands in RateLimit, or in Beta-RateLimit as before.',
		try: async ({ connections: { wire } }) => {
			if (wire.answers === 0) return notTried('no good answer came');
			const names = ['ratelimit', 'beta-ratelimit'].filter((name) =>
				wire.headersSeen.has(name),
			);
			return names.length === 0
				? notTried('neither was seen: some sites tell only once little is left')
				: asAssumed(`seen: ${names.join(', ')}`);
		},
	},
	pointsOfRequests: {
		mark: 'D',
		sentence:
			'A request costs 1 point and 1 for each object it returns, 2 for people and groups.',
		try: async ({ connections: { wire } }) => {
			const costs = costsOf(wire.points);
			if (costs.length === 0) return notTried('no header tells the points that are left');
			const odd = costs.filter(({ seen, price }) => seen !== price);
			if (odd.length === 0) return asAssumed(`in ${costs.length} answers`);
			const less = odd.filter(({ seen, price }) => seen < price).length;
			return differs(
				`of ${costs.length} answers ${less} cost less and ${odd.length - less} more (more is also seen when the same app works elsewhere meanwhile)`,
			);
		},
	},
} as const satisfies Assumptions;

/** What answers cost by the header, where the one before tells too and no new hour began. */
function costsOf(points: readonly PointsSeen[]): { seen: number; price: number }[] {
	const costs: { seen: number; price: number }[] = [];
	for (const [index, { left, price }] of points.entries()) {
		const before = points[index - 1]?.left ?? null;
		if (before === null || left === null || price === null || left > before) continue;
		costs.push({ seen: before - left, price });
	}
	return costs;
}
