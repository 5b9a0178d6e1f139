import { addColleague, DAY, namesOfGroups, NOW } from '../confluence/reclaim/company';
import { candidate } from '../confluence/reclaim/run';
import { view } from '../simulator';
import { apiKeyCredential, type Item } from './harness';
import { outcomesOf, reclaimNodeOnASite } from './reclaimNode';

const { site, credential, run, seats } = reclaimNodeOnASite();

describe('Reclaim License in the engine', () => {
	it('removes exactly as many people as the cap allows, verified, and reports what it cost', async () => {
		const items = seats('ada', 'bob', 'cy', 'di');
		site.simulator.resetStats();
		const { results, jobs, hints, error } = await run({
			inputs: [items],
			parameters: { maxPerRun: 3 },
		});
		expect(error).toBeUndefined();
		expect(outcomesOf(results)).toEqual(['overCap', 'reclaimed', 'reclaimed', 'reclaimed']);
		expect(results[1]).toMatchObject({
			profile: 'harbour',
			displayName: 'Name of bob',
			verified: true,
			receiptState: 'done',
			nextState: 'Closed Complete',
		});
		expect(
			['ada', 'bob', 'cy', 'di'].map((name) => namesOfGroups(site.company, name).length),
		).toEqual([1, 0, 0, 0]);
		expect(jobs).toHaveLength(1);
		expect(jobs[0]).toMatchObject({
			job: 'reclaimLicense',
			profile: 'harbour',
			cloudId: site.company.cloudId,
			status: 'succeeded',
			errorMessage: null,
			counts: { people: 4, reclaimed: 3, skipped: 1, 'skipped/overCap': 1, removals: 3 },
		});
		expect(jobs[0]?.points).toBe(site.simulator.stats().points);
		expect(hints.map(({ message }) => message).join(' ')).toContain(
			'3 reclaimed, 1 skipped (overCap 1)',
		);
	});

	it('keeps the order of its items and pairs each result with its item', async () => {
		const items = seats('ada', 'bob', 'cy');
		const { items: outputs, results } = await run({ inputs: [items] });
		expect(results.map(({ accountId }) => accountId)).toEqual(['ada', 'bob', 'cy']);
		expect(outputs[0]?.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2].map((item) => [{ item, input: 0 }]),
		);
		expect(outputs[1]?.[0]?.pairedItem).toEqual([{ item: 0, input: 0 }]);
	});

	it.each([
		['the default', undefined],
		['"false"', 'false'],
		['0', 0],
		['null', null],
		['""', ''],
	] as const)('is a dry run with %s: only the boolean false is live', async (_title, dryRun) => {
		const items = seats('ada');
		const { results } = await run({
			inputs: [items.map((item) => ({ ...item, dryRun }))],
			parameters: { dryRun: dryRun === undefined ? true : '={{ $json.dryRun }}' },
		});
		expect(outcomesOf(results)).toEqual(['wouldReclaim']);
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(1);
	});

	it('is live with the boolean false of an expression', async () => {
		const items = seats('ada').map((item) => ({ ...item, dryRun: false }));
		const { results } = await run({
			inputs: [items],
			parameters: { dryRun: '={{ $json.dryRun }}' },
		});
		expect(outcomesOf(results)).toEqual(['reclaimed']);
	});

	it('does not run on planned receipts alone', async () => {
		seats('ada');
		const { ran, results } = await run({
			inputs: [[], [{ receiptId: 'r', profile: 'harbour' }]],
		});
		expect(ran && results.length > 0).toBe(false);
		const empty = await run({ inputs: [[{}]] });
		expect(empty.results).toEqual([]);
		expect(empty.error).toBeUndefined();
	});

	it('refuses an admin, the connected account and a person in an externally managed group', async () => {
		const self = site.company.world.connectedAccountId;
		site.company.users.members.push(self);
		addColleague(site.company, 'boss', [site.company.users, site.company.admins]);
		addColleague(site.company, 'synced', [site.company.users, site.company.synced]);
		const items = [self, 'boss', 'synced'].map((name) => candidate(site.company, name) as Item);
		const { results } = await run({ inputs: [items] });
		// The connected account is an admin here, which comes first.
		expect(outcomesOf(results)).toEqual(['protectedAdmin', 'protectedAdmin', 'stillBillable']);
		expect(site.simulator.stats().requests).toBeGreaterThan(0);
		expect(namesOfGroups(site.company, 'boss')).toHaveLength(2);
	});

	it('a missing write scope stops the run with nothing changed, and says what to do', async () => {
		const items = seats('ada');
		const scopes = ['read:confluence-groups', 'read:confluence-user', 'search:confluence'];
		const thrown = await run({ inputs: [items], credentials: [credential(scopes)] });
		expect(thrown.error?.message).toContain('write:confluence-groups');
		const caught = await run({
			inputs: [items],
			credentials: [credential(scopes)],
			continueOnFail: true,
		});
		expect(caught.error).toBeUndefined();
		expect(caught.results).toEqual([]);
		expect(caught.jobs).toMatchObject([
			{ status: 'failed', errorMessage: expect.stringContaining('reconnect') as string },
		]);
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(1);
	});

	it('names item and field of a broken item, and changes nothing', async () => {
		const items = [...seats('ada'), { ...seats('bob')[0], groupIds: '[]' }] as Item[];
		const thrown = await run({ inputs: [items] });
		expect(thrown.error?.message).toContain('Item 1: the field "groupIds"');
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(1);
		const caught = await run({ inputs: [items], continueOnFail: true });
		expect(outcomesOf(caught.results)).toEqual(['reclaimed', 'brokenItem']);
		expect(caught.results[1]?.outcomeMessage).toContain('groupIds');
	});

	it('says that the account does not look like an admin, and stops at its first 403', async () => {
		const items = seats('ada', 'bob');
		site.company.admins.members.length = 0;
		const admin = site.company.world.people.get(site.company.world.connectedAccountId);
		if (admin) admin.siteAdmin = false;
		const { results, jobs, hints } = await run({ inputs: [items] });
		expect(outcomesOf(results)).toEqual(['notReached', 'notSiteAdmin']);
		expect(jobs[0]).toMatchObject({ status: 'failed' });
		expect(jobs[0]?.errorMessage).toContain('site admin');
		expect(hints.map(({ message }) => message).join(' ')).toContain('does not look like');
	});

	it('readers are not idle when views are known, and need the acknowledgement when they are not', async () => {
		addColleague(site.company, 'reader', [site.company.users]);
		view(site.company.world, 'reader', NOW - 2 * DAY);
		const item = candidate(site.company, 'reader', { viewsChecked: 'true' }) as Item;
		const organization = apiKeyCredential(site.simulator);
		site.simulator.resetStats();
		const known = await run({
			inputs: [[item]],
			credentials: [credential(), organization],
			parameters: { acknowledgeEditsOnly: false },
		});
		expect(outcomesOf(known.results)).toEqual(['activeAgain']);
		expect(known.jobs[0]?.requests).toBe(site.simulator.stats().requests);
		const unknown = await run({
			inputs: [[{ ...item, viewsChecked: 0 }]],
			parameters: { acknowledgeEditsOnly: false },
		});
		expect(outcomesOf(unknown.results)).toEqual(['viewsNotChecked']);
	});

	it('understands access groups as List Access Groups names them, and refuses what names no group', async () => {
		const items = seats('ada');
		const { users } = site.company;
		const accessGroups = [{ groupId: users.id, name: users.name }];
		const { results } = await run({
			inputs: [items],
			parameters: { accessGroups: `={{ ${JSON.stringify(accessGroups)} }}`, dryRun: true },
		});
		expect(results[0]).toMatchObject({ plannedGroups: [{ id: users.id }] });
		const refused = await run({
			inputs: [items],
			parameters: { accessGroups: `={{ ${JSON.stringify({ 0: users.id })} }}` },
		});
		expect(refused.error?.message).toContain(
			'The parameter "Access Group Names or IDs" must be',
		);
		expect(namesOfGroups(site.company, 'ada')).toHaveLength(1);
	});

	it('counts only what the run itself removed: nothing in a dry run, nothing in a restore', async () => {
		const items = seats('ada');
		const dry = await run({ inputs: [items], parameters: { dryRun: true } });
		expect(dry.jobs[0]).toMatchObject({ counts: { wouldReclaim: 1, removals: 0 } });
		const live = await run({ inputs: [items] });
		expect(live.jobs[0]).toMatchObject({ counts: { reclaimed: 1, removals: 1 } });
		const restored = await run({
			inputs: [live.results as Item[]],
			parameters: { operation: 'restore' },
		});
		expect(restored.jobs[0]).toMatchObject({ counts: { restored: 1, removals: 0 } });
	});
});
