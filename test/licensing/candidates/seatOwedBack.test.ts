import { readCandidate, type Candidate } from '../../../licensing/candidates/candidate';
import type { CandidateEvent } from '../../../licensing/candidates/events';
import { recordOutcome, type ReclaimOutcome } from '../../../licensing/candidates/recordOutcome';
import { withEvents } from '../../../licensing/candidates/withEvents';
import {
	at,
	day,
	evaluated,
	EVENT_SETTINGS,
	PROFILE,
	run,
	stored,
	told,
	upsert,
	VERDICTS,
} from './fixtures';

const R1 = { nextState: undefined, receiptId: 'r-1' };
const DONE = { ...R1, outcome: 'reclaimed', outcomeReason: null, receiptState: 'done' };
const UNSURE = {
	...R1,
	outcome: 'failed',
	outcomeReason: 'notVerified',
	nextState: null,
	receiptState: 'partial',
};
const PARTLY = {
	...UNSURE,
	outcomeReason: 'partlyRemoved',
	nextState: 'Attention Required',
} as const;
const SKIPPED = { ...UNSURE, outcome: 'skipped', outcomeReason: 'keptByAnswer' };
const RESTORED = { ...R1, outcome: 'restored', outcomeReason: null, nextState: null };

/** A candidate whose whole history is known. */
function opened(settings: Parameters<typeof run>[2] = { mode: 'automatic' }) {
	const [saved] = run([evaluated('ada')], [], settings).save;
	if (saved === undefined) throw new Error('Nobody was opened.');
	return saved.candidate;
}

/** The candidate after a result on a day from NOW. */
function after(candidate: Candidate, outcome: ReclaimOutcome, days: number): Candidate {
	return recordOutcome(candidate, outcome, { now: at(days), coolDownDays: 90 }) ?? candidate;
}

function heard(candidate: Candidate, ...events: CandidateEvent[]): Candidate {
	return withEvents(candidate, events, EVENT_SETTINGS);
}

describe('a keep after a removal was begun', () => {
	const begun = [
		['not verified', UNSURE],
		['partly done', PARTLY],
	] as const;
	const settings = [
		['', false],
		[', with Approve Keep', true],
	] as const;

	test.each(
		begun.flatMap(([title, how]) => settings.map((one) => [title, ...one, how] as const)),
	)('that is %s%s is answered by giving the seat back', (_title, _with, approveKeep, how) => {
		const candidate = opened();
		const keep = told(candidate, 'keep', 2);
		const row = withEvents(after(candidate, how, 1), [keep], {
			...EVENT_SETTINGS,
			approveKeep,
		});
		expect(row).toMatchObject({
			state: 'Awaiting Give Back',
			receiptId: 'r-1',
			answer: 'keep',
			keepUntil: day(92),
		});
		expect(after(row, DONE, 3).state).toBe('Awaiting Give Back');
		expect(after(row, RESTORED, 3)).toMatchObject({
			state: 'Closed Skipped',
			keepUntil: day(93),
		});
	});

	test.each(begun)('%s and a keep that comes late lead to the same', (_title, how) => {
		const candidate = opened();
		const keep = told(candidate, 'keep', 0, { at: day(0.5) });
		const row = heard(after(candidate, how, 1), keep);
		expect(row).toMatchObject({ state: 'Awaiting Give Back', receiptId: 'r-1' });
		// Known in time, it is the same.
		expect(after(heard(candidate, keep), how, 1).state).toBe('Awaiting Give Back');
	});

	const ends = [
		['recorded', (row: Candidate) => after(row, DONE, 3)],
		[
			'told as an event',
			(row: Candidate) => heard(row, told(row, 'reclaimed', 3, { receiptId: 'r-1' })),
		],
		['still only begun', (row: Candidate) => after(row, PARTLY, 3)],
		['begun, of somebody whom the run skips', (row: Candidate) => after(row, SKIPPED, 3)],
	] as const;

	test.each(ends)('in a row that is closed already: the removal is %s', (_title, end) => {
		const history = [
			{ event: 'kept', time: day(-1), from: 'Attention Required', to: 'Closed Skipped' },
		];
		const row = stored('ada', 'Closed Skipped', { receiptId: 'r-1', answer: 'keep', history });
		expect(end(row).state).toBe('Awaiting Give Back');
	});

	test.each(ends)(
		'once the seat was given back, nothing follows: the removal is %s',
		(_title, end) => {
			const keep = told(opened(), 'keep', 2);
			const back = after(heard(after(opened(), UNSURE, 1), keep), RESTORED, 2.5);
			expect(back.state).toBe('Closed Skipped');
			expect(end(back).state).toBe('Closed Skipped');
		},
	);
});

