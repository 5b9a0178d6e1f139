import { addPage, edit, removeFromGroup, view, type Simulator } from '../../simulator';
import {
	addColleague,
	DAY,
	makeCompany,
	namesOfGroups,
	NOW,
	playCompany,
	profileGroups,
	type Company,
} from './company';
import { candidate, iso, reclaim, type ReclaimOptions } from './run';

const WRITE = { method: 'DELETE' };

describe('Reclaiming on a simulated site', () => {
	let company: Company;
	let simulator: Simulator;
	let deletes: string[];

	beforeEach(async () => {
		company = makeCompany();
		simulator = await playCompany(company);
		deletes = [];
		simulator.exchanges.on(({ request, answer }) => {
			if (request.method === 'DELETE' && answer !== null) {
				deletes.push(
					`${request.query.get('accountId') ?? ''}:${request.query.get('groupId') ?? ''}`,
				);
			}
		});
	});

	afterEach(async () => await simulator.stop());

	const reclaimOne = async (
		accountId: string,
		more: Record<string, unknown> = {},
		options: ReclaimOptions = {},
	) => {
		const run = await reclaim(
			company,
			simulator,
			[candidate(company, accountId, more)],
			options,
		);
		const result = run.results[0];
		if (!result) throw new Error('There is no result.');
		return result;
	};

	it('removes a person from exactly the access groups of the decision, and verifies it', async () => {
		addColleague(company, 'ada', [company.users, company.contractors, company.readers]);
		const result = await reclaimOne('ada');
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
			{ id: company.users.id, name: 'confluence-users-harbour' },
			{ id: company.contractors.id, name: 'contractors' },
		]);
		expect(namesOfGroups(company, 'ada')).toEqual(['jira-software-users']);
	});

	it('reads everything and changes nothing in a dry run, and says what a live run would do', async () => {
		addColleague(company, 'ada', [company.users]);
		const dry = await reclaimOne('ada', {}, { dryRun: true });
		expect(dry).toMatchObject({
			outcome: 'wouldReclaim',
			receiptState: 'planned',
			nextState: null,
			plannedGroups: [{ id: company.users.id, name: 'confluence-users-harbour' }],
			removedGroups: [],
		});
		expect(deletes).toEqual([]);
		const live = await reclaimOne('ada');
		expect(live.removedGroups).toEqual(dry.plannedGroups);
		expect(live.receiptId).toBe(dry.receiptId);
	});

	describe('keeps the seat and says why', () => {
		const kept: Array<{
			title: string;
			reason: string;
			nextState: string | null;
			arrange: () => Record<string, unknown> | void;
			options?: ReclaimOptions;
		}> = [
			{
				title: 'a node that is switched off or fails in front of Reclaim makes nobody a candidate',
				reason: 'notACandidate',
				nextState: null,
				arrange: () => ({ decision: undefined }),
			},
			{
				title: 'a tracked candidate that still awaits an answer',
				reason: 'notDue',
				nextState: null,
				arrange: () => ({ state: 'Awaiting User' }),
			},
			{
				title: 'a last activity in the future',
				reason: 'activeAgain',
				nextState: 'Closed Canceled',
				arrange: () => ({ lastActivityAt: iso(NOW + DAY) }),
			},
			{
				title: 'an item of another site',
				reason: 'otherSite',
				nextState: null,
				arrange: () => ({ cloudId: 'another-site' }),
			},
			{
				title: 'an item that names no site',
				reason: 'otherSite',
				nextState: null,
				arrange: () => ({ cloudId: null }),
			},
			{
				title: 'edits alone decided and nobody acknowledged that',
				reason: 'viewsNotChecked',
				nextState: null,
				arrange: () => undefined,
				options: { acknowledgeEditsOnly: false },
			},
			{
				title: 'already gone',
				reason: 'notAMember',
				nextState: 'Closed Skipped',
				arrange: () => {
					const item = candidate(company, 'ada');
					removeFromGroup(company.world, company.users, 'ada');
					return item;
				},
			},
			{
				title: 'an admin since the decision',
				reason: 'protectedAdmin',
				nextState: 'Closed Canceled',
				arrange: () => void company.admins.members.push('ada'),
			},
			{
				title: 'an own edit after the decision',
				reason: 'activeAgain',
				nextState: 'Closed Canceled',
				arrange: () =>
					void addPage(company.world, { createdBy: 'ada', createdAt: NOW - DAY }),
			},
			{
				title: 'an edit between the last one known and the decision',
				reason: 'activeAgain',
				nextState: 'Closed Canceled',
				arrange: () =>
					void addPage(company.world, { createdBy: 'ada', createdAt: NOW - 99 * DAY }),
			},
			{
				title: 'never active and then an edit',
				reason: 'activeAgain',
				nextState: 'Closed Canceled',
				arrange: () => ({
					lastActivityAt: null,
					activityStatus: 'none',
					activityCheckedFrom: iso(NOW - 120 * DAY),
				}),
			},
			{
				title: 'an old decision that cannot be checked again',
				reason: 'decisionTooOld',
				nextState: null,
				arrange: () => ({ evaluatedAt: iso(NOW - 49 * 3_600_000) }),
				options: { recheck: false },
			},
			{
				title: 'an old decision on views that cannot be read again',
				reason: 'decisionTooOld',
				nextState: null,
				arrange: () => ({ evaluatedAt: iso(NOW - 3 * DAY), viewsChecked: true }),
			},
			{
				title: 'a view after the decision',
				reason: 'activeAgain',
				nextState: 'Closed Canceled',
				arrange: () => {
					view(company.world, 'ada', NOW - 2 * DAY);
					return { viewsChecked: true };
				},
				options: { organization: true },
			},
			{
				title: 'a group managed by an identity provider is left alone and listed',
				reason: 'stillBillable',
				nextState: 'Attention Required',
				arrange: () => void company.synced.members.push('ada'),
			},
			{
				title: 'still billable through a second group that is outside the profile',
				reason: 'stillBillable',
				nextState: 'Attention Required',
				arrange: () => void company.guestsOfHr.members.push('ada'),
			},
			{
				title: 'still billable through a group of the profile that the decision does not name',
				reason: 'stillBillable',
				nextState: 'Attention Required',
				arrange: () => {
					const item = candidate(company, 'ada');
					company.contractors.members.push('ada');
					return item;
				},
			},
		];

		it.each(kept)('$title', async ({ reason, nextState, arrange, options }) => {
			addColleague(company, 'ada', [company.users]);
			const more = arrange() ?? {};
			const before = namesOfGroups(company, 'ada');
			const result = await reclaimOne('ada', more, options);
			expect(result).toMatchObject({
				outcome: 'skipped',
				outcomeReason: reason,
				nextState,
				removedGroups: [],
				receiptId: null,
			});
			expect(deletes).toEqual([]);
			expect(namesOfGroups(company, 'ada')).toEqual(before);
		});

		it('the connected account', async () => {
			const self = company.world.connectedAccountId;
			company.world.groups.forEach((group) => removeFromGroup(company.world, group, self));
			company.users.members.push(self);
			expect(await reclaimOne(self)).toMatchObject({ outcomeReason: 'protectedSelf' });
			expect(deletes).toEqual([]);
		});

		it('names what a seat would remain through, and removes nothing then', async () => {
			addColleague(company, 'ada', [company.users, company.synced]);
			expect(await reclaimOne('ada')).toMatchObject({
				outcomeReason: 'stillBillable',
				remainingAccess: [{ id: company.synced.id, name: 'synced-staff' }],
			});
		});
	});

	it('counts somebody else’s change of a shared page as no activity when versions show so', async () => {
		addColleague(company, 'ada', [company.users]);
		addColleague(company, 'bob', [company.users], 1);
		const page = company.world.content[0];
		if (!page) throw new Error('Ada has no page.');
		edit(company.world, page, 'bob', NOW - 50 * DAY);
		edit(company.world, page, 'bob', NOW - DAY);
		expect(await reclaimOne('ada')).toMatchObject({ outcome: 'reclaimed' });
	});

	it('keeps the seat when a shared page may hide an own change and versions cannot be read', async () => {
		addColleague(company, 'ada', [company.users]);
		const page = company.world.content[0];
		if (!page) throw new Error('Ada has no page.');
		edit(company.world, page, 'ada', NOW - 50 * DAY);
		edit(company.world, page, 'bob', NOW - DAY);
		const scopes = [
			'read:confluence-groups',
			'read:confluence-user',
			'write:confluence-groups',
			'search:confluence',
		];
		expect(await reclaimOne('ada', {}, { scopes })).toMatchObject({
			outcomeReason: 'activeAgain',
		});
	});

	it('trusts a fresh decision where the credential may not search', async () => {
		addColleague(company, 'ada', [company.users]);
		const scopes = [
			'read:confluence-groups',
			'read:confluence-user',
			'write:confluence-groups',
		];
		expect(await reclaimOne('ada', {}, { scopes })).toMatchObject({ outcome: 'reclaimed' });
	});

	it('keeps the seat when the look for activity fails', async () => {
		addColleague(company, 'ada', [company.users]);
		simulator.addFault({ match: { path: '/search' }, kind: 'status', status: 500 });
		expect(await reclaimOne('ada')).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'checkFailed',
			nextState: null,
		});
		expect(deletes).toEqual([]);
	});

	it('takes the seat back of somebody whose views, looked at again, are as old as the decision says', async () => {
		addColleague(company, 'ada', [company.users]);
		view(company.world, 'ada', NOW - 120 * DAY);
		const options = { organization: true, acknowledgeEditsOnly: false };
		expect(await reclaimOne('ada', { viewsChecked: true }, options)).toMatchObject({
			outcome: 'reclaimed',
		});
	});

	it('keeps the seat when the organization does not tell about views', async () => {
		addColleague(company, 'ada', [company.users]);
		simulator.addFault({ match: { path: '/admin/' }, kind: 'status', status: 500 });
		expect(
			await reclaimOne('ada', { viewsChecked: true }, { organization: true }),
		).toMatchObject({ outcome: 'failed', outcomeReason: 'checkFailed' });
		expect(deletes).toEqual([]);
	});

	it('a missing write scope refuses before the first call', async () => {
		addColleague(company, 'ada', [company.users]);
		const called: string[] = [];
		simulator.exchanges.on(({ endpoint }) => called.push(endpoint));
		const scopes = ['read:confluence-groups', 'read:confluence-user', 'search:confluence'];
		await expect(reclaimOne('ada', {}, { scopes })).rejects.toMatchObject({
			kind: 'scopeMissing',
			message: expect.stringContaining('write:confluence-groups') as string,
		});
		// Only the list of sites, which names the scopes; nothing of the site itself.
		expect(called).toEqual(['accessibleResources']);
	});

	it('400 candidates with a cap of 10 take the ten longest inactive', async () => {
		const rows = [];
		for (let number = 0; number < 400; number++) {
			const accountId = addColleague(company, `p${number}`, [company.users], null);
			// Mixed order; every seventh was never active and comes last.
			const days = 61 + ((number * 37) % 400);
			const never = number % 7 === 0;
			rows.push(
				candidate(company, accountId, {
					lastActivityAt: never ? null : iso(NOW - days * DAY),
					inactiveDays: never ? null : days,
				}),
			);
		}
		const { results } = await reclaim(company, simulator, rows, { maxPerRun: 10 });
		const taken = results.filter(({ outcome }) => outcome === 'reclaimed');
		const longest = rows
			.filter(({ inactiveDays }) => inactiveDays !== null)
			.sort((a, b) => Number(b.inactiveDays) - Number(a.inactiveDays))
			.slice(0, 10)
			.map(({ accountId }) => accountId);
		expect(taken.map(({ accountId }) => accountId).sort()).toEqual(longest.sort());
		const capped = results.filter(({ outcomeReason }) => outcomeReason === 'overCap');
		expect(capped).toHaveLength(390);
	});

	it('handles a person once who comes twice, and keeps one whose items disagree', async () => {
		addColleague(company, 'ada', [company.users]);
		addColleague(company, 'bob', [company.users]);
		const { results } = await reclaim(company, simulator, [
			candidate(company, 'ada'),
			candidate(company, 'ada'),
			candidate(company, 'bob'),
			candidate(company, 'bob', { decision: 'retained' }),
		]);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			null,
			'duplicate',
			'contradicted',
			'notACandidate',
		]);
	});

	it('says "not verified" when a group is still listed after three reads, and leaves the state', async () => {
		addColleague(company, 'ada', [company.users]);
		simulator.settings.staleMembershipReads = 3;
		expect(await reclaimOne('ada')).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'notVerified',
			verified: false,
			nextState: null,
			plannedGroups: [{ id: company.users.id }],
			receiptState: 'planned',
		});
		expect(deletes).toHaveLength(1);
	});

	it('says why the groups could not be looked at after a removal, and leaves the state', async () => {
		addColleague(company, 'ada', [company.users]);
		const look = { method: 'GET', path: 'memberof' };
		simulator.addFault({ match: look, nth: 3, count: 20, kind: 'status', status: 500 });
		const result = await reclaimOne('ada');
		expect(result).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'notVerified',
			verified: false,
			nextState: null,
			removedGroups: [{ id: company.users.id }],
			receiptState: 'partial',
		});
		expect(result.outcomeMessage).toContain('They could not be read:');
		expect(deletes).toHaveLength(1);
	});

	it('waits for a removal that shows late', async () => {
		addColleague(company, 'ada', [company.users]);
		simulator.settings.staleMembershipReads = 2;
		expect(await reclaimOne('ada')).toMatchObject({ outcome: 'reclaimed', verified: true });
	});

	it('keeps in the receipt what was removed when a second group fails', async () => {
		addColleague(company, 'ada', [company.users, company.contractors]);
		simulator.addFault({ match: WRITE, nth: 2, kind: 'status', status: 400 });
		const result = await reclaimOne('ada');
		expect(result).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'partlyRemoved',
			nextState: 'Attention Required',
			receiptState: 'partial',
			removedGroups: [{ id: company.users.id }],
			remainingAccess: [{ id: company.contractors.id }],
		});
		expect(result.plannedGroups).toHaveLength(2);
	});

	it('stops at the first 403; the people after it are not reached', async () => {
		for (const name of ['ada', 'bob', 'cy']) addColleague(company, name, [company.users]);
		simulator.addFault({ match: WRITE, nth: 2, kind: 'status', status: 403 });
		const rows = ['ada', 'bob', 'cy'].map((name) => candidate(company, name));
		const { results, stoppedBy } = await reclaim(company, simulator, rows);
		expect(results.map(({ outcome, outcomeReason }) => [outcome, outcomeReason])).toEqual([
			['reclaimed', null],
			['failed', 'notSiteAdmin'],
			['skipped', 'notReached'],
		]);
		expect(stoppedBy?.kind).toBe('notSiteAdmin');
		expect(namesOfGroups(company, 'cy')).toEqual(['confluence-users-harbour']);
	});

	it('says that an account that is no site admin may be refused, and stops at its first write', async () => {
		addColleague(company, 'ada', [company.users]);
		addColleague(company, 'bob', [company.users]);
		const admin = company.world.people.get(company.world.connectedAccountId);
		if (!admin) throw new Error('Nobody is connected.');
		admin.siteAdmin = false;
		const { results, stoppedBy } = await reclaim(company, simulator, [
			candidate(company, 'ada'),
			candidate(company, 'bob'),
		]);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			'notSiteAdmin',
			'notReached',
		]);
		expect(stoppedBy?.remedy).toContain('site admin');
		expect(results.every(({ receiptId }) => receiptId === null)).toBe(true);
	});

	it('touches nobody else once somebody stops the run', async () => {
		for (const name of ['ada', 'bob']) addColleague(company, name, [company.users]);
		const rows = ['ada', 'bob'].map((name) =>
			candidate(company, name, { state: 'Awaiting Revocation' }),
		);
		const { results, stoppedBy } = await reclaim(company, simulator, rows, { stopAfter: 1 });
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([null, 'notReached']);
		expect(stoppedBy?.kind).toBe('stopped');
		expect(deletes).toHaveLength(1);
	});

	it('never throws after the first write, not even for a rate limit', async () => {
		for (const name of ['ada', 'bob', 'cy']) addColleague(company, name, [company.users]);
		simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'bob' } },
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '3000' },
		});
		const rows = ['ada', 'bob', 'cy'].map((name) => candidate(company, name));
		const { results, stoppedBy } = await reclaim(company, simulator, rows);
		expect(results.map(({ outcome, outcomeReason }) => [outcome, outcomeReason])).toEqual([
			['reclaimed', null],
			['skipped', 'notReached'],
			['skipped', 'notReached'],
		]);
		expect(stoppedBy?.message).toContain('2026-06-01T06:50:00.000Z');
	});

	it('leaves a person as not reached whose removal met a rate limit', async () => {
		for (const name of ['ada', 'bob']) addColleague(company, name, [company.users]);
		simulator.addFault({ match: WRITE, nth: 2, kind: 'status', status: 429 });
		const rows = ['ada', 'bob'].map((name) => candidate(company, name));
		const { results } = await reclaim(company, simulator, rows);
		expect(results[1]).toMatchObject({
			outcomeReason: 'notReached',
			nextState: null,
			receiptId: null,
		});
		expect(namesOfGroups(company, 'bob')).toHaveLength(1);
	});

	it('throws for a rate limit before the first write: nothing was changed', async () => {
		addColleague(company, 'ada', [company.users]);
		simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'ada' } },
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '3000' },
		});
		await expect(reclaimOne('ada')).rejects.toMatchObject({ kind: 'rateLimited' });
	});

	it.each(['reset', 'malformed'] as const)(
		'an answer lost after a removal (%s) is looked up and stays in the receipt',
		async (kind) => {
			addColleague(company, 'ada', [company.users, company.contractors]);
			simulator.addFault({ match: WRITE, nth: 1, kind, when: 'after' });
			expect(await reclaimOne('ada')).toMatchObject({
				outcome: 'reclaimed',
				receiptState: 'done',
				removedGroups: [{ id: company.users.id }, { id: company.contractors.id }],
			});
			expect(deletes).toHaveLength(2);
		},
	);

	it('a planned group that is gone counts as removed, so a run that died loses no receipt', async () => {
		addColleague(company, 'ada', [company.users, company.contractors]);
		const rows = [candidate(company, 'ada')];
		const { results: planned } = await reclaim(company, simulator, rows, { dryRun: true });
		removeFromGroup(company.world, company.users, 'ada');
		const { results } = await reclaim(company, simulator, rows, { receipts: planned });
		expect(results[0]).toMatchObject({
			outcome: 'reclaimed',
			receiptId: planned[0]?.receiptId,
			receiptState: 'done',
		});
		expect(results[0]?.removedGroups.map(({ id }) => id).sort()).toEqual(
			profileGroups(company).sort(),
		);
		expect(deletes).toHaveLength(1);
	});

	it('settles the planned receipt of somebody who is no candidate any more', async () => {
		addColleague(company, 'ada', [company.users]);
		addColleague(company, 'bob', [company.users]);
		const { results: planned } = await reclaim(
			company,
			simulator,
			[candidate(company, 'ada')],
			{
				dryRun: true,
			},
		);
		removeFromGroup(company.world, company.users, 'ada');
		const { results, settled } = await reclaim(
			company,
			simulator,
			[candidate(company, 'bob')],
			{
				receipts: planned,
			},
		);
		expect(results.map(({ outcome }) => outcome)).toEqual(['reclaimed']);
		expect(settled).toMatchObject([
			{ accountId: 'ada', outcome: 'reclaimed', receiptState: 'done', verified: true },
		]);
		expect(deletes).toHaveLength(1);
	});

	it('a planned receipt of somebody who still has everything says nothing', async () => {
		addColleague(company, 'ada', [company.users]);
		const rows = [candidate(company, 'ada')];
		const { results: planned } = await reclaim(company, simulator, rows, { dryRun: true });
		const retained = [{ ...rows[0], decision: 'retained' }];
		const run = await reclaim(company, simulator, retained, { receipts: planned });
		expect(run.settled).toEqual([]);
		expect(run.results[0]).toMatchObject({ outcomeReason: 'notACandidate', receiptId: null });
	});

	it('says that a seat is gone which an earlier run took, whatever its item says by now', async () => {
		addColleague(company, 'ada', [company.users]);
		const rows = [candidate(company, 'ada')];
		const { results: planned } = await reclaim(company, simulator, rows, { dryRun: true });
		removeFromGroup(company.world, company.users, 'ada');
		const retained = [{ ...rows[0], decision: 'retained' }];
		const { results } = await reclaim(company, simulator, retained, { receipts: planned });
		expect(results[0]).toMatchObject({ outcome: 'reclaimed', receiptState: 'done' });
	});

	it('takes the stored plan back when it keeps the seat after all', async () => {
		addColleague(company, 'ada', [company.users]);
		const rows = [candidate(company, 'ada')];
		const { results: planned } = await reclaim(company, simulator, rows, { dryRun: true });
		addPage(company.world, { createdBy: 'ada', createdAt: NOW - DAY });
		const { results: kept } = await reclaim(company, simulator, rows, { receipts: planned });
		expect(kept[0]).toMatchObject({
			outcomeReason: 'activeAgain',
			receiptId: planned[0]?.receiptId,
			receiptState: 'planned',
			plannedGroups: [],
		});
		// Much later somebody else removes the person: that is not this package's doing.
		removeFromGroup(company.world, company.users, 'ada');
		const { results } = await reclaim(company, simulator, rows, { receipts: kept });
		expect(results[0]).toMatchObject({ outcomeReason: 'notAMember', receiptId: null });
	});

	it('Confluence is left while Jira’s groups stay', async () => {
		addColleague(company, 'ada', [company.users, company.readers]);
		await reclaimOne('ada');
		expect(namesOfGroups(company, 'ada')).toEqual(['jira-software-users']);
	});

	it('takes only groups listed as giving access to users where none are chosen', async () => {
		addColleague(company, 'ada', [company.users, company.readers]);
		const groupIds = [company.users.id];
		expect(await reclaimOne('ada', { groupIds }, { accessGroups: [] })).toMatchObject({
			outcome: 'reclaimed',
			removedGroups: [{ id: company.users.id }],
		});
	});

	it('stops the run when three people in a row cannot be looked at', async () => {
		for (const name of ['ada', 'bob', 'cy', 'di', 'eve']) {
			addColleague(company, name, [company.users]);
		}
		const rows = ['ada', 'bob', 'cy', 'di', 'eve'].map((name) => candidate(company, name));
		for (const name of ['bob', 'cy', 'di']) {
			simulator.addFault({
				match: { path: 'memberof', query: { accountId: name } },
				kind: 'status',
				status: 503,
			});
		}
		const { results } = await reclaim(company, simulator, rows);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			null,
			'checkFailed',
			'checkFailed',
			'checkFailed',
			'notReached',
		]);
	});
});
