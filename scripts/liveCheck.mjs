/**
 * `npm run live-check` looks whether a real site of Confluence Cloud is as this package assumes.
 * It only reads; docs/live-check.md says what to set and what comes out.
 */
import { spawn } from 'node:child_process';

import { projectPath, say, whenStarted } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { ensureProject } from './setupProject.mjs';

await whenStarted(import.meta.url, async () => {
	await ensureProject();
	const { binary, env } = await ensureNode24();
	const args = ['--import', 'tsx', projectPath('test/live/main.ts')];
	process.exitCode = await new Promise((resolve) => {
		const child = spawn(binary, args, { env, stdio: 'inherit' });
		child.once('error', (error) => {
			say(`The live check could not be started: ${error.message}`);
			resolve(2);
		});
		child.once('close', (code) => resolve(code ?? 2));
	});
});
