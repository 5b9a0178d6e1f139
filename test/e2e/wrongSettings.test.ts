import { addRows, changeRows, clearTable, tableRows } from '../../scripts/runtime/dataTables';
import type { Execution, Fields } from '../../scripts/runtime/executions';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { peopleOf } from '../../scripts/runtime/reclaimed';
import type { Trial } from '../../scripts/runtime/trial';
import { PATIENCE_MS, run, TAKEN_BACK_UNASKED, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

const WRONG = 'wrong';

/** A cell that cannot be read concerns one profile, and is told. */
describe('wrong settings in a real n8n', () => {
	let trial: Trial;
	let good: string;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 60, seed: 7 });
		const row = profileOf(trial.simulator, 0, {
			...TAKEN_BACK_UNASKED,
			maxNewPerRun: 2,
			maxPerRun: 1,
		});
		good = String(row.profile);
		await addProfile(trial.session, row);
		await addProfile(trial.session, { ...row, profile: WRONG, signal: '', neverActive: '' });
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const change = (settings: Fields) =>
		changeRows(trial.session, 'clm_profiles', { column: 'profile', value: WRONG }, settings);
	const candidatesOf = async (profile: string) =>
		(await tableRows(trial.session, 'clm_candidates')).filter((row) => row.profile === profile);
	const failedJobs = async () =>
		(await tableRows(trial.session, 'clm_job_results'))
			.filter(({ status }) => status === 'failed')
			.map(({ job, profile }) => [job, profile]);
	const plannedProfiles = (execution: Execution) => [
		...new Set(peopleOf(execution).map(({ profile }) => profile)),
	];

	it('a threshold of 0 keeps everybody of its profile, and stops no other', async () => {
		await change({ inactivityThresholdDays: 0 });
		const { status, error } = await run(trial, SHIPPED.dailySync);
		expect(status).toBe('error');
		expect(error).toMatch(/Failed: wrong: .*Inactivity Threshold \(Days\).*clm_profiles/);
		expect(await candidatesOf(good)).toHaveLength(2);
		expect(await candidatesOf(WRONG)).toEqual([]);
		expect(await failedJobs()).toEqual([['evaluateExclusions', WRONG]]);
		const rows = await tableRows(trial.session, 'clm_subscriptions');
		expect(new Set(rows.map(({ profile }) => profile))).toEqual(new Set([good, WRONG]));
	});

	it('so does a profile whose people are followed up by a wrong setting', async () => {
		await change({ inactivityThresholdDays: 60, daysBeforeAutoReclaim: 0 });
		const { status, error } = await run(trial, SHIPPED.dailySync);
		expect(status).toBe('error');
		expect(error).toMatch(/Failed: wrong: .*Days Before Auto Reclaim.*clm_profiles/);
		expect(await candidatesOf(good)).toHaveLength(4);
		expect(await candidatesOf(WRONG)).toEqual([]);
		expect((await failedJobs()).at(-1)).toEqual(['trackCandidates', WRONG]);
	});

	it('an empty cell means the default', async () => {
		await change({ daysBeforeAutoReclaim: null });
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		expect(await candidatesOf(WRONG)).toHaveLength(2);
	});

	it.each([
		{ inactivityThresholdDays: 0 },
		{ neverActive: 'Keep' },
		{ daysBeforeAutoReclaim: 0 },
		{ mode: 'live' },
	])('%j lets the reclaim of the others go on, and is told', async (settings) => {
		const usable = { mode: TAKEN_BACK_UNASKED.mode, daysBeforeAutoReclaim: null };
		await change({ inactivityThresholdDays: 60, neverActive: '', ...usable, ...settings });
		const execution = await run(trial, SHIPPED.reclaim);
		expect(execution.status).toBe('error');
		expect(execution.error).toMatch(/Failed: wrong: .*clm_profiles/);
		expect(plannedProfiles(execution)).toEqual([good]);
	});

	it('a rule that cannot be read lets nobody lose a license, and is told', async () => {
		await change({ mode: TAKEN_BACK_UNASKED.mode, inactivityThresholdDays: null });
		expect(plannedProfiles(await run(trial, SHIPPED.reclaim))).toEqual([good, WRONG]);
		await addRows(trial.session, 'clm_exclusion_rules', [
			{ ruleType: 'user', field: 'shoeSize', match: 'equals', value: '42', active: true },
		]);
		const seats = () => JSON.stringify(trial.simulator.world.groups);
		const known = async () =>
			(await tableRows(trial.session, 'clm_candidates')).map(
				({ candidateId }) => candidateId,
			);
		const [before, knownBefore] = [seats(), await known()];
		const receipts = await tableRows(trial.session, 'clm_receipts');
		for (const workflow of [SHIPPED.dailySync, SHIPPED.reclaim]) {
			const execution = await run(trial, workflow);
			expect(execution.status).toBe('error');
			expect(execution.error).toContain('shoeSize');
			expect(peopleOf(execution)).toEqual([]);
		}
		expect(seats()).toBe(before);
		expect(await tableRows(trial.session, 'clm_receipts')).toEqual(receipts);
		expect(await known()).toEqual(knownBefore);
		await clearTable(trial.session, 'clm_exclusion_rules');
	});

	it('a damaged candidate is left alone, told, and stops nobody else', async () => {
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const published = { column: 'status', value: 'published' };
		await changeRows(trial.session, 'clm_profiles', published, { maxPerRun: 10 });
		const open = (await tableRows(trial.session, 'clm_candidates')).filter(
			({ state }) => state === 'Awaiting Revocation',
		);
		const [damaged, ...others] = open;
		expect(others.length).toBeGreaterThan(0);
		const where = { column: 'candidateId', value: String(damaged?.candidateId) };
		await changeRows(trial.session, 'clm_candidates', where, { state: 'Waiting' });
		const execution = await run(trial, SHIPPED.reclaim);
		expect(execution.error).toMatch(/the field "state" is not a state of a candidate/);
		const due = peopleOf(execution).map(({ candidateId }) => candidateId);
		expect(due.sort()).toEqual(others.map(({ candidateId }) => candidateId).sort());
	});
});
