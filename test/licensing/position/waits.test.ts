import { readPerson } from '../../../licensing/person';
import { waitsOf } from '../../../licensing/position/report/waits';
import type { Row } from '../../../licensing/tableValues';
import { stored } from '../candidates/fixtures';
import { evaluate } from '../../../licensing/exclusions/evaluate';
import { RuleIndex } from '../../../licensing/exclusions/ruleIndex';
import { activePerson, NOW } from './samples';

const seat = (fields: Row) => readPerson(activePerson('ada', fields)).person;

describe('who waits', () => {
	it('are new people, until the grace that the evaluation names is over', () => {
		const person = seat({
			activityStatus: 'none',
			inactiveDays: null,
			activityCheckedAt: new Date(NOW).toISOString(),
			activityCheckedFrom: '2025-06-10T00:00:00.000Z',
			lastActivityAt: null,
			firstSeenAt: '2026-06-10T05:00:00.000Z',
		});
		const { evaluation } = evaluate(person, {
			index: new RuleIndex([], person.profile, NOW),
			settings: {
				inactivityThresholdDays: 60,
				newUserGraceDays: 30,
				neverActive: 'candidate',
				maxActivityAgeHours: 48,
			},
			now: NOW,
		});
		expect(evaluation.reasonCode).toBe('newUser');
		expect(waitsOf([{ ...person, ...evaluation }], [])).toEqual([
			{
				kind: 'grace',
				people: 1,
				first: '2026-07-10',
				last: '2026-07-10',
				seenFrom: '2026-06-10',
				seenTo: '2026-06-10',
			},
		]);
	});

	it('are new people without a date, where their first day is not known', () => {
		const [wait] = waitsOf([seat({ reasonCode: 'newUser', reason: 'New.' })], []);
		expect(wait).toMatchObject({ kind: 'grace', people: 1, first: null, last: null });
	});

	it('are people whose seat is kept for now, by their row or by a stored candidate', () => {
		const own = seat({ reasonCode: 'coolingDown', keepUntil: '2026-09-01T00:00:00.000Z' });
		const other = seat({ accountId: 'bob', reasonCode: 'coolingDown' });
		const kept = {
			...stored('bob', 'Closed Skipped'),
			profile: other.profile,
			keepUntil: '2026-07-01T00:00:00.000Z',
		};
		expect(waitsOf([own, other], [kept])).toMatchObject([
			{ kind: 'coolDown', people: 2, first: '2026-07-01', last: '2026-09-01' },
		]);
	});

	it('are people who were asked, until their time to answer is over', () => {
		const asked = { ...stored('ada', 'Awaiting User'), dueAt: '2026-06-20T00:00:00.000Z' };
		expect(waitsOf([], [asked])).toMatchObject([
			{ kind: 'notice', people: 1, last: '2026-06-20' },
		]);
	});
});
