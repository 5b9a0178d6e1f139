import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { elapsed, projectPath, run, say } from './progress.mjs';
import { ensureCompiler } from './setupCompiler.mjs';
import { ensureNode24 } from './setupNode24.mjs';

/** The newest version that installs from the registry whole. */
export const N8N_VERSION = '2.41.1';

const FOLDER = projectPath('.runtime/n8n');

/** Written last: what stands beside it is complete. */
const STAMP = join(FOLDER, 'installed.json');

/**
 * A real n8n in the ignored folder `.runtime/n8n` (about 3 GB), used again from then on.
 *
 * Its packages run no scripts of their own: one of them, which nobody needs here, does not compile
 * on most machines. Only sqlite3 is built, for the Node.js that will run it.
 *
 * @returns the folder, the version, the program to start with `node`, and the environment for it
 */
export async function ensureN8n() {
	const node = await ensureNode24();
	if (!isInstalled(node)) await install(node);
	return {
		folder: FOLDER,
		version: N8N_VERSION,
		program: join(FOLDER, 'node_modules/n8n/bin/n8n'),
		node: node.binary,
		env: node.env,
	};
}

function isInstalled(node) {
	if (!existsSync(STAMP)) return false;
	try {
		const { n8n, nodeMajor } = JSON.parse(readFileSync(STAMP, 'utf8'));
		return n8n === N8N_VERSION && nodeMajor === majorOf(node.version);
	} catch {
		return false;
	}
}

async function install(node) {
	const startedAt = Date.now();
	say(`Installing n8n ${N8N_VERSION} in .runtime/n8n (five to seven minutes, once) ...`);
	rmSync(join(FOLDER, 'node_modules'), { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	writeJson(join(FOLDER, 'package.json'), { name: 'n8n-to-try-with', private: true });
	const options = { cwd: FOLDER, env: { ...node.env, npm_config_nodedir: node.headers } };
	await run(
		`n8n ${N8N_VERSION}`,
		'npm',
		[
			'install',
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			'--no-package-lock',
			'--loglevel=error',
			`n8n@${N8N_VERSION}`,
		],
		options,
	);
	await ensureCompiler();
	await run('sqlite3', 'npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], options);
	await verify(node);
	writeJson(STAMP, { n8n: N8N_VERSION, nodeMajor: majorOf(node.version) });
	say(`n8n ${N8N_VERSION} is installed (${elapsed(startedAt)}).`);
}

/** An n8n that names its version and opens a database is whole. */
async function verify(node) {
	const options = { cwd: FOLDER, env: node.env };
	const open = "new (require('sqlite3').Database)(':memory:', (e) => process.exit(e ? 1 : 0))";
	await run('sqlite3 opens', node.binary, ['-e', open], options);
	const program = join(FOLDER, 'node_modules/n8n/bin/n8n');
	const printed = await run('n8n --version', node.binary, [program, '--version'], options);
	if (!printed.split(/\s+/).includes(N8N_VERSION)) {
		throw new Error(
			`n8n says "${printed.trim()}" and not ${N8N_VERSION}. Delete .runtime/n8n and run again.`,
		);
	}
}

function majorOf(version) {
	return Number.parseInt(version, 10);
}

function writeJson(file, value) {
	writeFileSync(file, `${JSON.stringify(value, null, '\t')}\n`);
}
