import { dailyCost, faultsOf, TARGETS } from '../../bench/targets';
import { measureHere } from '../../bench/inThisProcess';
import type { DaysMeasured } from '../../bench/days';

const START = Date.UTC(2026, 4, 1, 9);
/** Everybody whose last activity is known comes to their turn twice. */
const DAYS = 28;

/** `npm run bench` does the same at full size. */
describe.each([
	[300, 0.5],
	[1_000, 0.3],
	[1_000, 1],
])('looks at an ordinary company of %d people with %d changes a person and day', (seats, rate) => {
	let measured: DaysMeasured;

	beforeAll(async () => {
		const company = { seats, seed: 11, now: START, changesPerPersonDay: rate };
		measured = await measureHere(company, DAYS);
		const { points, requests } = dailyCost(measured);
		console.log(
			`${seats} people: ${points.mean.toFixed(3)} points and ${requests.mean.toFixed(3)} requests a person and day, ` +
				`first look ${measured.first.cost.points} points, one search each ${measured.first.eachPerson.points}; ` +
				`${measured.days.at(-1)?.judgement.found ?? 0} idle people found on the last day.`,
		);
	}, 300_000);

	it('cost little a day', () => {
		const { points, requests } = dailyCost(measured);
		expect(points.mean).toBeGreaterThan(0);
		expect(points.mean).toBeLessThanOrEqual(TARGETS.pointsADay);
		expect(requests.mean).toBeLessThanOrEqual(TARGETS.requestsADay);
	});

	it('never cost much more than one search for each person, the first look included', () => {
		const { first, days, dailyEachPerson } = measured;
		expect(first.cost.points).toBeLessThanOrEqual(TARGETS.ratio * first.eachPerson.points);
		for (const { cost } of days) {
			expect(cost.points).toBeLessThanOrEqual(TARGETS.ratio * dailyEachPerson.points);
		}
	});

	it('propose nobody who is active, on any day', () => {
		for (const { judgement } of [measured.first, ...measured.days]) {
			expect(judgement.people).toBeGreaterThanOrEqual(seats);
			expect(judgement.activeProposed).toEqual([]);
		}
	});

	it('find whoever is idle and can be told so, on every day', () => {
		for (const { judgement } of [measured.first, ...measured.days]) {
			expect(judgement.found).toBeGreaterThan(seats / 4);
			expect(judgement.missed).toEqual([]);
			expect(judgement.unknown).toBe(0);
		}
	});

	it('meet what the benchmark holds', () => {
		expect(measured.days).toHaveLength(DAYS);
		expect(faultsOf(measured)).toEqual([]);
	});
});
