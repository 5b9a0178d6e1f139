import fc from 'fast-check';

import type { Evidence } from '../../../licensing/activity/evidence';
import { coveredFrom, lookFrom } from '../../../licensing/activity/lookWindow';
import { bothRecords, mergeLook, type LookResult } from '../../../licensing/activity/merge';
import {
	ACTIVITY_STATUSES,
	UNKNOWN_ACTIVITY,
	type ActivityRecord,
} from '../../../licensing/subscription';
import { DAY_MS, readTime, toIso } from '../../../licensing/times';

const NOW = Date.parse('2026-05-01T06:00:00Z');
const ago = (days: number) => NOW - days * DAY_MS;
const NOTHING: LookResult = {
	evidence: null,
	error: null,
	isComplete: true,
	viewsChecked: false,
};

const known = (more: Partial<ActivityRecord> = {}): ActivityRecord => ({
	...UNKNOWN_ACTIVITY,
	lastActivityAt: toIso(ago(10)),
	lastActivityType: 'edit',
	lastActivitySource: 'search',
	activityStatus: 'known',
	activityCheckedAt: toIso(ago(1)),
	activityCheckedFrom: toIso(ago(61)),
	...more,
});

const moments = fc.integer({ min: ago(200), max: NOW });
const evidences: fc.Arbitrary<Evidence> = fc.record({
	at: moments,
	type: fc.constantFrom('create', 'edit', 'sharedEdit', 'view'),
	source: fc.constantFrom('search', 'versions', 'organization'),
});
const records: fc.Arbitrary<ActivityRecord> = fc.record({
	lastActivityAt: fc.option(moments.map(toIso)),
	lastActivityType: fc.constantFrom(null, 'edit', 'sharedEdit'),
	lastActivitySource: fc.constantFrom(null, 'search', 'changes'),
	activityStatus: fc.constantFrom(...ACTIVITY_STATUSES),
	activityCheckedAt: fc.option(moments.map(toIso)),
	activityCheckedFrom: fc.option(moments.map(toIso)),
	viewsChecked: fc.boolean(),
});
const looks: fc.Arbitrary<LookResult> = fc.record({
	evidence: fc.option(evidences),
	error: fc.option(fc.constant('it failed')),
	isComplete: fc.boolean(),
	viewsChecked: fc.boolean(),
});

describe('where a look begins', () => {
	it.each([
		['their own last check', known(), ago(1)],
		['the lookback for people never looked at', UNKNOWN_ACTIVITY, ago(60)],
		['the lookback after a failed look', known({ activityStatus: 'unknown' }), ago(60)],
		[
			'the lookback where the last check is unreadable',
			known({ activityCheckedAt: null }),
			ago(60),
		],
		[
			'the lookback where the last check is in the future',
			known({ activityCheckedAt: toIso(NOW + 1) }),
			ago(60),
		],
		[
			'the lookback where the date that the last check found is lost',
			known({ lastActivityAt: null }),
			ago(60),
		],
		[
			'an old check, even before the lookback',
			known({ activityCheckedAt: toIso(ago(90)) }),
			ago(90),
		],
		['a day earlier after views, which come late', known({ viewsChecked: true }), ago(2)],
		[
			'their own last check where nothing was found as far back as the lookback',
			known({ lastActivityAt: null, activityStatus: 'none' }),
			ago(1),
		],
		[
			'the lookback where nothing was found and the last look reached back less far',
			known({
				lastActivityAt: null,
				activityStatus: 'none',
				activityCheckedFrom: toIso(ago(31)),
			}),
			ago(60),
		],
		[
			'the lookback where nothing was found and it is not known how far back',
			known({ lastActivityAt: null, activityStatus: 'none', activityCheckedFrom: null }),
			ago(60),
		],
		[
			'the last activity where version 0.1.0 may have missed a later one',
			known({ lastActivitySource: 'changes' }),
			ago(10),
		],
	])('is %s', (_, record, from) => {
		expect(lookFrom(record, { now: NOW, lookbackDays: 60 })).toBe(from);
	});
});

describe('where a look that reads views begins', () => {
	it('is the last check, also after a look that read them', () => {
		const facts = { now: NOW, lookbackDays: 60, readsViews: true };
		expect(lookFrom(known({ viewsChecked: true }), facts)).toBe(ago(1));
	});
});

describe('what is covered without a gap', () => {
	it.each([
		['keeps what the look before covered', known(), ago(1), ago(61)],
		['keeps it where the looks overlap', known(), ago(5), ago(61)],
		['starts anew after a gap', known({ activityCheckedAt: toIso(ago(90)) }), ago(60), ago(60)],
		['starts with the first look', UNKNOWN_ACTIVITY, ago(60), ago(60)],
		['reaches back as far as a longer look', known(), ago(80), ago(80)],
		[
			'believes no check in the future',
			known({ activityCheckedAt: toIso(NOW + 1) }),
			ago(60),
			ago(60),
		],
		[
			'starts anew where the date found is lost',
			known({ lastActivityAt: null, activityCheckedFrom: toIso(ago(90)) }),
			ago(60),
			ago(60),
		],
	])('%s', (_, record, from, covered) => {
		expect(coveredFrom(record, { from, now: NOW })).toBe(covered);
	});
});

