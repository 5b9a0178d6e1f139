import fc from 'fast-check';

import {
	ANSWERS,
	type Candidate,
	type TrackSettings,
} from '../../../licensing/candidates/candidate';
import { recordAnswer } from '../../../licensing/candidates/recordAnswer';
import { NOTICE_RESULTS } from '../../../licensing/candidates/notices';
import { MODE_NAMES } from '../../../licensing/candidates/modes';
import { recordOutcome } from '../../../licensing/candidates/recordOutcome';
import {
	canHappen,
	TRANSITION_NAMES,
	isOpen,
	readState,
	STATE_NAMES,
	TRANSITIONS,
} from '../../../licensing/candidates/states';
import { DAY_MS, readTime } from '../../../licensing/times';
import { withEvents } from '../../../licensing/candidates/withEvents';
import { atLeast } from '../../testScale';
import { at, evaluated, EVENT_SETTINGS, noticed, run, told, upsert, VERDICTS } from './fixtures';

const ACCOUNTS = ['ada', 'bob', 'eve'] as const;

const settingsArbitrary: fc.Arbitrary<Partial<TrackSettings>> = fc.record({
	mode: fc.constantFrom(...MODE_NAMES),
	approveKeep: fc.boolean(),
	daysBeforeAutoReclaim: fc.integer({ min: 1, max: 20 }),
	reminderEveryDays: fc.integer({ min: 0, max: 10 }),
	maxNewPerRun: fc.integer({ min: 0, max: 3 }),
	coolDownDays: fc.integer({ min: 0, max: 40 }),
});

const verdicts = Object.keys(VERDICTS) as Array<keyof typeof VERDICTS>;
const seat = fc.record({
	verdict: fc.oneof(
		{ weight: 15, arbitrary: fc.constant('proposed' as const) },
		fc.constantFrom(...verdicts, 'gone' as const),
	),
	email: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
});

/** One thing that happens; `pick` chooses the candidate, an open one unless it is `late`. */
const stepArbitrary = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('advance' as const),
			seats: fc.tuple(seat, seat, seat),
		}),
	},
	{
		weight: 3,
		arbitrary: fc.record({
			kind: fc.constant('notice' as const),
			pick: fc.nat(),
			late: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
			notice: fc.oneof(
				{ weight: 4, arbitrary: fc.constant('sent' as const) },
				fc.constantFrom(...NOTICE_RESULTS),
			),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('answer' as const),
			pick: fc.nat(),
			late: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
			answer: fc.constantFrom(...ANSWERS),
			rightToken: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.boolean()),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('event' as const),
			pick: fc.nat(),
			late: fc.boolean(),
			event: fc.constantFrom('keep', 'told', 'reclaimed', 'restored'),
			daysAgo: fc.integer({ min: 0, max: 8 }),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('byHand' as const),
			pick: fc.nat(),
			late: fc.boolean(),
			daysAhead: fc.integer({ min: 1, max: 60 }),
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			kind: fc.constant('outcome' as const),
			pick: fc.nat(),
			late: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, fc.constant(true)),
			outcome: fc.constantFrom('reclaimed', 'failed', 'skipped', 'wouldReclaim', 'restored'),
			outcomeReason: fc.constantFrom(null, 'activeAgain', 'notVerified', 'notAMember'),
			nextState: fc.oneof(fc.constant(undefined), fc.constantFrom(null, ...STATE_NAMES)),
			receiptId: fc.constantFrom(null, 'r-1'),
		}),
	},
);
type Step = typeof stepArbitrary extends fc.Arbitrary<infer Value> ? Value : never;
type Seat = typeof seat extends fc.Arbitrary<infer Value> ? Value : never;

function peopleOf(seats: readonly Seat[]) {
	const people = [];
	for (const [index, { verdict, email }] of seats.entries()) {
		const accountId = ACCOUNTS[index];
		if (accountId === undefined || verdict === 'gone') continue;
		const fields = email ? {} : { email: null };
		people.push(evaluated(accountId, { ...VERDICTS[verdict], ...fields }));
	}
	// The profile is present in every run, whoever is gone.
	people.push(evaluated('always', VERDICTS.active));
	return people;
}

const seen = new Map<string, number>();

/** Every step of a candidate's history is one the table knows, and its end is its state. */
function expectWithinTable({ candidateId, state, history, closedAt }: Candidate): void {
	let before: string | null = null;
	for (const { event, from, to, time, cause } of history) {
		const known = TRANSITION_NAMES.find((name) => name === event);
		if (known === undefined) throw new Error(`${candidateId}: "${event}" is not in the table`);
		expect(from).toBe(before);
		expect(canHappen(known, from === null ? null : (readState(from) ?? null))).toBe(true);
		expect(to).toBe(TRANSITIONS[known].to ?? from);
		expect(readTime(time)).not.toBeNull();
		expect(cause).toContain(TRANSITIONS[known].sentence);
		before = to;
	}
	expect(before).toBe(state);
	expect(closedAt === null).toBe(isOpen(state));
}

