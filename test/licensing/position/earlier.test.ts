import { readEarlierPosition } from '../../../licensing/position/earlier';
import { reportFacts } from '../../../licensing/position/report/facts';
import { readTrendRow } from '../../../licensing/position/trendRows';
import type { Row } from '../../../licensing/tableValues';
import {
	calculated,
	daysAgo,
	earlierPosition,
	entitlement,
	NOW,
	onlyPosition,
	profilesOf,
	team,
} from './samples';

const byUse = { people: team(3, 0), entitlements: [entitlement({ purchased: '' })] };
const at = (time: string, used: number, fields: Row = {}) =>
	earlierPosition('2026-06-04', used, { calculatedAt: `2026-06-04T${time}Z`, ...fields });

describe('two positions of one day', () => {
	const [morning, evening] = [at('06:00:00', 50), at('18:00:00', 9)];

	test.each([
		['the older one first', [morning, evening]],
		['the newer one first', [evening, morning]],
	])('count as the newest one in the billed quantity, %s', (_, earlier) => {
		expect(onlyPosition({ ...byUse, earlier }).billedQuantity).toBe(9);
	});

	test('count as the newest one of each profile that shares a plan', () => {
		const other = { profile: 'beta.atlassian.net' };
		const { totals } = calculated({
			people: [...team(3, 0), ...team(2, 0, other)],
			entitlements: byUse.entitlements,
			earlier: [evening, morning, at('18:00:00', 4, other), at('07:00:00', 40, other)],
		});
		expect(totals[0]?.counts.billedQuantity).toBe(13);
	});

	test('count as the newest one in the mails that were sent', () => {
		const plan = entitlement({
			billingCycle: 'annual',
			unitPrice: 60,
			purchased: 10,
			nextBillingDate: null,
			endsAt: '2026-06-30',
		});
		const sent = { renewsOn: '2026-06-30', mailsSent: '["renewal30"]' };
		const earlier = [at('18:00:00', 3, sent), at('06:00:00', 3, { mailsSent: '[]' })];
		const position = onlyPosition({ people: team(3, 0), entitlements: [plan], earlier });
		expect(position.mailsDue).toEqual([]);
	});
});

test.each([[undefined], [null], [''], ['many'], [-1]])(
	'a position whose used seats are %j is none, and not one of zero',
	(used) => {
		expect(readEarlierPosition(earlierPosition('2026-06-04', 0, { used }))).toEqual({
			position: null,
			problems: [],
			isUncounted: true,
		});
	},
);

test('the year of a report has no rows of profiles outside the run', () => {
	const row = (fields: Row) =>
		readTrendRow({ ...earlierPosition('', 8), calculatedAt: daysAgo(10), ...fields });
	const trend = (rows: Row[]) =>
		reportFacts(
			{
				calculated: calculated(byUse),
				profiles: profilesOf(byUse),
				candidates: [],
				leftOut: [],
				earlier: rows.map(row).filter((one) => one !== null),
			},
			NOW,
		).trend;
	const foreign = { profile: 'beta.atlassian.net', used: 500 };
	expect(trend([{}, foreign])).toEqual(trend([{}]));
	expect(trend([{}, { ...foreign, calculatedAt: daysAgo(200) }])).toEqual(trend([{}]));
});
