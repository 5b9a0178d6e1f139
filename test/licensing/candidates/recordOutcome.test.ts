import { recordOutcome, type ReclaimOutcome } from '../../../licensing/candidates/recordOutcome';
import {
	CLOSED_STATES,
	OPEN_STATES,
	STATE_NAMES,
	type State,
} from '../../../licensing/candidates/states';
import {
	nextStateOf,
	OUTCOME_CODES,
	outcomeReason,
	OUTCOMES,
} from '../../../licensing/reclaim/outcomes';
import { at, day, evaluated, lastStep, NOW, run, stored, VERDICTS } from './fixtures';

const settings = { now: NOW, coolDownDays: 90 };
const nothing: ReclaimOutcome = {
	outcome: 'skipped',
	outcomeReason: null,
	nextState: undefined,
	receiptId: null,
};

function after(state: State, said: Partial<ReclaimOutcome>, fields = {}) {
	return recordOutcome(stored('ada', state, fields), { ...nothing, ...said }, settings);
}

describe('the next state that Reclaim License names', () => {
	test.each([
		[{ outcomeReason: 'activeAgain', nextState: 'Closed Canceled' }, 'Closed Canceled'],
		[{ outcomeReason: 'protectedAdmin', nextState: 'Closed Canceled' }, 'Closed Canceled'],
		[{ outcomeReason: 'notAMember', nextState: 'Closed Skipped' }, 'Closed Skipped'],
		[{ outcomeReason: 'stillBillable', nextState: 'Attention Required' }, 'Attention Required'],
		[{ outcome: 'reclaimed', nextState: 'Closed Complete' }, 'Closed Complete'],
		[{ outcome: 'failed', nextState: 'Attention Required' }, 'Attention Required'],
	] as const)('%j leads to %s', (said, state) => {
		expect(lastStep(after('Awaiting Revocation', said) ?? undefined)).toBe(
			`Awaiting Revocation > ${state}`,
		);
	});

	test.each([
		{ outcomeReason: 'overCap', nextState: 'Awaiting Revocation' },
		{ outcomeReason: 'overCap', nextState: null },
		{ outcomeReason: 'notReached' },
		{ outcome: 'failed', outcomeReason: 'notVerified' },
		{ outcome: 'failed', outcomeReason: 'refused', nextState: null },
		{ outcome: 'wouldReclaim', nextState: 'Closed Complete' },
		{ outcome: 'wouldRestore' },
		{ nextState: 'Awaiting User' },
	] as const)('%j changes nothing', (said) => {
		expect(after('Awaiting Revocation', said)).toBeNull();
	});

	test('Closed Complete without a removal or a receipt is Closed Skipped', () => {
		const said = { outcomeReason: 'notAMember', nextState: 'Closed Complete' } as const;
		expect(after('Awaiting Revocation', said)?.state).toBe('Closed Skipped');
		expect(after('Awaiting Revocation', said, { receiptId: 'r-1' })?.state).toBe(
			'Closed Complete',
		);
	});
});

test('a result that is recorded twice changes nothing the second time', () => {
	const said = { ...nothing, outcome: 'reclaimed', receiptId: 'r-1' };
	const once = after('Awaiting Revocation', said);
	expect(once && recordOutcome(once, said, { ...settings, now: at(1) })).toBeNull();
});

test('the receipt of a removal that is not verified is kept, and the state stays', () => {
	const said = { outcome: 'failed', outcomeReason: 'notVerified', receiptId: 'r-1' };
	expect(after('Awaiting Revocation', said)).toMatchObject({
		state: 'Awaiting Revocation',
		receiptId: 'r-1',
	});
});

test.each(CLOSED_STATES)('a receipt that arrives in %s is not lost', (state) => {
	const changed = after(state, { outcome: 'reclaimed', receiptId: 'r-9' });
	expect(changed).toMatchObject({ state, receiptId: 'r-9' });
	expect(changed?.history.at(-1)?.cause).toContain('r-9');
});

