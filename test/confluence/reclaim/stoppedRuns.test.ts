import { sentenceOf } from '../../../nodes/shared/remedies';
import { addColleague, namesOfGroups } from './company';
import { onASite, WRITE } from './onASite';
import { reclaim } from './run';

describe('What ends a run, and what is kept then', () => {
	const site = onASite();

	it('a missing write scope refuses before the first call', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		const called: string[] = [];
		site.simulator.exchanges.on(({ endpoint }) => called.push(endpoint));
		const scopes = ['read:confluence-groups', 'read:confluence-user', 'search:confluence'];
		await expect(site.reclaimOne('ada', {}, { scopes })).rejects.toMatchObject({
			kind: 'scopeMissing',
			message: expect.stringContaining('write:confluence-groups') as string,
		});
		// Only the list of sites, which names the scopes; nothing of the site itself.
		expect(called).toEqual(['accessibleResources']);
	});

	it('keeps in the receipt what was removed when a second group fails', async () => {
		addColleague(site.company, 'ada', [site.company.users, site.company.contractors]);
		site.simulator.addFault({ match: WRITE, nth: 2, kind: 'status', status: 400 });
		const result = await site.reclaimOne('ada');
		expect(result).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'partlyRemoved',
			nextState: 'Attention Required',
			receiptState: 'partial',
			removedGroups: [{ id: site.company.users.id }],
			remainingAccess: [{ id: site.company.contractors.id }],
		});
		expect(result.plannedGroups).toHaveLength(2);
	});

	it('stops at the first 403; the people after it are not reached', async () => {
		const rows = site.seats('ada', 'bob', 'cy');
		site.simulator.addFault({ match: WRITE, nth: 2, kind: 'status', status: 403 });
		const { results, stoppedBy } = await reclaim(site.company, site.simulator, rows);
		expect(results.map(({ outcome, outcomeReason }) => [outcome, outcomeReason])).toEqual([
			['reclaimed', null],
			['failed', 'notSiteAdmin'],
			['skipped', 'notReached'],
		]);
		expect(stoppedBy?.kind).toBe('notSiteAdmin');
		expect(namesOfGroups(site.company, 'cy')).toEqual(['confluence-users-harbour']);
	});

	it('says that an account that is no admin may be refused, and stops at its first write', async () => {
		const rows = site.seats('ada', 'bob');
		const admin = site.company.world.people.get(site.company.world.connectedAccountId);
		if (!admin) throw new Error('Nobody is connected.');
		admin.siteAdmin = false;
		const { results, stoppedBy } = await reclaim(site.company, site.simulator, rows);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			'notSiteAdmin',
			'notReached',
		]);
		expect(sentenceOf(stoppedBy)).toContain('site admin');
		expect(results.every(({ receiptId }) => receiptId === null)).toBe(true);
	});

	it('touches nobody else once somebody stops the run', async () => {
		const rows = site
			.seats('ada', 'bob')
			.map((row) => ({ ...row, state: 'Awaiting Revocation' }));
		const { results, stoppedBy } = await reclaim(site.company, site.simulator, rows, {
			stopAfter: 1,
		});
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([null, 'notReached']);
		expect(stoppedBy?.kind).toBe('stopped');
		expect(site.deletes).toHaveLength(1);
	});

	it('never throws after the first write, not even for a rate limit', async () => {
		const rows = site.seats('ada', 'bob', 'cy');
		site.simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'bob' } },
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '3000' },
		});
		const { results, stoppedBy } = await reclaim(site.company, site.simulator, rows);
		expect(results.map(({ outcome, outcomeReason }) => [outcome, outcomeReason])).toEqual([
			['reclaimed', null],
			['skipped', 'notReached'],
			['skipped', 'notReached'],
		]);
		expect(stoppedBy?.message).toContain('2026-06-01T06:50:00.000Z');
	});

	it('leaves a person as not reached whose removal met a rate limit', async () => {
		const rows = site.seats('ada', 'bob');
		site.simulator.addFault({ match: WRITE, nth: 2, kind: 'status', status: 429 });
		const { results } = await reclaim(site.company, site.simulator, rows);
		expect(results[1]).toMatchObject({
			outcomeReason: 'notReached',
			nextState: null,
			receiptId: null,
		});
		expect(namesOfGroups(site.company, 'bob')).toHaveLength(1);
	});

	it('throws for a rate limit before the first write: nothing was changed', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		site.simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'ada' } },
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '3000' },
		});
		await expect(site.reclaimOne('ada')).rejects.toMatchObject({ kind: 'rateLimited' });
	});

	it('sends a removal again that Atlassian did not carry out, and reports it as any other', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		site.simulator.addFault({ match: WRITE, count: 2, kind: 'status', status: 503 });
		expect(await site.reclaimOne('ada')).toMatchObject({
			outcome: 'reclaimed',
			receiptState: 'done',
			verified: true,
		});
	});

	it('does not send a removal again that was carried out although its answer was lost', async () => {
		addColleague(site.company, 'ada', [site.company.users]);
		site.simulator.addFault({
			match: WRITE,
			nth: 1,
			kind: 'status',
			status: 503,
			when: 'after',
		});
		expect(await site.reclaimOne('ada')).toMatchObject({
			outcome: 'reclaimed',
			verified: true,
		});
		expect(site.deletes).toHaveLength(1);
	});

	it('believes that somebody left a group only when two readings in a row say so', async () => {
		addColleague(site.company, 'ada', [site.company.users, site.company.readers]);
		site.simulator.addFault({ match: WRITE, kind: 'status', status: 503 });
		site.simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'ada' } },
			nth: 2,
			kind: 'status',
			status: 200,
			body: { results: [], start: 0, limit: 200, size: 0, _links: {} },
		});
		expect(await site.reclaimOne('ada')).toMatchObject({
			outcome: 'failed',
			outcomeReason: 'removalFailed',
			removedGroups: [],
			verified: false,
		});
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(2);
	});

	it('stops the run when the removals of three people in a row fail; the rest is not reached', async () => {
		const rows = site.seats('ada', 'bob', 'cy', 'di', 'eve');
		site.simulator.addFault({ match: WRITE, kind: 'status', status: 503 });
		const { results, stoppedBy } = await reclaim(site.company, site.simulator, rows);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			'removalFailed',
			'removalFailed',
			'removalFailed',
			'notReached',
			'notReached',
		]);
		expect(stoppedBy?.kind).toBe('server');
	});

	it('goes on to the others when the look at one person is refused', async () => {
		const { company, simulator } = site;
		const rows = site.seats('ada', 'bob');
		const match = { path: 'memberof', query: { accountId: 'ada' } };
		simulator.addFault({ match, nth: 1, count: 9, kind: 'status', status: 403 });
		const { results, stoppedBy } = await reclaim(company, simulator, rows);
		expect(results.map(({ outcomeReason, outcome }) => outcomeReason ?? outcome)).toEqual([
			'checkFailed',
			'reclaimed',
		]);
		expect(stoppedBy).toBeNull();
	});

	it('stops the run when three people in a row cannot be looked at', async () => {
		const rows = site.seats('ada', 'bob', 'cy', 'di', 'eve');
		for (const name of ['bob', 'cy', 'di']) {
			site.simulator.addFault({
				match: { path: 'memberof', query: { accountId: name } },
				kind: 'status',
				status: 503,
			});
		}
		const { results } = await reclaim(site.company, site.simulator, rows);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			null,
			'checkFailed',
			'checkFailed',
			'checkFailed',
			'notReached',
		]);
	});
});
