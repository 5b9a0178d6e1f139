import fc from 'fast-check';

import {
	EVENT_FIELDS,
	EVENT_KIND_NAMES,
	LONGEST_COMMENT,
	readEvent,
	type CandidateEvent,
} from '../../../licensing/candidates/events';
import { readCandidate, type Candidate } from '../../../licensing/candidates/candidate';
import { noticeEvent } from '../../../licensing/candidates/notices';
import { COMMENT_TOO_LONG, recordAnswer } from '../../../licensing/candidates/recordAnswer';
import { recordOutcome } from '../../../licensing/candidates/recordOutcome';
import { isOpen, type State } from '../../../licensing/candidates/states';
import { withEvents } from '../../../licensing/candidates/withEvents';
import { atLeast } from '../../testScale';
import {
	at,
	day,
	evaluated,
	EVENT_SETTINGS,
	NOW,
	run,
	stored,
	told,
	upsert,
	VERDICTS,
	withoutHistory,
} from './fixtures';

const APPROVAL = { ...EVENT_SETTINGS, approveKeep: true };

/** A candidate as a run opens it, so that its history tells its whole story. */
function opened(settings: Parameters<typeof run>[2] = {}): Candidate {
	const [saved] = run([evaluated('ada')], [], settings).save;
	if (saved === undefined) throw new Error('Nobody was opened.');
	return saved.candidate;
}

describe('an event is read', () => {
	const event = told(opened(), 'keep', 3, { by: 'ada', comment: 'Mine.', until: day(93) });

	test('from a row of its table', () => {
		expect(Object.keys(event)).toEqual([...EVENT_FIELDS]);
		expect(readEvent({ ...event, id: 7 })).toEqual({ event, problems: [] });
		expect(readEvent({ ...event, at: new Date(event.at) }).event).toEqual(event);
	});

	test.each([
		['eventId', null],
		['candidateId', ''],
		['event', 'keeps'],
		['event', null],
		['at', 'soon'],
		['at', null],
	] as const)('but not where %s is %j', (field, value) => {
		const { problems } = readEvent({ ...event, [field]: value });
		expect(problems.map((problem) => problem.field)).toEqual([field]);
	});
});

