import type { AskPlan, Person, Question } from '../../licensing/activity/askPlan';
import { hidesEditors, type ContentChange } from '../../licensing/activity/contentChange';
import { evidenceOf, type Evidence } from '../../licensing/activity/evidence';
import { isInside } from '../../licensing/activity/lookWindow';
import { ConfluenceError, isFatal, sentenceOf } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { inLanes } from '../http/lanes';
import type { Page } from '../paging';
import { askOne } from './askOne';
import { changesOf, changesPage } from './contentChanges';
import type { SharedEdits } from './sharedEdits';
import type { Spending } from './spending';

/** How a question about one person ended. */
export interface AskedPerson {
	evidence: Evidence | null;
	/** A sentence; null when the look is complete. */
	error: string | null;
}

export interface AskSettings {
	spending: Spending;
	sharedEdits: SharedEdits | null;
	/** Whether the site understands a query that leaves creators out. */
	exclusion: { works: boolean };
	/** Called once for each person. */
	settle(person: Person, result: AskedPerson): void;
}

/** What asking did. */
export interface AskCounts {
	askedSingly: number;
	/** Queries that asked for several people, and the people whom they settled. */
	groupQueries: number;
	settledTogether: number;
}

/** Questions that each lane gets before the plan learns from the answers. */
const QUESTIONS_PER_LANE = 4;
/** Points that one question may cost: a first hit, and a page more for whom it does not settle. */
const QUESTION_POINTS = 13;
/** So many questions failing with none answered in between mean that the site does not answer. */
const FAILURES_IN_A_ROW = 20;

/**
 * Asks for people until everybody is settled or the points are used up. A question that fails with
 * a passing fault leaves its people unknown; a failure of the site ends the run.
 *
 * @throws ConfluenceError
 */
export async function askPeople(
	client: ConfluenceClient,
	plan: AskPlan,
	settings: AskSettings,
): Promise<AskCounts> {
	const counts: AskCounts = { askedSingly: 0, groupQueries: 0, settledTogether: 0 };
	const { concurrency } = client.settings;
	const failures = new FailureStreak();
	for (;;) {
		const affordable = Math.floor(settings.spending.left / QUESTION_POINTS);
		const questions = plan.next(Math.min(concurrency * QUESTIONS_PER_LANE, affordable));
		if (questions.length === 0) break;
		await inLanes(questions, concurrency, async (question) => {
			await failures.guard(
				async () => {
					if (question.length > 1)
						await askTogether(client, plan, question, settings, counts);
					else await askSingly(client, plan, question, settings, counts);
				},
				(error) => giveUp(plan, question, settings, error),
			);
		});
	}
	for (const person of plan.rest()) {
		settings.settle(person, {
			evidence: null,
			error: budgetSentence(settings.spending.budget),
		});
	}
	return counts;
}

async function askSingly(
	client: ConfluenceClient,
	plan: AskPlan,
	question: Question,
	{ sharedEdits, settle }: AskSettings,
	counts: AskCounts,
): Promise<void> {
	const [person] = question;
	if (person === undefined) return;
	const evidence = await askOne(client, person, sharedEdits);
	counts.askedSingly++;
	plan.note(question, { points: 0, ...foundCounts(evidence === null ? 0 : 1, 1) });
	settle(person, { evidence, error: null });
}

/**
 * One query for several people that wants one hit. Nobody worked on anything that changed later
 * than the hit, so it settles its author; no hit settles everybody.
 */
async function askTogether(
	client: ConfluenceClient,
	plan: AskPlan,
	question: Question,
	settings: AskSettings,
	counts: AskCounts,
): Promise<void> {
	counts.groupQueries++;
	const hit = await newestChangeOf(client, question, settings);
	const open: Person[] = [];
	let found = 0;
	for (const person of question) {
		const evidence = judge(person, hit, client.runtime.now());
		if (evidence === 'open') open.push(person);
		else {
			if (evidence !== null) found++;
			settings.settle(person, { evidence, error: null });
		}
	}
	const settled = question.length - open.length;
	counts.settledTogether += settled;
	plan.note(question, { points: hit === null ? 1 : 2, ...foundCounts(found, settled) });
	plan.askAgain(open, hit !== null && (found === 0 || hidesEditors(hit)));
}

/** The newest change of content that any of these people worked on. */
async function newestChangeOf(
	client: ConfluenceClient,
	question: Question,
	settings: AskSettings,
): Promise<ContentChange | null> {
	const { entries, next } = await firstHit(client, question, settings);
	const [hit] = entries;
	if (hit !== undefined) return hit;
	if (next === null) return null;
	throw new ConfluenceError(
		'badAnswer',
		'The search answered an empty page that is not the last.',
	);
}

/**
 * Leaves out what people of the group created where the list of changes explains it already. A site
 * that does not understand "not in" is asked without, from then on.
 */
async function firstHit(
	client: ConfluenceClient,
	question: Question,
	{ exclusion }: AskSettings,
): Promise<Page<ContentChange, string>> {
	const ids = question.map(({ accountId }) => accountId);
	const from = oldestOf(question);
	const explained = exclusion.works
		? question.filter(({ creationsExplained }) => creationsExplained === true)
		: [];
	const without = explained.map(({ accountId }) => accountId);
	try {
		return await changesPage(client, changesOf(ids, from, without), null, 1);
	} catch (error) {
		const refused = error instanceof ConfluenceError && error.kind === 'badRequest';
		if (!refused || without.length === 0) throw error;
		exclusion.works = false;
		return await changesPage(client, changesOf(ids, from), null, 1);
	}
}

function oldestOf(question: Question): number {
	let oldest = Infinity;
	for (const { from } of question) oldest = Math.min(oldest, from);
	return oldest;
}

/** What the newest hit of a group says of one of its people; 'open' when it does not settle them. */
function judge(person: Person, hit: ContentChange | null, now: number): Evidence | null | 'open' {
	if (hit === null) return null;
	if (hit.changedAt !== null && !isInside(hit.changedAt, person.from)) return null;
	if (hit.changedBy !== person.accountId || hit.changedAt === null) return 'open';
	return evidenceOf(hit, person.accountId, 'search', now);
}

function foundCounts(found: number, settled: number): { found: number; notFound: number } {
	return { found, notFound: settled - found };
}

/** A group that fails is asked for in halves: one person whom the site does not know spoils it. */
function giveUp(
	plan: AskPlan,
	question: Question,
	{ settle }: AskSettings,
	error: ConfluenceError,
): void {
	const spoilt =
		error.kind === 'badRequest' || error.kind === 'badAnswer' || error.kind === 'notFound';
	if (question.length > 1 && spoilt) {
		plan.askAgain(question, true);
		return;
	}
	for (const person of question) settle(person, { evidence: null, error: sentenceOf(error) });
}

function budgetSentence(points: number): string {
	return `The run had used up its budget of ${points} points before this person was asked for. Raise the option "Points Budget", or run again: people who were not reached come first.`;
}

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
