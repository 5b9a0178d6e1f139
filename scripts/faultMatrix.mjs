/**
 * `npm run fault-matrix` runs every network node against every kind of fault at its first, a middle
 * and its last call, prints what came of it as a table and writes it to docs/fault-matrix.md.
 */
import { readFileSync } from 'node:fs';

import { runOnTheBuild } from './jestLayer.mjs';
import { projectPath, say, whenStarted } from './progress.mjs';

await whenStarted(import.meta.url, async () => {
	await runOnTheBuild(['faults'], { env: { FAULT_MATRIX_WRITE: '1' } });
	say(readFileSync(projectPath('docs/fault-matrix.md'), 'utf8'));
});
