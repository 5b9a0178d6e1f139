import { join } from 'node:path';

import { installAlone, isInstalled, markInstalled } from './ownFolder.mjs';
import { elapsed, projectPath, run, say } from './progress.mjs';
import { ensureCompiler } from './setupCompiler.mjs';
import { ensureNode24 } from './setupNode24.mjs';

/** The newest version that installs from the registry whole. */
export const N8N_VERSION = '2.41.1';

const FOLDER = projectPath('.runtime/n8n');

/**
 * A real n8n in the ignored folder `.runtime/n8n` (about 3 GB), used again from then on.
 *
 * Its packages run no scripts of their own: one of them, which nobody needs here, does not compile
 * on most machines. Only sqlite3 is built, for the Node.js that will run it.
 *
 * @returns the folder, the version, the program to start with `node`, and the environment for it
 */
export function ensureN8n() {
	brought ??= bring();
	return brought;
}

/** Begun once, whoever asks: two installations in one folder would take each other's files away. */
let brought;

async function bring() {
	const node = await ensureNode24();
	if (!isInstalled(FOLDER, factsOf(node))) await install(node);
	return {
		folder: FOLDER,
		version: N8N_VERSION,
		program: join(FOLDER, 'node_modules/n8n/bin/n8n'),
		node: node.binary,
		env: node.env,
	};
}

async function install(node) {
	const startedAt = Date.now();
	say(`Installing n8n ${N8N_VERSION} in .runtime/n8n (five to seven minutes, once) ...`);
	const env = { ...node.env, npm_config_nodedir: node.headers };
	await installAlone(FOLDER, `n8n@${N8N_VERSION}`, { env });
	await ensureCompiler();
	const rebuild = ['rebuild', 'sqlite3', '--ignore-scripts=false'];
	await run('sqlite3', 'npm', rebuild, { cwd: FOLDER, env });
	await verify(node);
	markInstalled(FOLDER, factsOf(node));
	say(`n8n ${N8N_VERSION} is installed (${elapsed(startedAt)}).`);
}

/** The database driver is built for one Node.js. */
function factsOf({ version }) {
	return { n8n: N8N_VERSION, nodeMajor: Number.parseInt(version, 10) };
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
