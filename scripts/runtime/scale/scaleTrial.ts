import { join } from 'node:path';

import type { Simulator } from '../../../test/simulator';
import { connectByHttp } from '../consentByHttp';
import { addRows } from '../dataTables';
import { endAll, startOrEnd, type End } from '../ends';
import { runWorkflow } from '../executions';
import { SHIPPED } from '../profiles';
import { enterAddresses } from '../settings';
import { createWorkflows, oauthCredentialId, startTrial, type Trial } from '../trial';
import { publishable, readWorkflowFile, withCredentials, withRunsKept } from '../workflowFiles';
import { createWorkflow, publishWorkflow, readWorkflow, saveWorkflow } from '../workflows';
import { profileOfEachGroup } from './eightProfiles';
import { quietTimeZone } from './quietTimeZone';
import { startServices } from './services';
import { startWorker, type Worker } from './worker';

/** Calls Sync Profile once for each published profile. */
export const SYNC_EACH = {
	id: 'clmExampleEach01',
	file: 'examples/sync-each-profile.json',
	trigger: 'Every Day at 2',
} as const;

/** n8n in queue mode, with its database and queue, beside a simulated Confluence. */
export interface ScaleTrial {
	trial: Trial;
	/** All that were started, those that ended since included. */
	workers: readonly Worker[];
	/** What serves as database and queue, for people. */
	services: string;
	/** Starts one more worker; several at a time may start. */
	addWorker(): Promise<Worker>;
	/** Stops everything but the simulator. */
	stop(): Promise<void>;
}

export interface ScaleOptions {
	/** All state is below this folder. */
	folder: string;
	simulator: Simulator;
	/** Runs at a time in each worker. */
	concurrency: number;
	port?: number;
	/** Told what happens, for people who wait. */
	onStep?: (step: string) => void;
}

/** Starts the main process with the workflows published and a profile for each access group; no worker yet. */
export async function startScale(options: ScaleOptions): Promise<ScaleTrial> {
	const { folder, simulator, concurrency, port, onStep = () => undefined } = options;
	const workers: Worker[] = [];
	const ends: End[] = [];
	return await startOrEnd(ends, async () => {
		onStep('Starting PostgreSQL and Redis');
		const services = await startServices(folder);
		ends.push(() => services.stop());
		const shared = { ...services.env, GENERIC_TIMEZONE: quietTimeZone() };
		const userFolder = join(folder, 'main');
		const trial = await startTrial({ userFolder, simulator, env: shared, port, onStep });
		ends.push(() => trial.stop());
		await prepareProfiles(trial, onStep);
		const { session, credentials } = trial;
		const syncEach = readWorkflowFile(SYNC_EACH.file);
		await createWorkflow(session, withCredentials(syncEach, credentials));
		let begun = 0;
		const addWorker = async () => {
			const name = `worker-${++begun}`;
			onStep(`Starting ${name}`);
			const env = { ...shared, WEBHOOK_URL: trial.n8n.env.WEBHOOK_URL };
			const worker = await startWorker({ name, folder, env, concurrency });
			ends.push(() => worker.program.stop());
			workers.push(worker);
			return worker;
		};
		const stop = () => endAll(ends);
		return { trial, workers, services: services.summary, addWorker, stop };
	});
}

/**
 * The workflows added, connected and published but for the schedules, the tables made, and a profile
 * for each access group.
 */
export async function prepareProfiles(
	trial: Trial,
	onStep: (step: string) => void = () => undefined,
): Promise<void> {
	const { session, simulator, n8n } = trial;
	onStep('Adding the workflows');
	await createWorkflows(trial, { callable: true });
	await connectByHttp(session, oauthCredentialId(trial));
	onStep('Setup and profiles');
	// Runs of Sync Profile are kept, to be counted.
	const { id: called } = SHIPPED.syncProfile;
	await saveWorkflow(session, withRunsKept(await readWorkflow(session, called)));
	for (const { id } of publishable()) await publishWorkflow(session, id);
	const setup = await runWorkflow(session, SHIPPED.setup.id, SHIPPED.setup.trigger);
	if (setup.error !== null) throw new Error(`Setup failed: ${setup.error}`);
	await enterAddresses(session, n8n.url);
	await addRows(session, 'clm_profiles', profileOfEachGroup(simulator));
}