/**
 * One person has one open candidate. Only seats that were taken though they were kept may be several:
 * each is given back by its own receipt.
 */
function expectLaws(rows: readonly Candidate[]): void {
	const open = rows.filter(({ state }) => isOpen(state));
	for (const { accountId, state } of open) {
		if (state === 'Awaiting Give Back') continue;
		expect(open.filter((row) => row.accountId === accountId)).toHaveLength(1);
	}
	for (const row of rows) expectWithinTable(row);
}

/** The table after one step at a moment; checks the laws of that step. */
function play(
	step: Step,
	rows: readonly Candidate[],
	settings: Partial<TrackSettings>,
	now: number,
): Candidate[] {
	if (step.kind === 'advance') return playAdvance(peopleOf(step.seats), rows, settings, now);
	const choice = step.late ? rows : rows.filter(({ state }) => isOpen(state));
	const candidate = choice[step.pick % Math.max(choice.length, 1)];
	if (candidate === undefined) return [...rows];
	const coolDownDays = settings.coolDownDays ?? 90;
	if (step.kind === 'notice') {
		const notice = { notice: step.notice, noticeType: null, remindersBefore: null };
		const daysBeforeAutoReclaim = settings.daysBeforeAutoReclaim ?? 14;
		return saved(rows, noticed(candidate, notice, { now, daysBeforeAutoReclaim }));
	}
	if (step.kind === 'answer') {
		const token = step.rightToken ? candidate.answerToken : 'wrong';
		const said = { answer: step.answer, by: null, comment: null, token };
		const approveKeep = settings.approveKeep ?? false;
		const result = recordAnswer(candidate, said, { now, approveKeep, coolDownDays });
		if (!result.accepted) expect(result.candidate).toBe(candidate);
		return saved(rows, result.candidate);
	}
	if (step.kind === 'byHand') {
		const keepUntil = new Date(now + step.daysAhead * DAY_MS).toISOString();
		return saved(rows, { ...candidate, keepUntil });
	}
	if (step.kind === 'event') {
		const { event, daysAgo, pick } = step;
		const moment = new Date(now - daysAgo * DAY_MS).toISOString();
		const said = { eventId: `${event}-${pick}`, at: moment, receiptId: 'r-1' };
		const events = [told(candidate, event, 0, said)];
		return saved(rows, withEvents(candidate, events, { ...EVENT_SETTINGS, ...settings }));
	}
	return saved(rows, recordOutcome(candidate, step, { now, coolDownDays }));
}

function saved(rows: readonly Candidate[], candidate: Candidate | null): Candidate[] {
	return candidate === null
		? [...rows]
		: rows.map((row) => (row.candidateId === candidate.candidateId ? candidate : row));
}

function playAdvance(
	people: ReturnType<typeof peopleOf>,
	rows: readonly Candidate[],
	settings: Partial<TrackSettings>,
	now: number,
): Candidate[] {
	const first = run(people, rows, settings, now);
	const after = upsert(rows, first);
	const second = run(people, after, settings, now);
	expect(second.save).toEqual([]);
	expect(second.revoke).toEqual(first.revoke);
	expect(second.notify).toEqual(first.notify);
	for (const { candidate, person } of first.revoke) {
		expect(candidate.state).toBe('Awaiting Revocation');
		expect(person.decision).toBe('candidate');
		const sameSeat = after.filter(({ accountId }) => accountId === candidate.accountId);
		expect(sameSeat.filter(({ keepUntil }) => (readTime(keepUntil) ?? 0) > now)).toEqual([]);
	}
	return after;
}

test('random sequences of events never leave the table, and advancing twice equals once', () => {
	fc.assert(
		fc.property(
			fc.tuple(settingsArbitrary, settingsArbitrary),
			fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), stepArbitrary), {
				minLength: 10,
				maxLength: 25,
				size: 'max',
			}),
			([first, later], steps) => {
				let rows: Candidate[] = [];
				let days = 0;
				let settings = first;
				for (const [index, [pause, step]] of steps.entries()) {
					days += pause;
					// Somebody publishes the profile again, with other settings.
					if (index === Math.floor(steps.length / 2)) settings = later;
					rows = play(step, rows, settings, at(days));
				}
				// A seat that is to be given back may have a newer candidate, which the next run closes.
				rows = playAdvance(
					[evaluated('always', VERDICTS.active)],
					rows,
					settings,
					at(days),
				);
				expectLaws(rows);
				for (const { event } of rows.flatMap(({ history }) => history)) {
					seen.set(event ?? '', (seen.get(event ?? '') ?? 0) + 1);
				}
			},
		),
		{ numRuns: atLeast(2000) },
	);
	console.info(
		`events met: ${[...seen].map(([event, count]) => `${event} ${count}`).join(', ')}`,
	);
	// Two open candidates for one person are rare: whether they are met is left to chance.
	const notMet = TRANSITION_NAMES.filter((event) => (seen.get(event) ?? 0) === 0);
	expect(notMet.filter((event) => event !== 'duplicateClosed')).toEqual([]);
});
