import fc from 'fast-check';

import {
	ANSWER_EVENTS,
	finalAnswer,
	OTHER_EVENTS,
	readAnswers,
	SEAT_EVENTS,
	seatChangedAt,
} from '../../../licensing/reclaim/answers';
import type { Row } from '../../../licensing/tableValues';

const ADA = { profile: 'acme', accountId: '557058:ada', candidateId: 'acme:557058:ada:2' };

const event = (word: unknown, day = 1, more: Row = {}): Row => ({
	eventId: `${String(word)}-${day}`,
	profile: ADA.profile,
	candidateId: ADA.candidateId,
	event: word,
	at: `2026-06-0${day}T06:00:00Z`,
	...more,
});

/** The promise of an answer: until when the seat is kept. */
const UNTIL = { until: '2026-09-01T06:00:00Z' };

const answerTo = (rows: readonly Row[], person = ADA) =>
	finalAnswer(readAnswers(rows).answers, person)?.answer ?? null;

describe('What the answers about a person come to', () => {
	it.each<[string, Row[], string | null]>([
		['nothing', [], null],
		['a keep', [event('keep')], 'keep'],
		['a release', [event('release')], 'release'],
		['a keep after a release', [event('release', 1), event('keep', 2)], 'keep'],
		['a release after a keep', [event('keep', 1), event('release', 2)], 'keep'],
		['a keep that was rejected later', [event('keep', 1), event('reject', 2)], null],
		[
			'a release and a keep that was rejected',
			[event('release', 1), event('keep', 2), event('reject', 3)],
			'release',
		],
		['a keep after a rejection', [event('reject', 1), event('keep', 2)], 'keep'],
		['a rejection of the same moment', [event('keep', 1), event('reject', 1)], 'keep'],
		[
			'a second keep after the rejection',
			[event('keep', 1), event('reject', 2), event('keep', 3)],
			'keep',
		],
		[
			'a keep at a time that nobody knows',
			[event('keep', 1, { at: '' }), event('reject', 2)],
			'keep',
		],
		[
			'a rejection at a time that nobody knows',
			[event('keep', 1), event('reject', 2, { at: 'later' })],
			'keep',
		],
		[
			'a release at a time that nobody knows',
			[event('release', 1, { at: null })],
			'unreadable',
		],
		[
			'a rejection after an approval',
			[event('keep', 1), event('approve', 2), event('reject', 3)],
			'keep',
		],
		[
			'a rejection and an approval of the same moment',
			[event('keep', 1), event('approve', 2), event('reject', 2)],
			'keep',
		],
		[
			'an approval before the keep, and a rejection after it',
			[event('approve', 1), event('keep', 2), event('reject', 3)],
			null,
		],
		[
			'an approval after the rejection',
			[event('keep', 1), event('reject', 2), event('approve', 3)],
			null,
		],
		['a rejection of what was promised', [event('keep', 1, UNTIL), event('reject', 2)], 'keep'],
		['an approval that promises the seat', [event('approve', 1, UNTIL)], 'keep'],
		[
			'such an approval after a rejection',
			[event('keep', 1), event('reject', 2), event('approve', 3, UNTIL)],
			'keep',
		],
		[
			'such an approval beside a keep that cannot be read',
			[event('kee', 1), event('approve', 2, UNTIL), event('reject', 3)],
			'keep',
		],
		['an approval', [event('approve')], null],
		['a keep that was approved', [event('keep', 1), event('approve', 2)], 'keep'],
		['an unknown word', [event('KEEP')], 'unreadable'],
		[
			'an unknown word beside a release',
			[event('release', 1), event('freed', 2)],
			'unreadable',
		],
		['no word', [event(null)], 'unreadable'],
		['a keep beside an unknown word', [event('?'), event('keep', 2)], 'keep'],
	])('%s', (_title, rows, answer) => {
		expect(answerTo(rows)).toBe(answer);
		expect(answerTo([...rows].reverse())).toBe(answer);
		expect(answerTo([...rows, ...rows])).toBe(answer);
	});

	it.each(OTHER_EVENTS)('nothing for an event that is no answer: %s', (word) => {
		expect(answerTo([event(word)])).toBeNull();
		expect(readAnswers([event(word)]).unreadable).toEqual([]);
	});

	it.each(SEAT_EVENTS)('nothing for "%s", which says when the seat changed', (word) => {
		const rows = [event(word, 2), event(word, 4), event(word, 3), event(word, 1, { at: null })];
		const { answers, unreadable } = readAnswers(rows);
		expect(finalAnswer(answers, ADA)).toBeNull();
		expect(unreadable).toEqual([]);
		expect(seatChangedAt(answers, ADA)).toBe(Date.parse('2026-06-04T06:00:00Z'));
		expect(seatChangedAt(answers, { ...ADA, profile: 'beta' })).toBeUndefined();
		const undated = readAnswers([event(word, 1, { at: 'once' })]).answers;
		expect(seatChangedAt(undated, ADA)).toBe(0);
	});

	it('is about the candidate that was asked, and not about an earlier one', () => {
		const earlier = { candidateId: 'acme:557058:ada:1' };
		expect(answerTo([event('keep', 1, earlier)])).toBeNull();
		expect(answerTo([event('keep', 1, { candidateId: 'acme:557058:ada' })])).toBe('keep');
		expect(answerTo([event('keep', 1, { candidateId: 'beta:557058:ada:2' })])).toBeNull();
		expect(answerTo([event('keep', 1, { candidateId: 'acme:557058:adam:2' })])).toBeNull();
	});

	it('is any keep, and no release, for somebody who is not tracked', () => {
		const person = { ...ADA, candidateId: '' };
		expect(answerTo([event('keep')], person)).toBe('keep');
		expect(answerTo([event('?')], person)).toBe('unreadable');
		expect(answerTo([event('release')], person)).toBeNull();
	});

	it('names the rows that cannot be read, those about nobody too', () => {
		const rows = [event('?'), event('keep', 2, { candidateId: null }), event('keep', 3)];
		expect(readAnswers(rows).unreadable).toEqual(['?-1', 'keep-2']);
		expect(readAnswers([{ event: 'keep' }]).unreadable).toEqual(['an event without an ID']);
	});

	it('depends neither on the order of the rows nor on repeated ones, and a keep is lost only to a later rejection before any approval', () => {
		const words = fc.constantFrom(...ANSWER_EVENTS, ...OTHER_EVENTS, 'odd');
		const drafts = fc.array(fc.tuple(words, fc.integer({ min: 1, max: 9 })), { maxLength: 8 });
		fc.assert(
			fc.property(drafts, fc.infiniteStream(fc.nat()), (made, order) => {
				const rows = made.map(([word, day]) => event(word, day));
				const shuffled = rows
					.map((row) => ({ row, place: order.next().value as number }))
					.sort((a, b) => a.place - b.place)
					.map(({ row }) => row);
				const answer = answerTo(rows);
				expect(answerTo([...shuffled, ...rows.slice(0, 1)])).toBe(answer);
				const days = (wanted: string) =>
					made.filter(([word]) => word === wanted).map(([, day]) => day);
				const isLost = (keep: number) => {
					const rejection = Math.min(...days('reject').filter((day) => day > keep));
					const isApproved = days('approve').some(
						(day) => day >= keep && day <= rejection,
					);
					return rejection !== Infinity && !isApproved;
				};
				expect(answer === 'keep').toBe(days('keep').some((keep) => !isLost(keep)));
				if (answer === 'release') expect(days('odd')).toEqual([]);
			}),
		);
	});
});
