import { addRows, changeRows, clearTable, tableRows } from '../../scripts/runtime/dataTables';
import { startExecution, type Fields } from '../../scripts/runtime/executions';
import { ownerSession } from '../../scripts/runtime/owner';
import { addProfile, profileOf, SHIPPED } from '../../scripts/runtime/profiles';
import type { OwnTrial } from '../../scripts/runtime/trial';
import { moveTime, PATIENCE_MS, run, TAKEN_BACK_UNASKED, ownTrialInUse } from './inN8n';

jest.setTimeout(PATIENCE_MS);

/** So many are proposed, and taken back, in one run. */
const profileCap = 4;

/** n8n dies in the middle, as in a power cut, and is started again. */
describe('an n8n that is killed', () => {
	let trial: OwnTrial;

	beforeAll(async () => {
		trial = await ownTrialInUse('killed', { seats: 80, seed: 7 });
		// Whoever loses a license is told, and who that is must not decide whether this can be seen.
		for (const person of trial.simulator.world.people.values()) {
			person.email = person.organizationEmail;
		}
		const row = profileOf(trial.simulator, 0, {
			...TAKEN_BACK_UNASKED,
			maxNewPerRun: profileCap,
			maxPerRun: profileCap,
		});
		await addProfile(trial.session, row);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
	});

	afterAll(async () => {
		await trial?.stop();
	});

	/** Starts a workflow, and kills n8n when the simulator is asked for something the n-th time. */
	async function killDuring(
		workflow: { id: string; trigger: string },
		isThere: (request: { method: string; path: string }) => boolean,
		nth: number,
	): Promise<void> {
		let seen = 0;
		const reached = new Promise<void>((resolve) => {
			const stop = trial.simulator.exchanges.on(({ request }) => {
				if (!isThere(request) || ++seen < nth) return;
				stop();
				resolve();
			});
		});
		await startExecution(trial.session, workflow.id, workflow.trigger);
		await reached;
		await trial.n8n.program.kill();
		trial.n8n = await trial.n8n.startAgain();
		trial.session = await ownerSession(trial.n8n.url);
	}

	/** A killed run's turn ends six hours later; here at once. */
	const endTheTurn = () => clearTable(trial.session, 'clm_locks');

	/** Starts a sync, and kills n8n while it hands in the n-th letter; nothing of that one is kept. */
	async function killWhileMailing(nth: number): Promise<void> {
		let seen = 0;
		const reached = new Promise<void>((resolve) => {
			trial.mailbox.hold = async () => {
				if (++seen < nth) return;
				resolve();
				await new Promise(() => undefined);
			};
		});
		await startExecution(trial.session, SHIPPED.dailySync.id, SHIPPED.dailySync.trigger);
		await reached;
		await trial.n8n.program.kill();
		trial.mailbox.hold = null;
		trial.n8n = await trial.n8n.startAgain();
		trial.session = await ownerSession(trial.n8n.url);
	}

	const snapshot = () => tableRows(trial.session, 'clm_subscriptions');
	const accounts = (rows: Fields[]) => rows.map(({ accountId }) => String(accountId)).sort();

	it('leaves the last snapshot in force when it dies in a sync, and the next sync ends right', async () => {
		const before = await snapshot();
		await killDuring(SHIPPED.dailySync, ({ path }) => path.includes('membersByGroupId'), 3);
		expect(await snapshot()).toEqual(before);
		const { error } = await run(trial, SHIPPED.reclaim);
		expect(error).toContain('Daily Sync (execution ');
		const [turn] = await tableRows(trial.session, 'clm_locks');
		const afterwards = new Date(Date.parse(String(turn?.until)) + 1_000).toISOString();
		await moveTime(trial, SHIPPED.dailySync.id, afterwards);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		await moveTime(trial, SHIPPED.dailySync.id, null);
		await endTheTurn();
		expect(accounts(await snapshot())).toEqual(accounts(before));
	});

	it('loses no receipt when it dies in a reclaim, and the next one removes nobody twice', async () => {
		const { groups } = trial.simulator.world;
		const before = new Map(groups.map(({ id, members }) => [id, [...members]]));
		await killDuring(SHIPPED.reclaim, ({ method }) => method === 'DELETE', 2);
		await endTheTurn();
		expect((await run(trial, SHIPPED.reclaim)).error).toBeNull();
		const gone = groups.flatMap(({ id, members }) =>
			(before.get(id) ?? [])
				.filter((one) => !members.includes(one))
				.map((one) => `${one} ${id}`),
		);
		const receipts = await tableRows(trial.session, 'clm_receipts');
		const inReceipts = receipts.flatMap(({ accountId, removedGroups }) =>
			(JSON.parse(String(removedGroups)) as { id: string }[]).map(
				({ id }) => `${String(accountId)} ${id}`,
			),
		);
		expect(gone.length).toBeGreaterThanOrEqual(2);
		expect(inReceipts.sort()).toEqual(gone.sort());
		expect(receipts.filter(({ receiptState }) => receiptState !== 'done')).toEqual([]);
	});

	it('knows whom it had asked when it died between two mails, and asks nobody twice', async () => {
		const where = { column: 'status', value: 'published' };
		await changeRows(trial.session, 'clm_profiles', where, { mode: 'askPeople' });
		trial.mailbox.letters.length = 0;
		await killWhileMailing(2);
		await endTheTurn();
		expect(trial.mailbox.letters).toHaveLength(1);
		const told = (await tableRows(trial.session, 'clm_events')).filter(
			({ event }) => event === 'noticeSent',
		);
		expect(told).toHaveLength(1);
		await changeRows(trial.session, 'clm_profiles', where, { maxNewPerRun: 0 });
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		const asked = trial.mailbox.letters.flatMap(({ to }) => to);
		expect(asked).toHaveLength(profileCap);
		expect(new Set(asked).size).toBe(profileCap);
		const { mode } = TAKEN_BACK_UNASKED;
		const fields = { mode, maxNewPerRun: profileCap };
		await changeRows(trial.session, 'clm_profiles', where, fields);
	});

	it('finishes the receipt of a run that died, and tells the person, when nobody is due any more', async () => {
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		await killDuring(SHIPPED.reclaim, ({ method }) => method === 'DELETE', 1);
		await endTheTurn();
		await addRows(trial.session, 'clm_exclusion_rules', [everybody()]);
		expect((await run(trial, SHIPPED.dailySync)).error).toBeNull();
		trial.mailbox.letters.length = 0;
		expect((await run(trial, SHIPPED.reclaim)).error).toBeNull();

		const receipts = await tableRows(trial.session, 'clm_receipts');
		const interrupted = receipts.slice(-profileCap);
		const finished = interrupted.filter(({ receiptState }) => receiptState === 'done');
		expect(finished).toHaveLength(1);
		const { accountId, removedGroups, email, receiptId } = finished[0] ?? {};
		const { groups } = trial.simulator.world;
		for (const { id } of JSON.parse(String(removedGroups)) as { id: string }[]) {
			expect(groups.find((group) => group.id === id)?.members).not.toContain(accountId);
		}
		expect(await tableRows(trial.session, 'clm_candidates')).toContainEqual(
			expect.objectContaining({ accountId, receiptId }),
		);
		const told = trial.mailbox.letters.filter(({ to }) => to.includes(String(email)));
		expect(told).toHaveLength(1);
	});
});

/** A rule that keeps every seat from now on. */
function everybody(): Fields {
	return {
		ruleType: 'user',
		field: 'accountId',
		match: 'wildcard',
		value: '*',
		effect: 'reclamation',
		profile: '',
		reason: 'Nothing is taken back this week.',
		active: true,
	};
}