describe('adding a look to what was known', () => {
	const span = { from: ago(1), now: NOW };

	it('says none only after a complete look without a date', () => {
		const never = known({ lastActivityAt: null, activityStatus: 'none' });
		expect(mergeLook(never, NOTHING, span).activityStatus).toBe('none');
		expect(mergeLook(UNKNOWN_ACTIVITY, NOTHING, span).activityStatus).toBe('none');
		expect(mergeLook(known(), NOTHING, span).activityStatus).toBe('known');
	});

	it('leaves what was covered alone when the look failed, and says why', () => {
		const failed = mergeLook(known(), { ...NOTHING, error: 'it failed' }, span);
		expect(failed).toMatchObject({
			activityStatus: 'unknown',
			activityError: 'it failed',
			lastActivityAt: toIso(ago(10)),
			activityCheckedAt: toIso(ago(1)),
			activityCheckedFrom: toIso(ago(61)),
		});
	});

	it('keeps nothing of a look whose date is lost when the next one fails', () => {
		const lost = known({ lastActivityAt: null });
		expect(mergeLook(lost, { ...NOTHING, error: 'it failed' }, span)).toMatchObject({
			activityStatus: 'unknown',
			activityCheckedAt: null,
			activityCheckedFrom: null,
		});
	});

	it('moves the date of somebody active anyway, and nothing that was checked', () => {
		const evidence: Evidence = { at: ago(2), type: 'edit', source: 'search' };
		const active = { ...NOTHING, evidence, isComplete: false };
		expect(mergeLook(known(), active, span)).toEqual({
			...known({ lastActivityAt: toIso(ago(2)) }),
			activityError: null,
		});
		expect(mergeLook(UNKNOWN_ACTIVITY, active, span)).toMatchObject({
			activityStatus: 'known',
			activityCheckedAt: null,
			activityCheckedFrom: null,
		});
	});

	it('never says none of somebody who was not asked for', () => {
		const { activityStatus } = mergeLook(
			UNKNOWN_ACTIVITY,
			{ ...NOTHING, isComplete: false },
			span,
		);
		expect(activityStatus).toBe('unknown');
	});

	it('never moves the last activity backwards, and never invents one', () => {
		fc.assert(
			fc.property(records, looks, moments, (record, look, from) => {
				const merged = mergeLook(record, look, { from, now: NOW });
				const [before, after] = [record, merged].map(({ lastActivityAt }) =>
					readTime(lastActivityAt),
				);
				expect(after ?? -Infinity).toBe(
					Math.max(before ?? -Infinity, look.evidence?.at ?? -Infinity),
				);
			}),
		);
	});

	it('is unknown when the look failed or nobody asked, and changes nothing when done twice', () => {
		fc.assert(
			fc.property(records, looks, moments, (record, look, from) => {
				const merged = mergeLook(record, look, { from, now: NOW });
				const isUnknown =
					look.error !== null || (!look.isComplete && merged.lastActivityAt === null);
				expect(merged.activityStatus === 'unknown').toBe(isUnknown);
				expect(merged.activityError).toBe(look.error);
				const { activityError: _, ...again } = merged;
				if (look.error === null) {
					expect(mergeLook(again, look, { from: NOW, now: NOW }).lastActivityAt).toBe(
						merged.lastActivityAt,
					);
				}
			}),
		);
	});
});

describe('somebody who comes twice', () => {
	const lately = known({ lastActivityAt: toIso(ago(2)), activityCheckedAt: toIso(ago(5)) });
	const longAgo = known({ lastActivityAt: toIso(ago(100)) });
	const none = known({ activityStatus: 'none', lastActivityAt: null });
	const failed = { ...longAgo, activityStatus: 'unknown' as const };
	const lost = known({ lastActivityAt: null, activityCheckedAt: toIso(ago(3)) });
	const first = known({ ...longAgo, activityCheckedAt: toIso(ago(9)) });

	it.each([
		['the later activity, looked at first', lately, longAgo, lately],
		[
			'the later activity, looked at last',
			first,
			known({ lastActivityAt: toIso(ago(2)) }),
			{ ...first, lastActivityAt: toIso(ago(2)) },
		],
		[
			'nothing found by the longer look',
			{ ...none, activityCheckedAt: toIso(ago(5)) },
			longAgo,
			{ ...longAgo, activityCheckedAt: toIso(ago(5)) },
		],
		['a look that failed', longAgo, failed, failed],
		['a date that was lost', longAgo, lost, { ...longAgo, activityCheckedAt: null }],
		['never looked at', none, UNKNOWN_ACTIVITY, UNKNOWN_ACTIVITY],
	])('is known by the longer look and the later activity: %s', (_, a, b, expected) => {
		expect(bothRecords(a, b, NOW)).toEqual(expected);
		expect(bothRecords(b, a, NOW)).toEqual(expected);
	});
});
