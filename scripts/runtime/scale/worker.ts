import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import type { RunningProgram } from '../childProcess';
import { freePorts } from '../freePorts';
import { answersOk, n8nEnvironment } from '../n8nProcess';
import { placePackage } from '../packageLink';
import { N8N_PROGRAM, NODE_24 } from '../places';
import { startReady } from '../readyProgram';

/** A worker of n8n: it takes executions from the queue, and has neither editor nor schedules. */
export interface Worker {
	name: string;
	program: RunningProgram;
	/** Ids of the executions that it took, in that order, as its log tells. */
	started(): string[];
	/** Ids of those that it brought to an end. */
	finished(): string[];
}

export interface WorkerStart {
	name: string;
	/** Everything of the worker is below a folder of its name in this one. */
	folder: string;
	/** What it shares with the main process: database, queue, encryption key, public address. */
	env: NodeJS.ProcessEnv;
	/** Executions that it runs at a time. */
	concurrency: number;
}

const STARTS_WITHIN_MS = 600_000;

/** Starts a worker and waits until it takes executions. */
export async function startWorker(start: WorkerStart): Promise<Worker> {
	const { name, folder, env, concurrency } = start;
	const userFolder = join(folder, name);
	rmSync(userFolder, { recursive: true, force: true });
	mkdirSync(userFolder, { recursive: true });
	placePackage(userFolder);
	const [healthPort, brokerPort, launcherPort] = await freePorts(3);
	const worker = {
		name,
		program: NODE_24,
		args: [N8N_PROGRAM, 'worker', `--concurrency=${concurrency}`],
		cwd: userFolder,
		env: {
			...n8nEnvironment(userFolder),
			QUEUE_HEALTH_CHECK_ACTIVE: 'true',
			QUEUE_HEALTH_CHECK_PORT: String(healthPort),
			N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
			N8N_RUNNERS_BROKER_PORT: String(brokerPort),
			N8N_RUNNERS_LAUNCHER_HEALTH_CHECK_PORT: String(launcherPort),
			...env,
		},
		logFile: join(userFolder, 'worker.log'),
	};
	const program = await startReady(worker, {
		withinMs: STARTS_WITHIN_MS,
		isReady: () => answersOk(`http://127.0.0.1:${healthPort}/healthz/readiness`),
	});
	const inLog = (line: RegExp) =>
		[...readFileSync(program.logFile, 'utf8').matchAll(line)].map(([, id = '']) => id);
	return {
		name,
		program,
		started: () => inLog(/Worker started execution (\d+)/g),
		finished: () => inLog(/Worker finished execution (\d+)/g),
	};
}
