import { calculated, daysAgo, entitlement, onlyPosition, receipt, team } from './samples';

/** All samples are judged on 2026-06-10. */
describe('the day on which savings are real', () => {
	const inUse = team(3, 0);
	const realisedOn = (bought: object, ...receipts: ReturnType<typeof receipt>[]) =>
		onlyPosition({ people: inUse, entitlements: [entitlement({ ...bought })], receipts })
			.savingsRealisedOn;

	test.each([
		['monthly', '2026-07-01', 20, '2026-06-01'],
		['monthly', '2026-07-01', 100, '2026-04-01'],
		['monthly', '2026-07-31', 100, '2026-03-31'],
		['monthly', '2026-01-15', 20, '2026-06-15'],
		['annual', '2027-02-01', 20, '2027-02-01'],
		['annual', '2027-02-01', 150, '2027-02-01'],
	])(
		'%s, billed on %s: what was taken back %i days ago is real on %s',
		(billingCycle, nextBillingDate, days, expected) => {
			const taken = receipt('gone', { performedAt: daysAgo(days) });
			expect(realisedOn({ billingCycle, nextBillingDate }, taken)).toBe(expected);
		},
	);

	test('counts from the newest receipt, and from the day of the removal', () => {
		const old = receipt('gone', { performedAt: daysAgo(200) });
		const newer = receipt('gone too', { performedAt: daysAgo(1), reclaimedAt: daysAgo(45) });
		expect(realisedOn({}, old, newer)).toBe('2026-05-01');
	});

	test('is no bill before the entitlement began', () => {
		const taken = receipt('gone', { performedAt: daysAgo(100) });
		expect(realisedOn({ startsAt: '2026-05-15' }, taken)).toBe('2026-06-01');
	});

	test('is the next bill while something can still be saved', () => {
		const receipts = [receipt('gone', { performedAt: daysAgo(100) })];
		const position = onlyPosition({
			people: team(3, 1),
			entitlements: [entitlement()],
			receipts,
		});
		expect(position.savingsRealisedOn).toBe('2026-07-01');
	});
});

describe('the part of potential savings that nobody pays yet', () => {
	const avoided = (active: number, idle: number, purchased: number) => {
		const entitlements = [entitlement({ purchased })];
		const { positions } = calculated({ people: team(active, idle), entitlements });
		const [{ amounts } = { amounts: undefined }] = positions;
		return [amounts?.potentialSavings, amounts?.trueUpAvoided];
	};

	test.each([
		['none where all seats are bought', 5, 3, 8, [1_800n, 0n]],
		['all where enough seats stay that nobody bought', 8, 2, 5, [1_200n, 1_200n]],
		['the seats beyond those bought', 5, 3, 6, [1_800n, 1_200n]],
	] as const)('%s', (_, active, idle, purchased, expected) => {
		expect(avoided(active, idle, purchased)).toEqual(expected);
	});
});
