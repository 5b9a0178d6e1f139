import {
	evidenceOf,
	laterEvidence,
	ownChange,
	type ContentChange,
	type Evidence,
} from '../../../licensing/activity/evidence';

const CREATED = Date.parse('2026-03-01T08:00:00Z');
const CHANGED = Date.parse('2026-04-01T08:00:00Z');

const change = (more: Partial<ContentChange> = {}): ContentChange => ({
	contentId: '1',
	contentType: 'page',
	createdBy: 'creator',
	createdAt: CREATED,
	changedBy: 'editor',
	changedAt: CHANGED,
	version: 2,
	foundAt: CHANGED,
	...more,
});

const SINCE_CREATION = { at: CREATED, type: 'create' };
const LAST_CHANGE = { at: CHANGED, type: 'edit' };
const AT_THE_LATEST = { at: CHANGED, type: 'sharedEdit' };

describe('what a change tells of a person', () => {
	it.each([
		['the last editor', 'editor', {}, LAST_CHANGE],
		['the last editor of much changed content', 'editor', { version: 9 }, LAST_CHANGE],
		[
			'the only author',
			'editor',
			{ createdBy: 'editor', version: 1 },
			{ at: CHANGED, type: 'create' },
		],
		['a creator whom one edit followed', 'creator', {}, SINCE_CREATION],
		['a creator whom several edits followed', 'creator', { version: 3 }, AT_THE_LATEST],
		['a creator of content without a version', 'creator', { version: null }, AT_THE_LATEST],
		['a creator without a date', 'creator', { createdAt: null }, AT_THE_LATEST],
		[
			'a creator who changed it last, at a moment that is not told',
			'creator',
			{ changedBy: 'creator', changedAt: null },
			AT_THE_LATEST,
		],
		[
			'the author of content that was made later than its version, as imports are',
			'editor',
			{ createdBy: 'editor', createdAt: CHANGED + 5 },
			{ at: CHANGED + 5, type: 'create' },
		],
		['somebody in between', 'another', { version: 4 }, AT_THE_LATEST],
		['content without a last editor', 'editor', { changedBy: null }, AT_THE_LATEST],
		['a last editor without a date', 'editor', { changedAt: null }, AT_THE_LATEST],
		[
			'somebody of content found later than it was changed',
			'another',
			{ version: 4, foundAt: CHANGED + 5 },
			{ at: CHANGED + 5, type: 'sharedEdit' },
		],
		[
			'somebody of content changed later than it was found',
			'another',
			{ version: 4, foundAt: CREATED },
			AT_THE_LATEST,
		],
	])('is exact or the latest possible for %s', (_, accountId, more, expected) => {
		expect(evidenceOf(change(more), accountId)).toEqual({
			...expected,
			source: 'search',
		});
	});

	it('is nothing for content without any date', () => {
		expect(evidenceOf(change({ changedAt: null, foundAt: null }), 'editor')).toBeNull();
	});

	it('shows the creation of content that others changed since, as their own change', () => {
		expect(ownChange(change({ version: 9 }), 'creator')).toMatchObject(SINCE_CREATION);
		expect(ownChange(change({ version: 9 }), 'editor')).toMatchObject(LAST_CHANGE);
		expect(ownChange(change(), 'another')).toBeNull();
	});

	it('prefers the later date, and at one moment the exact one', () => {
		const exact: Evidence = { at: CHANGED, type: 'edit', source: 'search' };
		const bound: Evidence = { ...exact, type: 'sharedEdit' };
		const earlier: Evidence = { ...exact, at: CREATED };
		expect(laterEvidence(exact, earlier)).toBe(exact);
		expect(laterEvidence(earlier, exact)).toBe(exact);
		expect(laterEvidence(bound, exact)).toBe(exact);
		expect(laterEvidence(exact, bound)).toBe(exact);
		expect(laterEvidence(null, null)).toBeNull();
	});
});
