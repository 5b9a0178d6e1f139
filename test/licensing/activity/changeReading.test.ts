import fc from 'fast-check';

import { ChangeReading } from '../../../licensing/activity/changeReading';
import type { ContentChange } from '../../../licensing/activity/contentChange';

const NOW = Date.parse('2026-05-01T06:00:00Z');
const HOUR = 3_600_000;
const FROM = NOW - 100 * HOUR;
const PEOPLE = ['a', 'b', 'c', 'd'] as const;

interface Content {
	versions: { by: string; at: number }[];
}

/** Content with versions by a few people, some before the look begins, newest change first. */
const contents = fc
	.array(
		fc.array(
			fc.record({
				by: fc.constantFrom(...PEOPLE),
				at: fc.integer({ min: NOW - 150 * HOUR, max: NOW }),
			}),
			{ minLength: 1, maxLength: 5 },
		),
		{ maxLength: 12 },
	)
	.map((list): Content[] =>
		list
			.map((versions) => ({ versions: [...versions].sort((x, y) => x.at - y.at) }))
			.sort((x, y) => lastOf(y).at - lastOf(x).at),
	);

const lastOf = ({ versions }: Content) => versions[versions.length - 1] ?? { by: '', at: 0 };

const changeOf = (content: Content, index: number): ContentChange => ({
	contentId: String(index),
	contentType: 'page',
	createdBy: content.versions[0]?.by ?? null,
	createdAt: content.versions[0]?.at ?? null,
	changedBy: lastOf(content).by,
	changedAt: lastOf(content).at,
	version: content.versions.length,
});

const truthOf = (list: Content[], person: string): number => {
	let last = -Infinity;
	for (const { versions } of list) {
		for (const { by, at } of versions) if (by === person) last = Math.max(last, at);
	}
	return last >= FROM ? last : -Infinity;
};

describe('the list of everybody’s changes', () => {
	it('proves only what is true, however far it was read', () => {
		fc.assert(
			fc.property(contents, fc.nat({ max: 12 }), (list, readTo) => {
				const reading = new ChangeReading(NOW);
				list.slice(0, readTo).forEach((content, index) =>
					reading.add(changeOf(content, index)),
				);
				if (readTo >= list.length) reading.end(FROM);
				for (const accountId of PEOPLE) {
					const wanted = { accountId, from: FROM };
					if (!reading.proves(wanted)) continue;
					const found = reading.foundOf(wanted);
					const truth = truthOf(list, accountId);
					expect(found?.at ?? -Infinity).toBeGreaterThanOrEqual(truth);
					if (found !== null && found.type !== 'sharedEdit' && found.at >= FROM) {
						expect(found.at).toBe(truth);
					}
				}
			}),
			{ numRuns: 2_000 },
		);
	});

	it('explains the creations of a group only where leaving them out loses nobody’s change', () => {
		const people = fc.subarray([...PEOPLE], { minLength: 1 });
		const looks = fc.array(fc.constantFrom(0, 30, 60), { minLength: 4, maxLength: 4 });
		fc.assert(
			fc.property(
				contents,
				people,
				fc.boolean(),
				looks,
				(list, accountIds, alike, shorter) => {
					const reading = new ChangeReading(NOW);
					list.forEach((content, index) => reading.add(changeOf(content, index)));
					reading.end(FROM);
					const group = accountIds.map((accountId, index) => ({
						accountId,
						from: FROM + (alike ? 0 : (shorter[index] ?? 0) * HOUR),
					}));
					const leftOut = reading.explainedCreators(group);
					for (const { accountId, from } of group) {
						const lost = list.filter(
							({ versions }) =>
								leftOut.includes(versions[0]?.by ?? '') &&
								versions.some(({ by, at }) => by === accountId && at >= from),
						);
						expect(lost).toEqual([]);
					}
				},
			),
			{ numRuns: 3_000 },
		);
	});

	it('explains no creations once a change came without its creator, or a page came empty', () => {
		const explained = (spoil: (reading: ChangeReading) => void) => {
			const reading = new ChangeReading(NOW);
			const versions = [
				{ by: 'a', at: FROM - 9 * HOUR },
				{ by: 'd', at: NOW - HOUR },
			];
			reading.add(changeOf({ versions }, 0));
			spoil(reading);
			reading.end(FROM);
			return reading.explainedCreators([{ accountId: 'a', from: FROM }]);
		};
		const bare = { createdBy: null, createdAt: null, changedBy: null, version: null };
		expect(explained(() => undefined)).toEqual(['a']);
		expect(explained((reading) => reading.gap())).toEqual([]);
		expect(
			explained((reading) =>
				reading.add({
					...changeOf({ versions: [{ by: 'x', at: NOW - 2 * HOUR }] }, 1),
					...bare,
				}),
			),
		).toEqual([]);
	});

	it('proves nobody’s absence before the whole look was read', () => {
		const reading = new ChangeReading(NOW);
		reading.add(changeOf({ versions: [{ by: 'a', at: NOW - HOUR }] }, 0));
		expect(reading.proves({ accountId: 'a', from: FROM })).toBe(true);
		expect(reading.proves({ accountId: 'b', from: FROM })).toBe(false);
		reading.end(FROM);
		expect(reading.proves({ accountId: 'b', from: FROM })).toBe(true);
		expect(reading.proves({ accountId: 'b', from: FROM - 2 * HOUR })).toBe(false);
	});
});
