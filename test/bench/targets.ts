import type { DaysMeasured } from './days';

/** What looks at an ordinary company may cost. */
export const TARGETS = {
	/** A person and day, after the first look. */
	pointsADay: 0.15,
	/** A person and day, after the first look. */
	requestsADay: 0.1,
	/** Of what one search for each person costs, on any day. */
	ratio: 1.1,
} as const;

/** A number over several days. */
export interface Spread {
	mean: number;
	most: number;
}

/** What a look after the first one costs for each person and day. */
export function dailyCost({ days }: DaysMeasured): { points: Spread; requests: Spread } {
	return {
		points: spreadOf(days.map(({ cost, judgement }) => cost.points / judgement.people)),
		requests: spreadOf(days.map(({ cost, judgement }) => cost.requests / judgement.people)),
	};
}

/** What is not as it should be, in sentences; none when all is well. */
export function faultsOf(measured: DaysMeasured): string[] {
	const { first, days, dailyEachPerson } = measured;
	const { points, requests } = dailyCost(measured);
	const looks = [first, ...days];
	const proposed = looks.map(({ judgement }) => judgement.activeProposed.length);
	const missed = looks.map(({ judgement }) => judgement.missed.length);
	const ratios = looks.map(({ cost }, day) => {
		const plain = day === 0 ? first.eachPerson : dailyEachPerson;
		return cost.points / plain.points;
	});
	return [
		...onDays('Active people are proposed', proposed),
		...onDays('Idle people are not found', missed),
		...above('points a person and day', points.mean, TARGETS.pointsADay),
		...above('requests a person and day', requests.mean, TARGETS.requestsADay),
		...above('times the points of one search each', Math.max(...ratios), TARGETS.ratio),
	];
}

export function spreadOf(numbers: readonly number[]): Spread {
	const sum = numbers.reduce((total, number) => total + number, 0);
	return { mean: sum / Math.max(1, numbers.length), most: Math.max(0, ...numbers) };
}

/** @param counts one for each look; the first look is day 0 */
function onDays(what: string, counts: readonly number[]): string[] {
	const days = counts.flatMap((count, day) => (count > 0 ? [day] : []));
	if (days.length === 0) return [];
	const most = Math.max(...counts);
	return [`${what} on ${days.length} days, up to ${most} of them, first on day ${days[0]}.`];
}

function above(what: string, number: number, target: number): string[] {
	return number > target ? [`${number.toFixed(3)} ${what}; at most ${target} are meant.`] : [];
}
