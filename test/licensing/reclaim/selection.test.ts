import fc from 'fast-check';

import {
	activityAnchor,
	isDecidedBefore,
	isDecisionTooOld,
	isProfileOnly,
	readReclaimItem,
	type ReclaimItem,
} from '../../../licensing/reclaim/reclaimItem';
import { readAnswers } from '../../../licensing/reclaim/answers';
import { selectPeople, type SelectionSettings } from '../../../licensing/reclaim/selection';
import type { Row } from '../../../licensing/tableValues';

const NOW = Date.parse('2026-06-01T06:00:00Z');
const HOUR = 3_600_000;
const iso = (time: number) => new Date(time).toISOString();

const CANDIDATE: Row = {
	profile: 'acme',
	cloudId: 'cloud',
	accountId: 'ada',
	decision: 'candidate',
	viewsChecked: true,
	groupIds: ['g1'],
	lastActivityAt: '2026-01-01T00:00:00Z',
	evaluatedAt: iso(NOW),
};

function item(row: Row = {}, index = 0): ReclaimItem {
	return readReclaimItem({ ...CANDIDATE, accountId: `p${index}`, ...row }, index).item;
}

const SETTINGS: SelectionSettings = {
	cloudId: 'cloud',
	maxPerRun: 10,
	acknowledgeEditsOnly: false,
	now: NOW,
	answers: readAnswers([]).answers,
	unreadableReceipts: new Map(),
};

