import { daysAgo, entitlement, onlyPosition, receipt, team } from './samples';

describe('an entitlement that does not say how often it is billed', () => {
	const unknown = entitlement({ billingCycle: '' });
	const sources = {
		people: team(3, 2),
		entitlements: [unknown],
		receipts: [receipt('gone', { performedAt: daysAgo(400) })],
	};

	test('has amounts, and neither a date nor a sum for a year', () => {
		expect(onlyPosition(sources)).toMatchObject({
			billingCycle: null,
			currency: 'USD',
			potentialSavings: 12,
			potentialSavingsPerYear: null,
			savingsRealisedOn: null,
			reclaimBy: null,
			renewsOn: null,
			advice: null,
			mailsDue: [],
		});
	});

	test('frees seats, and saves nothing', () => {
		expect(onlyPosition(sources)).toMatchObject({
			freedSavings: 6,
			freedByDate: [{ countsFrom: null, seats: 1, amount: 6 }],
			actualSavings: 0,
			actualSavingsThisYear: 0,
		});
	});

	test('may go without a number of seats, and adds nothing to a plan whose cycle is known', () => {
		const open = { ...unknown, purchased: '' };
		expect(onlyPosition({ ...sources, entitlements: [open] })).toMatchObject({ owned: 5 });
		const both = [entitlement({ purchased: 5 }), { ...unknown, purchased: 5 }];
		expect(onlyPosition({ ...sources, entitlements: both })).toMatchObject({
			billingCycle: 'monthly',
			owned: 10,
			ownedCost: 30,
		});
	});
});
