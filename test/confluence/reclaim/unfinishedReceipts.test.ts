import type { Row } from '../../../licensing/tableValues';
import { addPage, addToGroup, removeFromGroup } from '../../simulator';
import { addColleague, DAY, namesOfGroups, NOW, profileGroups } from './company';
import { onASite, WRITE } from './onASite';
import { candidate, reclaim } from './run';

describe('Receipts that an earlier run left open', () => {
	const site = onASite();

	/** The receipts that a dry run plans. */
	const plannedFor = async (rows: readonly Row[]) =>
		(await reclaim(site.company, site.simulator, rows, { dryRun: true })).results;

	it('a planned group that is gone counts as removed, so a run that died loses no receipt', async () => {
		addColleague(site.company, 'ada', [site.company.users, site.company.contractors]);
		const rows = [candidate(site.company, 'ada')];
		const planned = await plannedFor(rows);
		removeFromGroup(site.company.world, site.company.users, 'ada');
		const { results } = await reclaim(site.company, site.simulator, rows, {
			receipts: planned,
		});
		expect(results[0]).toMatchObject({
			outcome: 'reclaimed',
			receiptId: planned[0]?.receiptId,
			receiptState: 'done',
		});
		expect(results[0]?.removedGroups.map(({ id }) => id).sort()).toEqual(
			profileGroups(site.company).sort(),
		);
		expect(site.deletes).toHaveLength(1);
	});

	it('does not take one empty list of groups for a seat that is gone', async () => {
		const { company, simulator } = site;
		const rows = site.seats('ada');
		const receipts = await plannedFor(rows);
		const match = { path: 'memberof', query: { accountId: 'ada' } };
		simulator.addFault({ match, nth: 1, kind: 'emptyPage' });
		const { results } = await reclaim(company, simulator, rows, { receipts });
		expect(results[0]).toMatchObject({ outcome: 'reclaimed', verified: true });
		expect(site.deletes).toHaveLength(1);
		expect(namesOfGroups(company, 'ada')).toEqual([]);
	});

	it('settles the planned receipt of somebody who is no candidate any more', async () => {
		const receipts = await plannedFor(site.seats('ada'));
		const bob = site.seats('bob');
		removeFromGroup(site.company.world, site.company.users, 'ada');
		const { results, settled } = await reclaim(site.company, site.simulator, bob, { receipts });
		expect(results.map(({ outcome }) => outcome)).toEqual(['reclaimed']);
		expect(settled).toMatchObject([
			{ accountId: 'ada', outcome: 'reclaimed', receiptState: 'done', verified: true },
		]);
		expect(site.deletes).toHaveLength(1);
	});

	it('a planned receipt of somebody who still has everything is left by a dry run, and taken back by a live one', async () => {
		const rows = site.seats('ada');
		const receipts = await plannedFor(rows);
		const retained = [{ ...rows[0], decision: 'retained' }];
		const dry = await reclaim(site.company, site.simulator, retained, {
			receipts,
			dryRun: true,
		});
		expect(dry.results[0]).toMatchObject({ outcomeReason: 'notACandidate', receiptId: null });
		const { results } = await reclaim(site.company, site.simulator, retained, { receipts });
		expect(results[0]).toMatchObject({
			outcomeReason: 'notACandidate',
			receiptId: receipts[0]?.receiptId,
			receiptState: 'planned',
			plannedGroups: [],
		});
		// Much later somebody else removes the person: that is not this package's doing.
		removeFromGroup(site.company.world, site.company.users, 'ada');
		const after = await reclaim(site.company, site.simulator, rows, { receipts: results });
		expect(after.results[0]).toMatchObject({ outcomeReason: 'notAMember', receiptId: null });
	});

	it('the receipt of somebody who is not in the input, and has everything again, is closed as given back', async () => {
		const { company, simulator } = site;
		addColleague(company, 'ada', [company.users, company.contractors]);
		addColleague(company, 'bob', [company.users]);
		simulator.addFault({ match: WRITE, nth: 2, kind: 'status', status: 400 });
		const half = await reclaim(company, simulator, [candidate(company, 'ada')]);
		expect(half.results[0]).toMatchObject({ receiptState: 'partial' });
		addToGroup(company.world, company.users, 'ada');
		const receipts = half.results;
		const bob = [candidate(company, 'bob')];
		const { settled } = await reclaim(company, simulator, bob, { receipts });
		expect(settled).toMatchObject([
			{
				accountId: 'ada',
				outcome: 'skipped',
				outcomeReason: 'nothingGone',
				receiptId: receipts[0]?.receiptId,
				receiptState: 'restored',
				plannedGroups: receipts[0]?.plannedGroups,
				removedGroups: receipts[0]?.removedGroups,
			},
		]);
	});

	it('says that a seat is gone which an earlier run took, whatever its item says by now', async () => {
		const rows = site.seats('ada');
		const planned = await plannedFor(rows);
		removeFromGroup(site.company.world, site.company.users, 'ada');
		const retained = [{ ...rows[0], decision: 'retained' }];
		const { results } = await reclaim(site.company, site.simulator, retained, {
			receipts: planned,
		});
		expect(results[0]).toMatchObject({ outcome: 'reclaimed', receiptState: 'done' });
	});

	it('takes the stored plan back when it keeps the seat after all', async () => {
		const rows = site.seats('ada');
		const planned = await plannedFor(rows);
		addPage(site.company.world, { createdBy: 'ada', createdAt: NOW - DAY });
		const { results: kept } = await reclaim(site.company, site.simulator, rows, {
			receipts: planned,
		});
		expect(kept[0]).toMatchObject({
			outcomeReason: 'activeAgain',
			receiptId: planned[0]?.receiptId,
			receiptState: 'planned',
			plannedGroups: [],
		});
		// Much later somebody else removes the person: that is not this package's doing.
		removeFromGroup(site.company.world, site.company.users, 'ada');
		const { results } = await reclaim(site.company, site.simulator, rows, { receipts: kept });
		expect(results[0]).toMatchObject({ outcomeReason: 'notAMember', receiptId: null });
	});
});
