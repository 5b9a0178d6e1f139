import { ANSWERS } from '../../../licensing/candidates/candidate';
import {
	INSTEAD,
	INSTEAD_FOR_PERSON,
	isSameToken,
	NEEDS_TOKEN,
	newAnswerToken,
	recordAnswer,
	WRONG_TOKEN,
} from '../../../licensing/candidates/recordAnswer';
import { recordOutcome } from '../../../licensing/candidates/recordOutcome';
import { STATE_NAMES } from '../../../licensing/candidates/states';
import { at, day, evaluated, NOW, PROFILE, run, stored } from './fixtures';

const settings = { now: NOW, approveKeep: false, coolDownDays: 90 };
const keep = {
	answer: 'keep',
	by: 'ada@example.com',
	comment: null,
	token: 'token-of-ada',
} as const;

describe('the token', () => {
	test.each([null, '', 'token-of-bob', 'token-of-ada ', 'TOKEN-OF-ADA'])(
		'keep and release with the token %j are refused and tell nothing about the candidate',
		(token) => {
			for (const answer of ['keep', 'release'] as const) {
				const candidate = stored('ada', 'Awaiting User');
				const result = recordAnswer(candidate, { ...keep, answer, token }, settings);
				expect(result).toEqual({
					accepted: false,
					trusted: false,
					message: WRONG_TOKEN,
					candidate,
					event: null,
				});
			}
		},
	);

	test('a candidate without a token has no right answer', () => {
		const candidate = stored('ada', 'Awaiting User', { answerToken: null });
		expect(recordAnswer(candidate, { ...keep, token: '' }, settings).accepted).toBe(false);
	});

	test('approve and reject need none', () => {
		const candidate = stored('ada', 'Awaiting Approval');
		for (const answer of ['approve', 'reject'] as const) {
			expect(
				recordAnswer(candidate, { ...keep, answer, token: null }, settings).accepted,
			).toBe(true);
		}
	});

	test('has 128 bits, written as 32 digits, and is new each time', () => {
		const made = Array.from({ length: 1000 }, newAnswerToken);
		expect(made.every((token) => /^[0-9a-f]{32}$/.test(token))).toBe(true);
		expect(new Set(made).size).toBe(1000);
		expect(isSameToken(made[0] ?? null, made[0] ?? '')).toBe(true);
		expect(isSameToken(made[0] ?? null, made[1] ?? '')).toBe(false);
	});
});

describe('an answer counts once', () => {
	test('keeping twice says that it is closed and changes nothing', () => {
		const once = recordAnswer(stored('ada', 'Awaiting User'), keep, settings);
		const twice = recordAnswer(once.candidate, keep, settings);
		expect(once.accepted).toBe(true);
		expect(twice.accepted).toBe(false);
		expect(twice.message).toBe(
			'You already keep your license. You will not be asked again before 2026-05-30.',
		);
		expect(twice.candidate).toBe(once.candidate);
	});

	test('too late: the seat is gone, and the answer says how to get it back', () => {
		const { message } = recordAnswer(stored('ada', 'Closed Complete'), keep, settings);
		expect(message).toMatch(/already been taken back\. Ask an administrator to restore it/);
	});

	test('releasing twice says that it is already decided', () => {
		const release = { ...keep, answer: 'release' } as const;
		const once = recordAnswer(stored('ada', 'Awaiting User'), release, settings);
		const twice = recordAnswer(once.candidate, release, settings);
		expect(twice.message).toContain(
			'already decided that your license may be taken back. If you still need it, open the link again',
		);
	});

	test('who gave the seat back may think again until it is removed', () => {
		const release = { ...keep, answer: 'release' } as const;
		const once = recordAnswer(stored('ada', 'Awaiting User'), release, settings);
		const again = recordAnswer(once.candidate, keep, settings);
		expect(again).toMatchObject({ accepted: true, candidate: { state: 'Closed Skipped' } });
	});
});

