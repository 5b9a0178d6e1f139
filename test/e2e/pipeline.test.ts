import type { Browser } from 'playwright-core';

import { LICENSE_TABLES } from '../../nodes/LicenseWorkflows/tables';
import { openBrowser, openEditor } from '../../scripts/runtime/browser';
import { connectInBrowser } from '../../scripts/runtime/consentInBrowser';
import { changeRows, dataTables, tableRows } from '../../scripts/runtime/dataTables';
import { outputOf, type Fields } from '../../scripts/runtime/executions';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { peopleOf } from '../../scripts/runtime/reclaimed';
import { enterAddresses } from '../../scripts/runtime/settings';
import { importWorkflows, oauthCredentialId, type Trial } from '../../scripts/runtime/trial';
import { seatHolders } from '../simulator';
import {
	countsOf,
	emptyTrial,
	PATIENCE_MS,
	publishCalled,
	run,
	runNode,
	setUp,
	TAKEN_BACK_UNASKED,
} from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** From nothing to three licenses taken back, in a real n8n; each test goes on where the last ended. */
describe('the pipeline in a real n8n', () => {
	let trial: Trial;
	let browser: Browser;
	let profile: string;

	beforeAll(async () => {
		trial = await emptyTrial({ seats: 300, seed: 7 });
		browser = await openBrowser();
		await importWorkflows(trial);
	});

	afterAll(async () => {
		await browser?.close();
		await trial?.stop();
	});

	const pointsOf = (rows: Fields[]) => rows.reduce((sum, { points }) => sum + Number(points), 0);
	const groupsOf = (accountId: string) =>
		trial.simulator.world.groups
			.filter(({ members }) => members.includes(accountId))
			.map(({ id }) => id);

	it('connects the credential by clicking through the consent page', async () => {
		const page = await openEditor(browser, trial.session);
		await connectInBrowser(page, trial.n8n.url, oauthCredentialId(trial));
		await page.context().close();
	});

	it('makes all tables, and running Setup again changes nothing', async () => {
		await setUp(trial);
		const rules = await tableRows(trial.session, 'clm_exclusion_rules');
		await setUp(trial);
		expect((await dataTables(trial.session)).length).toBe(LICENSE_TABLES.length);
		expect(await tableRows(trial.session, 'clm_exclusion_rules')).toEqual(rules);
		expect(rules.filter(({ active }) => active === true)).toEqual([]);
	});

	it('stores everybody who holds a seat, once', async () => {
		await publishCalled(trial);
		await enterAddresses(trial.session, trial.n8n.url);
		const row = profileOf(trial.simulator, 0, {
			...TAKEN_BACK_UNASKED,
			maxNewPerRun: 5,
			maxPerRun: 3,
		});
		profile = String(row.profile);
		await addProfile(trial.session, row);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const rows = await tableRows(trial.session, 'clm_subscriptions');
		const ids = rows.map(({ accountId }) => String(accountId));
		expect(new Set(ids)).toEqual(seatHolders(trial.simulator.world));
		expect(ids).toHaveLength(new Set(ids).size);
	});

	it('adds no duplicate on a second run, retires nobody, and costs fewer points', async () => {
		const before = await tableRows(trial.session, 'clm_subscriptions');
		const firstCost = pointsOf(await tableRows(trial.session, 'clm_job_results'));
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const after = await tableRows(trial.session, 'clm_subscriptions');
		const key = ({ accountId, firstSeenAt }: Fields) =>
			`${String(accountId)} ${String(firstSeenAt)}`;
		expect(after.map(key).sort()).toEqual(before.map(key).sort());
		const jobs = await tableRows(trial.session, 'clm_job_results');
		expect(countsOf(jobs, 'downloadSubscriptions').at(-1)).toMatchObject({ retired: 0 });
		const cost = pointsOf(jobs) - firstCost;
		expect(cost).toBeLessThan(firstCost);
	});

	it('keeps one open candidate for a person, however often it runs', async () => {
		const candidates = await tableRows(trial.session, 'clm_candidates');
		expect(candidates).toHaveLength(10);
		expect(new Set(candidates.map(({ accountId }) => accountId)).size).toBe(10);
	});

	it('completes a sync whose access token expires in the middle', async () => {
		trial.simulator.addFault({
			match: { path: 'membersByGroupId' },
			nth: 4,
			kind: 'expireTokens',
		});
		const execution = await run(trial, SHIPPED.dailySync);
		trial.simulator.clearFaults();
		expect(execution.error).toBeNull();
	});

	it('lets one of two syncs work that start together, and the other say who does', async () => {
		const both = await Promise.all([
			run(trial, SHIPPED.dailySync),
			run(trial, SHIPPED.dailySync),
		]);
		const errors = both.map(({ error }) => error).filter((error) => error !== null);
		expect(errors).toHaveLength(1);
		expect(errors[0]).toMatch(
			new RegExp(
				`Failed: ${profile}: .*Daily Sync \\(execution \\d+\\) has been working on ${profile} since`,
			),
		);
		expect(await tableRows(trial.session, 'clm_locks')).toEqual([]);
		const rows = await tableRows(trial.session, 'clm_subscriptions');
		const newest = rows
			.map(({ snapshotAt }) => String(snapshotAt))
			.sort()
			.at(-1);
		const ids = rows
			.filter(({ snapshotAt }) => snapshotAt === newest)
			.map(({ accountId }) => String(accountId));
		expect(new Set(ids)).toEqual(seatHolders(trial.simulator.world));
		expect(ids).toHaveLength(new Set(ids).size);
		const proposed = (await tableRows(trial.session, 'clm_candidates')).map(
			({ accountId }) => accountId,
		);
		expect(proposed).toHaveLength(new Set(proposed).size);
	});

	const setMode = (mode: string) =>
		changeRows(trial.session, 'clm_profiles', { column: 'profile', value: profile }, { mode });

	it('changes nothing in Confluence while the profile is report only, whatever is open', async () => {
		await setMode('reportOnly');
		const before = JSON.stringify(trial.simulator.world.groups);
		const execution = await run(trial, SHIPPED.reclaim);
		expect(execution.error).toBeNull();
		expect(peopleOf(execution)).toEqual([]);
		const open = await tableRows(trial.session, 'clm_candidates');
		expect(open.filter(({ state }) => state === 'Awaiting Revocation').length).toBeGreaterThan(
			3,
		);
		expect(JSON.stringify(trial.simulator.world.groups)).toBe(before);
		expect(await tableRows(trial.session, 'clm_receipts')).toEqual([]);
	});

	it('takes back exactly three licenses from exactly their access groups', async () => {
		const { groups } = trial.simulator.world;
		const before = new Map(groups.map(({ id, members }) => [id, [...members]]));
		await setMode('automatic');
		expect((await run(trial, SHIPPED.reclaim)).error).toBeNull();
		const gone = groups.flatMap(({ id, members }) =>
			(before.get(id) ?? [])
				.filter((member) => !members.includes(member))
				.map((accountId) => ({ accountId, groupId: id })),
		);
		const receipts = await tableRows(trial.session, 'clm_receipts');
		const inReceipts = receipts.flatMap(({ accountId, removedGroups }) =>
			(JSON.parse(String(removedGroups)) as { id: string }[]).map(({ id }) => ({
				accountId,
				groupId: id,
			})),
		);
		expect(new Set(gone.map(({ accountId }) => accountId)).size).toBe(3);
		expect(receipts.map(({ receiptState }) => receiptState)).toEqual(['done', 'done', 'done']);
		expect(sorted(inReceipts)).toEqual(sorted(gone));
		const closed = (await tableRows(trial.session, 'clm_candidates')).filter(
			({ state }) => state === 'Closed Complete',
		);
		expect(closed.map(({ receiptId }) => receiptId).sort()).toEqual(
			receipts.map(({ receiptId }) => receiptId).sort(),
		);
	});

	it('tells whoever lost a license, with a way back', () => {
		const letters = trial.mailbox.letters.filter(
			({ subject }) => subject === 'Your Confluence license was taken back',
		);
		expect(letters.length).toBeGreaterThan(0);
		for (const { text } of letters) expect(text).toContain('mailto:');
	});

	it('refuses an admin, the connected account and whoever an identity provider puts in', async () => {
		const { world } = trial.simulator;
		const inExternal = world.groups.find(
			({ managedBy, accessTypes }) =>
				managedBy === 'EXTERNAL' && Object.keys(accessTypes).length > 0,
		);
		const admins = world.groups.find(({ accessTypes }) =>
			Object.values(accessTypes).some((types) => types.includes('admin')),
		);
		const admin = admins?.members.find((member) => member !== world.connectedAccountId);
		const external = inExternal?.members.find(
			(member) => !admins?.members.includes(member) && member !== world.connectedAccountId,
		);
		const people = [admin ?? '', world.connectedAccountId, external ?? ''];
		const before = JSON.stringify(world.groups);
		const execution = await runNode(
			trial,
			'Protected people',
			{
				type: 'n8n-nodes-confluence-licenses.reclaimLicense',
				parameters: {
					cloudId: { __rl: true, mode: 'id', value: '={{ $json.cloudId }}' },
					dryRun: false,
					acknowledgeEditsOnly: true,
					options: {},
				},
			},
			people.map((accountId) => ({
				profile,
				cloudId: world.sites[0]?.cloudId,
				accountId,
				decision: 'candidate',
				groupIds: groupsOf(accountId),
				viewsChecked: false,
				evaluatedAt: new Date().toISOString(),
				activityCheckedAt: new Date().toISOString(),
				activityCheckedFrom: new Date().toISOString(),
				activityStatus: 'none',
			})),
		);
		expect(execution.error).toBeNull();
		const results = outputOf(execution, 'Node');
		expect(results.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped', 'skipped']);
		expect(results.map(({ outcomeReason }) => outcomeReason)).toEqual([
			'protectedAdmin',
			expect.stringMatching(/protectedSelf|protectedAdmin/),
			'stillBillable',
		]);
		expect(JSON.stringify(world.groups)).toBe(before);
	});
});

function sorted(pairs: { accountId: unknown; groupId: string }[]): string[] {
	return pairs.map(({ accountId, groupId }) => `${String(accountId)} ${groupId}`).sort();
}
