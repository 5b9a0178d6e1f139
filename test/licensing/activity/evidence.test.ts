import type { ContentChange } from '../../../licensing/activity/contentChange';
import { evidenceOf, laterEvidence } from '../../../licensing/activity/evidence';

const CREATED = Date.parse('2026-03-01T08:00:00Z');
const CHANGED = Date.parse('2026-04-01T08:00:00Z');
const NOW = Date.parse('2026-05-01T00:00:00Z');

const change = (more: Partial<ContentChange> = {}): ContentChange => ({
	contentId: '1',
	contentType: 'page',
	createdBy: 'creator',
	createdAt: CREATED,
	changedBy: 'editor',
	changedAt: CHANGED,
	version: 2,
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
		['somebody in between', 'another', { version: 4 }, AT_THE_LATEST],
		['content without a last editor', 'editor', { changedBy: null }, AT_THE_LATEST],
		[
			'content without any date',
			'editor',
			{ changedAt: null },
			{ at: NOW, type: 'sharedEdit' },
		],
	])('is exact or the latest possible for %s', (_, accountId, more, expected) => {
		expect(evidenceOf(change(more), accountId, 'search', NOW)).toEqual({
			...expected,
			source: 'search',
		});
	});

	it('prefers the later date, and at one moment the exact one', () => {
		const exact = evidenceOf(change(), 'editor', 'search', NOW);
		const bound = { ...exact, type: 'sharedEdit' } as const;
		const earlier = evidenceOf(change(), 'creator', 'search', NOW);
		expect(laterEvidence(exact, earlier)).toBe(exact);
		expect(laterEvidence(earlier, exact)).toBe(exact);
		expect(laterEvidence(bound, exact)).toBe(exact);
		expect(laterEvidence(exact, bound)).toBe(exact);
		expect(laterEvidence(null, null)).toBeNull();
	});
});
