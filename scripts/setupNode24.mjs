import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, dirname } from 'node:path';

import { elapsed, projectPath, run, say } from './progress.mjs';

const BINARY = projectPath('node_modules/node/bin', exe('node'));

/**
 * The Node.js that n8n needs, from the package `node`. It must run a script to put its binary in
 * place, and is the only package that may (see .npmrc). An `npm install` of something else takes
 * away the headers, which are in no lock file, and leaves the binary: then both are brought again.
 *
 * @returns its path, version, the folder of its headers, and an environment in which it comes first
 */
export async function ensureNode24() {
	const wanted = JSON.parse(
		readFileSync(projectPath('node_modules/node/package.json'), 'utf8'),
	).version;
	if (versionOf(BINARY) !== wanted || !existsSync(headersFolder())) {
		const startedAt = Date.now();
		say(`Bringing Node.js ${wanted} ...`);
		await run(`Node.js ${wanted}`, 'npm', ['rebuild', 'node', '--ignore-scripts=false']);
		const found = versionOf(BINARY);
		if (found !== wanted) {
			throw new Error(
				`Node.js ${wanted} did not arrive (found ${found ?? 'nothing'}). Delete node_modules and run again.`,
			);
		}
		say(`Node.js ${wanted} is here (${elapsed(startedAt)}).`);
	}
	return { binary: BINARY, version: wanted, headers: headersFolder(), env: envWithNode24() };
}

/** This environment with Node.js 24 and the project's programs first in the path. */
function envWithNode24() {
	const path = [
		dirname(BINARY),
		projectPath('node_modules/.bin'),
		process.env.PATH ?? process.env.Path ?? '',
	].join(delimiter);
	return { ...process.env, PATH: path };
}

/** Where `include/node` is, for packages that are compiled. */
function headersFolder() {
	const { platform, arch } = process;
	const system = platform === 'win32' ? 'win' : platform;
	const prefix = platform === 'darwin' && arch === 'arm64' ? 'node-bin' : 'node';
	return projectPath('node_modules/node/node_modules', `${prefix}-${system}-${arch}`);
}

function versionOf(binary) {
	if (!existsSync(binary)) return null;
	try {
		return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim().replace(/^v/, '');
	} catch {
		return null;
	}
}

function exe(name) {
	return process.platform === 'win32' ? `${name}.exe` : name;
}
