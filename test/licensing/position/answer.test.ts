import { answerOf } from '../../../licensing/position/report/answer';
import { answerSection } from '../../../licensing/position/report/opening';
import type { Row } from '../../../licensing/tableValues';
import {
	activePerson,
	calculated,
	daysAgo,
	entitlement,
	idlePerson,
	people,
	profilesOf,
	receipt,
	STANDARD,
	team,
	type Sources,
} from './samples';

/** What the opening of the report says, as a person reads it. */
function said(sources: Sources): string {
	const position = calculated(sources);
	const answer = answerOf(profilesOf(sources), position);
	return answerSection(answer, position, [sources.staleAfterDays ?? 60])
		.text.replace(/<[^>]*>/g, ' ')
		.replaceAll('\u00a0', ' ')
		.replace(/\s+/g, ' ');
}

const kept = (reasonCode: string, fields: Row = {}) => ({
	decision: 'retained',
	reasonCode,
	activityStatus: 'none',
	inactiveDays: null,
	...fields,
});

describe('the opening of the report', () => {
	it('says how many seats there are, how many are idle and what those cost', () => {
		const text = said({ people: team(8, 2), entitlements: [entitlement()] });
		expect(text).toContain(
			'Of 10 seats, 2 are idle: no activity was found for 60 days or longer, and nothing protects them. They cost 12.00 USD per month.',
		);
		expect(text).toContain('The idle seats cost 12.00 USD per month; 144.00 USD per year');
	});

	it('says their number where there is no price, and where no model is known', () => {
		for (const models of [[STANDARD], []]) {
			const text = said({ people: team(8, 2), models });
			expect(text).toContain('Of 10 seats, 2 are idle');
			expect(text).not.toContain('They cost');
		}
	});

	it('says how many of them have a price', () => {
		const other = idlePerson('x', 90, { subscriptionIdentifier: 'premium' });
		const text = said({ people: [...team(8, 2), other], entitlements: [entitlement()] });
		expect(text).toContain('3 are idle');
		expect(text).toContain('2 of them have a price and cost 12.00 USD per month.');
	});

	it('says that readers look idle where only edits were looked at', () => {
		const seen = idlePerson('x', 90, { viewsChecked: true });
		expect(said({ people: team(1, 2) })).toContain('were not checked for them');
		expect(said({ people: [...team(1, 2), seen] })).toContain('were not checked for 2 of them');
		expect(said({ people: [seen] })).not.toContain('were not checked');
	});

	it('says in one line why hardly anybody is idle', () => {
		const rule = 'e-mail wildcard "*@bots.example" (rule 1)';
		const text = said({
			people: [
				...people(5, (id) => activePerson(id, kept('newUser')), 'new'),
				...people(2, (id) =>
					activePerson(id, kept('activityUnknown', { activityStatus: 'unknown' })),
				),
				idlePerson('bot', 90, {
					decision: 'excluded',
					reasonCode: 'excludedByRule',
					exclusionRule: rule,
					protectedFromReclamation: true,
				}),
			],
		});
		expect(text).toContain('Of 8 seats, none is known to be idle; of 2 nobody knows.');
		expect(text).toMatch(
			/Not counted as idle, although no activity was found either: 8 seats \( ?New ?: 5; Activity not known for certain ?: 2; e-mail wildcard .* ?: 1\)/,
		);
	});

	it('says that everyone was active where that is the reason', () => {
		expect(said({ people: team(3, 0), staleAfterDays: 30 })).toContain(
			'Everyone was active within the last 30 days.',
		);
	});

	it('says that nobody knows where activity is known of nobody', () => {
		const unknown = kept('activityUnknown', { activityStatus: 'unknown' });
		const text = (size: number) =>
			said({ people: people(size, (id) => activePerson(id, unknown)) });
		expect(text(10)).toContain('Nobody knows how many of the 10 seats are idle.');
		expect(text(10)).toContain('Idle seats 0 10 seats not known');
		expect(text(1)).toContain('Nobody knows whether the only seat is idle.');
	});

	it('says what is saved this year, with what is freed beside it', () => {
		const gone = (days: number) => (id: string) =>
			receipt(`${id}-${days}`, { performedAt: daysAgo(days) });
		const text = said({
			people: team(8, 0),
			entitlements: [entitlement({ purchased: '' })],
			receipts: [...people(2, gone(60)), ...people(3, gone(1))],
		});
		expect(text).toContain(
			'Saved this year 24.00 USD 5 seats taken back; freed, no bill changed yet: 18.00 USD',
		);
		expect(said({ people: team(8, 2), entitlements: [entitlement()] })).not.toContain(
			'Saved this year',
		);
	});

	it('says where the price comes from, and what no API tells', () => {
		const text = said({
			people: team(8, 2),
			entitlements: [entitlement({ priceSource: 'Invoice of May', priceAsOf: '2026-05-31' })],
		});
		expect(text).toContain('Prices: Invoice of May , as of 31 May 2026. Not known: taxes');
	});

	it('leaves seats out that a rule keeps out of cost', () => {
		const bot = idlePerson('bot', 90, { excludedFromCost: true });
		expect(said({ people: [...team(3, 1), bot] })).toContain('Of 4 seats, 1 is idle');
	});
});
