import { join } from 'node:path';

import type { RunningProgram } from './childProcess';
import { freePorts } from './freePorts';
import { N8N_PROGRAM, NODE_24 } from './places';
import { startReady } from './readyProgram';

/** Where a real n8n answers on loopback, and what works on its data. */
export interface N8nPlace {
	url: string;
	userFolder: string;
	/** Its whole environment; n8n's command line works on the same database with it. */
	env: NodeJS.ProcessEnv;
}

/** A real n8n with the power to end it. */
export interface RunningN8n extends N8nPlace {
	program: RunningProgram;
	/** Starts the same n8n again, on the same ports with the same data, after a stop or a kill. */
	startAgain(): Promise<RunningN8n>;
}

export interface N8nStart {
	/** Holds the database and the package, and all other state; see placePackage. */
	userFolder: string;
	/** More environment variables for n8n. */
	env?: NodeJS.ProcessEnv;
	/** Wanted port of the editor; a free one when not given. */
	port?: number;
}

const STARTS_WITHIN_MS = 600_000;

/** Starts n8n and waits until its editor can be used. */
export async function startN8n(start: N8nStart): Promise<RunningN8n> {
	const [freePort, brokerPort, healthPort] = await freePorts(3);
	return await startOn({ ...start, port: start.port ?? freePort }, brokerPort, healthPort);
}

async function startOn(
	start: N8nStart,
	brokerPort: number | undefined,
	healthPort: number | undefined,
): Promise<RunningN8n> {
	const { userFolder, port } = start;
	const url = `http://127.0.0.1:${port}`;
	const env = {
		...n8nEnvironment(userFolder),
		N8N_PORT: String(port),
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		N8N_RUNNERS_LAUNCHER_HEALTH_CHECK_PORT: String(healthPort),
		N8N_EDITOR_BASE_URL: `${url}/`,
		WEBHOOK_URL: `${url}/`,
		...start.env,
	};
	const command = {
		name: 'n8n',
		program: NODE_24,
		args: [N8N_PROGRAM, 'start'],
		cwd: userFolder,
		env,
		logFile: join(userFolder, 'n8n.log'),
	};
	const program = await startReady(command, {
		withinMs: STARTS_WITHIN_MS,
		isReady: async () =>
			(await answersOk(`${url}/healthz/readiness`)) &&
			(await answersOk(`${url}/rest/settings`)),
	});
	const startAgain = () => startOn(start, brokerPort, healthPort);
	return { url, userFolder, env, program, startAgain };
}

/** What every n8n of this project has in its environment, its command line included. */
export function n8nEnvironment(userFolder: string): NodeJS.ProcessEnv {
	return {
		...process.env,
		NODE_ENV: 'production',
		N8N_USER_FOLDER: userFolder,
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_HOST: '127.0.0.1',
		N8N_PROTOCOL: 'http',
		N8N_SECURE_COOKIE: 'false',
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_PERSONALIZATION_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_ENFORCE_SETTINGS_FILE_PERMISSIONS: 'false',
		N8N_LOG_LEVEL: 'info',
		DB_TYPE: 'sqlite',
		GENERIC_TIMEZONE: 'UTC',
	};
}

/** Whether an address answers well within five seconds. */
export async function answersOk(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
	} catch {
		return false;
	}
}
