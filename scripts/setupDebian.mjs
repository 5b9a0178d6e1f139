import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { elapsed, run, say } from './progress.mjs';

/** Whether this machine lets us install Debian's packages. */
export function canInstallPackages() {
	const isRoot = process.getuid?.() === 0;
	return process.platform === 'linux' && isRoot && existsSync('/usr/bin/apt-get');
}

/** Installs packages of Debian, and says so. */
export async function installPackages(title, packages) {
	const startedAt = Date.now();
	say(`Installing ${title} with apt-get (about a minute) ...`);
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await run('apt-get update', 'apt-get', ['update', '-qq'], { env });
	const install = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
	await run(title, 'apt-get', install, { env });
	say(`${title}: installed (${elapsed(startedAt)}).`);
}

/** The first of these programs that is in the path, if any is. */
export function programInPath(names) {
	const folders = (process.env.PATH ?? '').split(delimiter);
	const candidates = folders.flatMap((folder) => names.map((name) => join(folder, name)));
	return candidates.find((path) => existsSync(path));
}