describe('a seat that an administrator took back', () => {
	const taken = [
		['recorded', (row: Candidate) => after(row, DONE, 3)],
		[
			'told as an event',
			(row: Candidate) => heard(row, told(row, 'reclaimed', 3, { receiptId: 'r-1' })),
		],
	] as const;

	test.each(taken)('is not given back when the run died: its receipt is %s', (_title, end) => {
		const candidate = opened({ mode: 'adminDecides' });
		const decided = heard(candidate, told(candidate, 'approve', 1));
		expect(decided).toMatchObject({ state: 'Awaiting Revocation', answer: 'approve' });
		const others = [evaluated('bob', VERDICTS.active)];
		const [gone] = upsert([decided], run(others, [decided], {}, at(2)));
		expect(gone?.state).toBe('Closed Skipped');
		expect(gone && end(gone)).toMatchObject({ state: 'Closed Skipped', receiptId: 'r-1' });
	});

	test.each(taken)(
		'is given back where the approval was of a keep: its receipt is %s',
		(_t, end) => {
			const candidate = opened({ mode: 'adminDecides' });
			const events = [told(candidate, 'keep', 1), told(candidate, 'approve', 2)];
			const kept = withEvents(candidate, events, { ...EVENT_SETTINGS, approveKeep: true });
			expect(kept).toMatchObject({ state: 'Closed Skipped', answer: 'approve' });
			expect(end(kept).state).toBe('Awaiting Give Back');
		},
	);
});

describe('a seat that is back already', () => {
	const owed = () =>
		stored('ada', 'Awaiting Give Back', { receiptId: 'r-1', keepUntil: day(50) });
	const skipped = { ...R1, outcome: 'skipped', nextState: null };
	const said = [
		{ ...skipped, outcomeReason: 'alreadyRestored', receiptState: 'restored' },
		{ ...skipped, outcomeReason: 'notDue', receiptState: 'restored' },
		{ ...skipped, outcomeReason: 'nothingGone', receiptState: 'planned' },
	];

	test.each(said)('ends its candidate as a restore does: $outcomeReason', (outcome) => {
		const row = after(owed(), outcome, 1);
		expect(row).toMatchObject({
			state: 'Closed Skipped',
			keepUntil: day(91),
			receiptId: 'r-1',
		});
		expect(after(row, outcome, 5)).toBe(row);
		expect(after(row, RESTORED, 5)).toBe(row);
	});

	test.each(said)('is another one where the receipt is another: $outcomeReason', (outcome) => {
		const row = owed();
		expect(after(row, { ...outcome, receiptId: 'r-0' }, 1).state).toBe('Awaiting Give Back');
		expect(after(row, { ...outcome, receiptId: null }, 1)).toBe(row);
	});

	test.each(said)('changes nothing about anybody who is owed none: $outcomeReason', (outcome) => {
		const row = stored('ada', 'Awaiting Revocation', { receiptId: 'r-1' });
		expect(after(row, outcome, 1)).toBe(row);
	});
});

describe('a promise to keep the seat is never cut short', () => {
	const promised = { keepUntil: day(365), receiptId: 'r-1' };
	const others = [evaluated('bob', VERDICTS.active)];

	test.each<[string, Candidate | undefined]>([
		['restored', after(stored('ada', 'Awaiting Give Back', promised), RESTORED, 0)],
		['taken back', after(stored('ada', 'Awaiting Revocation', promised), DONE, 0)],
		['taken back beside a decision', after(stored('ada', 'Ready', promised), DONE, 0)],
		['gone', upsert([], run(others, [stored('ada', 'Ready', promised)]))[0]],
		[
			'taken back, as an event says',
			heard(
				stored('ada', 'Awaiting Revocation', promised),
				told(stored('ada', 'Ready'), 'reclaimed', 0, { receiptId: 'r-1' }),
			),
		],
	])('%s', (_title, row) => {
		expect(row?.state).toMatch(/^Closed/);
		expect(row?.keepUntil).toBe(day(365));
	});
});

