import type { Wanted } from './changeReading';

/**
 * How people are asked for: one by one, or several in one query. Costs in points (D): a query is 1,
 * each hit 1, and a query wants one hit. So
 *
 * - one person costs 1 where nothing is found and 2 where something is;
 * - a group costs 1 where nothing is found, which settles all of it; else 2, which settles whom the
 *   newest hit names, and the rest is asked for again later. Where it names nobody of the group,
 *   somebody hides: half of the group is asked for, and the other half only if that is not the one.
 *
 * A group pays where hardly anybody in it was active, so the plan learns how often people of a
 * likelihood are found, and sizes groups so that about half of them come back empty. It keeps a
 * ledger of what groups cost and what the people they settled would have cost one by one, and
 * forms groups only while they are hardly behind.
 */
export const QUERY_POINTS = 1;
export const HIT_POINTS = 1;

/** The most that groups may cost more than asking one by one, as a share of one point a person. */
const GROUP_LOSS_SHARE = 0.02;
/** What reading on for people whom their first hit does not settle may cost beside the rest. */
const READ_ON_SHARE = 0.05;
/** So many points are never worth leaving anybody at an upper bound. */
const READ_ON_ANYWAY = 25;

/** Points that reading on may cost, after questions that cost `asked`. */
export function mayReadOn(asked: number, saved: number): number {
	return Math.max(READ_ON_ANYWAY, READ_ON_SHARE * asked + saved);
}

/** Above this chance of being found people are asked for one by one. */
const SINGLE_ABOVE = 0.2;
/** A group of this size times the chance comes back empty about half the time: ln 2. */
const HALF_EMPTY = 0.7;
/** Addresses may hold about 8,000 characters; an id in a query takes 55 to 70 (I). */
export const LARGEST_GROUP = 110;

/** How likely a person is found, before anything is known of this run. */
export const LIKELIHOODS = {
	/** Active not long ago, as far as known. */
	recent: 0.5,
	/** Never looked at. */
	fresh: 0.5,
	/** Long inactive or never active, as far as known. */
	quiet: 0.05,
	/** Not among those whom the whole list of changes names. */
	unnamed: 0.007,
} as const satisfies Record<string, number>;
export type Likelihood = keyof typeof LIKELIHOODS;

/**
 * A budget may end before everybody is asked: who was never reached comes first, then who may turn
 * out active.
 */
const ASK_ORDER = ['fresh', 'recent', 'quiet', 'unnamed'] as const satisfies readonly Likelihood[];

/** A record with a value for each likelihood. */
export function forEachLikelihood<Value>(make: () => Value): Record<Likelihood, Value> {
	return { recent: make(), fresh: make(), quiet: make(), unnamed: make() };
}

/** How many observations the first guess counts for. */
const GUESS_WEIGHT = 10;

export interface Person extends Wanted {
	likelihood: Likelihood;
}

/** What one query asks for. */
export interface Question {
	people: readonly Person[];
	/** The other half of a group in which somebody hides: should nobody here, then somebody there. */
	otherHalf: readonly Person[];
}

/** What a question cost and whom it settled. */
export interface Answered {
	points: number;
	/** Settled people of whom something was found. */
	found: number;
	/** Settled people of whom nothing was found. */
	notFound: number;
}

export class AskPlan {
	private readonly queues: Record<Likelihood, Person[]> = forEachLikelihood(() => []);
	private readonly seen = forEachLikelihood(() => ({ found: 0, all: 0 }));
	private readonly again: Question[] = [];
	/** What groups saved so far, in points; negative where they cost more. */
	private saved = 0;
	private readonly mayLose: number;

	/** @param people in the order in which they are to be asked for */
	constructor(people: readonly Person[]) {
		for (let at = people.length - 1; at >= 0; at--) {
			const person = people[at];
			if (person !== undefined) this.queues[person.likelihood].push(person);
		}
		this.mayLose = GROUP_LOSS_SHARE * people.length * QUERY_POINTS;
	}

