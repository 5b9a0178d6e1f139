/**
 * `npm run demo`: a real n8n with this package, a simulated Confluence Cloud beside it, the
 * workflows imported and connected, one Daily Sync and one dry run of the reclamation. What is
 * missing is installed first. It runs until Ctrl+C; `-- --once` ends by itself with 0 or 1.
 *
 * Options: `--once`, `--seats 500`, `--seed 7`, `--port 5678`. All state is in `.runtime/`.
 */
import { spawn } from 'node:child_process';

import { projectPath, say } from './progress.mjs';

process.exitCode = await demo(process.argv.slice(2));

async function demo(args) {
	const node = await prepare();
	const program = projectPath('scripts/runtime/demo/main.ts');
	const child = spawn(node.binary, ['--import', 'tsx', program, ...args], {
		cwd: projectPath(),
		stdio: 'inherit',
		env: node.env,
	});
	// Ctrl+C reaches both; a signal to this process alone is handed on. The demo minds one only.
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
	return await new Promise((resolve) => {
		child.once('error', (error) => {
			say(`The demo could not be started: ${error.message}`);
			resolve(1);
		});
		child.once('close', (code) => resolve(code ?? 1));
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
