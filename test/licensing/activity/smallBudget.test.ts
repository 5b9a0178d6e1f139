import { AskPlan } from '../../../licensing/activity/askPlan';
import { decideCrawl, type CrawlState } from '../../../licensing/activity/crawlPlan';

const DAY = 86_400_000;

describe('a budget that does not reach everybody', () => {
	it('goes to people never reached before people known to be active', () => {
		const plan = new AskPlan([
			{ accountId: 'active', from: 0, likelihood: 'recent' },
			{ accountId: 'never', from: 0, likelihood: 'fresh' },
		]);
		expect(plan.next(1)).toMatchObject([{ people: [{ accountId: 'never' }] }]);
	});

	it.each([
		['is left where it would not reach its end', 500, false],
		['is read on where it pays', 5_000, true],
	])('the list of changes %s', (_, left, goOn) => {
		const state: CrawlState = {
			rule: 'recent',
			changes: 200,
			left,
			pageSize: 200,
			newlyFound: 190,
			missing: { recent: 0, fresh: 5_800, quiet: 0, unnamed: 0 },
			hidesAnybody: true,
			hiddenVersions: 20,
			people: 6_000,
			now: 60 * DAY,
			oldest: 55 * DAY,
			until: 0,
			totalChanges: 2_400,
		};
		expect(decideCrawl(state).goOn).toBe(goOn);
	});
});
