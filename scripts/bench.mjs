/**
 * `npm run bench` prints what download and activity cost on an ordinary company of several sizes,
 * from the first look on over many simulated days, beside one search for each person. It ends with
 * 1 when somebody active is proposed, somebody idle is not found, or a look costs more than it may.
 *
 * Options: `-- --sizes 1000,10000`, `--days 28` (each person's turn comes twice), `--seed 7`,
 * `--changes 0.5` (changes of content for each person and day).
 */
import { ProgramFailed, projectPath, run, say, whenStarted } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { ensureProject } from './setupProject.mjs';

await whenStarted(import.meta.url, async () => {
	await ensureProject();
	const { binary, env } = await ensureNode24();
	const args = ['--import', 'tsx', projectPath('test/bench/bench.ts'), ...process.argv.slice(2)];
	try {
		say((await run('bench', binary, args, { env, show: true })).trim());
	} catch (error) {
		// The tables are worth reading all the more when something in them is not as it should be.
		if (!(error instanceof ProgramFailed)) throw error;
		say(error.output.trim());
		process.exitCode = 1;
	}
});
