import type { INodeParameters } from 'n8n-workflow';

import {
	addColleague,
	DAY,
	makeCompany,
	namesOfGroups,
	NOW,
	playCompany,
	profileGroups,
	type Company,
} from '../confluence/reclaim/company';
import { candidate, iso } from '../confluence/reclaim/run';
import { addGroup, addPage, addSite, view, type Simulator } from '../simulator';
import { nodeType, oauth2Credential, organizationCredential, runNode, type Item } from './harness';

let company: Company;
let simulator: Simulator;

beforeEach(async () => {
	company = makeCompany();
	simulator = await playCompany(company);
});
afterEach(async () => await simulator.stop());

function credential(scopes?: string[]) {
	const { accessToken, refreshToken } = simulator.issueToken({ scopes });
	const { id: clientId, secret: clientSecret } = simulator.client;
	return oauth2Credential({
		url: simulator.url,
		accessToken,
		refreshToken,
		clientId,
		clientSecret,
	});
}

const siteOf = (cloudId: string) => ({ __rl: true, mode: 'id', value: cloudId });

type Settings = Partial<Parameters<typeof runNode>[0]> & { options?: INodeParameters };

/** Runs the node; live unless said otherwise. */
async function run({ options, parameters, ...settings }: Settings) {
	const node = await runNode({
		type: 'reclaimLicense',
		credentials: [credential()],
		...settings,
		parameters: {
			cloudId: siteOf(company.cloudId),
			accessGroups: profileGroups(company),
			acknowledgeEditsOnly: true,
			dryRun: false,
			...parameters,
			options: { now: iso(NOW), waitForQuotaMinutes: 0, ...options },
		},
	});
	const [results = [], jobs = []] = node.outputs;
	return {
		...node,
		items: node.outputs,
		results: results.map(({ json }) => json),
		jobs: jobs.map(({ json }) => json),
	};
}

const outcomesOf = (results: ReadonlyArray<Record<string, unknown>>) =>
	results.map(({ outcome, outcomeReason }) => outcomeReason ?? outcome);

/** People in the users group, longest inactive last. */
function seats(...names: string[]): Item[] {
	return names.map((name, index) => {
		addColleague(company, name, [company.users], 100 + index);
		return candidate(company, name, {
			lastActivityAt: iso(NOW - (100 + index) * DAY),
			inactiveDays: 100 + index,
		}) as Item;
	});
}

