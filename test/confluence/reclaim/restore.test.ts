import { addToGroup, deletePerson, removeFromGroup, type Simulator } from '../../simulator';
import {
	addColleague,
	makeCompany,
	namesOfGroups,
	NOW,
	playCompany,
	type Company,
} from './company';
import { candidate, iso, reclaim, restore, type Result } from './run';

describe('Restoring on a simulated site', () => {
	let company: Company;
	let simulator: Simulator;
	let receipt: Result;

	beforeEach(async () => {
		company = makeCompany();
		simulator = await playCompany(company);
		addColleague(company, 'ada', [company.users, company.contractors, company.readers]);
		const { results } = await reclaim(company, simulator, [candidate(company, 'ada')]);
		if (!results[0]) throw new Error('There is no receipt.');
		receipt = results[0];
		expect(namesOfGroups(company, 'ada')).toEqual(['jira-software-users']);
	});

	afterEach(async () => await simulator.stop());

	const restoreOne = async (
		row = receipt,
		options: { dryRun?: boolean; accessGroups?: string[] } = {},
	) => {
		const { results } = await restore(company, simulator, [row], options);
		if (!results[0]) throw new Error('There is no result.');
		return results[0];
	};

	it('gives back exactly the groups of the receipt, and verifies it', async () => {
		expect(await restoreOne()).toMatchObject({
			outcome: 'restored',
			outcomeReason: null,
			verified: true,
			receiptId: receipt.receiptId,
			receiptState: 'restored',
			reclaimedAt: iso(NOW),
			nextState: null,
		});
		expect(namesOfGroups(company, 'ada')).toEqual([
			'confluence-users-harbour',
			'contractors',
			'jira-software-users',
		]);
	});

	it('undo a week later, from the rows of a table', async () => {
		const row = {
			...receipt,
			plannedGroups: JSON.stringify(receipt.plannedGroups),
			removedGroups: JSON.stringify(receipt.removedGroups),
			remainingAccess: null,
		} as unknown as Result;
		simulator.clock.advance(7 * 86_400_000);
		expect(await restoreOne(row)).toMatchObject({ outcome: 'restored' });
		expect(namesOfGroups(company, 'ada')).toHaveLength(3);
	});

	it('changes nothing in a dry run, and says what it would do', async () => {
		const dry = await restoreOne(receipt, { dryRun: true });
		expect(dry).toMatchObject({ outcome: 'wouldRestore', receiptState: 'done' });
		expect(dry.outcomeMessage).toContain('"contractors"');
		expect(namesOfGroups(company, 'ada')).toEqual(['jira-software-users']);
	});

	it('counts being a member already as done', async () => {
		addToGroup(company.world, company.users, 'ada');
		addToGroup(company.world, company.contractors, 'ada');
		let posts = 0;
		simulator.exchanges.on(({ request }) => {
			if (request.method === 'POST') posts++;
		});
		expect(await restoreOne()).toMatchObject({ outcome: 'restored', verified: true });
		expect(posts).toBe(0);
	});

	it('says that the site has no free seat, without waiting for a change that was not made', async () => {
		simulator.settings.licenceLimit = 1;
		let looks = 0;
		simulator.exchanges.on(({ request }) => {
			if (request.query.get('accountId') === 'ada') looks++;
		});
		const result = await restoreOne();
		expect(result).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'licenceLimit',
			receiptState: 'done',
			restoredGroups: [],
		});
		// One look before, and one since no refusal is believed before the membership is read.
		expect(looks).toBe(2);
		expect(result.outcomeMessage?.match(/no free seat/g)).toHaveLength(1);
	});

	it('says that a group does not exist any more, and gives the others back', async () => {
		company.world.groups.splice(company.world.groups.indexOf(company.users), 1);
		const result = await restoreOne();
		expect(result).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'groupVanished',
			restoredGroups: [{ id: company.contractors.id }],
			receiptState: 'done',
		});
		expect(result.outcomeMessage).toContain('confluence-users-harbour');
	});

	it('says that the person does not exist any more', async () => {
		deletePerson(company.world, 'ada');
		expect(await restoreOne()).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'personVanished',
			receiptId: receipt.receiptId,
			receiptState: 'done',
		});
	});

	it('never adds anybody to a group that gives admin rights by now', async () => {
		company.contractors.accessTypes = { [company.cloudId]: ['user', 'admin'] };
		expect(await restoreOne()).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'groupNotChangeable',
		});
		expect(namesOfGroups(company, 'ada')).not.toContain('contractors');
	});

	it.each([false, true])(
		'adds nobody to a group that gives no access, whatever the receipt says (dry: %p)',
		async (dryRun) => {
			removeFromGroup(company.world, company.readers, 'ada');
			const { id } = company.readers;
			const forged = { ...receipt, removedGroups: [{ id, name: 'contractors' }] };
			const result = await restoreOne(forged, { dryRun });
			expect(result).toMatchObject({ outcome: 'failed', outcomeReason: 'noAccessGroup' });
			expect(result.outcomeMessage).toContain('"jira-software-users"');
			expect(namesOfGroups(company, 'ada')).toEqual([]);
		},
	);

	it('gives back a group that is listed for nothing where it was chosen for the profile', async () => {
		company.contractors.accessTypes = {};
		expect(await restoreOne()).toMatchObject({ outcomeReason: 'noAccessGroup' });
		expect(namesOfGroups(company, 'ada')).not.toContain('contractors');
		const accessGroups = ['gone-since', company.contractors.id];
		expect(await restoreOne(receipt, { accessGroups })).toMatchObject({ outcome: 'restored' });
		expect(namesOfGroups(company, 'ada')).toContain('contractors');
	});

	it('names groups as the site does by now', async () => {
		company.contractors.name = 'partners';
		const { id } = company.contractors;
		expect(await restoreOne()).toMatchObject({
			restoredGroups: expect.arrayContaining([{ id, name: 'partners' }]) as unknown,
			removedGroups: expect.arrayContaining([{ id, name: 'partners' }]) as unknown,
		});
	});

	it('says that an identity provider fills a group by now', async () => {
		company.contractors.managedBy = 'EXTERNAL';
		expect(await restoreOne()).toMatchObject({ outcomeReason: 'groupNotChangeable' });
	});

	it.each(['reset', 'status'] as const)(
		'looks an addition up whose answer was lost (%s)',
		async (kind) => {
			simulator.addFault({
				match: { method: 'POST' },
				nth: 1,
				kind,
				when: 'after',
				...(kind === 'status' ? { status: 502 } : {}),
			});
			expect(await restoreOne()).toMatchObject({ outcome: 'restored', verified: true });
		},
	);

	it('takes a conflict for done where the person is in the group already', async () => {
		simulator.settings.alreadyMemberStatus = 409;
		// The first try is carried out and its answer lost; the membership shows late.
		let looks = 0;
		simulator.exchanges.on(({ request: { method, path } }) => {
			if (method === 'GET' && path.endsWith('/memberof')) looks++;
		});
		simulator.addFault({
			match: { method: 'POST', query: { groupId: company.users.id } },
			nth: 1,
			kind: 'status',
			status: 502,
			when: 'after',
		});
		simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'ada' } },
			nth: 2,
			count: 3,
			kind: 'status',
			status: 200,
			body: { results: [], start: 0, limit: 200, size: 0, _links: {} },
		});
		const result = await restoreOne();
		expect(looks).toBeGreaterThan(4);
		expect(result).toMatchObject({
			outcome: 'restored',
			verified: true,
			receiptState: 'restored',
			restoredGroups: [{ id: company.users.id }, { id: company.contractors.id }],
		});
	});

	it.each([
		[409, 'The group is being changed', 'restoreFailed'],
		[409, 'User is already a member', 'restoreFailed'],
		[409, 'The license user limit is reached', 'licenceLimit'],
		[400, 'The license user limit is reached', 'licenceLimit'],
		[400, 'Not today', 'restoreFailed'],
	])('names a %d "%s" only after the groups were read: %s', async (status, message, reason) => {
		simulator.addFault({
			match: { method: 'POST' },
			kind: 'status',
			status,
			body: { message },
		});
		const result = await restoreOne();
		expect(result).toMatchObject({
			outcome: 'failed',
			outcomeReason: reason,
			receiptState: 'done',
			restoredGroups: [],
		});
		expect(result.outcomeMessage).toContain(message);
		expect(result.outcomeMessage?.includes('no free seat')).toBe(reason === 'licenceLimit');
	});

	it('says that a group or the person vanished while the seat was given back', async () => {
		const { world } = company;
		const stop = simulator.exchanges.on(({ request: { path } }) => {
			if (path.endsWith('/by-id'))
				world.groups = world.groups.filter((group) => group !== company.users);
		});
		const result = await restoreOne();
		stop();
		expect(result).toMatchObject({
			outcomeReason: 'groupVanished',
			restoredGroups: [{ id: company.contractors.id }],
		});
	});

	it.each(['TEAM_MEMBERS', 'OPEN'] as const)(
		'says that admins do not manage a group (%s), and gives the others back',
		async (managedBy) => {
			company.users.managedBy = managedBy;
			addColleague(company, 'bob', [company.contractors]);
			const bob = await reclaim(company, simulator, [candidate(company, 'bob')]);
			for (const told of [true, false]) {
				simulator.settings.managedByTold = told;
				for (const name of ['ada', 'bob'])
					removeFromGroup(company.world, company.contractors, name);
				const rows = [receipt, ...bob.results];
				const { results, stoppedBy } = await restore(company, simulator, rows);
				expect(stoppedBy).toBeNull();
				expect(results).toMatchObject([
					{
						outcomeReason: 'groupNotChangeable',
						receiptState: 'done',
						restoredGroups: [{ id: company.contractors.id }],
					},
					{ outcome: 'restored' },
				]);
				expect(results[0]?.outcomeMessage).toContain('"confluence-users-harbour"');
			}
		},
	);

	it('goes on with another group after a 403 that says no more', async () => {
		company.users.managedBy = 'OPEN';
		simulator.settings.managedByTold = false;
		simulator.settings.teamRefusal = 'plain';
		const { results, stoppedBy } = await restore(company, simulator, [receipt]);
		expect(stoppedBy).toBeNull();
		expect(results[0]).toMatchObject({
			outcomeReason: 'groupNotChangeable',
			restoredGroups: [{ id: company.contractors.id }],
		});
	});

	it('stops at the first 403, and loses nobody', async () => {
		addColleague(company, 'bob', [company.users]);
		const bob = await reclaim(company, simulator, [candidate(company, 'bob')]);
		simulator.addFault({ match: { method: 'POST' }, kind: 'status', status: 403 });
		const { results, stoppedBy } = await restore(company, simulator, [receipt, ...bob.results]);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			'notSiteAdmin',
			'notReached',
		]);
		expect(results.map(({ receiptState }) => receiptState)).toEqual(['done', 'done']);
		expect(stoppedBy?.kind).toBe('notSiteAdmin');
	});

	it('does nothing for a receipt of another site, a restored one, a repeated one, an empty one', async () => {
		const { results } = await restore(company, simulator, [
			{ ...receipt, cloudId: 'another-site' },
			{ ...receipt, receiptId: 'r2', receiptState: 'restored' },
			{ ...receipt, receiptId: 'r3', removedGroups: [], plannedGroups: [] },
			receipt,
			receipt,
		]);
		expect(results.map(({ outcome, outcomeReason }) => outcomeReason ?? outcome)).toEqual([
			'otherSite',
			'alreadyRestored',
			'nothingRemoved',
			'restored',
			'duplicate',
		]);
	});

	it('gives nothing back by a receipt that only plans, whatever it names', async () => {
		addColleague(company, 'bob', [company.users]);
		const [planned] = (
			await reclaim(company, simulator, [candidate(company, 'bob')], { dryRun: true })
		).results;
		if (!planned) throw new Error('There is no plan.');
		const forged = {
			...planned,
			plannedGroups: [company.users, company.contractors, company.admins],
		};
		expect(await restoreOne(forged)).toMatchObject({
			outcome: 'skipped',
			outcomeReason: 'nothingRemoved',
			restoredGroups: [],
		});
		expect(namesOfGroups(company, 'bob')).toEqual(['confluence-users-harbour']);
	});

	it.each(['admins', 'synced', 'readers'] as const)(
		'adds nobody to the group %s under the name of another one, and shows the name of the site',
		async (name) => {
			const group = company[name];
			removeFromGroup(company.world, company.readers, 'ada');
			const forged = { id: group.id, name: 'confluence-users' };
			const result = await restoreOne({
				...receipt,
				plannedGroups: [forged],
				removedGroups: [forged],
			});
			expect(result.outcome).toBe('failed');
			expect(result.removedGroups).toEqual([{ id: group.id, name: group.name }]);
			expect(result.outcomeMessage).toContain(`"${group.name}"`);
			expect(result.outcomeMessage).not.toContain('"confluence-users"');
			expect(namesOfGroups(company, 'ada')).toEqual([]);
		},
	);

	it('gives back what a run removed that died after its planned receipt, once it is settled', async () => {
		addColleague(company, 'bob', [company.users, company.contractors]);
		const planned = await reclaim(company, simulator, [candidate(company, 'bob')], {
			dryRun: true,
		});
		removeFromGroup(company.world, company.users, 'bob');
		const { settled } = await reclaim(company, simulator, [], { receipts: planned.results });
		expect(settled).toMatchObject([
			{
				accountId: 'bob',
				receiptId: planned.results[0]?.receiptId,
				receiptState: 'partial',
				removedGroups: [{ id: company.users.id }],
			},
		]);
		const { results } = await restore(company, simulator, settled);
		expect(results[0]).toMatchObject({ outcome: 'restored' });
		expect(namesOfGroups(company, 'bob')).toEqual(['confluence-users-harbour', 'contractors']);
	});
});
