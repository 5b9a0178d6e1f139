/**
 * `npm run fuzz` gives every node hostile input. `-- --runs 2000` tries more cases than the 100 of
 * each law, `-- --seed 7` others; a failure prints the seed and the smallest case.
 */
import { runOnTheBuild } from './jestLayer.mjs';
import { whenStarted } from './progress.mjs';

await whenStarted(import.meta.url, async () => {
	await runOnTheBuild(['fuzz'], {
		env: { FUZZ_RUNS: valueOf('--runs'), FUZZ_SEED: valueOf('--seed') },
	});
});

function valueOf(name) {
	const at = process.argv.indexOf(name);
	return at < 0 ? '' : (process.argv[at + 1] ?? '');
}