describe('Reclaim License in the engine', () => {
	it('removes exactly as many people as the cap allows, verified, and reports what it cost', async () => {
		const items = seats('ada', 'bob', 'cy', 'di');
		simulator.resetStats();
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
			['ada', 'bob', 'cy', 'di'].map((name) => namesOfGroups(company, name).length),
		).toEqual([1, 0, 0, 0]);
		expect(jobs).toHaveLength(1);
		expect(jobs[0]).toMatchObject({
			job: 'reclaimLicense',
			profile: 'harbour',
			cloudId: company.cloudId,
			status: 'succeeded',
			errorMessage: null,
			counts: { people: 4, reclaimed: 3, skipped: 1, 'skipped/overCap': 1, removals: 3 },
		});
		expect(jobs[0]?.points).toBe(simulator.stats().points);
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
		expect(namesOfGroups(company, 'ada')).toHaveLength(1);
	});

	it('is live with the boolean false of an expression', async () => {
		const items = seats('ada').map((item) => ({ ...item, dryRun: false }));
		const { results } = await run({
			inputs: [items],
			parameters: { dryRun: '={{ $json.dryRun }}' },
		});
		expect(outcomesOf(results)).toEqual(['reclaimed']);
	});

	it('is not offered to language models as a tool', () => {
		const { description } = nodeType('n8n-nodes-confluence-licenses.reclaimLicense');
		expect(description.usableAsTool).toBeFalsy();
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
		const self = company.world.connectedAccountId;
		company.users.members.push(self);
		addColleague(company, 'boss', [company.users, company.admins]);
		addColleague(company, 'synced', [company.users, company.synced]);
		const items = [self, 'boss', 'synced'].map((name) => candidate(company, name) as Item);
		const { results } = await run({ inputs: [items] });
		// The connected account is an admin here, which comes first.
		expect(outcomesOf(results)).toEqual(['protectedAdmin', 'protectedAdmin', 'stillBillable']);
		expect(simulator.stats().requests).toBeGreaterThan(0);
		expect(namesOfGroups(company, 'boss')).toHaveLength(2);
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
		expect(namesOfGroups(company, 'ada')).toHaveLength(1);
	});

	it('names item and field of a broken item, and changes nothing', async () => {
		const items = [...seats('ada'), { ...seats('bob')[0], groupIds: '[]' }] as Item[];
		const thrown = await run({ inputs: [items] });
		expect(thrown.error?.message).toContain('Item 1: the field "groupIds"');
		expect(namesOfGroups(company, 'ada')).toHaveLength(1);
		const caught = await run({ inputs: [items], continueOnFail: true });
		expect(outcomesOf(caught.results)).toEqual(['reclaimed', 'brokenItem']);
		expect(caught.results[1]?.outcomeMessage).toContain('groupIds');
	});

	it('finishes with planned receipts what a run began that died half-way', async () => {
		const items = seats('ada', 'bob');
		const dry = await run({ inputs: [items], parameters: { dryRun: true } });
		const planned = (
			await run({
				inputs: [items],
				parameters: { dryRun: true },
				options: { tableRows: true },
			})
		).results;
		expect(planned.map(({ receiptState }) => receiptState)).toEqual(['planned', 'planned']);
		expect(planned[0]?.receiptId).toBe(dry.results[0]?.receiptId);
		// The run died after its first removal.
		company.users.members.splice(company.users.members.indexOf('ada'), 1);
		const { results, items: outputs } = await run({ inputs: [items.slice(1), planned] });
		expect(outcomesOf(results)).toEqual(['reclaimed', 'reclaimed']);
		expect(results[1]).toMatchObject({ accountId: 'ada', receiptState: 'done' });
		expect(outputs[0]?.[1]?.pairedItem).toEqual([{ item: 0, input: 1 }]);
	});

	it('emits receipts as rows that a table takes, and leaves out people without one', async () => {
		const items = [
			...seats('ada'),
			candidate(company, 'ada', { decision: 'retained', accountId: 'x' }),
		];
		const { results } = await run({ inputs: [items as Item[]], options: { tableRows: true } });
		expect(results).toHaveLength(1);
		expect(results[0]).toMatchObject({ accountId: 'ada', receiptState: 'done' });
		expect(JSON.parse(results[0]?.removedGroups as string)).toEqual([
			{ id: company.users.id, name: 'confluence-users-harbour' },
		]);
		const values = Object.values(results[0] ?? {});
		expect(values.every((value) => value === null || typeof value !== 'object')).toBe(true);
	});

	it('the same person at two sites is two seats, each with settings of its own', async () => {
		const other = addSite(company.world, { name: 'river' });
		const river = addGroup(company.world, {
			name: 'confluence-users-river',
			accessTypes: { [other.cloudId]: ['user'] },
		});
		addColleague(company, 'ada', [company.users, river]);
		const items = [
			candidate(company, 'ada', { site: company.cloudId, live: false }),
			candidate(company, 'ada', {
				profile: 'river',
				cloudId: other.cloudId,
				groupIds: [river.id],
				site: other.cloudId,
				live: true,
			}),
		] as Item[];
		const { results, jobs } = await run({
			inputs: [items],
			parameters: {
				cloudId: { __rl: true, mode: 'id', value: '={{ $json.site }}' },
				accessGroups: '={{ $json.groupIds }}',
				dryRun: '={{ !$json.live }}',
			},
		});
		expect(outcomesOf(results)).toEqual(['wouldReclaim', 'reclaimed']);
		expect(jobs.map(({ profile }) => profile)).toEqual(['harbour', 'river']);
		expect(namesOfGroups(company, 'ada')).toEqual(['confluence-users-harbour']);
	});

	it('throws nothing once a profile was changed, whatever meets the next one', async () => {
		const items = [
			...seats('ada'),
			...seats('bob').map((item) => ({ ...item, profile: 'second' })),
		] as Item[];
		simulator.addFault({
			match: { path: 'memberof', query: { accountId: 'bob' } },
			kind: 'status',
			status: 429,
			headers: { 'retry-after': '3000' },
		});
		const { error, results, jobs } = await run({ inputs: [items] });
		expect(error).toBeUndefined();
		expect(outcomesOf(results)).toEqual(['reclaimed', 'notReached']);
		expect(jobs.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
	});

	it('says that the account does not look like a site admin, and stops at its first 403', async () => {
		const items = seats('ada', 'bob');
		company.admins.members.length = 0;
		const admin = company.world.people.get(company.world.connectedAccountId);
		if (admin) admin.siteAdmin = false;
		const { results, jobs, hints } = await run({ inputs: [items] });
		expect(outcomesOf(results)).toEqual(['notReached', 'notSiteAdmin']);
		expect(jobs[0]).toMatchObject({ status: 'failed' });
		expect(jobs[0]?.errorMessage).toContain('site admin');
		expect(hints.map(({ message }) => message).join(' ')).toContain('does not look like');
	});

	it('readers are not idle when views are known, and need the acknowledgement when they are not', async () => {
		addColleague(company, 'reader', [company.users]);
		view(company.world, 'reader', NOW - 2 * DAY);
		const item = candidate(company, 'reader', { viewsChecked: 'true' }) as Item;
		const organization = organizationCredential({
			url: simulator.url,
			organizationId: simulator.organization.id,
			apiKey: simulator.organization.apiKey,
		});
		const known = await run({
			inputs: [[item]],
			credentials: [credential(), organization],
			parameters: { acknowledgeEditsOnly: false },
		});
		expect(outcomesOf(known.results)).toEqual(['activeAgain']);
		const unknown = await run({
			inputs: [[{ ...item, viewsChecked: 0 }]],
			parameters: { acknowledgeEditsOnly: false },
		});
		expect(outcomesOf(unknown.results)).toEqual(['viewsNotChecked']);
	});

	it('understands rows of a table: lists as JSON text, numbers as flags, null', async () => {
		addColleague(company, 'ada', [company.users]);
		const row = candidate(company, 'ada', {
			groupIds: JSON.stringify([company.users.id]),
			viewsChecked: 0,
			email: null,
			inactiveDays: '100',
		});
		const { results } = await run({
			inputs: [[row as Item]],
			parameters: {
				accessGroups: `${company.users.id}, ${company.contractors.id}`,
				acknowledgeEditsOnly: '={{ 1 }}',
			},
		});
		expect(outcomesOf(results)).toEqual(['reclaimed']);
	});

	it('finds the site by its address, and says which sites there are otherwise', async () => {
		const items = seats('ada');
		const url = { __rl: true, mode: 'url', value: 'https://HARBOUR.atlassian.net/wiki' };
		expect(
			outcomesOf((await run({ inputs: [items], parameters: { cloudId: url } })).results),
		).toEqual(['reclaimed']);
		const wrong = await run({ inputs: [items], parameters: { cloudId: siteOf('nowhere') } });
		expect(wrong.error?.message).toContain('harbour');
	});

	it('restores from the rows of the receipts table, exactly and verified', async () => {
		addColleague(company, 'ada', [company.users, company.contractors, company.readers]);
		const before = namesOfGroups(company, 'ada');
		const { results: receipts } = await run({
			inputs: [[candidate(company, 'ada') as Item]],
			options: { tableRows: true },
		});
		expect(namesOfGroups(company, 'ada')).toEqual(['jira-software-users']);
		const dry = await run({
			inputs: [receipts],
			parameters: { operation: 'restore', dryRun: true },
		});
		expect(outcomesOf(dry.results)).toEqual(['wouldRestore']);
		const live = await run({ inputs: [receipts], parameters: { operation: 'restore' } });
		expect(live.results).toMatchObject([
			{ outcome: 'restored', verified: true, receiptState: 'restored' },
		]);
		expect(live.jobs[0]).toMatchObject({ status: 'succeeded', counts: { restored: 1 } });
		expect(namesOfGroups(company, 'ada').sort()).toEqual(before.sort());
		const broken = await run({
			inputs: [[{ ...receipts[0], removedGroups: '{' }]],
			parameters: { operation: 'restore' },
		});
		expect(broken.error?.message).toContain('Item 0: the field "removedGroups"');
	});

	it('looks at activity again: somebody logs in during the notice and keeps the seat', async () => {
		const items = seats('ada');
		addPage(company.world, { createdBy: 'ada', createdAt: NOW - DAY });
		const { results } = await run({ inputs: [items] });
		expect(results[0]).toMatchObject({
			outcome: 'skipped',
			outcomeReason: 'activeAgain',
			nextState: 'Closed Canceled',
		});
	});
});
