import fc from 'fast-check';

import {
	activityAnchor,
	isDecisionTooOld,
	readReclaimItem,
	type ReclaimItem,
} from '../../../licensing/reclaim/reclaimItem';
import { selectPeople } from '../../../licensing/reclaim/selection';
import type { Row } from '../../../licensing/tableValues';

const NOW = Date.parse('2026-06-01T06:00:00Z');
const HOUR = 3_600_000;
const iso = (time: number) => new Date(time).toISOString();

function item(row: Row = {}, index = 0): ReclaimItem {
	return readReclaimItem(
		{
			profile: 'acme',
			cloudId: 'cloud',
			accountId: `p${index}`,
			decision: 'candidate',
			viewsChecked: true,
			groupIds: ['g1'],
			lastActivityAt: '2026-01-01T00:00:00Z',
			evaluatedAt: iso(NOW),
			...row,
		},
		index,
	).item;
}

const SETTINGS = { cloudId: 'cloud', maxPerRun: 10, acknowledgeEditsOnly: false };

describe('An item of Reclaim License', () => {
	it.each([
		['accountId', ''],
		['profile', null],
		['groupIds', '[]'],
		['groupIds', undefined],
		['groupIds', '["g1"'],
		['groupIds', [{ name: 'users' }]],
		['groupIds', 5],
		['lastActivityAt', 'last spring'],
		['activityCheckedFrom', 'x'],
	])('names "%s" when it is %p', (field, value) => {
		const row = {
			profile: 'acme',
			accountId: 'ada',
			decision: 'candidate',
			groupIds: ['g1'],
			lastActivityAt: null,
			[field]: value,
		};
		const { problems } = readReclaimItem(row, 0);
		expect(problems.map((problem) => problem.field)).toEqual([field]);
	});

	it.each(['1970-01-01T00:00:00.000Z', '1970-01-01', '0001-01-01', 0, '0', 'Never accessed'])(
		'is whole with a stand-in for a date (%p), and says nothing of earlier activity then',
		(date) => {
			const row = {
				profile: 'acme',
				accountId: 'ada',
				decision: 'candidate',
				groupIds: ['g1'],
				lastActivityAt: date,
				activityCheckedFrom: iso(NOW - 90 * HOUR),
				inactiveDays: 20_787,
			};
			const { item: read, problems } = readReclaimItem(row, 0);
			expect(problems).toEqual([]);
			expect(activityAnchor(read)).toBe(0);
		},
	);

	it('has no problem when it is no candidate: nothing happens to it', () => {
		expect(readReclaimItem({ decision: 'retained' }, 0).problems).toEqual([]);
		expect(readReclaimItem({}, 0).item.isCandidate).toBe(false);
	});

	it('is protected by a protection that cannot be read', () => {
		expect(item({ isAdmin: 'perhaps' }).isAdmin).toBe(true);
		expect(item({ isConnectedAccount: 1 }).isConnectedAccount).toBe(true);
		expect(item({ isAdmin: 'false' }).isAdmin).toBe(false);
		expect(item({ viewsChecked: 'perhaps' }).viewsChecked).toBe(false);
	});

	it('counts activity as new from the last one known, from where the look began, from the idle days, else always', () => {
		const from = { activityCheckedFrom: iso(NOW - 90 * HOUR) };
		expect(activityAnchor(item(from))).toBe(Date.parse('2026-01-01T00:00:00Z'));
		expect(activityAnchor(item({ ...from, lastActivityAt: null }))).toBe(NOW - 90 * HOUR);
		const bare = { lastActivityAt: null, evaluatedAt: null };
		const idle = { lastActivityAt: null, inactiveDays: 30, evaluatedAt: iso(NOW) };
		expect(activityAnchor(item(idle))).toBe(NOW - 30 * 24 * HOUR);
		expect(activityAnchor(item(bare))).toBe(0);
	});

	it.each([
		[47, false],
		[49, true],
		[-49, true],
	])('decided %p hours ago: too old %p', (hours, tooOld) => {
		expect(isDecisionTooOld(item({ evaluatedAt: iso(NOW - hours * HOUR) }), NOW)).toBe(tooOld);
	});

	it('takes the age of a stored candidate from when its activity was checked', () => {
		const stored = { evaluatedAt: undefined, activityCheckedAt: iso(NOW - HOUR) };
		expect(isDecisionTooOld(item(stored), NOW)).toBe(false);
		expect(isDecisionTooOld(item({ evaluatedAt: 'soon' }), NOW)).toBe(true);
	});
});

describe('The people of a run', () => {
	const rows = fc.array(
		fc.record({
			accountId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
			decision: fc.constantFrom('candidate', 'candidate', 'candidate', 'retained', undefined),
			cloudId: fc.constantFrom('cloud', 'CLOUD', 'other', ''),
			viewsChecked: fc.boolean(),
			lastActivityAt: fc.oneof(
				fc.constant(null),
				fc.integer({ min: 1, max: 200 }).map((days) => iso(NOW - days * 24 * HOUR)),
			),
		}),
	);

	it('are chosen or skipped, each item exactly once, at most as many as allowed, nobody twice', () => {
		fc.assert(
			fc.property(
				rows,
				fc.nat(4),
				fc.boolean(),
				(drafts, maxPerRun, acknowledgeEditsOnly) => {
					const items = drafts.map((row, index) => item(row, index));
					const { chosen, skipped } = selectPeople(items, {
						...SETTINGS,
						maxPerRun,
						acknowledgeEditsOnly,
					});
					const indexes = [...chosen.map(({ index }) => index), ...skipped.keys()];
					expect(indexes.sort((a, b) => a - b)).toEqual(items.map(({ index }) => index));
					expect(chosen.length).toBeLessThanOrEqual(maxPerRun);
					expect(new Set(chosen.map(({ accountId }) => accountId)).size).toBe(
						chosen.length,
					);
					for (const { isCandidate, viewsChecked } of chosen) {
						expect(isCandidate && (viewsChecked || acknowledgeEditsOnly)).toBe(true);
					}
				},
			),
		);
	});

	it('are the longest inactive; whoever was never active comes last', () => {
		fc.assert(
			fc.property(rows, fc.integer({ min: 1, max: 4 }), (drafts, maxPerRun) => {
				const items = drafts.map((row, index) => item(row, index));
				const { chosen, skipped } = selectPeople(items, { ...SETTINGS, maxPerRun });
				const capped = items.filter(({ index }) => skipped.get(index) === 'overCap');
				const rank = ({ lastActivityAt }: ReclaimItem) => lastActivityAt ?? Infinity;
				for (const left of capped) {
					for (const taken of chosen) {
						expect(rank(taken)).toBeLessThanOrEqual(rank(left));
					}
				}
			}),
		);
	});

	it('an item of another site makes the item of this one no duplicate', () => {
		const { skipped } = selectPeople(
			[item({ accountId: 'a', cloudId: 'other' }), item({ accountId: 'a' }, 1)],
			SETTINGS,
		);
		expect([...skipped]).toEqual([[0, 'otherSite']]);
	});
});
