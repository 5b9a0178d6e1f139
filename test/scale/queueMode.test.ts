import { join } from 'node:path';

import { tableRows } from '../../scripts/runtime/dataTables';
import { PAGES_LOGIN } from '../../scripts/runtime/trial';
import { listExecutions, executionEnd } from '../../scripts/runtime/executions';
import { RUNTIME } from '../../scripts/runtime/places';
import { SHIPPED } from '../../scripts/runtime/profiles';
import { evenCompany } from '../../scripts/runtime/scale/company';
import { syncWhileTokensExpire } from '../../scripts/runtime/scale/expiringTokens';
import { figureLines, figuresOf, type Figures } from '../../scripts/runtime/scale/figures';
import { killWhileSyncing } from '../../scripts/runtime/scale/killedWorker';
import { knownRows } from '../../scripts/runtime/scale/knownRows';
import { syncOnOneMachine, type OneMachine } from '../../scripts/runtime/scale/oneMachine';
import { startScale, type ScaleTrial } from '../../scripts/runtime/scale/scaleTrial';
import { forgetSyncs, syncEach, takenByWorker } from '../../scripts/runtime/scale/syncEach';
import { waitFor } from '../../scripts/runtime/waitFor';
import { startSimulator, type Simulator } from '../simulator';
import { isFullSize } from '../testScale';

/** Long enough for a small, busy machine; no test passes or fails by it. */
const PATIENCE_MS = 1_800_000;

jest.setTimeout(PATIENCE_MS);

const FOLDER = join(RUNTIME, 'scale-test');
const PROFILES = 8;
const SEATS_OF_EACH = 60;

/** One worker by itself is measured; two have to come to the same result. */
const ROUNDS = isFullSize() ? [1, 2] : [2];

