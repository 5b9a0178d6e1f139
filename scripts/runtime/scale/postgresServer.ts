import { join } from 'node:path';

import { answersQueries, type PostgresServer } from './postgresDatabase';
import { startPrivateServer } from './privateServer';
import { runInPlace } from './serverPlace';

const USER = 'n8n';

/** Its data ends with the run, so nothing waits for a disk. It listens on loopback alone. */
const SETTINGS = [
	'listen_addresses=127.0.0.1',
	'unix_socket_directories=',
	'fsync=off',
	'synchronous_commit=off',
];

/** Starts a PostgreSQL of our own; `stop` ends it and removes its data. */
export async function startPostgres(
	logFolder: string,
): Promise<{ server: PostgresServer; stop: () => Promise<void> }> {
	const { port, stop } = await startPrivateServer({
		title: 'PostgreSQL',
		program: 'postgres',
		logFolder,
		prepare: (place) => {
			const trusting = ['--auth=trust', '--username', USER, '--encoding=UTF8', '--locale=C'];
			const data = join(place.folder, 'data');
			runInPlace(place, 'initdb', ['--pgdata', data, '--no-sync', ...trusting]);
		},
		args: (folder, onPort) => [
			...['-D', join(folder, 'data'), '-p', String(onPort)],
			...SETTINGS.flatMap((one) => ['-c', one]),
		],
		answers: (onPort) => answersQueries(serverAt(onPort)),
	});
	return { server: serverAt(port), stop };
}

function serverAt(port: number): PostgresServer {
	return { host: '127.0.0.1', port, user: USER, password: '', database: 'postgres' };
}
