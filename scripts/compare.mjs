/**
 * `npm run compare`: one search for each person by n8n's own nodes beside Pull Activity, in the
 * same real n8n on the same simulated Confluence Cloud, on an ordinary company whose people were
 * looked at on each day for three weeks. Prints the time, requests and API points of both; ends with
 * 1 when the node is not at least 20 times faster, more than ten requests were under way at once, a
 * date is older than the truth, or somebody active would be proposed.
 *
 * Options: `--seats 10000`, `--seed 7`, `--latency 50` (milliseconds before each answer).
 */
import { whenStarted } from './progress.mjs';
import { runTrialProgram } from './trialProgram.mjs';

await whenStarted(import.meta.url, async () => {
	process.exitCode = await runTrialProgram(
		'The comparison',
		'test/comparison/main.ts',
		process.argv.slice(2),
	);
});
