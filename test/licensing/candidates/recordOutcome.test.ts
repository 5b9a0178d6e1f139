import { recordOutcome, type ReclaimOutcome } from '../../../licensing/candidates/recordOutcome';
import { CLOSED_STATES, type State } from '../../../licensing/candidates/states';
import {
	nextStateOf,
	OUTCOME_CODES,
	outcomeReason,
	OUTCOMES,
} from '../../../licensing/reclaim/outcomes';
import { at, day, lastStep, NOW, stored } from './fixtures';

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
	const rows = OUTCOME_CODES.map((code) => ({ code, ...OUTCOMES[code] }));

	test.each(rows)('$code moves a candidate in Awaiting Revocation as it says', (row) => {
		const changed = after('Awaiting Revocation', {
			outcome: row.outcome,
			outcomeReason: outcomeReason(row.code),
			nextState: nextStateOf('reclaim', row.code),
		});
		expect(changed?.state ?? null).toBe(row.nextState);
	});
});
