import { existsSync, readFileSync } from 'node:fs';

import { elapsed, projectPath, run, say } from './progress.mjs';

/** The packages of this project, as `package-lock.json` names them, in `node_modules`. */
export async function ensureProject() {
	if (!packagesMissing()) return;
	const startedAt = Date.now();
	say("Installing the project's packages (one to three minutes) ...");
	await run('npm ci', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
	say(`The project's packages are installed (${elapsed(startedAt)}).`);
}

/**
 * True when `node_modules` is not what the lock file asks for. npm writes its own list of what it
 * installed as the last thing, so an installation that was cut off has none.
 */
function packagesMissing() {
	const installedList = projectPath('node_modules/.package-lock.json');
	if (!existsSync(installedList)) return true;
	const installed = packagesOf(installedList);
	return Object.entries(packagesOf(projectPath('package-lock.json'))).some(
		([folder, { version, optional, devOptional, peer }]) =>
			folder !== '' &&
			optional !== true &&
			devOptional !== true &&
			peer !== true &&
			installed[folder]?.version !== version,
	);
}

function packagesOf(lockFile) {
	return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
}
