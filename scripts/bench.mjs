/**
 * `npm run bench` prints what download and activity cost at several sizes, as a table.
 * `-- --sizes 1000,10000` chooses the sizes, `--seed 7` the company.
 */
import { projectPath, run, say, whenStarted } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { ensureProject } from './setupProject.mjs';

await whenStarted(import.meta.url, async () => {
	await ensureProject();
	const { binary, env } = await ensureNode24();
	const args = ['--import', 'tsx', projectPath('test/bench/bench.ts'), ...process.argv.slice(2)];
	say((await run('bench', binary, args, { env, show: true })).trim());
});
