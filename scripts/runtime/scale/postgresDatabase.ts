import { randomBytes } from 'node:crypto';
import { createRequire } from 'node:module';

import { N8N_PROGRAM } from '../places';

/** How to reach a PostgreSQL, and a database in it from which others can be made. */
export interface PostgresServer {
	host: string;
	port: number;
	user: string;
	password: string;
	database: string;
}

/** As much of n8n's own database driver as is needed here. */
interface Driver {
	Client: new (server: PostgresServer & { connectionTimeoutMillis: number }) => {
		connect(): Promise<void>;
		query(sql: string): Promise<unknown>;
		end(): Promise<void>;
	};
}

const CONNECTS_WITHIN_MS = 10_000;

async function query(server: PostgresServer, sql: string): Promise<void> {
	const { Client } = createRequire(N8N_PROGRAM)('pg') as Driver;
	const client = new Client({ ...server, connectionTimeoutMillis: CONNECTS_WITHIN_MS });
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}

/** Whether a server is there and takes us in. */
export async function answersQueries(server: PostgresServer): Promise<boolean> {
	try {
		await query(server, 'SELECT 1');
		return true;
	} catch {
		return false;
	}
}

/**
 * Makes a database of a new name; `drop` takes it away again.
 *
 * @throws Error that says how to name another server
 */
export async function makeDatabase(
	server: PostgresServer,
): Promise<{ name: string; drop: () => Promise<void> }> {
	const name = `clm_scale_${randomBytes(6).toString('hex')}`;
	try {
		await query(server, `CREATE DATABASE ${name}`);
	} catch (error) {
		const said = error instanceof Error ? error.message : String(error);
		throw new Error(
			`No database could be made in the PostgreSQL at ${server.host}:${server.port} as "${server.user}": ${said}. Correct DB_POSTGRESDB_HOST, _PORT, _USER, _PASSWORD and _DATABASE, or unset them to have one started.`,
		);
	}
	return { name, drop: () => query(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}
