import {
	closeTogether,
	isRecent,
	questionsFor,
	TAKEN_BY_ORDER_DAYS,
	type AskedPerson,
} from '../../licensing/activity/questions';
import type { Conclusion } from '../../licensing/activity/answer';
import type { Evidence } from '../../licensing/activity/evidence';
import { sentenceOf, type FailureKind } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { inLanes } from '../http/lanes';
import { FailureStreak } from './failureStreak';
import { CONTRADICTION, PersonSearch, type READ_ON, type Wanted } from './personSearch';
import { PointsUsedUp, Spending } from './spending';

export interface EditSettings {
	/** Milliseconds since the epoch. */
	now: number;
	lookbackDays: number;
	/** Somebody whose last activity is younger is active anyway. */
	refreshAfterDays: number;
	pointsBudget: number;
	resolveSharedEdits: boolean;
}

/** How the look at one person's edits ended; see `LookResult`. */
export interface EditLook {
	evidence: Evidence | null;
	error: string | null;
	isComplete: boolean;
}

/** What asking did. */
export interface EditCounts {
	askedAlone: number;
	/** Queries that asked for several people, and the people whom they settled. */
	groupQueries: number;
	settledTogether: number;
	/** Queries that confirmed that nothing came after a date. */
	confirmations: number;
	/** People whose answer was read on. */
	readOn: number;
	sharedContentRead: number;
}

export interface Edits {
	/** Of everybody who was asked for. */
	looks: Map<string, EditLook>;
	/** The latest own change of anybody that any answer has shown, whatever was asked. */
	shown: ReadonlyMap<string, Evidence>;
	counts: EditCounts;
}

/** What groups, and reading on, may each cost more than one question for each person: points a person. */
const EXTRA_SHARE = 0.04;
/** So many points are never worth leaving anybody in doubt. */
const EXTRA_ANYWAY = 25;

/**
 * Asks what people created or changed, together or alone, until everybody is settled or the points
 * are used up. A question that fails with a passing fault leaves its people unknown; a failure of
 * the site ends the run.
 *
 * @param everybody how many people the run is about, those who are not asked for included
 * @throws ConfluenceError
 */
export async function askPeople(
	client: ConfluenceClient,
	people: readonly AskedPerson[],
	everybody: number,
	settings: EditSettings,
): Promise<Edits> {
	const asking = new Asking(client, people, everybody, settings);
	const { groups, alone } = questionsFor(people);
	const { concurrency } = client.settings;
	await inLanes(groups, concurrency, async (group) => void (await asking.askTogether(group)));
	await inLanes([...asking.leftOver, ...alone], concurrency, async (person) => {
		await asking.askAlone(person);
	});
	await asking.readOn('atTheLatest');
	await asking.confirm();
	await asking.readOn('open');
	const { looks, counts, search } = asking;
	counts.sharedContentRead = search.sharedContentRead;
	return { looks, counts, shown: search.shown };
}

/** A person whose last activity is not proven yet. */
interface Unproven extends Wanted {
	/** The latest date found or possible (milliseconds since the epoch). */
	at: number;
	/** Null where nothing follows from the answer. */
	evidence: Evidence | null;
}

/** The state of a run of questions. */
class Asking {
	readonly looks = new Map<string, EditLook>();
	readonly counts: EditCounts = {
		askedAlone: 0,
		groupQueries: 0,
		settledTogether: 0,
		confirmations: 0,
		readOn: 0,
		sharedContentRead: 0,
	};
	/** People whom no group settled. */
	readonly leftOver: AskedPerson[] = [];
	readonly search: PersonSearch;
	/** What the order of hits tells of people who may be idle. */
	private unconfirmed: Unproven[] = [];
	private readonly toReadOn: Record<keyof typeof READ_ON, Unproven[]> = {
		atTheLatest: [],
		open: [],
	};
	private readonly failures = new FailureStreak();
	private readonly spending: Spending;
	private readonly mayCostExtra: number;
	/** Points that groups cost more than asking for the people whom they settled, one by one. */
	private groupLoss = 0;

