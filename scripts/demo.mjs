/**
 * `npm run demo`: a real n8n with this package and a simulated Confluence Cloud beside it, used as a
 * newcomer uses it: Find Unused Licenses, Install, two profiles with prices, then Daily Sync, Reclaim
 * and Daily Position. What is missing is installed first. It runs until Ctrl+C; `-- --once` ends by
 * itself with 0 or 1.
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
