import fc from 'fast-check';

import {
	AskPlan,
	askCost,
	groupSizeFor,
	LARGEST_GROUP,
	mayReadOn,
	type Likelihood,
	type Person,
} from '../../../licensing/activity/askPlan';
import {
	crawlPageSize,
	decideCrawl,
	EXACT_UP_TO,
	vouchRuleFor,
	type CrawlState,
} from '../../../licensing/activity/crawlPlan';
import { DAY_MS } from '../../../licensing/times';

const NOW = Date.parse('2026-05-01T06:00:00Z');

const crowd = (count: number, likelihood: Likelihood): Person[] =>
	Array.from({ length: count }, (_, index) => ({
		accountId: `p${index}`,
		from: 0,
		likelihood,
	}));

/** Plays a site on which some people hide behind others; answers what the plan spent. */
function play(people: Person[], active: ReadonlySet<string>, named: boolean) {
	const plan = new AskPlan(people);
	const settled: string[] = [];
	let points = 0;
	for (let round = 0; round < 100_000; round++) {
		const questions = plan.next(20);
		if (questions.length === 0) break;
		for (const question of questions) {
			const first = question.people.find(({ accountId }) => active.has(accountId));
			const cost = first === undefined ? 1 : 2;
			points += cost;
			if (question.people.length === 1) {
				settled.push(...question.people.map(({ accountId }) => accountId));
				const found = first === undefined ? 0 : 1;
				plan.note(question, { points: 0, found, notFound: 1 - found });
			} else if (first === undefined) {
				settled.push(...question.people.map(({ accountId }) => accountId));
				plan.note(question, { points: cost, found: 0, notFound: question.people.length });
				plan.nobodyIn(question);
			} else {
				const rest = question.people.filter((person) => !named || person !== first);
				if (named) settled.push(first.accountId);
				plan.note(question, { points: cost, found: named ? 1 : 0, notFound: 0 });
				plan.askLater(question.otherHalf);
				if (named) plan.askLater(rest);
				else plan.somebodyIn(rest);
			}
		}
	}
	return { settled, points, plain: people.length + active.size };
}

describe('the plan of questions', () => {
	it('asks for everybody, settles each once, and costs at most a twentieth more than one by one', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 1_500 }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				fc.constantFrom<Likelihood>('recent', 'fresh', 'quiet', 'unnamed'),
				fc.boolean(),
				(count, share, likelihood, named) => {
					const people = crowd(count, likelihood);
					const active = new Set(
						people
							.filter((_, index) => (index * 7919) % 1_000 < share * 1_000)
							.map(({ accountId }) => accountId),
					);
					const { settled, points, plain } = play(people, active, named);
					expect(new Set(settled).size).toBe(count);
					expect(settled).toHaveLength(count);
					expect(points).toBeLessThanOrEqual(1.05 * plain + 45);
				},
			),
			{ numRuns: 300 },
		);
	});

	it('is far cheaper than one by one where hardly anybody is found', () => {
		const people = crowd(5_000, 'unnamed');
		const active = new Set(['p17', 'p1400', 'p3333', 'p4999']);
		const { points, plain } = play(people, active, false);
		expect(points).toBeLessThan(plain / 25);
	});

	it('hands back everybody whom a spent budget leaves', () => {
		const plan = new AskPlan(crowd(300, 'unnamed'));
		const [question] = plan.next(1);
		expect(plan.rest()).toHaveLength(300 - (question?.people.length ?? 0));
	});

	it.each([
		[0.9, 1],
		[0.21, 1],
		[0.1, 7],
		[0.01, 70],
		[0.0001, LARGEST_GROUP],
	])('for a chance of %d forms groups of %d', (chance, size) => {
		expect(groupSizeFor(chance)).toBe(size);
		expect(askCost(chance)).toBeLessThanOrEqual(1 + chance);
	});

	it('lets reading on cost a little of what asking cost, and what groups saved', () => {
		expect(mayReadOn(0, 0)).toBe(25);
		expect(mayReadOn(10_000, 0)).toBe(500);
		expect(mayReadOn(10_000, 1_000)).toBe(1_500);
	});
});

describe('the decision to read the list of changes on', () => {
	const state = (more: Partial<CrawlState> = {}): CrawlState => ({
		rule: 'recent',
		changes: 200,
		left: 20_000,
		pageSize: 200,
		newlyFound: 100,
		missing: { recent: 5_000, fresh: 0, quiet: 4_000, unnamed: 0 },
		hidesAnybody: true,
		hiddenVersions: 20,
		people: 10_000,
		now: NOW,
		oldest: NOW - DAY_MS / 25,
		until: NOW - DAY_MS,
		totalChanges: null,
		...more,
	});

	it.each<[string, Partial<CrawlState>, boolean]>([
		['a day of 5,000 changes at 10,000 seats', {}, true],
		['a page that finds more people than it costs', { newlyFound: 190, until: 0 }, true],
		['sixty days of changes at that rate', { until: NOW - 60 * DAY_MS }, false],
		[
			'sixty days, where the site says that hardly anything changed',
			{ until: NOW - 60 * DAY_MS, totalChanges: 700 },
			true,
		],
		['too few points left', { left: 150 }, false],
		['a small site where somebody may hide', { rule: 'exact', newlyFound: 190 }, false],
		['a small site where nobody can hide', { rule: 'exact', hidesAnybody: false }, true],
		[
			'nobody left to find',
			{ missing: { recent: 0, fresh: 0, quiet: 0, unnamed: 0 }, newlyFound: 0 },
			false,
		],
		[
			'a first look where many hide behind shared pages',
			{
				missing: { recent: 0, fresh: 9_900, quiet: 0, unnamed: 0 },
				until: NOW - 3 * DAY_MS,
				hiddenVersions: 400,
			},
			false,
		],
	])('for %s', (_, more, goOn) => {
		const decision = decideCrawl(state(more));
		expect(decision.goOn).toBe(goOn);
		expect(decision.why).not.toBe('');
	});

	it('begins with a page that is cheap beside asking everybody, or not at all', () => {
		expect(crawlPageSize({ recent: 100, fresh: 0, quiet: 0, unnamed: 0 })).toBeNull();
		expect(crawlPageSize({ recent: 1_000, fresh: 0, quiet: 0, unnamed: 0 })).toBe(44);
		expect(crawlPageSize({ recent: 10_000, fresh: 0, quiet: 0, unnamed: 0 })).toBe(200);
	});

	it('wants proof on small sites', () => {
		expect(vouchRuleFor(EXACT_UP_TO)).toBe('exact');
		expect(vouchRuleFor(EXACT_UP_TO + 1)).toBe('recent');
	});
});