	constructor(
		private readonly client: ConfluenceClient,
		people: readonly AskedPerson[],
		everybody: number,
		private readonly settings: EditSettings,
	) {
		const spending = new Spending(client, settings.pointsBudget);
		let oldest = Infinity;
		for (const { from } of people) oldest = Math.min(oldest, from);
		this.spending = spending;
		this.mayCostExtra = Math.max(EXTRA_ANYWAY, EXTRA_SHARE * everybody);
		this.search = new PersonSearch(
			client,
			settings.resolveSharedEdits ? oldest : null,
			async (points, task) => await spending.within(points, task),
		);
	}

	/**
	 * One query for several people. Nothing found settles all of them. Otherwise the newest hit
	 * settles whom it names, and the others are asked for again: all of them where it named somebody,
	 * else in halves. Where groups do not pay, people are asked for one by one.
	 *
	 * @param isFound true when somebody among them is known to be found, so that asking tells nothing
	 * @returns true when it is certain that nobody among them was found
	 */
	async askTogether(people: readonly AskedPerson[], isFound = false): Promise<boolean> {
		if (people.length <= 1 || this.groupLoss > this.mayCostExtra) {
			for (const person of people) this.leftOver.push(person);
			return false;
		}
		if (!isFound) {
			const { open, isNobody } = await this.askGroup(people);
			if (open.length === 0) return isNobody;
			if (open.length < people.length) return await this.askTogether(open);
		}
		const middle = Math.ceil(people.length / 2);
		const nobodyInFirst = await this.askTogether(people.slice(0, middle));
		await this.askTogether(people.slice(middle), nobodyInFirst);
		return false;
	}

	async askAlone(person: AskedPerson): Promise<void> {
		await this.attempt([person], async () => {
			const page = await this.search.ask([person]);
			this.counts.askedAlone++;
			this.take(person, await this.search.concludeAlone(page, person));
		});
	}

	/**
	 * Reads on for people whom the first hit did not settle, who seems longest inactive first, as long
	 * as that costs little beside the questions.
	 */
	async readOn(kind: keyof typeof READ_ON): Promise<void> {
		const { spending } = this;
		const mayRead = this.settings.resolveSharedEdits
			? Infinity
			: spending.spent + this.mayCostExtra;
		const people = this.toReadOn[kind].sort((a, b) => a.at - b.at);
		await inLanes(people, this.client.settings.concurrency, async (person) => {
			const read = async (): Promise<void> => {
				this.counts.readOn++;
				const conclusion = await this.search.readOn(person, kind);
				if (conclusion.kind === 'settled' || conclusion.kind === 'byOrder') {
					this.take(person, conclusion);
				} else this.leave(person);
			};
			const isActive = kind === 'open' && this.isActive(person);
			if (isActive || spending.spent >= mayRead) this.leave(person);
			else await this.attempt([person], read, () => this.leave(person));
		});
	}

	/** Proves that nothing came after the dates that the order of hits tells, of many people at once. */
	async confirm(): Promise<void> {
		const { concurrency } = this.client.settings;
		const doubted: Unproven[] = [];
		const ask = async (
			people: readonly Unproven[],
			otherwise: (people: readonly Unproven[]) => void,
		) =>
			await this.attempt(people, async () => {
				const latest = Math.max(...people.map(({ at }) => at));
				this.counts.confirmations++;
				if (!(await this.search.isNothingAfter(latest, people))) otherwise(people);
				else for (const { accountId, evidence } of people) this.settle(accountId, evidence);
			});
		await inLanes(
			closeTogether(this.unconfirmed, this.settings.now),
			concurrency,
			async (group) => {
				await ask(group, (people) => doubted.push(...people));
			},
		);
		await inLanes(doubted, concurrency, async (person) => {
			await ask([person], () => this.toReadOn.open.push({ ...person, evidence: null }));
		});
	}

