import { clearTable } from '../dataTables';
import { hasEnded, listExecutions, runWorkflow } from '../executions';
import { SHIPPED } from '../profiles';
import { waitFor } from '../waitFor';
import { SYNC_EACH, type ScaleTrial } from './scaleTrial';

/** How all profiles were synchronised, each in an execution of its own. */
export interface Round {
	/** From the first call to the end of the last execution. */
	seconds: number;
	requests: number;
	points: number;
	/** Every execution with how it ended, and the worker that took it. */
	executions: { id: string; status: string; worker: string }[];
}

const PATIENCE_MS = 900_000;

/** What a sync reads and writes; empty tables make two rounds comparable. */
const TABLES_OF_A_SYNC = ['clm_subscriptions', 'clm_candidates', 'clm_events', 'clm_job_results'];

export async function forgetSyncs({ trial }: ScaleTrial): Promise<void> {
	for (const table of TABLES_OF_A_SYNC) await clearTable(trial.session, table);
}

/**
 * Starts Sync Profile once for each profile, as the example workflow does, and waits until all have
 * ended, however they end.
 *
 * @param meanwhile done after all are started
 */
export async function syncEach(
	scale: ScaleTrial,
	meanwhile: () => Promise<void> = async () => undefined,
): Promise<Round> {
	const { session, simulator } = scale.trial;
	const { id: called } = SHIPPED.syncProfile;
	const known = new Set((await listExecutions(session, called)).map(({ id }) => id));
	simulator.resetStats();
	const startedAt = Date.now();
	const calls = await runWorkflow(session, SYNC_EACH.id, SYNC_EACH.trigger, PATIENCE_MS);
	if (calls.error !== null) throw new Error(`Sync Profile could not be called: ${calls.error}`);
	const started = calls.nodes.get('Start Sync Profile')?.at(-1)?.outputs[0]?.length ?? 0;
	await meanwhile();
	const ended = await waitFor('all profiles to end', { forMs: PATIENCE_MS }, async () => {
		const all = await listExecutions(session, called);
		const own = all.filter(({ id }) => !known.has(id));
		return own.length >= started && own.every(hasEnded) ? own : undefined;
	});
	const { requests, points } = simulator.stats();
	const lastEnd = Math.max(...ended.map(({ stoppedAt }) => Date.parse(stoppedAt ?? '')));
	const takenBy = workersByExecution(scale);
	return {
		seconds: (lastEnd - startedAt) / 1_000,
		requests,
		points,
		executions: ended.map(({ id, status }) => ({ id, status, worker: takenBy.get(id) ?? '' })),
	};
}

function workersByExecution({ workers }: ScaleTrial): Map<string, string> {
	return new Map(
		workers.flatMap((worker) => worker.started().map((id) => [id, worker.name] as const)),
	);
}

/** How many executions each worker took, by its name. */
export function takenByWorker({ executions }: Round): Map<string, number> {
	const taken = new Map<string, number>();
	for (const { worker } of executions) taken.set(worker, (taken.get(worker) ?? 0) + 1);
	return taken;
}
