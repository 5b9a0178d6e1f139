/**
 * `npm run conformance` holds what the product asks, and what the simulator answers, against
 * Atlassian's OpenAPI documents, over all tests that speak HTTP, and prints how many exchanges that
 * were. Without the documents it says where to get them; with `--require` that is a failure.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runOnTheBuild } from './jestLayer.mjs';
import { say, whenStarted } from './progress.mjs';

/** The whole product once, then every test of the client and of the nodes in the engine. */
const ROUNDS = [['conformance'], ['client', 'engine']];

await whenStarted(import.meta.url, async () => {
	const required = process.argv.includes('--require');
	const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
	const counts = join(folder, 'counts');
	try {
		for (const projects of ROUNDS) {
			const env = { CONFORMANCE_COUNTS: counts, CONFORMANCE_REQUIRE: required ? '1' : '' };
			await runOnTheBuild(projects, { env });
			if (!existsSync(counts)) break;
		}
		const { requests, answers } = totalOf(counts);
		if (requests > 0)
			say(`${requests} requests and ${answers} answers validated, no violation`);
		else if (required) throw new Error('No exchange was validated, and --require asks for it.');
		else say('No exchange was validated. What is missing is said above.');
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
});

/** Each test file adds a line. */
function totalOf(counts) {
	const total = { requests: 0, answers: 0 };
	if (!existsSync(counts)) return total;
	for (const line of readFileSync(counts, 'utf8').trim().split('\n')) {
		const { requests, answers } = JSON.parse(line);
		total.requests += requests;
		total.answers += answers;
	}
	return total;
}