describe('what somebody changed in a row by hand', () => {
	/** The candidate as it comes back from its table. */
	function asStored(candidate: Candidate): Candidate {
		return readCandidate({ ...candidate, history: JSON.stringify(candidate.history) })
			.candidate;
	}
	const asked = opened({});
	const sent = told(asked, 'noticeSent', 1, { until: day(15) });
	const row = heard(asked, sent);

	test.each([
		['keepUntil', { keepUntil: day(400) }],
		['dueAt', { dueAt: day(60) }],
		['dueAt', { dueAt: null }],
		['receiptId', { receiptId: 'r-7' }],
		['justification', { justification: 'She called.' }],
	] as const)('stays when something older arrives, now and later: %s %j', (_field, change) => {
		const changed = asStored({ ...row, ...change });
		const first = asStored(heard(changed, told(asked, 'told', 0), sent));
		expect(first).toMatchObject(change);
		const second = heard(first, told(asked, 'told', 0, { eventId: 'another' }), sent);
		expect(second).toMatchObject(change);
		expect(second.history.filter(({ event }) => event === 'changedByHand')).toHaveLength(1);
	});

	test('a longer promise outlives a keep', () => {
		const changed = asStored({ ...row, keepUntil: day(400) });
		const keep = told(asked, 'keep', 2);
		const kept = asStored(heard(changed, sent, keep));
		expect(kept).toMatchObject({ state: 'Closed Skipped', keepUntil: day(400) });
		const early = told(asked, 'told', 0);
		expect(heard(kept, early, sent, keep)).toMatchObject({ keepUntil: day(400) });
	});

	test('is nothing where a table only writes the moment in a form of its own', () => {
		const precise = told(asked, 'noticeSent', 1, { until: '2026-03-16T06:00:00.123Z' });
		const known = heard(asked, precise);
		const sheet = readCandidate({ ...known, dueAt: '2026-03-16 06:00:00' }).candidate;
		const { history } = heard(sheet, precise, told(asked, 'told', 2));
		expect(history.map(({ event }) => event)).not.toContain('changedByHand');
	});
});

describe('an approval that promises until when the seat is kept', () => {
	test.each(['Ready', 'Attention Required', 'Awaiting User', 'Awaiting Revocation'] as const)(
		'keeps the seat where the keep itself is lost: %s',
		(state) => {
			const candidate = stored('ada', state);
			const approve = told(candidate, 'approve', 0, { until: day(90) });
			const settings = { ...EVENT_SETTINGS, approveKeep: true };
			const kept = withEvents(candidate, [approve], settings);
			expect(kept).toMatchObject({ state: 'Closed Skipped', keepUntil: day(90) });
			expect(after(kept, DONE, 1).state).toBe('Awaiting Give Back');
		},
	);

	test('keeps it after a removal that did not know of it', () => {
		const taken = stored('ada', 'Closed Complete', { receiptId: 'r-1' });
		const approve = told(taken, 'approve', 0, { until: day(90) });
		expect(heard(taken, approve).state).toBe('Awaiting Give Back');
	});

	test('is a decision without the promise', () => {
		const ready = stored('ada', 'Ready');
		expect(heard(ready, told(ready, 'approve', 0)).state).toBe('Awaiting Revocation');
	});
});

describe('a seat that is to be given back beside another open candidate', () => {
	const second = { candidateId: `${PROFILE}:ada:2`, openedAt: day(-5), receiptId: 'r-1' };
	const debt = () => stored('ada', 'Awaiting Give Back', second);

	test.each(['Awaiting Revocation', 'Awaiting User', 'Ready', 'Awaiting Approval'] as const)(
		'stays, and the older one in %s is closed and never revoked',
		(state) => {
			const older = stored('ada', state, { openedAt: day(-20), dueAt: day(-1) });
			for (const rows of [
				[older, debt()],
				[debt(), older],
			]) {
				const { save, revoke, notify } = run([evaluated('ada')], rows);
				expect(
					save.map(({ candidate }) => [candidate.candidateId, candidate.state]),
				).toEqual([[older.candidateId, 'Closed Skipped']]);
				expect([revoke, notify]).toEqual([[], []]);
			}
		},
	);

	test('stays beside another one that is to be given back: each has its own receipt', () => {
		const older = stored('ada', 'Awaiting Give Back', { openedAt: day(-20), receiptId: 'r-0' });
		expect(run([evaluated('ada')], [older, debt()])).toMatchObject({ save: [], revoke: [] });
	});
});
