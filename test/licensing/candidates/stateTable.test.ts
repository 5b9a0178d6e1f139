import type { Candidate } from '../../../licensing/candidates/candidate';
import { recordAnswer } from '../../../licensing/candidates/recordAnswer';
import { recordOutcome } from '../../../licensing/candidates/recordOutcome';
import {
	canHappen,
	CLOSED_STATES,
	TRANSITION_NAMES,
	SEAT_STATES,
	STATE_NAMES,
	TRANSITIONS,
	type State,
} from '../../../licensing/candidates/states';
import {
	at,
	day,
	evaluated,
	lastStep,
	noticed,
	NOW,
	PROFILE,
	run,
	stored,
	VERDICTS,
} from './fixtures';

const COOL_DOWN = { now: NOW, coolDownDays: 90 };
const token = 'token-of-ada';

/** What an answer makes of Ada's candidate. */
function answered(
	state: State,
	answer: 'keep' | 'release' | 'approve' | 'reject',
	approveKeep = false,
): Candidate {
	const given = { answer, by: 'ada@example.com', comment: null, token };
	const settings = { ...COOL_DOWN, approveKeep };
	const { accepted, candidate } = recordAnswer(stored('ada', state), given, settings);
	expect(accepted).toBe(true);
	return candidate;
}

function outcome(state: State, fields: Partial<Parameters<typeof recordOutcome>[1]>) {
	const said = {
		outcome: 'reclaimed',
		outcomeReason: null,
		nextState: undefined,
		receiptId: null,
	};
	return recordOutcome(stored('ada', state), { ...said, ...fields }, COOL_DOWN);
}

