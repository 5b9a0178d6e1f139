import { ConfluenceError } from '../../../confluence/errors';
import type { Subscription } from '../../../licensing/subscription';
import { readTime } from '../../../licensing/times';
import { deletePerson, seatHolders, startSimulator } from '../../simulator';
import { seededRandom } from '../../simulator/random';
import { quirkyCompany, type QuirkyCompany } from '../../simulator/quirks/quirks';
import { letTimePass } from '../../simulator/quirks/smallCompany';
import { judgeIdle } from './judgement';
import {
	connect,
	download,
	evaluateAll,
	pullActivity,
	reclaim,
	THRESHOLD_DAYS,
	type Connection,
	type JudgedRow,
	type LookedAt,
	type Signal,
} from './pipeline';
import type { Tally } from './tally';

const START = Date.UTC(2026, 5, 15, 9);
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST_RECLAIMED_A_DAY = 3;

/** Lets one company with quirks live for some days, with the whole pipeline on each. */
export async function liveThrough(seed: number, signal: Signal, tally: Tally): Promise<void> {
	const company = quirkyCompany(seed, START);
	const random = seededRandom(seed * 31 + 7);
	const days = random.pick([2, 3]);
	const simulator = await startSimulator({
		...company.settings,
		population: company.world,
		now: () => START,
		accessTokenSeconds: 1e7,
	});
	const resolveSharedEdits = random.chance(0.3);
	const scopes = new Set(company.scopes);
	if (resolveSharedEdits) scopes.add('read:page:confluence');
	const connection = connect(simulator, {
		signal,
		lookbackDays: random.pick([365, 365, THRESHOLD_DAYS]),
		resolveSharedEdits,
		scopes,
	});
	tally.noteWorld(company.quirks);
	let rows: readonly LookedAt[] = [];
	try {
		for (let day = 1; day <= days; day++) {
			rows = await oneDay({ company, connection, rows, tally, day, random });
			const from = simulator.clock.now();
			simulator.clock.set(START + day * DAY_MS);
			letTimePass(company, { from, to: simulator.clock.now(), random });
		}
	} finally {
		await simulator.stop();
	}
}

interface Day {
	company: QuirkyCompany;
	connection: Connection;
	rows: readonly LookedAt[];
	tally: Tally;
	day: number;
	random: ReturnType<typeof seededRandom>;
}

/** A run that fails with a clear error decides nothing; the rows of the day before stay. */
async function oneDay(today: Day): Promise<readonly LookedAt[]> {
	const { connection, company, tally, day, random, rows } = today;
	const { simulator } = connection;
	let judged: JudgedRow[];
	try {
		const subscriptions = await download(connection, rows);
		noteSeats(today, subscriptions);
		if (company.somebodyIsDeleted && day === 2) {
			deletePerson(simulator.world, random.pick([...company.habits.keys()]));
		}
		const asked = simulator.clock.now();
		const looked = await pullActivity(connection, subscriptions);
		noteLooks(today, looked, asked);
		judged = evaluateAll(connection, looked);
		noteCandidates(today, judged, asked);
	} catch (error) {
		tally.noteFailure(company.quirks, clearMessage(error));
		return rows;
	}
	// Somebody may work again between the decision and the removal.
	const from = simulator.clock.now();
	simulator.clock.advance(HOUR_MS);
	letTimePass(company, { from, to: simulator.clock.now(), random });
	try {
		const at = simulator.clock.now();
		const lost = await reclaim(connection, judged, MOST_RECLAIMED_A_DAY);
		for (const accountId of lost) noteReclaimed(today, accountId, at);
	} catch (error) {
		tally.noteFailure(company.quirks, clearMessage(error));
	}
	return judged;
}

/** Complete or failed: whoever holds a seat is among the subscriptions of a download that ended. */
function noteSeats({ tally, company, connection, day }: Day, seats: readonly Subscription[]): void {
	const listed = new Set(seats.map(({ accountId }) => accountId));
	const lost = [...seatHolders(connection.simulator.world)].filter((one) => !listed.has(one));
	if (lost.length === 0) return;
	tally.noteWrong(
		company.quirks,
		`seed ${company.seed}, day ${day}: the download lost ${lost.length} people (${company.quirks.join(', ')})`,
	);
}

function noteLooks(today: Day, looked: readonly LookedAt[], asked: number): void {
	const { tally, company } = today;
	for (const { accountId, activityStatus, lastActivityAt } of looked) {
		tally.noteLook(company.quirks, activityStatus);
		const at = readTime(lastActivityAt);
		const isIdle = at === null || at <= asked - THRESHOLD_DAYS * DAY_MS;
		if (activityStatus !== 'unknown' && isIdle) accuse(today, accountId, asked, 'told idle');
	}
}

function noteCandidates(today: Day, judged: readonly JudgedRow[], asked: number): void {
	const { tally, company, connection } = today;
	for (const { accountId, decision } of judged) {
		const isCandidate = decision === 'candidate';
		if (isCandidate) {
			tally.noteCandidate(company.quirks);
			accuse(today, accountId, asked, 'a candidate');
		}
		if (judgeIdle(connection, accountId, asked).is !== 'idle') continue;
		if (decision !== 'excluded') tally.noteIdle(company.quirks, isCandidate);
	}
}

function noteReclaimed(today: Day, accountId: string, at: number): void {
	today.tally.noteReclaimed(today.company.quirks);
	accuse(today, accountId, at, 'without a seat');
}

/** Notes it as wrong where the truth, and what can be seen of it, speak against it. */
function accuse(
	{ connection, company, tally, day }: Day,
	accountId: string,
	at: number,
	what: string,
): void {
	const judgement = judgeIdle(connection, accountId, at);
	if (judgement.is === 'excused' && what !== 'told idle') tally.noteExcuse(judgement.excuse);
	if (judgement.is !== 'active') return;
	tally.noteWrong(
		company.quirks,
		`seed ${company.seed}, ${connection.signal}, day ${day}: ${accountId} is ${what}, and active by ${judgement.by} (${company.quirks.join(', ') || 'no quirk'})`,
	);
}

/** What a person would read; anything else than an error of ours is a mistake. */
function clearMessage(error: unknown): string {
	if (error instanceof ConfluenceError && error.message !== '') {
		return error.message;
	}
	throw error;
}