describe('a keep wins', () => {
	const openStates: State[] = ['Awaiting User', 'Attention Required', 'Ready'];

	test.each([...openStates, 'Awaiting Revocation'] as const)('in %s', (state) => {
		const candidate = stored('ada', state);
		const keep = told(candidate, 'keep', 0);
		expect(withEvents(candidate, [keep], EVENT_SETTINGS)).toMatchObject({
			state: 'Closed Skipped',
			keepUntil: day(90),
		});
		expect(withEvents(candidate, [keep], APPROVAL).state).toBe('Awaiting Approval');
	});

	test.each([
		[1, 2],
		[2, 1],
		[1, 1],
	])(
		'over a release, whatever came first (keep on day %s, release on day %s)',
		(keepDay, day2) => {
			const candidate = opened();
			const [keep, release] = [
				told(candidate, 'keep', keepDay),
				told(candidate, 'release', day2),
			];
			for (const batches of [[[keep, release]], [[keep], [release]], [[release], [keep]]]) {
				const row = batches.reduce(
					(known, events) => withEvents(known, events, EVENT_SETTINGS),
					candidate,
				);
				expect(row).toMatchObject({ state: 'Closed Skipped', answer: 'keep' });
			}
		},
	);

	test('"No", then "Yes" by the same link awaits the approval that the profile wants', () => {
		const candidate = opened();
		const events = [told(candidate, 'release', 1), told(candidate, 'keep', 2)];
		expect(withEvents(candidate, events, APPROVAL).state).toBe('Awaiting Approval');
	});

	test('"Yes" after silence awaits it too', () => {
		const sent = told(opened(), 'noticeSent', 0, { until: day(14) });
		const silent = run([evaluated('ada')], [opened()], {}, at(15), [sent]).save[0]?.candidate;
		expect(silent?.state).toBe('Awaiting Revocation');
		const keep = told(opened(), 'keep', 16);
		const late = run([evaluated('ada')], [silent ?? opened()], { approveKeep: true }, at(17), [
			sent,
			keep,
		]);
		expect(late.save[0]?.candidate.state).toBe('Awaiting Approval');
		expect(late.revoke).toEqual([]);
	});

	test('what the page promised holds, whatever the settings say later', () => {
		const candidate = opened();
		const token = candidate.answerToken;
		const said = { answer: 'keep', by: null, comment: null, token } as const;
		const settings = { now: NOW, approveKeep: false, coolDownDays: 90 };
		const { event } = recordAnswer(candidate, said, settings);
		const later = { ...APPROVAL, coolDownDays: 5 };
		expect(withEvents(candidate, event ? [event] : [], later)).toMatchObject({
			state: 'Closed Skipped',
			keepUntil: day(90),
		});
	});

	test('before the removal, but seen after it: the seat is to be given back', () => {
		const candidate = opened({ mode: 'automatic' });
		const gone = { outcome: 'reclaimed', outcomeReason: null, nextState: undefined };
		const said = { ...gone, receiptId: 'r-1', receiptState: 'done' };
		const settings = { now: at(2), coolDownDays: 90 };
		const taken = recordOutcome(candidate, said, settings);
		expect(taken?.state).toBe('Closed Complete');
		const keep = told(candidate, 'keep', 1);
		const late = withEvents(taken ?? candidate, [keep], EVENT_SETTINGS);
		expect(late).toMatchObject({
			state: 'Awaiting Give Back',
			receiptId: 'r-1',
			closedAt: null,
			answer: 'keep',
			keepUntil: day(91),
		});
		// Seen when the outcome is recorded it is the same.
		const seen = withEvents(candidate, [keep], EVENT_SETTINGS);
		const inTime = recordOutcome(seen, said, settings);
		expect(inTime && withoutHistory(inTime)).toEqual(withoutHistory(late));
		const back = { ...gone, outcome: 'restored', nextState: null, receiptId: 'r-1' };
		const restored = recordOutcome(late, back, { ...settings, now: at(3) });
		expect(restored).toMatchObject({ state: 'Closed Skipped', keepUntil: day(93) });
		expect(restored && withEvents(restored, [keep], EVENT_SETTINGS)).toBe(restored);
	});

	test('while its run takes the seat and gives it back, and still when a late event is heard', () => {
		const candidate = opened({ mode: 'automatic' });
		const outcome = (word: string) => ({
			outcome: word,
			outcomeReason: null,
			nextState: undefined,
			receiptId: 'r-1',
			receiptState: 'done',
		});
		// The run that removes and restores has one moment, and the keep came a little later.
		const settings = { now: at(2), coolDownDays: 90 };
		const keep = told(candidate, 'keep', 2.01);
		const taken = recordOutcome(candidate, outcome('reclaimed'), settings) ?? candidate;
		const late = withEvents(taken, [keep], EVENT_SETTINGS);
		const restored = recordOutcome(late, outcome('restored'), settings) ?? late;
		expect(restored.state).toBe('Closed Skipped');
		const again = withEvents(restored, [keep, told(candidate, 'told', 1)], EVENT_SETTINGS);
		expect(again).toMatchObject({ state: 'Closed Skipped', answer: 'keep' });
	});

	test('that was accepted while the seat was taken gives it back too', () => {
		const taken = stored('ada', 'Closed Complete', { receiptId: 'r-1', keepUntil: day(80) });
		const keep = told(taken, 'keep', 0);
		expect(withEvents(taken, [keep], EVENT_SETTINGS)).toMatchObject({
			state: 'Awaiting Give Back',
			receiptId: 'r-1',
		});
	});

	test('that was accepted while the candidate closed for another reason is remembered', () => {
		const closed = stored('ada', 'Closed Canceled');
		expect(withEvents(closed, [told(closed, 'keep', 0)], EVENT_SETTINGS)).toMatchObject({
			state: 'Closed Canceled',
			answer: 'keep',
			keepUntil: day(90),
		});
	});

	test('and never cuts short what was promised before', () => {
		const closed = stored('ada', 'Closed Canceled', { keepUntil: day(200) });
		expect(withEvents(closed, [told(closed, 'keep', 0)], EVENT_SETTINGS)).toMatchObject({
			answer: 'keep',
			keepUntil: day(200),
		});
	});

	test('nobody is handed to Revoke beside an event that cannot be read', () => {
		const decided = stored('ada', 'Awaiting Revocation');
		const other = stored('bob', 'Awaiting Revocation');
		const people = [evaluated('ada'), evaluated('bob')];
		const known = run(people, [decided, other]);
		expect(known.revoke).toHaveLength(2);
		const doubtful = new Set([decided.candidateId]);
		const beside = run(people, [decided, other], {}, NOW, [], doubtful);
		expect(beside.revoke.map(({ candidate }) => candidate.accountId)).toEqual(['bob']);
		const active = [evaluated('ada', VERDICTS.active)];
		expect(run(active, [decided], {}, NOW, [], doubtful).save).toHaveLength(1);
	});
});

