import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from './progress.mjs';

/** Written last: what stands beside it is complete. */
const STAMP = 'installed.json';

/**
 * Installs one package with what it needs in a folder of its own, anew. No package runs a script.
 *
 * @param specifier name and version, such as `n8n@2.41.1`
 * @throws ProgramFailed when npm cannot bring it
 */
export async function installAlone(folder, specifier, { env }) {
	rmSync(join(folder, STAMP), { force: true });
	rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeJson(join(folder, 'package.json'), { name: 'n8n-to-try-with', private: true });
	await run(
		specifier,
		'npm',
		[
			'install',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--no-package-lock',
			'--loglevel=error',
			specifier,
		],
		{ cwd: folder, env },
	);
}

/** Notes that a folder holds all that these facts name. */
export function markInstalled(folder, facts) {
	writeJson(join(folder, STAMP), facts);
}

/** True when the folder was marked with just these facts. */
export function isInstalled(folder, facts) {
	try {
		const found = JSON.parse(readFileSync(join(folder, STAMP), 'utf8'));
		return Object.entries(facts).every(([name, value]) => found[name] === value);
	} catch {
		return false;
	}
}

function writeJson(file, value) {
	writeFileSync(file, `${JSON.stringify(value, null, '\t')}\n`);
}
