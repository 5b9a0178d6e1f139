import { tableCount, tableRows } from '../../scripts/runtime/dataTables';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import type { Trial } from '../../scripts/runtime/trial';
import { seatHolders } from '../simulator';
import { scaled } from '../testScale';
import { countsOf, PATIENCE_MS, run, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const SEATS = scaled(10_000);

/** The figures are printed for people; no test depends on a time. */
describe(`${SEATS} seats in a real n8n`, () => {
	let trial: Trial;

	beforeAll(async () => {
		trial = await trialInUse({ seats: SEATS, seed: 7 });
		await addProfile(trial.session, profileOf(trial.simulator, 0, { mode: 'adminDecides' }));
	});

	afterAll(async () => {
		await trial?.stop();
	});

	it.each(['first', 'second'])('stores the whole snapshot on the %s run', async (which) => {
		const seats = seatHolders(trial.simulator.world).size;
		trial.simulator.resetStats();
		const jobsBefore = await tableCount(trial.session, 'clm_job_results');
		const execution = await run(trial, SHIPPED.dailySync);
		expect(execution.error).toBeNull();
		expect(await tableCount(trial.session, 'clm_subscriptions')).toBe(seats);
		const jobs = (await tableRows(trial.session, 'clm_job_results')).slice(jobsBefore);
		expect(countsOf(jobs, 'downloadSubscriptions')).toMatchObject([{ retired: 0 }]);
		const points = jobs.reduce((sum, job) => sum + Number(job.points), 0);
		console.log(
			`Daily Sync, ${which} run: ${seats} seats, ${(execution.took / 1_000).toFixed(1)} seconds, ${points} API points`,
		);
	});
});
