import { CANDIDATE_FIELDS, readCandidate } from '../../../licensing/candidates/candidate';
import { isSilent } from '../../../licensing/candidates/notices';
import { DAMAGED_ID } from '../../../licensing/tableValues';
import { NOW, day, storedRow } from './fixtures';

test('a row from a table reads like the candidate it was', () => {
	const row = storedRow('ada', 'Awaiting User', { justification: null, potentialSavings: 5.5 });
	const asTable = {
		...row,
		viewsChecked: 1,
		groupIds: JSON.stringify(row.groupIds),
		history: JSON.stringify(row.history),
		dueAt: new Date(day(4)),
		remindersSent: '0',
		potentialSavings: '5.5',
		keepUntil: '',
	};
	expect(readCandidate(asTable)).toEqual(readCandidate(row));
});

test('the columns are the fields of a candidate, all of them and in order', () => {
	const { candidate } = readCandidate(storedRow('ada', 'Ready'));
	expect(new Set(Object.keys(candidate))).toEqual(new Set(CANDIDATE_FIELDS));
	expect(CANDIDATE_FIELDS).toHaveLength(new Set(CANDIDATE_FIELDS).size);
});

test.each([
	[{ candidateId: '' }, 'candidateId', 'is missing or empty'],
	[{ profile: null }, 'profile', 'is missing or empty'],
	[{ accountId: 2 ** 70 }, 'accountId', DAMAGED_ID],
	[{ state: undefined }, 'state', 'is missing or empty'],
	[{ state: 'awaiting user' }, 'state', 'is not a state of a candidate'],
	[{ keepUntil: 'soon' }, 'keepUntil', 'is not a date'],
	[{ history: '{broken' }, 'history', 'is not a JSON list'],
	[{ history: { a: 1 } }, 'history', 'is not a JSON list'],
])('%j is reported for its field', (fields, field, problem) => {
	const { problems } = readCandidate({ ...storedRow('ada', 'Ready'), ...fields });
	expect(problems).toEqual([{ field, problem }]);
});

test.each(['1970-01-01T00:00:00Z', 0])('%j is no due date and no notice', (standIn) => {
	const row = storedRow('ada', 'Awaiting User', {});
	const read = (fields: object) => readCandidate({ ...row, ...fields });
	expect(isSilent(read({ dueAt: day(-1) }).candidate, NOW)).toBe(true);
	expect(isSilent(read({ dueAt: standIn }).candidate, NOW)).toBe(false);
	expect(isSilent(read({ dueAt: day(-1), notifiedAt: standIn }).candidate, NOW)).toBe(false);
	expect(read({ keepUntil: standIn })).toMatchObject({
		candidate: { keepUntil: null },
		problems: [],
	});
});

test('history entries of another shape keep their words', () => {
	const { candidate } = readCandidate(
		storedRow('ada', 'Ready', { history: ['Opened by hand.', { cause: 'Moved.' }, 7] }),
	);
	expect(candidate.history.map(({ cause }) => cause)).toEqual(['Opened by hand.', 'Moved.', '7']);
});
