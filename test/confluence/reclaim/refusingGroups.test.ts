import { addGroup, type Group } from '../../simulator';
import { addColleague, namesOfGroups, profileGroups } from './company';
import { onASite } from './onASite';
import { candidate, reclaim, type ReclaimOptions } from './run';

/** Who manages a group decides whether anybody can be removed from it. */
describe('A group that refuses changes', () => {
	const site = onASite();
	let crew: Group;

	beforeEach(() => {
		crew = addGroup(site.company.world, {
			name: 'crew',
			access: ['user'],
			managedBy: 'TEAM_MEMBERS',
		});
	});

	/** Reclaims these people, the first of them idle longest, in a profile with the crew. */
	async function run(names: readonly string[], options: ReclaimOptions = {}) {
		const { company, simulator } = site;
		const rows = names.map((name, index) => {
			const groups = company.world.groups.filter(({ members }) => members.includes(name));
			return candidate(company, name, {
				inactiveDays: 400 - index,
				groupIds: groups.map(({ id }) => id),
			});
		});
		const accessGroups = [...profileGroups(company), crew.id];
		const outcome = await reclaim(company, simulator, rows, { accessGroups, ...options });
		return {
			...outcome,
			reasons: outcome.results.map((result) => result.outcomeReason ?? result.outcome),
		};
	}

	const writes = () => site.deletes.map((write) => write.split(':')[0]);

	it.each(['TEAM_MEMBERS', 'OPEN'] as const)(
		'is never written to where it is known who manages it (%s), and the others go on',
		async (managedBy) => {
			crew.managedBy = managedBy;
			addColleague(site.company, 'ada', [crew]);
			for (const name of ['bob', 'cy'])
				addColleague(site.company, name, [site.company.users]);
			for (const dryRun of [true, false]) {
				const { results, reasons, stoppedBy } = await run(['ada', 'bob', 'cy'], { dryRun });
				const taken = dryRun ? 'wouldReclaim' : 'reclaimed';
				expect(reasons).toEqual(['groupNotManaged', taken, taken]);
				expect(stoppedBy).toBeNull();
				expect(results[0]).toMatchObject({
					outcome: 'skipped',
					nextState: 'Attention Required',
					receiptId: null,
					removedGroups: [],
					remainingAccess: [{ id: crew.id }],
				});
				expect(results[0]?.outcomeMessage).toContain('"crew"');
			}
			expect(writes()).toEqual(['bob', 'cy']);
		},
	);

	it.each([
		['another group is managed by admins', 'users', 'groupNotManaged'],
		['another group is filled by an identity provider', 'synced', 'stillBillable'],
		['another group is outside the profile', 'guestsOfHr', 'stillBillable'],
		['another group is of admins', 'admins', 'protectedAdmin'],
	] as const)('removes nothing where the seat would remain: %s', async (_, other, reason) => {
		addColleague(site.company, 'ada', [site.company[other], crew]);
		expect((await run(['ada'])).reasons).toEqual([reason]);
		expect(site.deletes).toEqual([]);
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(2);
	});

	it.each([
		['activeAgain', 2],
		['groupNotManaged', 400],
	] as const)('comes after the other reasons: %s', async (reason, inactiveDays) => {
		addColleague(site.company, 'ada', [crew], inactiveDays);
		expect((await run(['ada'])).reasons).toEqual([reason]);
	});

	describe.each(['namesReason', 'plain'] as const)('unseen, with a 403 (%s)', (teamRefusal) => {
		beforeEach(() => {
			Object.assign(site.simulator.settings, { teamRefusal, managedByTold: false });
		});

		it('is written to once, and the others go on', async () => {
			for (const name of ['ada', 'bob']) addColleague(site.company, name, [crew]);
			addColleague(site.company, 'cy', [site.company.users]);
			addColleague(site.company, 'di', [crew]);
			const { reasons, results, stoppedBy } = await run(['ada', 'bob', 'cy', 'di']);
			expect(reasons).toEqual([
				'groupNotManaged',
				'groupNotManaged',
				'reclaimed',
				'groupNotManaged',
			]);
			expect(stoppedBy).toBeNull();
			expect(writes()).toEqual(['ada', 'cy']);
			expect(results[0]?.outcomeMessage).toContain('"crew"');
		});

		it('after another group took a change, is at fault itself', async () => {
			addColleague(site.company, 'ada', [site.company.users]);
			addColleague(site.company, 'bob', [crew]);
			addColleague(site.company, 'cy', [site.company.contractors]);
			const { reasons, stoppedBy } = await run(['ada', 'bob', 'cy']);
			expect(reasons).toEqual(['reclaimed', 'groupNotManaged', 'reclaimed']);
			expect(stoppedBy).toBeNull();
		});

		it('keeps in the receipt what was removed from a group before it', async () => {
			addColleague(site.company, 'ada', [site.company.users, crew]);
			addColleague(site.company, 'bob', [site.company.users]);
			const { reasons, results, stoppedBy } = await run(['ada', 'bob']);
			expect(reasons).toEqual(['partlyRemoved', 'reclaimed']);
			expect(stoppedBy).toBeNull();
			expect(results[0]).toMatchObject({
				receiptState: 'partial',
				removedGroups: [{ id: site.company.users.id }],
				remainingAccess: [{ id: crew.id }],
			});
		});
	});

	it('with nothing but a 403 and no other group to try, is taken for the account', async () => {
		Object.assign(site.simulator.settings, { teamRefusal: 'plain', managedByTold: false });
		for (const name of ['ada', 'bob']) addColleague(site.company, name, [crew]);
		const { reasons, stoppedBy } = await run(['ada', 'bob']);
		expect(reasons).toEqual(['notSiteAdmin', 'notReached']);
		expect(stoppedBy?.kind).toBe('notSiteAdmin');
		expect(site.deletes).toHaveLength(1);
	});

	it('an account without rights is refused by two groups at most', async () => {
		const { world, users, contractors } = site.company;
		const admin = world.people.get(world.connectedAccountId);
		if (admin) admin.siteAdmin = false;
		for (const name of ['a', 'b', 'c']) addColleague(site.company, name, [users]);
		for (const name of ['d', 'e', 'f']) addColleague(site.company, name, [contractors]);
		const { reasons, stoppedBy, results } = await run(['a', 'b', 'c', 'd', 'e', 'f']);
		expect(reasons).toEqual([
			'notSiteAdmin',
			'notReached',
			'notReached',
			'notSiteAdmin',
			'notReached',
			'notReached',
		]);
		expect(stoppedBy?.kind).toBe('notSiteAdmin');
		expect(site.deletes).toHaveLength(2);
		expect(results.every(({ receiptId }) => receiptId === null)).toBe(true);
	});
});