describe('once the wish to keep the seat was rejected', () => {
	const approval = { ...settings, approveKeep: true };
	const reject = { ...keep, answer: 'reject', by: 'boss@example.com', token: null } as const;
	const rejected = () => {
		const wish = recordAnswer(stored('ada', 'Awaiting User'), keep, approval);
		return recordAnswer(wish.candidate, reject, approval).candidate;
	};

	test.each([true, false])(
		'the same link changes nothing and says when (Approve Keep is %s now)',
		(approveKeep) => {
			const candidate = rejected();
			const again = recordAnswer(candidate, keep, { ...settings, now: at(2), approveKeep });
			expect(again).toMatchObject({ accepted: false, trusted: true });
			expect(again.candidate).toBe(candidate);
			expect(again.message).toBe(
				'Your request to keep the license was rejected on 2026-03-01.',
			);
		},
	);

	test('nor does it after a removal that failed; reclaiming is decided as ever', () => {
		const failed = { outcome: 'failed', outcomeReason: null, nextState: undefined };
		const said = { ...failed, receiptId: null };
		const candidate = recordOutcome(rejected(), said, settings);
		expect(candidate?.state).toBe('Attention Required');
		if (candidate === null) return;
		expect(recordAnswer(candidate, keep, settings).accepted).toBe(false);
		const approve = { ...reject, answer: 'approve' } as const;
		expect(recordAnswer(candidate, approve, settings).candidate.state).toBe(
			'Awaiting Revocation',
		);
	});

	test('no other answer is told to answer again', () => {
		const { message } = recordAnswer(rejected(), { ...keep, answer: 'release' }, settings);
		expect(message).toContain('was rejected on 2026-03-01');
		expect(message).not.toContain('open the link again');
	});

	test('a new candidate starts afresh', () => {
		const closed = { ...rejected(), state: 'Closed Complete', keepUntil: day(-1) } as const;
		const { save } = run([evaluated('ada')], [closed]);
		const next = save[0]?.candidate;
		expect(next?.candidateId).toBe(`${PROFILE}:ada:2`);
		const answer = { ...keep, token: next?.answerToken ?? null };
		expect(next && recordAnswer(next, answer, approval).accepted).toBe(true);
	});
});

describe('in every state every answer', () => {
	/** State by state, the answers that count. */
	const counting: Record<string, readonly string[]> = {
		'Awaiting User': ['keep', 'release'],
		'Attention Required': ['keep', 'release', 'approve'],
		Ready: ['keep', 'release', 'approve'],
		'Awaiting Approval': ['approve', 'reject'],
		'Awaiting Revocation': ['keep'],
		'Awaiting Give Back': [],
	};
	const cases = STATE_NAMES.flatMap((state) => ANSWERS.map((answer) => ({ state, answer })));

	test.each(cases)('$state | $answer | counts or says what happened instead', (one) => {
		const candidate = stored('ada', one.state);
		const result = recordAnswer(candidate, { ...keep, answer: one.answer }, settings);
		expect(result.accepted).toBe(counting[one.state]?.includes(one.answer) ?? false);
		expect(result.message).not.toBe('');
		if (!result.accepted) {
			expect(result.candidate).toBe(candidate);
			const forPerson = NEEDS_TOKEN[one.answer] ? INSTEAD_FOR_PERSON[one.state] : undefined;
			expect(NEEDS_TOKEN[one.answer]).toBe(forPerson !== undefined);
			expect(result.message).toContain((forPerson ?? INSTEAD[one.state])(candidate));
		}
	});
});

test("the person's words become the justification, an approver's stay in the history", () => {
	const comment = 'I need it for the audit.';
	const asked = stored('ada', 'Awaiting User');
	const wish = recordAnswer(asked, { ...keep, comment }, { ...settings, approveKeep: true });
	const reply = {
		answer: 'approve',
		by: 'boss@example.com',
		comment: 'Fine.',
		token: null,
	} as const;
	const { candidate } = recordAnswer(wish.candidate, reply, settings);
	expect(candidate).toMatchObject({ justification: comment, answeredBy: 'boss@example.com' });
	expect(candidate.history.slice(-2).map(({ cause }) => cause)).toEqual([
		'The person wants to keep the seat, and that needs approval. Answer of ada@example.com: keep. "I need it for the audit."',
		'The request to keep the seat was approved. Answer of boss@example.com: approve. "Fine."',
	]);
});
