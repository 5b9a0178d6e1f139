/**
 * `npm run build` makes `dist` from nothing; with `--keep` it compiles over the one that is there
 * and so never takes it away from a program that is using it.
 */
import { rmSync } from 'node:fs';

import { projectPath, run, whenStarted } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { writeWorkflowIndex } from './workflowIndex.mjs';

/** @throws ProgramFailed when the sources do not compile */
export async function build({ keep = false } = {}) {
	const { binary, env } = await ensureNode24();
	if (!keep) rmSync(projectPath('dist'), { recursive: true, force: true });
	writeWorkflowIndex();
	const gulp = projectPath('node_modules/gulp/bin/gulp.js');
	await run('Copying icons', binary, [gulp, '--silent'], { env });
	const tsc = projectPath('node_modules/typescript/bin/tsc');
	await run('Compiling', binary, [tsc], { env });
}

await whenStarted(import.meta.url, () => build({ keep: process.argv.includes('--keep') }));
