import { recordOutcome } from '../../../licensing/candidates/recordOutcome';
import { isOpen, STATE_NAMES } from '../../../licensing/candidates/states';
import {
	nextStateOf,
	OUTCOME_CODES,
	OUTCOMES,
	outcomeReason,
	outcomeSentence,
} from '../../../licensing/reclaim/outcomes';
import { resultFields, untouched } from '../../../licensing/reclaim/personResult';
import { stored } from '../candidates/fixtures';

const NOW = Date.parse('2026-06-01T06:00:00Z');

describe('The table of outcomes', () => {
	it.each(OUTCOME_CODES)('%s has a sentence, and a state that candidates know', (code) => {
		const { sentence, nextState } = OUTCOMES[code];
		expect(sentence).toMatch(/^[A-Z].*\.$/u);
		expect(nextState === null || STATE_NAMES.includes(nextState)).toBe(true);
	});

	it.each(OUTCOME_CODES)('Track Candidates takes a candidate where %s says', (code) => {
		const fields = resultFields('reclaim', untouched(code), new Date(NOW).toISOString());
		const before = stored('ada', 'Awaiting Revocation');
		const after = recordOutcome(
			before,
			{ ...fields, receiptId: fields.outcome === 'reclaimed' ? 'r1' : null },
			{ now: NOW, coolDownDays: 90 },
		);
		const says = OUTCOMES[code].nextState ?? 'Awaiting Revocation';
		// A restore names no state: its candidate is closed, and one that is still open gets closed.
		expect((after ?? before).state).toBe(code === 'restored' ? 'Closed Skipped' : says);
	});

	it('only a removal closes as complete, and only skips and removals close at all', () => {
		for (const code of OUTCOME_CODES) {
			const { outcome, nextState } = OUTCOMES[code];
			if (nextState === 'Closed Complete') expect(code).toBe('reclaimed');
			if (nextState !== null && !isOpen(nextState)) expect(outcome).not.toBe('failed');
		}
	});

	it('moves no candidate by a restore', () => {
		for (const code of OUTCOME_CODES) expect(nextStateOf('restore', code)).toBeNull();
	});

	it('names no reason where the outcome says everything', () => {
		expect(outcomeReason('reclaimed')).toBeNull();
		expect(outcomeReason('overCap')).toBe('overCap');
		expect(outcomeSentence('notAMember', '')).toBe(OUTCOMES.notAMember.sentence);
		expect(outcomeSentence('stillBillable', 'More.')).toBe(
			`${OUTCOMES.stillBillable.sentence} More.`,
		);
	});
});
