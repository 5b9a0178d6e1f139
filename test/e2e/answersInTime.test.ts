import { addRows, tableRows } from '../../scripts/runtime/dataTables';
import type { Execution, Fields } from '../../scripts/runtime/executions';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import { peopleOf } from '../../scripts/runtime/reclaimed';
import type { Trial } from '../../scripts/runtime/trial';
import { PATIENCE_MS, run, TAKEN_BACK_UNASKED, trialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** People who choose to keep their license while a run is taking it back. */
describe('an answer that comes while licenses are taken back, in a real n8n', () => {
	let trial: Trial;
	let before: Map<string, string[]>;
	let atPlan: Fields;
	let atRemoval: Fields;
	let execution: Execution;

	beforeAll(async () => {
		trial = await trialInUse({ seats: 80, seed: 7 });
		for (const person of trial.simulator.world.people.values()) {
			person.email = person.organizationEmail;
		}
		const row = profileOf(trial.simulator, 0, TAKEN_BACK_UNASKED);
		await addProfile(trial.session, row);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const candidates = await tableRows(trial.session, 'clm_candidates');
		before = memberships();
		const removals: string[] = [];
		let kept: Promise<void> | undefined;
		const stop = trial.simulator.exchanges.on(({ request }) => {
			// The plan asks for everybody's groups before anybody is removed.
			const accountId = request.query.get('accountId');
			const candidate = candidates.find((one) => one.accountId === accountId);
			if (candidate === undefined) return;
			if (request.method === 'DELETE') {
				removals.push(String(accountId));
				if (removals.length !== 1) return;
				atRemoval = candidate;
				void keep(candidate);
				return;
			}
			if (kept !== undefined || !request.path.endsWith('/memberof')) return;
			atPlan = candidate;
			kept = keep(candidate);
		});
		execution = await run(trial, SHIPPED.reclaim);
		stop();
	});

	afterAll(async () => {
		await trial?.stop();
	});

	const memberships = () =>
		new Map(
			[...trial.simulator.world.people.keys()].map((accountId) => [
				accountId,
				trial.simulator.world.groups
					.filter(({ members }) => members.includes(accountId))
					.map(({ id }) => id),
			]),
		);
	const keep = async ({ candidateId, profile, email }: Fields) =>
		await addRows(trial.session, 'clm_events', [
			{
				eventId: `keep ${String(candidateId)}`,
				profile,
				candidateId,
				event: 'keep',
				at: new Date().toISOString(),
				by: email,
			},
		]);
	const receiptsOf = async ({ accountId }: Fields) =>
		(await tableRows(trial.session, 'clm_receipts')).filter(
			(one) => one.accountId === accountId,
		);
	const lettersTo = ({ email }: Fields) =>
		trial.mailbox.letters.filter(({ to }) => to.includes(String(email)));
	const became = ({ accountId }: Fields) =>
		peopleOf(execution).find((one) => one.accountId === accountId);

	it('leaves the license of somebody who answered after the plan was made', async () => {
		expect(execution.error).toBeNull();
		expect(became(atPlan)).toMatchObject({ outcome: 'skipped', outcomeReason: 'keptByAnswer' });
		expect(memberships().get(String(atPlan.accountId))).toEqual(
			before.get(String(atPlan.accountId)),
		);
		for (const receipt of await receiptsOf(atPlan)) {
			expect(receipt).toMatchObject({ receiptState: 'planned', removedGroups: '[]' });
		}
		expect(lettersTo(atPlan)).toEqual([]);
	});

	it('gives the license back to somebody who answered while it was removed', async () => {
		expect(atRemoval.accountId).not.toBe(atPlan.accountId);
		expect(became(atRemoval)).toMatchObject({ outcome: 'restored' });
		expect(memberships().get(String(atRemoval.accountId))?.sort()).toEqual(
			before.get(String(atRemoval.accountId))?.sort(),
		);
		const [receipt] = await receiptsOf(atRemoval);
		expect(receipt).toMatchObject({ receiptState: 'restored' });
		const [candidate] = (await tableRows(trial.session, 'clm_candidates')).filter(
			(one) => one.accountId === atRemoval.accountId,
		);
		expect(candidate).toMatchObject({ state: 'Closed Skipped' });
		expect(lettersTo(atRemoval)).toEqual([]);
	});

	it('says both in the summary, and tells everybody else once', async () => {
		const summary = trial.mailbox.letters.find(
			({ subject }) => subject === 'Confluence licenses taken back',
		)?.text;
		const lineOf = ({ displayName }: Fields) =>
			summary?.split('\n').find((line) => line.includes(String(displayName)));
		expect(lineOf(atPlan)).toContain('| skipped |');
		expect(lineOf(atRemoval)).toContain('| restored |');
		const done = (await tableRows(trial.session, 'clm_receipts')).filter(
			({ receiptState }) => receiptState === 'done',
		);
		expect(done.length).toBeGreaterThan(1);
		for (const receipt of done) expect(lettersTo(receipt)).toHaveLength(1);
		expect((await run(trial, SHIPPED.reclaim)).error).toBeNull();
		for (const receipt of done) expect(lettersTo(receipt)).toHaveLength(1);
	});
});