	/** The next questions, at most `count`. */
	next(count: number): Question[] {
		const questions: Question[] = [];
		while (questions.length < count) {
			const question = this.again.pop() ?? this.fromQueue();
			if (question === undefined) return questions;
			if (this.mayAsk(question)) questions.push(question);
			else this.askSingly([...question.people, ...question.otherHalf]);
		}
		return questions;
	}

	/** What groups saved over asking one by one, in points; negative where they cost more. */
	get savedPoints(): number {
		return this.saved;
	}

	/** Everybody who was not asked for. */
	rest(): Person[] {
		const rest: Person[] = [];
		for (const question of this.again) {
			for (const person of question.people) rest.push(person);
			for (const person of question.otherHalf) rest.push(person);
		}
		for (const queue of Object.values(this.queues))
			for (const person of queue) rest.push(person);
		return rest;
	}

	/** Nobody of the group was found: if somebody hides in the other half, it is asked for next. */
	nobodyIn({ otherHalf }: Question): void {
		this.somebodyIn(otherHalf);
	}

	/** Somebody among these people hides, or stays open: they are narrowed down. */
	somebodyIn(people: readonly Person[]): void {
		if (people.length <= 2) {
			this.askSingly(people);
			return;
		}
		const middle = Math.ceil(people.length / 2);
		this.again.push({ people: people.slice(0, middle), otherHalf: people.slice(middle) });
	}

	/** Asks for people again at some time, like those not asked for yet. */
	askLater(people: readonly Person[]): void {
		for (const person of people) this.queues[person.likelihood].push(person);
	}

	/** Asks for people one by one, next. */
	askSingly(people: readonly Person[]): void {
		for (const person of people) this.again.push({ people: [person], otherHalf: [] });
	}

	/** Learns from an answer. */
	note({ people }: Question, { points, found, notFound }: Answered): void {
		const [first] = people;
		if (first === undefined) return;
		const seen = this.seen[first.likelihood];
		seen.found += found;
		seen.all += found + notFound;
		if (people.length === 1) return;
		const oneByOne = (found + notFound) * QUERY_POINTS + found * HIT_POINTS;
		this.saved += oneByOne - points;
	}

	/** How likely somebody of a likelihood is found, as far as is known. */
	chanceOf(likelihood: Likelihood): number {
		const { found, all } = this.seen[likelihood];
		return (LIKELIHOODS[likelihood] * GUESS_WEIGHT + found) / (GUESS_WEIGHT + all);
	}

	private mayAsk(question: Question): boolean {
		return question.people.length === 1 || this.saved > -this.mayLose;
	}

	private fromQueue(): Question | undefined {
		for (const likelihood of ASK_ORDER) {
			const queue = this.queues[likelihood];
			if (queue.length === 0) continue;
			const people: Person[] = [];
			for (let left = this.groupSize(likelihood); left > 0; left--) {
				const person = queue.pop();
				if (person !== undefined) people.push(person);
			}
			return { people, otherHalf: [] };
		}
		return undefined;
	}

	private groupSize(likelihood: Likelihood): number {
		return groupSizeFor(this.chanceOf(likelihood));
	}
}

/** How many people with this chance of being found one query should ask for. */
export function groupSizeFor(chance: number): number {
	if (chance > SINGLE_ABOVE) return 1;
	return Math.max(1, Math.min(LARGEST_GROUP, Math.round(HALF_EMPTY / chance)));
}

/** What asking for one person with this chance of being found costs, in points. */
export function askCost(chance: number): number {
	const single = QUERY_POINTS + chance * HIT_POINTS;
	const size = groupSizeFor(chance);
	if (size === 1) return single;
	const halvings = Math.log2(size) + 1;
	return Math.min(single, QUERY_POINTS / size + chance * halvings * (QUERY_POINTS + HIT_POINTS));
}
