import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { say } from './progress.mjs';
import { canInstallPackages, installPackages, programInPath } from './setupDebian.mjs';

/** Debian keeps the programs of a PostgreSQL server here, outside the path. */
const POSTGRES_FOLDERS = '/usr/lib/postgresql';

/**
 * What queue mode needs beside n8n: each with the environment variable of n8n that names a server
 * to use instead, the programs that start one of our own, and the package of Debian that has them.
 */
const POSTGRESQL = {
	title: 'PostgreSQL',
	variable: 'DB_POSTGRESDB_HOST',
	programs: ['initdb', 'postgres'],
	package: 'postgresql',
};
const REDIS = {
	title: 'Redis',
	variable: 'QUEUE_BULL_REDIS_HOST',
	programs: ['redis-server'],
	package: 'redis-server',
};
const SERVERS = [POSTGRESQL, REDIS];

/**
 * The programs of PostgreSQL and Redis, in the path of this process and of those that it starts.
 * Nothing is needed of a server that an environment variable names.
 *
 * @throws Error when one is missing and cannot be installed from here
 */
export async function ensureServers() {
	addPostgresToPath();
	const missing = SERVERS.filter((server) => !isNamed(server) && !isThere(server));
	if (missing.length === 0) return;
	const packages = missing.map((server) => server.package);
	if (!canInstallPackages()) throw new Error(howToGet(missing));
	say(
		`Debian also starts what it installs (${packages.join(', ')}) as services of this machine. Only the programs are used here; as root, systemctl disable --now ${packages.join(' ')} ends the services.`,
	);
	await installPackages(packages.join(' and '), packages);
	addPostgresToPath();
	const stillMissing = missing.filter((server) => !isThere(server));
	if (stillMissing.length > 0) throw new Error(howToGet(stillMissing));
}

function isNamed({ variable }) {
	return (process.env[variable] ?? '') !== '';
}

function isThere({ programs }) {
	return programs.every((program) => programInPath([program]) !== undefined);
}

/**
 * The newest whole PostgreSQL server of Debian, where the clients of a newer one may lie beside it;
 * last in the path, so that a chosen one comes first.
 */
function addPostgresToPath() {
	if (!existsSync(POSTGRES_FOLDERS)) return;
	const folder = readdirSync(POSTGRES_FOLDERS)
		.sort((one, other) => Number(other) - Number(one))
		.map((version) => join(POSTGRES_FOLDERS, version, 'bin'))
		.find((bin) => POSTGRESQL.programs.every((program) => existsSync(join(bin, program))));
	if (folder === undefined) return;
	const folders = (process.env.PATH ?? '').split(delimiter);
	if (!folders.includes(folder)) process.env.PATH = [...folders, folder].join(delimiter);
}

function howToGet(missing) {
	const titles = missing.map(({ title }) => title).join(' and ');
	const packages = missing.map((server) => server.package).join(' ');
	const variables = missing.map(({ variable }) => variable).join(' and ');
	return `Queue mode needs ${titles}, and the programs were not found. Install them (on Debian, as root: apt-get install ${packages}), or name a server that runs with ${variables} (and n8n's other variables for port, user and password), then run again.`;
}
