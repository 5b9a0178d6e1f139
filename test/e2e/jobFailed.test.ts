import { addRows, clearTable, tableRows } from '../../scripts/runtime/dataTables';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { changeSetting } from '../../scripts/runtime/settings';
import { connectWorkflows, PAGES_LOGIN, type Trial } from '../../scripts/runtime/trial';
import { waitFor } from '../../scripts/runtime/waitFor';
import { calledWorkflows } from '../../scripts/runtime/workflowFiles';
import { publishWorkflow } from '../../scripts/runtime/workflows';
import { PATIENCE_MS, run, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** One letter for each failure: a workflow that another called leaves it to its caller. */
describe('Job Failed in a real n8n', () => {
	let trial: Trial;
	let profile: string;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 40, seed: 7 });
		await connectWorkflows(trial, { callable: true });
		for (const { id } of calledWorkflows()) await publishWorkflow(trial.session, id);
		await publishWorkflow(trial.session, SHIPPED.syncProfile.id);
		const row = profileOf(trial.simulator, 0, { mode: 'adminDecides' });
		profile = String(row.profile);
		await addProfile(trial.session, row);
		const until = new Date(Date.now() + 3_600_000).toISOString();
		const since = new Date().toISOString();
		const turn = { profile, holder: 'another run', workflow: 'Daily Sync', since, until };
		await addRows(trial.session, 'clm_locks', [turn]);
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const callSync = async () => {
		const login = Buffer.from(`${PAGES_LOGIN.user}:${PAGES_LOGIN.password}`);
		const { status } = await fetch(`${trial.n8n.url}/webhook/daily-sync`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				authorization: `Basic ${login.toString('base64')}`,
			},
			body: JSON.stringify({ profile }),
		});
		expect(status).toBe(200);
	};

	it('tells of Sync Profile where it was called by webhook, and not where Daily Sync tells', async () => {
		expect((await run(trial, SHIPPED.dailySync)).error).toContain('has been working on');
		await callSync();
		const letters = await waitFor('the letter', { forMs: 60_000 }, async () =>
			Promise.resolve(trial.mailbox.letters.length > 0 ? trial.mailbox.letters : undefined),
		);
		expect(letters.map(({ subject }) => subject)).toEqual(['Failed: Sync Profile']);
		// The failure is told first, and stored after that.
		const failed = await waitFor('the failure to be stored', { forMs: 60_000 }, async () => {
			const rows = await tableRows(trial.session, 'clm_job_results');
			const found = rows.filter(({ status }) => status === 'failed');
			return found.length > 1 ? found : undefined;
		});
		expect(failed.map(({ job }) => job)).toEqual(['syncProfile', 'Sync Profile']);
		for (const { errorMessage } of failed) {
			expect(errorMessage).toContain(`has been working on ${profile}`);
		}
	});

	it('stores the failure and gives back the turn where nobody can be told', async () => {
		await changeSetting(trial.session, 'sender', 'licenses@example.com');
		const letters = trial.mailbox.letters.length;
		await clearTable(trial.session, 'clm_job_results');
		await callSync();
		const [failed] = await waitFor('the job result', { forMs: 60_000 }, async () => {
			const rows = await tableRows(trial.session, 'clm_job_results');
			return rows.length > 0 ? rows : undefined;
		});
		expect(failed).toMatchObject({ job: 'Sync Profile', status: 'failed' });
		expect(failed?.errorMessage).toContain('The administrator was not told: The sender');
		expect(failed?.errorMessage).toContain('/form/license-settings');
		const holders = (await tableRows(trial.session, 'clm_locks')).map(({ holder }) => holder);
		expect(holders).toEqual(['another run']);
		expect(trial.mailbox.letters).toHaveLength(letters);
	});
});