test('nobody inherits what was said about a candidate that is deleted by now', () => {
	const deleted = told(opened(), 'keep', -400);
	const { save } = run([evaluated('ada')], [], {}, NOW, [deleted]);
	expect(save.map(({ candidate }) => [candidate.candidateId, candidate.state])).toEqual([
		[opened().candidateId.replace(/1$/, '2'), 'Awaiting User'],
	]);
});

describe('silence', () => {
	test('counts from a confirmed notice only', () => {
		const candidate = opened();
		const failed = told(candidate, 'noticeFailed', 0);
		expect(run([evaluated('ada')], [candidate], {}, at(100)).revoke).toEqual([]);
		const needy = run([evaluated('ada')], [candidate], {}, at(100), [failed]);
		expect(needy.revoke).toEqual([]);
		expect(needy.save[0]?.candidate.state).toBe('Attention Required');
		const sent = told(candidate, 'noticeSent', 1, { until: day(15) });
		expect(run([evaluated('ada')], [candidate], {}, at(15) - 1, [sent]).revoke).toEqual([]);
		expect(run([evaluated('ada')], [candidate], {}, at(15), [sent]).revoke).toHaveLength(1);
	});
});

describe('the link', () => {
	test('of a notice works, although another run stored another token', () => {
		const mine = opened();
		const theirs = { ...mine, answerToken: 'of-the-other-run' };
		const sent = run([evaluated('ada')], [mine]).notify.length;
		expect(sent).toBe(1);
		const settings = { now: NOW, approveKeep: false, coolDownDays: 90 };
		const said = { answer: 'keep', by: null, comment: null, token: mine.answerToken } as const;
		expect(recordAnswer(theirs, said, settings).accepted).toBe(false);
		const events = [noticeOf(mine)];
		expect(recordAnswer(theirs, said, { ...settings, events }).accepted).toBe(true);
		const guessed = { ...said, token: 'guessed' };
		expect(recordAnswer(theirs, guessed, { ...settings, events }).accepted).toBe(false);
	});
});

describe('a comment', () => {
	const candidate = opened();
	const settings = { now: NOW, approveKeep: false, coolDownDays: 90 };
	const said = (comment: string, token = candidate.answerToken) =>
		recordAnswer(candidate, { answer: 'keep', by: null, comment, token }, settings);

	test('of 1,000 characters is kept whole, a longer one refuses the answer', () => {
		const longest = 'x'.repeat(LONGEST_COMMENT);
		expect(said(longest).event?.comment).toBe(longest);
		expect(said(`${longest}x`)).toMatchObject({
			accepted: false,
			event: null,
			candidate,
			message: COMMENT_TOO_LONG,
		});
	});

	test('tells a stranger nothing', () => {
		expect(said('x'.repeat(5_000), 'wrong').message).not.toBe(COMMENT_TOO_LONG);
	});
});

const eventArbitrary = fc.record({
	kind: fc.constantFrom(...EVENT_KIND_NAMES),
	days: fc.integer({ min: 0, max: 12 }),
	until: fc.constantFrom(null, 20, 95),
	number: fc.integer({ min: 1, max: 3 }),
});

function eventsFor(
	candidate: Candidate,
	drawn: ReadonlyArray<typeof eventArbitrary extends fc.Arbitrary<infer Value> ? Value : never>,
): CandidateEvent[] {
	return drawn.map(({ kind, days, until, number }) =>
		told(candidate, kind, days, {
			eventId: `${kind}-${number}`,
			until: until === null ? null : day(until),
			receiptId: kind === 'reclaimed' || kind === 'restored' ? `r-${number}` : null,
		}),
	);
}

const settingsArbitrary = fc.record({
	approveKeep: fc.boolean(),
	coolDownDays: fc.integer({ min: 0, max: 90 }),
	daysBeforeAutoReclaim: fc.integer({ min: 1, max: 20 }),
});
const openings = fc.constantFrom<Parameters<typeof run>[2]>(
	{},
	{ mode: 'adminDecides' },
	{ mode: 'automatic' },
);