test.each(['Awaiting User', 'Ready', 'Attention Required', 'Awaiting Approval'] as const)(
	'a seat taken back while its candidate is in %s closes it with the receipt',
	(state) => {
		expect(after(state, { outcome: 'reclaimed', receiptId: 'r-1' })).toMatchObject({
			state: 'Closed Complete',
			receiptId: 'r-1',
			keepUntil: day(90),
		});
	},
);

test('a restored person is not proposed again before a new cool-down is over', () => {
	const changed = after('Closed Complete', { outcome: 'restored' }, { keepUntil: day(3) });
	expect(changed).toMatchObject({ state: 'Closed Complete', keepUntil: day(90) });
});

describe('a seat that was given back while its candidate is still open', () => {
	const restored = { outcome: 'restored', nextState: null, receiptId: 'r-1' };

	test.each(OPEN_STATES)('in %s: the candidate closes, and the cool-down begins', (state) => {
		const changed = after(state, restored);
		expect(changed).toMatchObject({
			state: 'Closed Skipped',
			keepUntil: day(90),
			closedAt: day(0),
			receiptId: 'r-1',
		});
		expect(changed?.history.at(-1)?.cause).toContain('receipt r-1');
	});

	test('who was taken from some groups only, got them back and leaves later, was not taken back here', () => {
		const partly = after('Awaiting Revocation', {
			outcome: 'failed',
			outcomeReason: 'partlyRemoved',
			receiptId: 'r-1',
			receiptState: 'partial',
		});
		expect(partly).toMatchObject({ state: 'Attention Required', receiptId: 'r-1' });
		const back = partly && recordOutcome(partly, { ...nothing, ...restored }, settings);
		const rows = back === null ? [] : [back];
		expect(rows).toMatchObject([{ state: 'Closed Skipped', keepUntil: day(90) }]);
		expect(run([evaluated('bob', VERDICTS.active)], rows, {}, at(30)).save).toEqual([]);
	});
});

describe('a restore that is recorded again later', () => {
	const restored = { ...nothing, outcome: 'restored', nextState: null, receiptId: 'r-1' };
	const later = { ...settings, now: at(20) };

	test.each(STATE_NAMES)('changes nothing the second time, whatever it found: %s', (state) => {
		const once = after(state, restored);
		expect(once).not.toBeNull();
		expect(once && recordOutcome(once, restored, later)).toBeNull();
	});

	test('counts when it is about another receipt', () => {
		const once = after('Closed Complete', restored);
		const other = { ...restored, receiptId: 'r-11' };
		expect(once && recordOutcome(once, other, later)).toMatchObject({ keepUntil: day(110) });
	});
});

test('a receipt that is only planned proves nothing: who is gone then was not taken back here', () => {
	const planned = { outcome: 'failed', receiptId: 'r-1', receiptState: 'planned' };
	expect(after('Awaiting Revocation', planned)).toMatchObject({
		state: 'Attention Required',
		receiptId: null,
	});
	const unsure = { ...planned, outcomeReason: 'notVerified' };
	expect(after('Awaiting Revocation', unsure)).toMatchObject({ receiptId: 'r-1' });
});

describe('the table of outcomes', () => {
	// A restore is not in it: what it means depends on whether the candidate is still open.
	const ofReclaim = OUTCOME_CODES.filter((code) => code !== 'restored');
	const rows = ofReclaim.map((code) => ({ code, ...OUTCOMES[code] }));

	test.each(rows)('$code moves a candidate in Awaiting Revocation as it says', (row) => {
		const changed = after('Awaiting Revocation', {
			outcome: row.outcome,
			outcomeReason: outcomeReason(row.code),
			nextState: nextStateOf('reclaim', row.code),
		});
		expect(changed?.state ?? null).toBe(row.nextState);
	});
});
