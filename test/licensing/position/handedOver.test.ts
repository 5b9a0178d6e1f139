import { readReceipt } from '../../../licensing/reclaim/receipts';
import { unfinishedReceipts } from '../../../licensing/reclaim/unfinishedReceipts';
import { calculated, daysAgo, entitlement, NOW, onlyPosition, receipt, team } from './samples';

const bought = { people: team(3, 0), entitlements: [entitlement()] };
const handed = receipt('gone', { receiptState: 'handedOver', removedGroups: [] });

describe('a receipt that was handed over to the identity provider', () => {
	test('is read, and is neither freed nor saved', () => {
		expect(readReceipt(handed).problems).toEqual([]);
		expect(onlyPosition({ ...bought, receipts: [handed] })).toMatchObject({
			freedSavings: 0,
			freedByDate: [],
			actualSavings: 0,
			actualSavingsThisYear: 0,
			reclaimed: 0,
		});
		expect(calculated({ ...bought, receipts: [handed] }).shares).toEqual([]);
	});

	test('saves once it is done, in whatever order its rows come', () => {
		const done = receipt('gone');
		for (const receipts of [
			[handed, done],
			[done, handed],
		]) {
			expect(onlyPosition({ ...bought, receipts })).toMatchObject({ actualSavings: 6 });
		}
	});

	test('hides no earlier removal of the same seat', () => {
		const earlier = receipt('gone', { receiptId: 'earlier', performedAt: daysAgo(60) });
		expect(onlyPosition({ ...bought, receipts: [earlier, handed] }).actualSavings).toBe(6);
	});

	test('is not left over by a run of ours', () => {
		const { receipt: read } = readReceipt(handed);
		const scope = { profile: read.profile, cloudId: read.cloudId, now: NOW };
		expect(unfinishedReceipts([{ receipt: read, index: 0 }], scope).size).toBe(0);
	});
});