describe('laws of events', () => {
	test('order, repeats and late arrival make no difference: the row is the same', () => {
		fc.assert(
			fc.property(
				openings,
				settingsArbitrary,
				fc.uniqueArray(eventArbitrary, {
					maxLength: 8,
					selector: ({ kind, number }) => `${kind}-${number}`,
				}),
				fc.array(fc.tuple(fc.nat(), fc.boolean()), { minLength: 8, maxLength: 8 }),
				(opening, settings, drawn, luck) => {
					const candidate = opened(opening);
					const events = eventsFor(candidate, drawn);
					const whole = withEvents(candidate, events, settings);
					const shuffled = events
						.map((event, index) => ({ event, rank: luck[index]?.[0] ?? 0 }))
						.sort((a, b) => a.rank - b.rank)
						.map(({ event }) => event);
					let piecemeal = candidate;
					let heard: CandidateEvent[] = [];
					for (const [index, event] of shuffled.entries()) {
						heard = luck[index]?.[1] ? [event, ...heard, event] : [...heard, event];
						piecemeal = asStored(withEvents(piecemeal, heard, settings));
					}
					expect(piecemeal).toEqual(asStored(whole));
					expect(withEvents(whole, events, settings)).toBe(whole);
				},
			),
			{ numRuns: atLeast(1_000) },
		);
	});

	test('a run that saw nothing yet changes nothing about where a keep leads', () => {
		fc.assert(
			fc.property(
				settingsArbitrary,
				fc.uniqueArray(eventArbitrary, {
					maxLength: 6,
					selector: ({ kind, number }) => `${kind}-${number}`,
				}),
				fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 7, maxLength: 7 }),
				fc.integer({ min: 0, max: 12 }),
				(settings, drawn, arrivals, keepDay) => {
					const candidate = opened();
					const others = eventsFor(candidate, drawn).filter(
						({ event }) => event !== 'reject',
					);
					const keep = told(candidate, 'keep', keepDay, { eventId: 'the-keep' });
					const all = [keep, ...others];
					let rows: Candidate[] = [candidate];
					for (let today = 0; today <= 31; today++) {
						const arrived = all.filter(
							({ at: moment }, index) =>
								Date.parse(moment) <= at(today) && (arrivals[index] ?? 0) <= today,
						);
						const result = run(
							[evaluated('ada')],
							rows,
							{ ...settings, maxNewPerRun: 0 },
							at(today),
							arrived,
						);
						rows = upsert(rows, result);
						if (arrived.includes(keep)) expect(result.revoke).toEqual([]);
					}
					const [row] = rows;
					const kept = withEvents(candidate, all, settings);
					expect(row?.state).toBe(kept.state);
					expect(row?.answer).toBe(kept.answer);
					expect(row?.keepUntil).toBe(kept.keepUntil);
					expect(['Awaiting Revocation', 'Awaiting User']).not.toContain(row?.state);
				},
			),
			{ numRuns: atLeast(500) },
		);
	});

	test('a row made again from its events and from what runs made of them is the stored row', () => {
		fc.assert(
			fc.property(
				settingsArbitrary,
				fc.uniqueArray(eventArbitrary, {
					maxLength: 6,
					selector: ({ kind, number }) => `${kind}-${number}`,
				}),
				fc.constantFrom(...(Object.keys(VERDICTS) as Array<keyof typeof VERDICTS>)),
				(settings, drawn, verdict) => {
					const candidate = opened();
					const events = eventsFor(candidate, drawn);
					let rows: Candidate[] = [candidate];
					for (const [index, event] of events.entries()) {
						const people =
							index === 3
								? [evaluated('ada', VERDICTS[verdict])]
								: [evaluated('ada')];
						const known = events.slice(0, index + 1);
						rows = upsert(
							rows,
							run(
								people,
								rows,
								{ ...settings, maxNewPerRun: 0 },
								at(13 + index),
								known,
							),
						);
						expect(known).toContain(event);
					}
					const [row = candidate] = rows;
					const earliest = told(candidate, 'told', 0, { eventId: 'earliest' });
					// An event before all others has everything done again.
					const again = withEvents(row, [earliest, ...events], settings);
					expect(withoutHistory(again)).toEqual(withoutHistory(row));
					expect(isOpen(again.state)).toBe(again.closedAt === null);
				},
			),
			{ numRuns: atLeast(500) },
		);
	});
});

/** The candidate as it comes back from a table. */
function asStored(candidate: Candidate): Candidate {
	const row = { ...candidate, history: JSON.stringify(candidate.history) };
	const { candidate: read, problems } = readCandidate(row);
	expect(problems).toEqual([]);
	return read;
}

/** The event of the first notice to the person, as Record Notice makes it. */
function noticeOf(candidate: Candidate): CandidateEvent {
	const settings = { now: NOW, daysBeforeAutoReclaim: 14 };
	return noticeEvent(
		candidate,
		{ notice: 'sent', noticeType: 'first', remindersBefore: 0 },
		settings,
	);
}
