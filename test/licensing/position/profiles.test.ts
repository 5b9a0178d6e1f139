import { entitlement, positionsOf, STANDARD, team } from './samples';

describe('mixed profiles', () => {
	const other = { profile: 'beta.atlassian.net' };

	test('share what was bought, by use: seats bought once are counted once', () => {
		const { positions, totals } = positionsOf({
			people: [...team(3, 1), ...team(1, 1, other)],
			entitlements: [entitlement({ purchased: 9 })],
		});
		expect(positions.map(({ profile, owned, used }) => [profile, owned, used])).toEqual([
			['acme.atlassian.net', 6, 4],
			['beta.atlassian.net', 3, 2],
		]);
		expect(totals).toHaveLength(1);
		expect(totals[0]).toMatchObject({ kind: 'total', owned: 9, used: 6, potentialSavings: 12 });
	});

	test('an entitlement that names a profile belongs to it alone', () => {
		const { positions } = positionsOf({
			people: [...team(3, 0), ...team(2, 0, other)],
			entitlements: [
				entitlement({ purchased: 8 }),
				entitlement({ purchased: 5, profile: 'beta.atlassian.net', unitPrice: 9 }),
			],
		});
		expect(positions.map(({ owned, ownedCost }) => [owned, ownedCost])).toEqual([
			[8, 48],
			[5, 45],
		]);
	});

	test('have one total for each currency', () => {
		const euro = { identifier: 'beta-users', model: 'Confluence Premium' };
		const { positions, totals } = positionsOf({
			people: [
				...team(3, 1),
				...team(2, 2, { ...other, subscriptionIdentifier: 'beta-users' }),
			],
			models: [STANDARD, euro],
			entitlements: [
				entitlement(),
				entitlement({
					model: 'confluence premium ',
					currency: 'eur',
					unitPrice: '11.50',
					purchased: 4,
				}),
			],
		});
		expect(positions).toHaveLength(2);
		expect(
			totals.map(({ currency, potentialSavings }) => [currency, potentialSavings]),
		).toEqual([
			['USD', 6],
			['EUR', 23],
		]);
	});

	test('bands count for the shared pool, and its parts add up to the cent', () => {
		const { positions, totals } = positionsOf({
			people: [...team(0, 1), ...team(0, 1, other), ...team(0, 1, { profile: 'gamma' })],
			entitlements: [
				entitlement({
					unitPrice: null,
					bands: [
						{ from: 1, price: '3.34' },
						{ from: 2, price: '3.33' },
					],
				}),
			],
		});
		// 3.34 + 3.33 + 3.33
		expect(totals[0]?.potentialSavings).toBe(10);
		expect(positions.map(({ potentialSavings }) => potentialSavings)).toEqual([
			3.34, 3.33, 3.33,
		]);
	});

	test('a model that was bought and is used nowhere shows what it costs', () => {
		const { positions } = positionsOf({
			people: team(1, 0),
			entitlements: [
				entitlement(),
				entitlement({ model: 'Whiteboards', purchased: 3, unitPrice: 2 }),
			],
		});
		expect(positions[1]).toMatchObject({
			model: 'Whiteboards',
			used: 0,
			available: 3,
			overLicensedAmount: 6,
		});
	});

	test('a model that was never bought is not lost from the totals', () => {
		const { positions, totals } = positionsOf({ people: team(2, 1) });
		expect(positions[0]).toMatchObject({
			currency: null,
			owned: 0,
			unlicensed: 3,
			trueUpCost: null,
		});
		expect(totals).toEqual([expect.objectContaining({ currency: null, used: 3 })]);
	});
});