describe('An item of Reclaim License', () => {
	it.each([
		['accountId', ''],
		['profile', null],
		['groupIds', '[]'],
		['groupIds', undefined],
		['groupIds', '["g1"'],
		['lastActivityAt', 'last spring'],
		['activityCheckedFrom', 'x'],
	])('that is a candidate names "%s" when it is %p', (field, value) => {
		const row = { ...CANDIDATE, lastActivityAt: null, [field]: value };
		const { problems } = readReclaimItem(row, 0);
		expect(problems.map((problem) => problem.field)).toEqual([field]);
		expect(readReclaimItem({ ...row, decision: 'retained' }, 0).problems).toEqual([]);
	});

	it.each<[boolean, Row]>([
		[true, { profile: 'acme' }],
		[
			true,
			{
				profile: 'acme',
				cloudId: 'cloud',
				accessGroups: 'g1',
				accountId: null,
				decision: '',
			},
		],
		[false, { profile: ' ', cloudId: 'cloud' }],
		[false, { profile: 'acme', accountId: 'ada' }],
		[false, { profile: 'acme', accountId: 6.05e23 }],
		[false, { profile: 'acme', decision: 'candidate' }],
		[false, { profile: 'acme', groupIds: ['g1'] }],
	])('is about a profile alone: %p for %j', (expected, row) => {
		expect(isProfileOnly(row)).toBe(expected);
	});

	it('says nothing of earlier activity where a stand-in took the place of its date', () => {
		const lost = { activityCheckedFrom: iso(NOW - 90 * HOUR), inactiveDays: 20_787 };
		expect(activityAnchor(item({ ...lost, lastActivityAt: 'Never accessed' }))).toBe(0);
		expect(activityAnchor(item({ ...lost, lastActivityAt: '1970-01-01' }))).toBe(0);
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

	it.each([
		[-1, false],
		[0, true],
		[1, true],
	])('was decided before a moment %p hours after its decision: %p', (hours, before) => {
		expect(isDecidedBefore(item(), NOW + hours * HOUR)).toBe(before);
		expect(isDecidedBefore(item({ evaluatedAt: null }), NOW + hours * HOUR)).toBe(true);
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
					for (const { decision, viewsChecked } of chosen) {
						expect(decision).toBe('candidate');
						expect(viewsChecked || acknowledgeEditsOnly).toBe(true);
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
				const rank = ({ lastActivityAt }: ReclaimItem) =>
					Date.parse(lastActivityAt ?? '9999');
				for (const left of capped) {
					for (const taken of chosen) {
						expect(rank(taken)).toBeLessThanOrEqual(rank(left));
					}
				}
			}),
		);
	});

	it.each([
		['notDue', { state: 'Awaiting User' }],
		['notDue', { state: 'awaiting user' }],
		['notDue', { state: 7 }],
		['coolingDown', { keepUntil: iso(NOW + HOUR) }],
		['coolingDown', { keepUntil: 'sometime' }],
	])('are skipped as %s with %j', (code, fields) => {
		expect([...selectPeople([item(fields)], SETTINGS).skipped]).toEqual([[0, code]]);
	});

	it('are handled once a date until when the seat was kept has passed', () => {
		const { chosen } = selectPeople([item({ keepUntil: iso(NOW - HOUR) })], SETTINGS);
		expect(chosen).toHaveLength(1);
	});

	it('are skipped where an event says that the person keeps the seat, before anything else is weighed', () => {
		const { answers } = readAnswers([{ candidateId: 'acme:p0:1', event: 'keep' }]);
		const asked = item({ candidateId: 'acme:p0:1', viewsChecked: false });
		const { skipped } = selectPeople([asked, item({}, 1)], { ...SETTINGS, answers });
		expect([...skipped]).toEqual([[0, 'keptByAnswer']]);
	});

	it('are skipped where an event about them cannot be read, whatever else was said', () => {
		const about = { candidateId: 'acme:p0:1' };
		const { answers } = readAnswers([
			{ ...about, event: 'release', at: iso(NOW) },
			{ ...about, event: 'Keep!' },
		]);
		const { skipped } = selectPeople([item(about), item({}, 1)], { ...SETTINGS, answers });
		expect([...skipped]).toEqual([[0, 'unreadableAnswer']]);
	});

	it('are skipped, alone, where a receipt about them cannot be read', () => {
		const unreadableReceipts = new Map([['p0', 'The state is "Done".']]);
		const { chosen, skipped } = selectPeople([item(), item({}, 1)], {
			...SETTINGS,
			unreadableReceipts,
		});
		expect([...skipped]).toEqual([[0, 'unreadableReceipt']]);
		expect(chosen.map(({ accountId }) => accountId)).toEqual(['p1']);
	});

	it.each<[string, string | undefined, Row, readonly Row[]]>([
		['nobody answered', 'viewsNotChecked', {}, []],
		['the person left', undefined, { reasonCode: 'left' }, []],
		['the candidate says that the person gave it back', undefined, { answer: 'release' }, []],
		['an administrator agreed', 'viewsNotChecked', { answer: 'approve' }, []],
		['the event says that the person gave it back', undefined, {}, [{ event: 'release' }]],
		[
			'the event says that an administrator agreed',
			'viewsNotChecked',
			{},
			[{ event: 'approve' }],
		],
		[
			'an earlier candidate was given back',
			'viewsNotChecked',
			{},
			[{ event: 'release', candidateId: 'acme:p0:1' }],
		],
		[
			'the person gave it back and then kept it',
			'keptByAnswer',
			{ answer: 'release' },
			[{ event: 'keep' }],
		],
	])(
		'need a look at views unless they need the seat no more: %s',
		(_title, code, fields, events) => {
			const about = { candidateId: 'acme:p0:2' };
			const { answers } = readAnswers(
				events.map((event) => ({ ...about, at: iso(NOW), ...event })),
			);
			const edited = item({ ...about, viewsChecked: false, ...fields });
			expect(selectPeople([edited], { ...SETTINGS, answers }).skipped.get(0)).toBe(code);
		},
	);

	it('an item of another site makes the item of this one no duplicate', () => {
		const { skipped } = selectPeople(
			[item({ accountId: 'a', cloudId: 'other' }), item({ accountId: 'a' }, 1)],
			SETTINGS,
		);
		expect([...skipped]).toEqual([[0, 'otherSite']]);
	});
});