	private take(person: Wanted, conclusion: Conclusion): void {
		const { accountId, from } = person;
		if (conclusion.kind === 'settled') this.settle(accountId, conclusion.evidence);
		else if (conclusion.kind === 'open') {
			this.toReadOn.open.push({
				accountId,
				from,
				at: this.shownAt(accountId),
				evidence: null,
			});
		} else {
			const { evidence } = conclusion;
			const unproven = { accountId, from, at: evidence.at, evidence };
			if (conclusion.kind === 'atTheLatest') this.toReadOn.atTheLatest.push(unproven);
			else this.leave(unproven);
		}
	}

	/** One query for a group: whom it did not settle, and whether it proved that nobody did anything. */
	private async askGroup(
		people: readonly AskedPerson[],
	): Promise<{ open: readonly AskedPerson[]; isNobody: boolean }> {
		let open: readonly AskedPerson[] = [];
		let isNobody = false;
		const ask = async (): Promise<void> => {
			const page = await this.search.ask(people);
			this.counts.groupQueries++;
			this.groupLoss += 1 + page.entries.length;
			open = people.filter((person) => {
				const conclusion = this.search.concludeTogether(page, person);
				if (conclusion.kind === 'open') return true;
				this.take(person, conclusion);
				this.counts.settledTogether++;
				this.groupLoss -= page.entries.length === 0 ? 1 : 2;
				return false;
			});
			isNobody = open.length === 0 && page.entries.length === 0;
		};
		await this.failures.guard(
			async () => await this.withinBudget(people, ask),
			(error) => {
				// One person whom the site does not know spoils the question for all.
				if (SPOILT_BY_ONE.has(error.kind)) open = people;
				else this.fail(people, sentenceOf(error));
			},
		);
		return { open, isNobody };
	}

	private async attempt(
		people: readonly Wanted[],
		task: () => Promise<void>,
		whenSpent?: () => void,
	): Promise<void> {
		await this.failures.guard(
			async () => await this.withinBudget(people, task, whenSpent),
			(error) => this.fail(people, sentenceOf(error)),
		);
	}

	private async withinBudget(
		people: readonly Wanted[],
		task: () => Promise<void>,
		whenSpent = () => this.fail(people, budgetSentence(this.spending.budget)),
	): Promise<void> {
		try {
			await task();
		} catch (error) {
			if (!(error instanceof PointsUsedUp)) throw error;
			whenSpent();
		}
	}

	private settle(accountId: string, evidence: Evidence | null): void {
		this.looks.set(accountId, { evidence, error: null, isComplete: true });
	}

	private fail(people: readonly Wanted[], error: string): void {
		for (const { accountId } of people) {
			this.looks.set(accountId, { evidence: null, error, isComplete: false });
		}
	}

	/**
	 * Takes somebody for what is known by now. Who was active lately is active, whatever is left to
	 * read. A date that would make them idle is to be confirmed. Where nothing follows from the answer
	 * they are unknown, unless some answer showed that they are active.
	 */
	private leave(person: Unproven): void {
		const { accountId, evidence } = person;
		if (evidence === null) {
			if (!this.isActive(person)) this.fail([person], CONTRADICTION);
			else this.looks.set(accountId, { evidence: null, error: null, isComplete: false });
		} else if (this.mayTakeByOrder(evidence.at)) this.settle(accountId, evidence);
		else this.unconfirmed.push(person);
	}

	/** True when some answer showed so young a change of the person's that they are active anyway. */
	private isActive({ accountId }: Wanted): boolean {
		return this.isRecent(this.shownAt(accountId));
	}

	private mayTakeByOrder(at: number): boolean {
		return this.isRecent(at) && isRecent(at, this.settings.now, TAKEN_BY_ORDER_DAYS);
	}

	private isRecent(at: number): boolean {
		return isRecent(at, this.settings.now, this.settings.refreshAfterDays);
	}

	private shownAt(accountId: string): number {
		return this.search.shown.get(accountId)?.at ?? -Infinity;
	}
}

const SPOILT_BY_ONE: ReadonlySet<FailureKind> = new Set(['badRequest', 'badAnswer', 'notFound']);

function budgetSentence(points: number): string {
	return `The run used up its budget of ${points} points before it reached this person. Raise the option "Points Budget", or run again: people who were not reached come first.`;
}
