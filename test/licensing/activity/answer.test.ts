import fc from 'fast-check';

import { conclude, type ReadHit } from '../../../licensing/activity/answer';
import { evidenceOf, type ContentChange } from '../../../licensing/activity/evidence';
import { DAY_MS, HOUR_MS } from '../../../licensing/times';
import { atLeast } from '../../testScale';

const NOW = Date.parse('2026-05-01T00:00:00Z');
const FROM = NOW - 60 * DAY_MS;
const ago = (days: number) => NOW - days * DAY_MS;

/** A change by Ada, unless it says otherwise, found under its own date. */
function hit(days: number, more: Partial<ContentChange> = {}): ReadHit {
	const change: ContentChange = {
		contentId: '1',
		contentType: 'page',
		createdBy: 'zoe',
		createdAt: ago(300),
		changedBy: 'ada',
		changedAt: ago(days),
		version: 7,
		foundAt: ago(days),
		...more,
	};
	return { change, evidence: evidenceOf(change, 'ada') };
}

const byOthers = { changedBy: 'bo' };
const madeByAda = { createdBy: 'ada', createdAt: ago(200), changedBy: 'bo', version: 2 };

const ended = (...hits: ReadHit[]) => ({ hits, hasEnded: true, isSound: true });
const goesOn = (...hits: ReadHit[]) => ({ hits, hasEnded: false, isSound: true });

describe('an answer that was read to its end', () => {
	it('proves that there was nothing, when it is empty', () => {
		expect(conclude(ended(), FROM)).toEqual({ kind: 'settled', evidence: null });
	});

	it.each([
		['in order', [hit(3), hit(9)], ago(3)],
		['out of order', [hit(9), hit(3)], ago(3)],
		[
			'with a hit found later than its version was made',
			[hit(200, { foundAt: ago(1) }), hit(5)],
			ago(5),
		],
		['with a hit older than asked for', [hit(400)], ago(400)],
	])('settles by the latest own date, %s', (_, hits, at) => {
		expect(conclude(ended(...hits), FROM)).toMatchObject({ kind: 'settled', evidence: { at } });
	});

	it('counts what others changed last at the later of its two dates', () => {
		const moved = hit(30, { ...byOthers, foundAt: ago(1) });
		expect(conclude(ended(moved), FROM)).toMatchObject({
			kind: 'settled',
			evidence: { at: ago(1), type: 'sharedEdit' },
		});
	});

	it('is to be confirmed where the site tells no dates of versions', () => {
		const bare = hit(30, { changedBy: null, changedAt: null, version: null });
		expect(conclude(ended(bare), FROM)).toMatchObject({
			kind: 'byOrder',
			evidence: { at: ago(30), type: 'sharedEdit' },
		});
	});

	it('settles nobody by a hit without any date', () => {
		const undated = hit(1, { changedAt: null, foundAt: null });
		expect(conclude(ended(undated), FROM).kind).toBe('open');
		expect(conclude(ended(hit(40), undated), FROM).kind).toBe('open');
	});
});

describe('an answer that goes on', () => {
	it('dates somebody by their own change, where that is its newest hit', () => {
		expect(conclude(goesOn(hit(3)), FROM)).toMatchObject({
			kind: 'byOrder',
			evidence: { at: ago(3), type: 'edit' },
		});
	});

	it('gives the latest date possible where somebody else changed the newest hit', () => {
		expect(conclude(goesOn(hit(3, byOthers)), FROM)).toMatchObject({
			kind: 'byOrder',
			evidence: { at: ago(3), type: 'sharedEdit' },
		});
		expect(conclude(goesOn(hit(3, madeByAda)), FROM)).toMatchObject({
			kind: 'atTheLatest',
			evidence: { at: ago(3), type: 'sharedEdit' },
		});
	});

	it('dates by an own change once nothing unread can be later', () => {
		const hits = [hit(3, madeByAda), hit(9)];
		expect(conclude(goesOn(...hits), FROM)).toMatchObject({
			kind: 'byOrder',
			evidence: { at: ago(9), type: 'edit' },
		});
	});

	it.each([
		['an empty page that promises more', []],
		['a hit found later than its version was made', [hit(200, { foundAt: ago(1) })]],
		['a hit whose version is newer than it was found', [hit(1, { foundAt: ago(20) })]],
		['a hit older than asked for', [hit(70)]],
		['a hit later than the one before', [hit(9), hit(3)]],
		['a hit without a date of its own', [hit(3, { foundAt: null })]],
	])('proves nothing by %s', (_, hits) => {
		expect(conclude(goesOn(...hits), FROM).kind).toBe('open');
	});

	it('forgives an hour between clocks, and the zone of the searching person', () => {
		expect(conclude(goesOn(hit(3, { foundAt: ago(3) + HOUR_MS })), FROM).kind).toBe('byOrder');
		expect(conclude(goesOn(hit(61.5)), FROM).kind).toBe('byOrder');
	});
});

describe('an answer that contradicts itself', () => {
	it('proves nothing, read to its end or not', () => {
		for (const hasEnded of [true, false]) {
			expect(conclude({ hits: [], hasEnded, isSound: false }, FROM).kind).toBe('open');
			expect(conclude({ hits: [hit(3)], hasEnded, isSound: false }, FROM).kind).toBe('open');
		}
	});
});

it('never says less than the latest own change of the whole list, whatever was read of it', () => {
	const changes = fc.array(
		fc.record({
			days: fc.integer({ min: 0, max: 59 }),
			isOwn: fc.boolean(),
			isMade: fc.boolean(),
			shift: fc.constantFrom(0, 0, 0, 0, -30, 30),
		}),
		{ maxLength: 8 },
	);
	fc.assert(
		fc.property(changes, fc.nat(8), fc.boolean(), (list, count, isSound) => {
			const hits = list
				.map(({ days, isOwn, isMade, shift }) =>
					hit(days, {
						...(isOwn ? {} : isMade ? madeByAda : byOthers),
						foundAt: ago(days + shift),
					}),
				)
				.sort((a, b) => (b.change.foundAt ?? 0) - (a.change.foundAt ?? 0));
			// A site that hides the order: what is odd may stand anywhere behind what was read.
			const isOdd = list.some(({ shift }) => shift !== 0);
			const read = hits.slice(0, count);
			const conclusion = conclude(
				{ hits: read, hasEnded: count >= hits.length, isSound },
				FROM,
			);
			if (conclusion.kind === 'open' || (isOdd && count < hits.length)) return;
			const latest = Math.max(
				-Infinity,
				...hits
					.filter(({ change }) => change.changedBy === 'ada')
					.map(({ change }) => change.changedAt ?? 0),
			);
			expect(conclusion.evidence?.at ?? -Infinity).toBeGreaterThanOrEqual(latest);
		}),
		{ numRuns: atLeast(2_000) },
	);
});
