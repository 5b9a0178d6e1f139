import { spawn } from 'node:child_process';
import { constants } from 'node:os';

import { projectPath, say } from './progress.mjs';

/**
 * Runs a program that starts a real n8n with this package, after bringing what it needs. It shows
 * what it says itself.
 *
 * @param title names it, as in "The demo"
 * @param program its path in this project
 * @returns the code with which it ended, as a shell would tell it
 * @throws Error when something it needs cannot be brought
 */
export async function runTrialProgram(title, program, args) {
	const node = await prepare();
	const child = spawn(node.binary, ['--import', 'tsx', projectPath(program), ...args], {
		cwd: projectPath(),
		stdio: 'inherit',
		env: node.env,
	});
	// Ctrl+C reaches both; a signal to this process alone is handed on. The program minds one only.
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
	return await new Promise((resolve) => {
		child.once('error', (error) => {
			say(`${title} could not be started: ${error.message}`);
			resolve(1);
		});
		child.once('close', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
	});
}

async function prepare() {
	const { ensureProject } = await import('./setupProject.mjs');
	const { ensureNode24 } = await import('./setupNode24.mjs');
	const { ensureN8n } = await import('./setupN8n.mjs');
	await ensureProject();
	const node = await ensureNode24();
	await ensureN8n();
	const { build } = await import('./build.mjs');
	await build({ keep: true });
	return node;
}
