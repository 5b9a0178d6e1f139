import { reportFacts } from '../../../licensing/position/report/facts';
import { reportPage } from '../../../licensing/position/report/page';
import type { Row } from '../../../licensing/tableValues';
import {
	activePerson,
	calculated,
	entitlement,
	idlePerson,
	NOW,
	people,
	profilesOf,
	receipt,
	team,
	type Sources,
} from './samples';

const factsOf = (sources: Sources) =>
	reportFacts(
		{
			calculated: calculated(sources),
			profiles: profilesOf(sources),
			candidates: [],
			leftOut: [],
		},
		NOW,
	);

/** The first screen, as a person reads it. */
const said = (sources: Sources) =>
	reportPage(factsOf(sources))
		.replace(/<[^>]*>/g, ' ')
		.replaceAll('\u00a0', ' ')
		.replace(/\s+/g, ' ');

describe('the first screen after a seat was taken back', () => {
	const sources = {
		people: [...team(9, 0), idlePerson('gone', 100, { lastSeenAt: '2026-06-10T01:00:00Z' })],
		entitlements: [entitlement()],
		receipts: [receipt('gone', { performedAt: '2026-06-10T03:00:00Z' })],
	};

	test('neither counts nor lists it as idle', () => {
		expect(factsOf(sources)).toMatchObject({
			candidateCount: 0,
			candidates: [],
			notProposed: 0,
			answer: { seats: 10, inUse: 9, idle: 0, kept: 1 },
		});
		const text = said(sources);
		expect(text).toContain('Of 10 seats, none is idle.');
		expect(text).toContain('Taken back since the last download : 1');
		expect(text).not.toContain('nobody asked yet');
	});
});

describe('the first screen where people are paid for once', () => {
	const entitlements = [entitlement({ countBy: 'person' })];
	const idleIn = (profile: string) => idlePerson('ada', 100, { profile });

	test('counts somebody who is idle everywhere as one seat', () => {
		const text = said({ people: ['a', 'b', 'c'].map(idleIn), entitlements });
		expect(text).toContain('Of 1 seat, 1 is idle');
		expect(text).toContain('It costs 6.00 USD per month.');
	});

	test('says who stays billed through another site, in the list too', () => {
		const sources = {
			people: [idleIn('a'), activePerson('ada', { profile: 'b' })],
			entitlements,
		};
		expect(factsOf(sources).answer).toMatchObject({ seats: 1, inUse: 1, idle: 0 });
		const text = said(sources);
		expect(text).toContain('Of 1 seat, none is idle.');
		expect(text).toContain('1 more seat is idle and would save nothing');
		expect(text).toContain('Still billed through b.');
	});
});

describe('what the idle seats cost', () => {
	test('is never more than what is paid', () => {
		const text = said({
			people: team(0, 10),
			entitlements: [entitlement({ purchased: 2 })],
		});
		expect(text).toContain('They cost 12.00 USD per month.');
		expect(text).toContain('Seats that nobody bought would cost 576.00 USD more per year.');
	});

	test('is said with the condition of an annual plan', () => {
		const annual = entitlement({ billingCycle: 'annual', endsAt: '2026-12-31' });
		expect(said({ people: team(8, 2), entitlements: [annual] })).toContain(
			', if the lower tier is ordered',
		);
	});

	test('is not what an app costs', () => {
		const app = entitlement({
			model: 'Diagrams',
			countsWith: 'Confluence Standard',
			currency: 'EUR',
			unitPrice: 1,
		});
		const text = said({ people: team(8, 2), entitlements: [app] });
		expect(text).not.toContain('would save nothing');
		expect(text).toContain('The idle seats cost no price');
	});
});

describe('the reasons of idle seats', () => {
	test('say that some of their people left', () => {
		const left = idlePerson('x', 2, { reasonCode: 'left' });
		expect(said({ people: [...team(8, 1), left] })).toContain(
			'no activity was found for 60 days or longer, or the person left,',
		);
	});

	test('count those whom nobody evaluated among what is to be done', () => {
		const undecided = (id: string): Row =>
			activePerson(id, { decision: null, reasonCode: '', inactiveDays: 90 });
		const text = said({ people: people(5, undecided) });
		expect(text).toContain('5 are idle');
		expect(text).toContain('5 idle seats, nobody asked yet');
		expect(text).not.toContain('Nothing to do today');
	});
});
