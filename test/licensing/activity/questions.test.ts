import fc from 'fast-check';

import {
	askedPerson,
	isActiveAnyway,
	LARGEST_GROUP,
	questionsFor,
} from '../../../licensing/activity/questions';
import { UNKNOWN_ACTIVITY, type ActivityRecord } from '../../../licensing/subscription';
import { DAY_MS, toIso } from '../../../licensing/times';

const NOW = Date.parse('2026-05-01T06:00:00Z');
const ago = (days: number) => toIso(NOW - days * DAY_MS);
const FACTS = { now: NOW, lookbackDays: 365, refreshAfterDays: 14 };

const known = (lastDays: number, checkedDays = 1): ActivityRecord => ({
	...UNKNOWN_ACTIVITY,
	activityStatus: 'known',
	lastActivityAt: ago(lastDays),
	lastActivityType: 'edit',
	lastActivitySource: 'search',
	activityCheckedAt: ago(checkedDays),
	activityCheckedFrom: ago(checkedDays + 365),
});
const never = (checkedDays = 1): ActivityRecord => ({
	...known(0, checkedDays),
	activityStatus: 'none',
	lastActivityAt: null,
});

describe('who is active anyway', () => {
	it.each([
		['active five days ago', known(5), true],
		['active five days ago, whenever that was checked', known(5, 300), true],
		['active fourteen days ago', known(14), false],
		['known to be active without a date', { ...known(5), lastActivityAt: null }, false],
		['active in the future', known(-1), false],
		[
			'active five days ago, but not known',
			{ ...known(5), activityStatus: 'unknown' as const },
			false,
		],
		['never active', never(), false],
		['never looked at', UNKNOWN_ACTIVITY, false],
	])('%s: %#', (_, record, isActive) => {
		expect(isActiveAnyway(record, FACTS)).toBe(isActive);
	});
});

const asked = (records: readonly ActivityRecord[]) =>
	records.map((record, index) => askedPerson(`p${index}`, record, FACTS));

describe('how people are asked for', () => {
	it('asks alone for whoever was never looked at, and for whoever may well be back', () => {
		const { alone, groups } = questionsFor(
			asked([
				UNKNOWN_ACTIVITY,
				known(14, 13),
				known(20, 13),
				{ ...known(5), activityStatus: 'unknown' },
			]),
		);
		expect(alone.map(({ accountId }) => accountId)).toEqual(['p0', 'p3', 'p1', 'p2']);
		expect(groups).toEqual([]);
	});

	it('asks again from their date for whoever had so young a date that nobody proved it', () => {
		const { alone, groups } = questionsFor(asked([known(7, 1), known(9, 1)]));
		expect(alone).toMatchObject([{ accountId: 'p0', from: Date.parse(ago(7) ?? '') }]);
		expect(groups).toMatchObject([[{ accountId: 'p1', from: Date.parse(ago(1) ?? '') }]]);
	});

	it('asks together for people who were away for long, as many as somebody is found in every second group', () => {
		const { alone, groups } = questionsFor(asked(Array.from({ length: 500 }, () => never())));
		expect(alone).toEqual([]);
		expect(groups.map(({ length }) => length)).toEqual([80, 80, 80, 80, 80, 80, 20]);
		const soon = questionsFor(asked(Array.from({ length: 50 }, () => known(20))));
		expect(soon.groups.every(({ length }) => length <= 10)).toBe(true);
	});

	it('never asks together for people whose looks begin on different days', () => {
		const { groups } = questionsFor(asked([known(200, 1), known(200, 10), known(200, 1)]));
		expect(groups.map((group) => group.map(({ accountId }) => accountId))).toEqual([
			['p1'],
			['p0', 'p2'],
		]);
	});

	it('asks for everybody exactly once', () => {
		const records = fc.oneof(
			fc.constant(UNKNOWN_ACTIVITY),
			fc
				.tuple(fc.nat(400), fc.nat(40))
				.map(([last, checked]) => known(last + checked, checked)),
			fc.nat(40).map((checked) => never(checked)),
		);
		fc.assert(
			fc.property(fc.array(records, { maxLength: 300 }), (list) => {
				const { alone, groups } = questionsFor(asked(list));
				const ids = [...alone, ...groups.flat()].map(({ accountId }) => accountId);
				expect(ids.sort()).toEqual(list.map((_, index) => `p${index}`).sort());
				for (const group of groups) expect(group.length).toBeLessThanOrEqual(LARGEST_GROUP);
			}),
		);
	});
});