/** A main process, PostgreSQL, Redis and workers; each test goes on where the last ended. */
describe('queue mode', () => {
	let simulator: Simulator;
	let alone: OneMachine;
	let scale: ScaleTrial;
	const figures: Figures[] = [];

	beforeAll(async () => {
		simulator = await startSimulator({
			population: evenCompany(SEATS_OF_EACH, Date.now()),
			latencyMs: 50,
		});
		[alone, scale] = await Promise.all([
			syncOnOneMachine(FOLDER, simulator),
			startScale({ folder: FOLDER, simulator, concurrency: 2 }),
		]);
		figures.push(alone.figures);
		await startWorkers(ROUNDS[0] ?? 1);
	});

	afterAll(async () => {
		if (figures.length > 1) console.log(figureLines(figures).join('\n'));
		await scale?.stop();
		await simulator?.stop();
	});

	/** Starts as many as are missing. */
	const startWorkers = async (wanted: number) => {
		const missing = Math.max(0, wanted - scale.workers.length);
		await Promise.all(Array.from({ length: missing }, () => scale.addWorker()));
	};

	/** Why executions did not end well. */
	const errorsOf = async (executions: readonly { id: string; status: string }[]) => {
		const errors: string[] = [];
		for (const { id, status } of executions) {
			if (status === 'success') continue;
			const { error } = await executionEnd(scale.trial.session, id);
			errors.push(`${status}: ${error ?? 'nothing is said'}`);
		}
		return errors;
	};

	const call = async (body: unknown, login: string | null) =>
		await fetch(`${scale.trial.n8n.url}/webhook/daily-sync`, {
			method: 'POST',
			headers: {
				'content-type': 'application/json',
				...(login === null
					? {}
					: { authorization: `Basic ${Buffer.from(login).toString('base64')}` }),
			},
			body: JSON.stringify(body),
		});

	it('knows the seats of eight profiles on one machine', () => {
		const profiles = new Set(alone.known.subscriptions.map(({ profile }) => profile));
		expect(profiles.size).toBe(PROFILES);
		expect(alone.known.subscriptions).toHaveLength(PROFILES * SEATS_OF_EACH);
		expect(alone.known.candidates.length).toBeGreaterThan(0);
	});

	it('asks for the password before it synchronises a profile', async () => {
		expect((await call({ profile: 'any' }, null)).status).toBe(401);
		expect((await call({ profile: 'any' }, 'admin:wrong')).status).toBe(401);
		expect(await listExecutions(scale.trial.session, SHIPPED.syncProfile.id)).toEqual([]);
	});

	it.each([[{ profile: 'no such profile' }], [{ profile: '' }], [{ profile: [] }], [{}]])(
		'synchronises nothing when called with %j, and says so',
		async (body) => {
			const { session } = scale.trial;
			const before = await listExecutions(session, SHIPPED.syncProfile.id);
			const login = `${PAGES_LOGIN.user}:${PAGES_LOGIN.password}`;
			expect((await call(body, login)).status).toBe(200);
			const [newest] = await waitFor('the run', { forMs: PATIENCE_MS }, async () => {
				const now = await listExecutions(session, SHIPPED.syncProfile.id);
				return now.length > before.length ? now : undefined;
			});
			const { error, status } = await executionEnd(session, newest?.id ?? '');
			expect(status).toBe('error');
			expect(error).toContain('no published profile is called');
			expect(await tableRows(session, 'clm_subscriptions')).toEqual([]);
		},
	);

	it.each(ROUNDS)(
		'comes to the same result as on one machine, with so many workers: %i',
		async (workers) => {
			await startWorkers(workers);
			await forgetSyncs(scale);
			const round = await syncEach(scale);
			figures.push(figuresOf(`workers: ${workers}`, round));
			expect(round.executions.map(({ status }) => status)).toEqual(
				Array.from({ length: PROFILES }, () => 'success'),
			);
			const names = scale.workers.map(({ name }) => name).sort();
			expect([...takenByWorker(round).keys()].sort()).toEqual(names);
			expect(await knownRows(scale.trial.session)).toEqual(alone.known);
		},
	);

	it('loses no credential when tokens expire under runs of both workers', async () => {
		await forgetSyncs(scale);
		const { round, afterwards, renewed, contested, refused, expired } =
			await syncWhileTokensExpire(scale);
		const executions = [...round.executions, ...afterwards.executions];
		expect(executions).toHaveLength(2 * PROFILES);
		expect(await errorsOf(executions)).toEqual([]);
		expect(expired).toBeGreaterThanOrEqual(2);
		expect(renewed).toBeGreaterThanOrEqual(2);
		expect(contested).toBe(0);
		expect(refused).toBe(0);
		expect([...takenByWorker(round).keys()].sort()).toEqual(['worker-1', 'worker-2']);
	});

	it('keeps the last snapshots of a killed worker in force, and the other worker goes on', async () => {
		const [first] = scale.workers;
		if (first === undefined) throw new Error('There is no worker.');
		const { lost, round, before, after } = await killWhileSyncing(scale, first);
		expect(lost.length).toBeGreaterThan(0);
		const failed = round.executions.filter(({ status }) => status !== 'success');
		expect(failed.map(({ id }) => id).sort()).toEqual([...lost].sort());
		expect(failed.map(({ worker }) => worker)).toEqual(lost.map(() => first.name));
		const untouched = [...before].filter(
			([profile, rows]) => after.get(profile)?.[0]?.snapshotAt === rows[0]?.snapshotAt,
		);
		expect(untouched).toHaveLength(lost.length);
		for (const [profile, rows] of untouched) expect(after.get(profile)).toEqual(rows);
		for (const rows of after.values()) expect(rows).toHaveLength(SEATS_OF_EACH);
	});

	it('is whole again after the next sync, with a worker in the place of the killed one', async () => {
		await scale.addWorker();
		const round = await syncEach(scale);
		expect(round.executions.map(({ status }) => status)).toEqual(
			Array.from({ length: PROFILES }, () => 'success'),
		);
		const rows = await tableRows(scale.trial.session, 'clm_subscriptions');
		expect(rows).toHaveLength(PROFILES * SEATS_OF_EACH);
		const people = (of: Record<string, unknown>[]) =>
			of.map(({ profile, accountId }) => `${String(profile)} ${String(accountId)}`).sort();
		expect(people(rows)).toEqual(people(alone.known.subscriptions));
	});
});
