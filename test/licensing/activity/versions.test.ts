import { changeInVersions, type Version } from '../../../licensing/activity/versions';
import type { ContentChange, Evidence } from '../../../licensing/activity/evidence';
import { DAY_MS } from '../../../licensing/times';

const NOW = Date.parse('2026-05-01T00:00:00Z');
const ago = (days: number) => NOW - days * DAY_MS;
const by = (accountId: string | null, days: number | null): Version => ({
	accountId,
	at: days === null ? null : ago(days),
});
const upperBound: Evidence = { at: ago(3), type: 'sharedEdit', source: 'search' };

/** Asks for Ada's last change of a page of four versions, the last one by Bo three days ago. */
function ask(
	list: Version[],
	{ hasEnded = true, ...more }: Partial<ContentChange> & { hasEnded?: boolean } = {},
) {
	const change: ContentChange = {
		contentId: '1',
		contentType: 'page',
		createdBy: 'zoe',
		createdAt: ago(300),
		changedBy: 'bo',
		changedAt: ago(3),
		version: 4,
		foundAt: ago(3),
		...more,
	};
	return changeInVersions(
		{ list, hasEnded },
		{ change, accountId: 'ada', from: ago(60), upperBound },
	);
}

describe('the versions of a page', () => {
	it('tell when somebody changed it last', () => {
		const list = [by('bo', 3), by('ada', 20), by('ada', 40), by('zoe', 300)];
		expect(ask(list)).toEqual({ at: ago(20), type: 'edit', source: 'versions' });
	});

	it('prove that somebody did not, once they reach back before the look', () => {
		expect(ask([by('bo', 3), by('bo', 61)], { hasEnded: false })).toBeNull();
	});

	it('prove it too when there are no more of them', () => {
		expect(ask([by('bo', 3), by('bo', 4), by('bo', 5), by('zoe', 50)])).toBeNull();
	});

	it('leave the date of a version without an author as the latest possible', () => {
		expect(ask([by('bo', 3), by(null, 30)])).toEqual({ ...upperBound, at: ago(30) });
	});

	it.each([
		['there are none', [], {}],
		['fewer came than the page has', [by('bo', 3), by('bo', 4)], {}],
		['it is not known how many it has', [by('bo', 3), by('bo', 4)], { version: null }],
		[
			'the list goes on',
			[by('bo', 3), by('bo', 4), by('bo', 5), by('bo', 6)],
			{ hasEnded: false },
		],
		['the newest is missing', [by('bo', 61), by('bo', 70)], {}],
		['a date is missing', [by('bo', 3), by('ada', null), by('bo', 61)], {}],
		['an own one follows what is older', [by('bo', 3), by('bo', 61), by('ada', 20)], {}],
		['they are out of order', [by('bo', 3), by('bo', 50), by('ada', 20), by('bo', 61)], {}],
	])('prove nothing when %s', (_, list, more) => {
		expect(ask(list, more)).toBe(upperBound);
	});
});
