import { connectByHttp } from '../../scripts/runtime/consentByHttp';
import {
	createCredential,
	OAUTH_CREDENTIAL,
	simulatorConnection,
} from '../../scripts/runtime/credentials';
import { addRows, changeRows, clearTable, tableRows } from '../../scripts/runtime/dataTables';
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
		const row = profileOf(trial.simulator, 0, { mode: 'adminDecides' });
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

	const failedJobs = async () =>
		(await tableRows(trial.session, 'clm_job_results')).filter(
			({ status }) => status === 'failed',
		);

	it('names a site that the credential does not cover, and the sites that it does', async () => {
		const row = profileOf(trial.simulator, 0, { mode: 'adminDecides' });
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
		const { job, errorMessage } = (await failedJobs()).at(-1) ?? {};
		expect({ job, errorMessage }).toEqual({
			job: 'downloadSubscriptions',
			errorMessage: expect.stringContaining('nowhere.atlassian.net') as string,
		});
		expect(await tableRows(trial.session, 'clm_locks')).toEqual([]);
		await retire('wrong');
	});

	it('goes on with the others when another run works on a profile, and keeps its turn', async () => {
		const row = profileOf(trial.simulator, 0, { mode: 'adminDecides' });
		const turns = ['first', 'last'].map((profile) => ({
			profile,
			holder: 'another run',
			workflow: 'Reclaim Unused Licenses',
			since: new Date().toISOString(),
			until: new Date(Date.now() + 3_600_000).toISOString(),
		}));
		const busy = turns.map(({ profile }) => profile);
		await addRows(
			trial.session,
			'clm_profiles',
			busy.map((profile) => ({ ...row, profile })),
		);
		await addRows(trial.session, 'clm_locks', turns);
		const before = await snapshot(good);
		const { error } = await run(trial, SHIPPED.dailySync);
		for (const profile of busy) {
			expect(error).toContain(
				`${profile}: Nothing was done: Reclaim Unused Licenses (execution another run) has been working on ${profile}`,
			);
			expect(await snapshot(profile)).toEqual([]);
		}
		expect((await failedJobs()).slice(-busy.length)).toMatchObject(
			busy.map((profile) => ({
				job: 'syncProfile',
				profile,
				errorMessage: expect.stringContaining(`working on ${profile}`) as string,
			})),
		);
		expect((await snapshot(good))[0]?.snapshotAt).not.toBe(before[0]?.snapshotAt);
		expect(await tableRows(trial.session, 'clm_locks')).toMatchObject(
			turns.map(({ profile }) => ({ profile })),
		);
		await clearTable(trial.session, 'clm_locks');
		for (const profile of busy) await retire(profile);
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

	it('says that no profile is published, and how to publish one', async () => {
		await retire(good);
		for (const workflow of [SHIPPED.dailySync, SHIPPED.reclaim]) {
			const { status, error } = await run(trial, workflow);
			expect(status).toBe('error');
			expect(error).toContain('no profile is published');
			expect(error).toContain('/form/publish-profile');
		}
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
