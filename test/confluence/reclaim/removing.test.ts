import { addColleague, namesOfGroups, NOW } from './company';
import { onASite, WRITE } from './onASite';
import { candidate, iso, reclaim, restore } from './run';

describe('Taking seats back on a simulated site', () => {
	const site = onASite();

	it('removes a person from exactly the access groups of the decision, and verifies it', async () => {
		addColleague(site.company, 'ada', [
			site.company.users,
			site.company.contractors,
			site.company.readers,
		]);
		const result = await site.reclaimOne('ada');
		expect(result).toMatchObject({
			outcome: 'reclaimed',
			outcomeReason: null,
			verified: true,
			remainingAccess: [],
			receiptState: 'done',
			nextState: 'Closed Complete',
			performedAt: iso(NOW),
			reclaimedAt: iso(NOW),
		});
		expect(result.removedGroups).toEqual([
			{ id: site.company.users.id, name: 'confluence-users-harbour' },
			{ id: site.company.contractors.id, name: 'contractors' },
		]);
		expect(namesOfGroups(site.company, 'ada')).toEqual(['jira-software-users']);
	});

	it('reads everything and changes nothing in a dry run, and says what a live run would do', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		const dry = await site.reclaimOne('ada', {}, { dryRun: true });
		expect(dry).toMatchObject({
			outcome: 'wouldReclaim',
			receiptState: 'planned',
			nextState: null,
			plannedGroups: [{ id: site.company.users.id, name: 'confluence-users-harbour' }],
			removedGroups: [],
		});
		expect(site.deletes).toEqual([]);
		const live = await site.reclaimOne('ada');
		expect(live.removedGroups).toEqual(dry.plannedGroups);
		expect(live.receiptId).toBe(dry.receiptId);
	});

	it('handles a person once who comes twice, and keeps one whose items disagree', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		addColleague(site.company, 'bob', [site.company.users]);
		const { results } = await reclaim(site.company, site.simulator, [
			candidate(site.company, 'ada'),
			candidate(site.company, 'ada'),
			candidate(site.company, 'bob'),
			candidate(site.company, 'bob', { decision: 'retained' }),
		]);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			null,
			'duplicate',
			'contradicted',
			'notACandidate',
		]);
	});

	it('says "not verified" when a group is still listed after three reads, and leaves the state', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		site.simulator.settings.staleMembershipReads = 3;
		expect(await site.reclaimOne('ada')).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'notVerified',
			verified: false,
			nextState: null,
			plannedGroups: [{ id: site.company.users.id }],
			removedGroups: [],
			// The removal was sent and may still take effect, so the receipt is more than a plan.
			receiptState: 'partial',
		});
		expect(site.deletes).toHaveLength(1);
	});

	it('says why the groups could not be looked at after a removal, and leaves the state', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		const look = { method: 'GET', path: 'memberof' };
		site.simulator.addFault({ match: look, nth: 3, count: 20, kind: 'status', status: 500 });
		const result = await site.reclaimOne('ada');
		expect(result).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'notVerified',
			verified: false,
			nextState: null,
			removedGroups: [{ id: site.company.users.id }],
			receiptState: 'partial',
		});
		expect(result.outcomeMessage).toContain('The groups could not be read:');
		expect(site.deletes).toHaveLength(1);
	});

	it('waits for a removal that shows late', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		site.simulator.settings.staleMembershipReads = 2;
		expect(await site.reclaimOne('ada')).toMatchObject({
			outcome: 'reclaimed',
			verified: true,
		});
	});

	it.each(['reset', 'malformed'] as const)(
		'an answer lost after a removal (%s) is looked up and stays in the receipt',
		async (kind) => {
			addColleague(site.company, 'ada', [site.company.users, site.company.contractors]);
			site.simulator.addFault({ match: WRITE, nth: 1, kind, when: 'after' });
			expect(await site.reclaimOne('ada')).toMatchObject({
				outcome: 'reclaimed',
				receiptState: 'done',
				removedGroups: [{ id: site.company.users.id }, { id: site.company.contractors.id }],
			});
			expect(site.deletes).toHaveLength(2);
		},
	);

	it('two runs at once take a seat once; whoever says so has a receipt that gives it back', async () => {
		const { company, simulator } = site;
		addColleague(company, 'ada', [company.users, company.contractors]);
		const rows = [candidate(company, 'ada')];
		const runs = await Promise.all([
			reclaim(company, simulator, rows),
			reclaim(company, simulator, rows),
		]);
		expect(namesOfGroups(company, 'ada')).toEqual([]);
		const [first, ...others] = runs
			.flatMap(({ results }) => results)
			.filter(({ outcome }) => outcome === 'reclaimed');
		expect(first).toMatchObject({ receiptState: 'done', verified: true });
		for (const other of others) expect(other.receiptState).toBe('done');
		await restore(company, simulator, [first ?? {}]);
		expect(namesOfGroups(company, 'ada').sort()).toEqual(
			[company.users.name, company.contractors.name].sort(),
		);
	});

	it('takes only groups listed as giving access to users where none are chosen', async () => {
		addColleague(site.company, 'ada', [site.company.users, site.company.readers]);
		const groupIds = [site.company.users.id];
		expect(await site.reclaimOne('ada', { groupIds }, { accessGroups: [] })).toMatchObject({
			outcome: 'reclaimed',
			removedGroups: [{ id: site.company.users.id }],
		});
	});
});
