import { randomBytes } from 'node:crypto';

import { endAll, startOrEnd, type End } from '../ends';
import { makeDatabase, type PostgresServer } from './postgresDatabase';
import { startPostgres } from './postgresServer';
import { startRedis } from './redisServer';

/** PostgreSQL and Redis for one queue mode. */
export interface QueueServices {
	/** Tells the main process and its workers of n8n where everything is. */
	env: NodeJS.ProcessEnv;
	/** What is used, for people. */
	summary: string;
	stop(): Promise<void>;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Jobs of a worker that died are noticed within seconds. A lock is long enough that a worker on a
 * busy machine is not taken for dead.
 */
const QUEUE_TIMES_MS = {
	QUEUE_WORKER_LOCK_DURATION: '30000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/**
 * Starts PostgreSQL and Redis, or takes those that n8n's own variables name
 * (`DB_POSTGRESDB_HOST`, `QUEUE_BULL_REDIS_HOST`). Either way the database and the queue are new. A
 * database in a named PostgreSQL is dropped at the end; in a named Redis the keys of n8n remain, some
 * for ever, all with names that begin as the summary says.
 */
export async function startServices(
	logFolder: string,
	variables: Variables = process.env,
): Promise<QueueServices> {
	const ends: End[] = [];
	return await startOrEnd(ends, async () => {
		const postgres = await postgresFor(logFolder, variables, ends);
		const database = await makeDatabase(postgres);
		// A server of our own goes with all that it has.
		if (isNamed(variables.DB_POSTGRESDB_HOST)) ends.push(database.drop);
		const redis = await redisFor(logFolder, variables, ends);
		const prefix = `clm-${randomBytes(6).toString('hex')}`;
		const remaining = isNamed(variables.QUEUE_BULL_REDIS_HOST)
			? ` (keys that begin with "${prefix}" remain there)`
			: '';
		return {
			env: {
				EXECUTIONS_MODE: 'queue',
				N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
				DB_TYPE: 'postgresdb',
				DB_POSTGRESDB_HOST: postgres.host,
				DB_POSTGRESDB_PORT: String(postgres.port),
				DB_POSTGRESDB_USER: postgres.user,
				DB_POSTGRESDB_PASSWORD: postgres.password,
				DB_POSTGRESDB_DATABASE: database.name,
				QUEUE_BULL_REDIS_HOST: redis.host,
				QUEUE_BULL_REDIS_PORT: String(redis.port),
				QUEUE_BULL_PREFIX: prefix,
				N8N_REDIS_KEY_PREFIX: `${prefix}-n8n`,
				...QUEUE_TIMES_MS,
			},
			summary: `PostgreSQL at ${postgres.host}:${postgres.port}, Redis at ${redis.host}:${redis.port}${remaining}`,
			stop: () => endAll(ends),
		};
	});
}

function isNamed(host: string | undefined): host is string {
	return host !== undefined && host !== '';
}

async function postgresFor(
	logFolder: string,
	variables: Variables,
	ends: End[],
): Promise<PostgresServer> {
	const host = variables.DB_POSTGRESDB_HOST;
	if (isNamed(host)) {
		return {
			host,
			port: Number(variables.DB_POSTGRESDB_PORT ?? 5432),
			user: variables.DB_POSTGRESDB_USER ?? 'postgres',
			password: variables.DB_POSTGRESDB_PASSWORD ?? '',
			database: variables.DB_POSTGRESDB_DATABASE ?? 'postgres',
		};
	}
	const { server, stop } = await startPostgres(logFolder);
	ends.push(stop);
	return server;
}

async function redisFor(
	logFolder: string,
	variables: Variables,
	ends: End[],
): Promise<{ host: string; port: number }> {
	const host = variables.QUEUE_BULL_REDIS_HOST;
	if (isNamed(host)) return { host, port: Number(variables.QUEUE_BULL_REDIS_PORT ?? 6379) };
	const { stop, ...redis } = await startRedis(logFolder);
	ends.push(stop);
	return redis;
}
