import { changeRows, tableRows } from '../../scripts/runtime/dataTables';
import type { Fields } from '../../scripts/runtime/executions';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { peopleOf } from '../../scripts/runtime/reclaimed';
import type { Trial } from '../../scripts/runtime/trial';
import { PATIENCE_MS, run, TAKEN_BACK_UNASKED, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** A profile that somebody stops while a run is about to take its licenses back. */
describe('a profile that is stopped while its run is under way, in a real n8n', () => {
	let trial: Trial;
	let where: { column: string; value: string };

	beforeAll(async () => {
		trial = await trialInUse({ seats: 60, seed: 7 });
		const row = profileOf(trial.simulator, 0, {
			...TAKEN_BACK_UNASKED,
			maxNewPerRun: 4,
			maxPerRun: 1,
		});
		where = { column: 'profile', value: String(row.profile) };
		await addProfile(trial.session, row);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
	});

	afterAll(async () => {
		await trial?.stop();
	});

	/** Runs a workflow; the profile's row is changed at the first request of that kind. */
	const runWhile = async (
		workflow: { id: string; trigger: string },
		isMoment: (request: { method: string; path: string }) => boolean,
		changes: Fields,
	) => {
		const removals: string[] = [];
		let changed: Promise<void> | undefined;
		const stop = trial.simulator.exchanges.on(({ request }) => {
			if (request.method === 'DELETE') removals.push(request.path);
			if (!isMoment(request)) return;
			changed ??= changeRows(trial.session, 'clm_profiles', where, changes);
		});
		const execution = await run(trial, workflow);
		stop();
		await changed;
		expect(changed).toBeDefined();
		expect(execution.error).toBeNull();
		return { removals, people: peopleOf(execution) };
	};
	/** The plan asks for somebody's groups first. */
	const reclaimed = async (changes: Fields) =>
		await runWhile(SHIPPED.reclaim, ({ path }) => path.endsWith('/memberof'), changes);
	const live = { mode: TAKEN_BACK_UNASKED.mode, status: 'published' };
	const summary = () => trial.mailbox.letters.at(-1);

	it.each([{ mode: 'reportOnly' }, { status: 'draft' }])(
		'removes nobody after %j, and says so',
		async (changes) => {
			const before = await tableRows(trial.session, 'clm_candidates');
			const { removals, people } = await reclaimed(changes);
			expect(removals).toEqual([]);
			expect(people.filter(({ outcomeReason }) => outcomeReason === 'notLive')).not.toEqual(
				[],
			);
			expect(people.map(({ outcome }) => outcome)).not.toContain('reclaimed');
			expect(summary()?.subject).toBe('No Confluence license was taken back');
			expect(summary()?.text).toContain('No license was taken back.');
			expect(summary()?.text).toContain('the profile was set to report only');
			expect(await tableRows(trial.session, 'clm_candidates')).toEqual(before);
			await changeRows(trial.session, 'clm_profiles', where, live);
		},
	);

	it('goes on in the next run when the profile is live again', async () => {
		const { removals } = await reclaimed({ mode: TAKEN_BACK_UNASKED.mode });
		expect(removals.length).toBeGreaterThan(0);
	});

	it('tells whom it took a license from before it was stopped', async () => {
		const isRemoval = ({ method }: { method: string }) => method === 'DELETE';
		const before = trial.mailbox.letters.length;
		const { removals } = await runWhile(SHIPPED.reclaim, isRemoval, { status: 'draft' });
		expect(removals.length).toBeGreaterThan(0);
		const told = trial.mailbox.letters
			.slice(before)
			.filter(({ subject }) => subject === 'Your Confluence license was taken back');
		expect(told.length).toBeGreaterThan(0);
		await changeRows(trial.session, 'clm_profiles', where, live);
	});

	it('proposes nobody new in a sync under way', async () => {
		const candidates = async () =>
			(await tableRows(trial.session, 'clm_candidates')).map(
				({ candidateId }) => candidateId,
			);
		const before = await candidates();
		await runWhile(SHIPPED.dailySync, () => true, { mode: 'reportOnly' });
		expect(await candidates()).toEqual(before);
		await changeRows(trial.session, 'clm_profiles', where, live);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		expect((await candidates()).length).toBeGreaterThan(before.length);
	});
});
