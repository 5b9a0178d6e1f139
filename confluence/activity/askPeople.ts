import {
	mayReadOn,
	type AskPlan,
	type Person,
	type Question,
} from '../../licensing/activity/askPlan';
import type { Evidence } from '../../licensing/activity/evidence';
import { sentenceOf, type ConfluenceError, type FailureKind } from '../errors';
import type { ConfluenceClient } from '../http/client';
import { inLanes } from '../http/lanes';
import { FailureStreak } from './failureStreak';
import { isNamed, judge, newestChangeOf, type Exclusion } from './groupHit';
import { OneLook } from './oneLook';
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
	exclusion: Exclusion;
	/** Called once for each person. */
	settle: (person: Person, result: AskedPerson) => void;
}

/** What asking did. */
export interface AskCounts {
	askedSingly: number;
	/** Queries that asked for several people, and the people whom they settled. */
	groupQueries: number;
	settledTogether: number;
	/** People whose date is an upper bound because reading on would have cost too much. */
	leftAtUpperBound: number;
}

const NO_COUNTS: AskCounts = {
	askedSingly: 0,
	groupQueries: 0,
	settledTogether: 0,
	leftAtUpperBound: 0,
};

/** The state of a run of questions. */
interface Asking {
	counts: AskCounts;
	/** Whom the first hit did not settle. */
	open: { person: Person; look: OneLook }[];
	failures: FailureStreak;
}

/** Questions that each lane gets before the plan learns from the answers. */
const QUESTIONS_PER_LANE = 4;
/** Points that are kept for one question, which costs 2 at most, or 1 and a hit more once. */
const QUESTION_POINTS = 4;
/** And for reading on for one person. */
const READ_ON_POINTS = 30;

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
	const { concurrency } = client.settings;
	const { spending, sharedEdits, settle } = settings;
	const asking: Asking = { counts: { ...NO_COUNTS }, open: [], failures: new FailureStreak() };
	const before = spending.spent;
	for (;;) {
		const affordable = Math.floor(spending.left / QUESTION_POINTS);
		const questions = plan.next(Math.min(concurrency * QUESTIONS_PER_LANE, affordable));
		if (questions.length === 0) break;
		await inLanes(questions, concurrency, async (question) => {
			const ask = question.people.length > 1 ? askTogether : askSingly;
			await asking.failures.guard(
				async () => {
					const isAsked = await spending.within(QUESTION_POINTS, async () => {
						await ask(client, plan, question, settings, asking);
						return true;
					});
					if (isAsked === null)
						plan.askLater([...question.people, ...question.otherHalf]);
				},
				(error) => giveUp(plan, question, settings, error),
			);
		});
	}
	const asked = spending.spent - before;
	const mayCost = sharedEdits === null ? mayReadOn(asked, plan.savedPoints) : Infinity;
	await readOn(client, settings, asking, mayCost);
	for (const person of plan.rest()) {
		settle(person, { evidence: null, error: budgetSentence(spending.budget) });
	}
	return asking.counts;
}

async function askSingly(
	client: ConfluenceClient,
	plan: AskPlan,
	question: Question,
	{ sharedEdits, settle }: AskSettings,
	{ counts, open }: Asking,
): Promise<void> {
	const [person] = question.people;
	if (person === undefined) return;
	const look = new OneLook(client, person, sharedEdits);
	const isSettled = await look.begin();
	counts.askedSingly++;
	const evidence = look.conclude();
	plan.note(question, { points: 0, ...foundCounts(evidence === null ? 0 : 1, 1) });
	if (isSettled) settle(person, { evidence, error: null });
	else open.push({ person, look });
}

/**
 * Reads on for whom the first hit did not settle, who is known least of first, as long as that
 * costs little beside what asking cost. Whoever is left counts at the latest moment possible.
 */
async function readOn(
	client: ConfluenceClient,
	settings: AskSettings,
	{ open, counts, failures }: Asking,
	mayCost: number,
): Promise<void> {
	const { spending, settle } = settings;
	const before = spending.spent;
	open.sort((a, b) => (a.look.found?.at ?? 0) - (b.look.found?.at ?? 0));
	await inLanes(open, client.settings.concurrency, async ({ person, look }) => {
		await failures.guard(
			async () => {
				const isRead =
					spending.spent - before < mayCost &&
					(await spending.within(READ_ON_POINTS, async () => {
						await look.readOn();
						return true;
					}));
				if (isRead !== true) counts.leftAtUpperBound++;
				settle(person, { evidence: look.conclude(), error: null });
			},
			(error) => settle(person, { evidence: null, error: sentenceOf(error) }),
		);
	});
}

/**
 * One query for several people that wants one hit. Nobody worked on anything that changed later
 * than the hit, so it settles whom it names; no hit settles everybody.
 */
async function askTogether(
	client: ConfluenceClient,
	plan: AskPlan,
	question: Question,
	settings: AskSettings,
	{ counts }: Asking,
): Promise<void> {
	counts.groupQueries++;
	const hit = await newestChangeOf(client, question.people, settings.exclusion);
	const open: Person[] = [];
	let found = 0;
	let named = 0;
	for (const person of question.people) {
		const evidence = judge(person, hit, client.runtime.now());
		if (hit !== null && isNamed(person, hit)) named++;
		if (evidence === 'open' || (evidence?.type === 'sharedEdit' && settings.sharedEdits)) {
			open.push(person);
			continue;
		}
		if (evidence !== null) found++;
		settings.settle(person, { evidence, error: null });
	}
	const settled = question.people.length - open.length;
	counts.settledTogether += settled;
	plan.note(question, { points: hit === null ? 1 : 2, ...foundCounts(found, settled) });
	if (open.length === 0 && found === 0) plan.nobodyIn(question);
	else plan.askLater(question.otherHalf);
	if (hit !== null && named === 0) plan.somebodyIn(open);
	else if (hit !== null) {
		plan.askSingly(open.filter((person) => isNamed(person, hit)));
		plan.askLater(open.filter((person) => !isNamed(person, hit)));
	}
}

function foundCounts(found: number, settled: number): { found: number; notFound: number } {
	return { found, notFound: settled - found };
}

/** A group that fails is narrowed down: one person whom the site does not know spoils it. */
function giveUp(
	plan: AskPlan,
	question: Question,
	{ settle }: AskSettings,
	error: ConfluenceError,
): void {
	const { people, otherHalf } = question;
	plan.askLater(otherHalf);
	if (people.length > 1 && SPOILT_BY_ONE.has(error.kind)) {
		plan.somebodyIn(people);
		return;
	}
	for (const person of people) settle(person, { evidence: null, error: sentenceOf(error) });
}

const SPOILT_BY_ONE: ReadonlySet<FailureKind> = new Set(['badRequest', 'badAnswer', 'notFound']);

function budgetSentence(points: number): string {
	return `The run had used up its budget of ${points} points before this person was asked for. Raise the option "Points Budget", or run again: people who were not reached come first.`;
}
