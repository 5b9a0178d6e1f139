/**
 * `npm run scale`: n8n in queue mode, a main process and two workers with PostgreSQL and Redis,
 * all on loopback. Eight profiles are synchronised on one machine, by one worker and by two; the
 * figures are printed side by side, and the results must be the same. What is missing is installed
 * first. It runs until Ctrl+C; `-- --once` ends by itself with 0 or 1.
 *
 * Options: `--once`, `--seats 200` (for each profile), `--latency 50` (milliseconds before each
 * answer of the simulator), `--concurrency 2` (runs at a time in each worker), `--port 5678`.
 *
 * PostgreSQL and Redis are started for the run. DB_POSTGRESDB_HOST (with _PORT, _USER, _PASSWORD)
 * and QUEUE_BULL_REDIS_HOST (with _PORT, _PASSWORD) name others; a database of a new name is made
 * there and dropped at the end; some keys remain in the Redis, and the run says how they begin.
 */
import { whenStarted } from './progress.mjs';
import { ensureServers } from './setupServers.mjs';
import { runTrialProgram } from './trialProgram.mjs';

await whenStarted(import.meta.url, async () => {
	await ensureServers();
	process.exitCode = await runTrialProgram(
		'Scaling out',
		'scripts/runtime/scale/main.ts',
		process.argv.slice(2),
	);
});
