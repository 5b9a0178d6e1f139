import { connectByHttp } from '../../scripts/runtime/consentByHttp';
import {
	createCredential,
	OAUTH_CREDENTIAL,
	simulatorConnection,
} from '../../scripts/runtime/credentials';
import { addRows, changeRows, tableRows } from '../../scripts/runtime/dataTables';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import type { Trial } from '../../scripts/runtime/trial';
import { keepRuns, newestRun, PATIENCE_MS, run, runNode, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** What a person sees of a failure, and that the other profile and the last snapshot stay. */
describe('failures in a real n8n', () => {
	let trial: Trial;
	let good: string;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 60, seed: 7 });
		const row = profileOf(trial.simulator, 0, { notifyUser: false });
		good = String(row.profile);
		await addProfile(trial.session, row);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const snapshot = async (profile: string) =>
		(await tableRows(trial.session, 'clm_subscriptions')).filter(
			(row) => row.profile === profile,
		);

	it('names a site that the credential does not cover, and the sites that it does', async () => {
		const row = profileOf(trial.simulator, 0, { notifyUser: false });
		await addRows(trial.session, 'clm_profiles', [
			{ ...row, profile: 'wrong', siteUrl: 'https://nowhere.atlassian.net', cloudId: null },
		]);
		const before = await snapshot(good);
		const execution = await run(trial, SHIPPED.dailySync);
		expect(execution.status).toBe('error');
		expect(execution.error).toContain('wrong');
		expect(execution.error).toContain('nowhere.atlassian.net');
		expect(execution.error).toContain(new URL(trial.simulator.world.sites[0]?.url ?? '').host);
		const after = await snapshot(good);
		expect(after).toHaveLength(before.length);
		expect(after[0]?.snapshotAt).not.toBe(before[0]?.snapshotAt);
		await retire('wrong');
	});

	it('names an access group that does not exist, and keeps the last snapshot', async () => {
		const before = await snapshot(good);
		const where = { column: 'profile', value: good };
		const [row] = await tableRows(trial.session, 'clm_profiles');
		await changeRows(trial.session, 'clm_profiles', where, {
			accessGroups: '["no-such-group"]',
		});
		const execution = await run(trial, SHIPPED.dailySync);
		await changeRows(trial.session, 'clm_profiles', where, { accessGroups: row?.accessGroups });
		expect(execution.status).toBe('error');
		expect(execution.error).toContain('no-such-group');
		expect(await snapshot(good)).toEqual(before);
	});

	it('keeps the last snapshot when the download breaks off half-way', async () => {
		const before = await snapshot(good);
		trial.simulator.addFault({
			match: { path: 'membersByGroupId' },
			nth: 2,
			count: 1_000,
			kind: 'status',
			status: 400,
		});
		const execution = await run(trial, SHIPPED.dailySync);
		trial.simulator.clearFaults();
		expect(execution.status).toBe('error');
		expect(await snapshot(good)).toEqual(before);
		const jobs = await tableRows(trial.session, 'clm_job_results');
		expect(jobs.at(-1)).toMatchObject({ status: 'failed', profile: good });
	});

	it('says which scope is missing before anything is changed', async () => {
		const { url, client, world } = trial.simulator;
		const app = { url, clientId: client.id, clientSecret: client.secret };
		const readOnly = await createCredential(trial.session, {
			name: 'Without the right to change groups',
			type: OAUTH_CREDENTIAL,
			data: { ...simulatorConnection(app), reclaimLicense: false },
		});
		await connectByHttp(trial.session, readOnly.id);
		const before = JSON.stringify(world.groups);
		const execution = await runNode(
			trial,
			'Missing scope',
			{
				type: 'n8n-nodes-confluence-licenses.reclaimLicense',
				parameters: {
					cloudId: { __rl: true, mode: 'id', value: world.sites[0]?.cloudId },
					dryRun: false,
					options: {},
				},
				credentials: { [OAUTH_CREDENTIAL]: readOnly },
			},
			[{ ...(await snapshot(good))[0], decision: 'candidate' }],
		);
		expect(execution.status).toBe('error');
		expect(execution.error).toContain('write:confluence-groups');
		expect(JSON.stringify(world.groups)).toBe(before);
	});

	it('says to reconnect the credential when its refresh is refused', async () => {
		const before = await snapshot(good);
		trial.simulator.expireAccessTokens();
		trial.simulator.killRefreshTokens();
		await keepRuns(trial, SHIPPED.syncProfile.id);
		const execution = await run(trial, SHIPPED.dailySync);
		expect(execution.status).toBe('error');
		expect(execution.error).toMatch(/reconnect|connect .* again/i);
		expect(await snapshot(good)).toEqual(before);
		const { nodes } = await newestRun(trial, SHIPPED.syncProfile.id);
		expect(nodes.has('Download Subscriptions')).toBe(true);
		expect(nodes.has('Delete Older Snapshots')).toBe(false);
	});

	async function retire(profile: string): Promise<void> {
		await changeRows(
			trial.session,
			'clm_profiles',
			{ column: 'profile', value: profile },
			{ status: 'draft' },
		);
	}
});
