/**
 * `npm run demo`: a real n8n with this package, a simulated Confluence Cloud beside it, the
 * workflows imported and connected, one Daily Sync and one dry run of the reclamation. What is
 * missing is installed first. It runs until Ctrl+C; `-- --once` ends by itself with 0 or 1.
 *
 * Options: `--once`, `--seats 500`, `--seed 7`, `--port 5678`. All state is in `.runtime/`.
 */
import { whenStarted } from './progress.mjs';
import { runTrialProgram } from './trialProgram.mjs';

await whenStarted(import.meta.url, async () => {
	process.exitCode = await runTrialProgram(
		'The demo',
		'scripts/runtime/demo/main.ts',
		process.argv.slice(2),
	);
});