describe('the table of states, row by row', () => {
	test('- | candidate found, askPeople, e-mail known | Awaiting User, in Notify, due date open', () => {
		const { save, notify, revoke } = run([evaluated('ada')]);
		expect(save.map(({ candidate }) => candidate)).toEqual([
			expect.objectContaining({
				candidateId: `${PROFILE}:ada:1`,
				state: 'Awaiting User',
				openedAt: day(0),
				notifiedAt: null,
				dueAt: null,
				answerToken: 'token-1',
			}),
		]);
		expect(notify.map(({ noticeType }) => noticeType)).toEqual(['first']);
		expect(revoke).toEqual([]);
	});

	test.each([
		// mode, e-mail known: state, in Notify, in Revoke
		['reportOnly', true, null, 0, 0],
		['reportOnly', false, null, 0, 0],
		['askPeople', true, 'Awaiting User', 1, 0],
		['askPeople', false, 'Attention Required', 0, 0],
		['adminDecides', true, 'Ready', 0, 0],
		['adminDecides', false, 'Ready', 0, 0],
		['automatic', true, 'Awaiting Revocation', 0, 1],
		['automatic', false, 'Awaiting Revocation', 0, 1],
	] as const)(
		'- | candidate found, %s, e-mail known: %p | %p, %i in Notify, %i in Revoke',
		(mode, isKnown, state, notified, revoked) => {
			const person = evaluated('ada', isKnown ? {} : { email: null });
			const { save, notify, revoke, postponed } = run([person], [], { mode });
			expect(save.map(({ candidate }) => candidate.state)).toEqual(state ? [state] : []);
			expect([notify.length, revoke.length, postponed]).toEqual([notified, revoked, 0]);
		},
	);

	test.each(CLOSED_STATES)(
		'- | candidate found while a candidate in %s has keepUntil in the future | nothing is opened',
		(state) => {
			const kept = stored('ada', state, { keepUntil: day(1) });
			expect(run([evaluated('ada')], [kept]).save).toEqual([]);
			const over = stored('ada', state, { keepUntil: day(0) });
			expect(run([evaluated('ada')], [over]).save[0]?.candidate.candidateId).toBe(
				`${PROFILE}:ada:2`,
			);
		},
	);

	test.each(['Ready', 'Attention Required'] as const)(
		'%s | a person says reclaim (release or approve) | Awaiting Revocation',
		(state) => {
			expect(answered(state, 'release').state).toBe('Awaiting Revocation');
			expect(answered(state, 'approve').state).toBe('Awaiting Revocation');
		},
	);

	test('Awaiting User | notice failed | Attention Required', () => {
		const failed = { notice: 'failed', noticeType: null, remindersBefore: null } as const;
		const asked = stored('ada', 'Awaiting User', { notifiedAt: null, dueAt: null });
		expect(noticed(asked, failed)).toMatchObject({
			state: 'Attention Required',
			notifiedAt: null,
			dueAt: null,
		});
	});

	test('Awaiting User | release | Awaiting Revocation', () => {
		expect(answered('Awaiting User', 'release')).toMatchObject({
			state: 'Awaiting Revocation',
			answer: 'release',
			answeredBy: 'ada@example.com',
			keepUntil: null,
		});
	});

	test('Awaiting User | silence until dueAt | Awaiting Revocation, in Revoke', () => {
		const asked = stored('ada', 'Awaiting User');
		expect(run([evaluated('ada')], [asked], {}, at(4) - 1).save).toEqual([]);
		const { save, revoke } = run([evaluated('ada')], [asked], {}, at(4));
		expect(lastStep(save[0]?.candidate)).toBe('Awaiting User > Awaiting Revocation');
		expect(revoke).toHaveLength(1);
	});

	test('Awaiting User | keep | Closed Skipped with keepUntil', () => {
		expect(answered('Awaiting User', 'keep')).toMatchObject({
			state: 'Closed Skipped',
			keepUntil: day(90),
			closedAt: day(0),
		});
	});

	test('Awaiting User | keep with approveKeep | Awaiting Approval', () => {
		expect(answered('Awaiting User', 'keep', true)).toMatchObject({
			state: 'Awaiting Approval',
			keepUntil: null,
			closedAt: null,
		});
	});

	test('Awaiting Approval | approve (may keep) | Closed Skipped with keepUntil', () => {
		expect(answered('Awaiting Approval', 'approve')).toMatchObject({
			state: 'Closed Skipped',
			keepUntil: day(90),
		});
	});

	test('Awaiting Approval | reject | Awaiting Revocation', () => {
		expect(answered('Awaiting Approval', 'reject').state).toBe('Awaiting Revocation');
	});

	test('Awaiting Revocation | keep, before the removal | Closed Skipped with keepUntil', () => {
		expect(answered('Awaiting Revocation', 'keep')).toMatchObject({
			state: 'Closed Skipped',
			keepUntil: day(90),
		});
	});

	test.each(['Awaiting Revocation', 'Ready', 'Attention Required'] as const)(
		'%s | keep with approveKeep | Awaiting Approval',
		(state) => {
			expect(answered(state, 'keep', true)).toMatchObject({
				state: 'Awaiting Approval',
				keepUntil: null,
				closedAt: null,
			});
		},
	);

	test.each(['Ready', 'Attention Required'] as const)(
		'%s | keep | Closed Skipped with keepUntil: who asks for the seat keeps it',
		(state) => {
			expect(answered(state, 'keep')).toMatchObject({
				state: 'Closed Skipped',
				keepUntil: day(90),
			});
		},
	);

	test('Awaiting Revocation | reclaimed | Closed Complete with cool-down and receipt', () => {
		expect(outcome('Awaiting Revocation', { receiptId: 'r-1' })).toMatchObject({
			state: 'Closed Complete',
			keepUntil: day(90),
			closedAt: day(0),
			receiptId: 'r-1',
		});
	});

	test('Awaiting Revocation | failed | Attention Required', () => {
		expect(
			outcome('Awaiting Revocation', { outcome: 'failed', receiptId: 'r-1' }),
		).toMatchObject({
			state: 'Attention Required',
			receiptId: 'r-1',
			closedAt: null,
		});
	});

	describe('Awaiting Give Back', () => {
		const owed = () => stored('ada', 'Awaiting Give Back', { receiptId: 'r-1' });

		test.each(['proposed', 'active', 'excluded', 'unknown'] as const)(
			'| the person is %s, perhaps by a look older than the removal | unchanged',
			(verdict) => {
				const { save, notify, revoke } = run(
					[evaluated('ada', VERDICTS[verdict])],
					[owed()],
					{},
					at(30),
				);
				expect([save, notify, revoke]).toEqual([[], [], []]);
			},
		);

		test('| subscription gone, as it must be | unchanged', () => {
			expect(run([evaluated('bob')], [owed()], { maxNewPerRun: 0 }).save).toEqual([]);
		});

		test('| restored | Closed Skipped with cool-down', () => {
			expect(
				outcome('Awaiting Give Back', { outcome: 'restored', receiptId: 'r-1' }),
			).toMatchObject({ state: 'Closed Skipped', keepUntil: day(90), closedAt: day(0) });
		});

		test('| could not be restored | unchanged, so that it is tried again', () => {
			const failed = { outcome: 'failed', nextState: null, receiptId: null } as const;
			expect(outcome('Awaiting Give Back', failed)).toBeNull();
		});
	});

	describe.each(SEAT_STATES)('%s', (state) => {
		test('| activity seen | Closed Canceled', () => {
			const { save, notify, revoke } = run(
				[evaluated('ada', VERDICTS.active)],
				[stored('ada', state)],
				{},
				at(30),
			);
			expect(lastStep(save[0]?.candidate)).toBe(`${state} > Closed Canceled`);
			expect(save[0]?.candidate).toMatchObject({ closedAt: day(30), decision: 'retained' });
			expect([notify, revoke]).toEqual([[], []]);
		});

		test('| now excluded | Closed Canceled', () => {
			const { save, revoke } = run(
				[evaluated('ada', VERDICTS.excluded)],
				[stored('ada', state)],
			);
			expect(lastStep(save[0]?.candidate)).toBe(`${state} > Closed Canceled`);
			expect(revoke).toEqual([]);
		});

		test.each(['unknown', 'noEmail', 'failed', 'notEvaluated'] as const)(
			'| retained today for another reason (%s) | unchanged, not in Revoke, silence suspended',
			(verdict) => {
				const { save, notify, revoke } = run(
					[evaluated('ada', VERDICTS[verdict])],
					[stored('ada', state)],
					{},
					at(30),
				);
				expect([save, notify, revoke]).toEqual([[], [], []]);
			},
		);

		test('| subscription gone | Closed Skipped', () => {
			const { save } = run([evaluated('bob')], [stored('ada', state)], { maxNewPerRun: 0 });
			expect(save.map(({ candidate }) => lastStep(candidate))).toEqual([
				`${state} > Closed Skipped`,
			]);
		});

		test('| subscription gone, with a receipt | Closed Complete', () => {
			const candidate = stored('ada', state, { receiptId: 'r-1' });
			const { save } = run([evaluated('bob')], [candidate], { maxNewPerRun: 0 });
			expect(save[0]?.candidate).toMatchObject({
				state: 'Closed Complete',
				keepUntil: day(90),
			});
		});

		test('| the profile is not part of the run | unchanged', () => {
			const elsewhere = { profile: 'other.atlassian.net' };
			const { save } = run([evaluated('ada')], [stored('ada', state, elsewhere)], {
				maxNewPerRun: 0,
			});
			expect(save).toEqual([]);
		});
	});
});

