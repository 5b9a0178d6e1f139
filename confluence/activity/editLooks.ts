import type { SearchedPerson } from '../../licensing/activity/answer';
import type { Evidence } from '../../licensing/activity/evidence';
import type { LookResult } from '../../licensing/activity/merge';
import { ConfluenceError, isFatal } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { mapConcurrent } from '../http/mapConcurrent';
import { PersonSearch } from './personSearch';
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

/** How the look at one person's edits ended. */
export type EditLook = Omit<LookResult, 'viewsChecked'>;

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

/** What groups, and reading on, may each cost more than one question for each person: points a person. */
const EXTRA_SHARE = 0.04;
/** So many points are never worth leaving anybody in doubt. */
const EXTRA_ANYWAY = 25;

/** So many questions failing with none answered in between mean that the site does not answer. */
const FAILURES_IN_A_ROW = 20;

/** Ends a run to which the site does not answer any more. */
class FailureStreak {
	private length = 0;

	async guard(
		task: () => Promise<void>,
		onFailure: (error: ConfluenceError) => void,
	): Promise<void> {
		try {
			await task();
			this.length = 0;
		} catch (error) {
			if (isFatal(error) || !(error instanceof ConfluenceError)) throw error;
			if (++this.length >= FAILURES_IN_A_ROW) throw error;
			onFailure(error);
		}
	}
}

/** What all questions of a run share: whom they settled, what they may cost, and what failed. */
export class EditLooks {
	readonly looks = new Map<string, EditLook>();
	readonly counts: EditCounts = {
		askedAlone: 0,
		groupQueries: 0,
		settledTogether: 0,
		confirmations: 0,
		readOn: 0,
		sharedContentRead: 0,
	};
	readonly search: PersonSearch;
	readonly spending: Spending;
	/** Points that groups, and reading on, may each cost beside one question for each person. */
	readonly mayCostExtra: number;
	private readonly failures = new FailureStreak();

	/**
	 * @param everybody how many people the run is about, those who are not asked for included
	 * @param oldestFrom the oldest moment that anybody is asked from (milliseconds since the epoch)
	 */
	constructor(
		private readonly client: ConfluenceClient,
		readonly settings: EditSettings,
		{ everybody, oldestFrom }: { everybody: number; oldestFrom: number },
	) {
		const spending = new Spending(client, settings.pointsBudget);
		this.spending = spending;
		this.mayCostExtra = Math.max(EXTRA_ANYWAY, EXTRA_SHARE * everybody);
		this.search = new PersonSearch(
			client,
			settings.resolveSharedEdits ? oldestFrom : null,
			async (points, task) => await spending.within(points, task),
		);
	}

	/** Does something for each of a list, as many at a time as the run may. */
	async forEach<Entry>(
		entries: readonly Entry[],
		task: (entry: Entry) => Promise<void>,
	): Promise<void> {
		await mapConcurrent(entries, this.client.settings.concurrency, task);
	}

	/**
	 * Asks something about people. A passing fault, or points used up, leaves them unknown.
	 *
	 * @param otherwise what else to do then
	 * @throws ConfluenceError for failures of the site
	 */
	async attempt(
		people: readonly SearchedPerson[],
		ask: () => Promise<void>,
		otherwise: { whenSpent?: () => void; whenFailed?: (error: ConfluenceError) => void } = {},
	): Promise<void> {
		const {
			whenSpent = () => this.fail(people, budgetUsedUp(this.spending.budget)),
			whenFailed = (error) => this.fail(people, error),
		} = otherwise;
		await this.failures.guard(async () => {
			try {
				await ask();
			} catch (error) {
				if (!(error instanceof PointsUsedUp)) throw error;
				whenSpent();
			}
		}, whenFailed);
	}

	settle(accountId: string, evidence: Evidence | null): void {
		this.looks.set(accountId, { evidence, error: null, isComplete: true });
	}

	fail(people: readonly SearchedPerson[], why: string | ConfluenceError): void {
		const error = typeof why === 'string' ? why : this.client.runtime.sentenceOf(why);
		for (const { accountId } of people) {
			this.looks.set(accountId, { evidence: null, error, isComplete: false });
		}
	}
}

function budgetUsedUp(points: number): ConfluenceError {
	return new ConfluenceError(
		'pointsBudget',
		`The run used up its budget of ${points} points before it reached this person.`,
	);
}