describe('the table itself', () => {
	test('nothing reopens a closed candidate but a keep that the removal did not know of', () => {
		const leading = CLOSED_STATES.flatMap((state) =>
			TRANSITION_NAMES.filter(
				(event) => canHappen(event, state) && TRANSITIONS[event].to !== null,
			).map((event) => `${state}: ${event} > ${TRANSITIONS[event].to}`),
		);
		expect(leading).toEqual([
			'Closed Skipped: takenThoughKept > Awaiting Give Back',
			'Closed Complete: keptTooLate > Awaiting Give Back',
		]);
	});

	test('every state can be reached, and every open one can end in each closed one', () => {
		const reached = new Set(TRANSITION_NAMES.map((event) => TRANSITIONS[event].to));
		expect(STATE_NAMES.filter((state) => !reached.has(state))).toEqual([]);
		const given = TRANSITION_NAMES.filter((event) => canHappen(event, 'Awaiting Give Back'));
		expect(given.map((event) => TRANSITIONS[event].to)).toContain('Closed Skipped');
		for (const state of SEAT_STATES) {
			const ends = TRANSITION_NAMES.filter((event) => canHappen(event, state)).map(
				(event) => TRANSITIONS[event].to,
			);
			expect(ends).toEqual(expect.arrayContaining([...CLOSED_STATES]));
		}
	});

	test('only silence, an answer or a setting leads to Awaiting Revocation', () => {
		const leading = TRANSITION_NAMES.filter(
			(event) => TRANSITIONS[event].to === 'Awaiting Revocation',
		);
		expect(leading).toEqual([
			'foundForRevocation',
			'released',
			'silence',
			'reclaimDecided',
			'keepRejected',
		]);
	});
});
