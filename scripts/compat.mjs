/**
 * `npm run compat` runs the engine's tests on the oldest n8n that this package promises and on the
 * newest that installs, each in a folder of its own, and prints which passed. Ends with 1 when one
 * of them failed.
 *
 * `npm run compat -- 2.39.8 2.40.1` tries other versions of n8n-core; a version that fails is left
 * at its first failing file of tests.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from './build.mjs';
import { elapsed, projectPath, run, say, whenStarted } from './progress.mjs';
import { ensureEngine } from './setupEngine.mjs';
import { N8N_VERSION } from './setupN8n.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { ensureProject } from './setupProject.mjs';

/** How many people one machine can hold does not depend on the version, and takes a minute. */
const LEFT_OUT = 'hugeCompany';

/**
 * The part of the engine's tests that meets what n8n changes from version to version, by file. The
 * other files ask the engine for nothing that these do not; their subject is the product's own.
 */
const CHOSEN = {
	package: 'the loader, and what the editor and agents are told of the nodes',
	harness: 'credentials that are renewed and kept, several inputs, errors, links between nodes',
	getCloudId: 'the request helper, and continue on fail item by item',
	downloadSubscriptions: 'tokens that expire under way, several outputs, hints, live lists',
	reclaimLicense: 'paired items, expressions in parameters, a wrong credential',
	reclaimRefusals: 'status codes that mean an expired token, and tokens that n8n takes for fresh',
	refusalWords: 'the credential with an API key, and the words of a refusal',
	trackCandidates: 'the error output',
	licensePosition: 'binary files',
};

/** Against an engine that lacks something a test may wait for ever; the slowest takes 10 seconds. */
const TEST_TIMEOUT_MS = 60_000;

/** The oldest n8n that has what the nodes rely on, and why it is that one. */
const { minimum, because } = JSON.parse(
	readFileSync(projectPath('test/engine/versions.json'), 'utf8'),
);

const VERSIONS = [minimum, N8N_VERSION];

/** Brings the engines of the oldest n8n that is promised and of the newest that installs. */
export async function bringEngines() {
	for (const version of VERSIONS) await ensureEngine(version);
}

/**
 * Runs the engine's tests on the oldest n8n that is promised and on the newest that installs.
 *
 * @param options.whole false runs the chosen part of them
 * @returns how many tests passed
 * @throws Error when one of them failed
 */
export async function checkCompatibility({ whole = true } = {}) {
	const passed = await showTries(VERSIONS, whole);
	say(`\nThe oldest n8n is ${minimum}. ${because}`);
	return passed;
}

async function showTries(versions, whole = true) {
	const results = await tryVersions(versions, whole);
	say(`\n${tableOf(results)}`);
	const failed = results.filter(({ problem }) => problem !== null);
	if (failed.length === 0) return results.reduce((sum, { passed }) => sum + passed, 0);
	throw new Error(`Failed on n8n-core ${failed.map(({ version }) => version).join(', ')}.`);
}

/**
 * Runs the engine's tests on each version.
 *
 * @returns for each version the tests that passed and failed and, where it failed, what failed first
 */
async function tryVersions(versions, whole) {
	await ensureProject();
	await build({ keep: true });
	const results = [];
	for (const version of versions) {
		const startedAt = Date.now();
		const result = await tryVersion(version, whole);
		results.push({ version, ...result, took: elapsed(startedAt) });
		say(`n8n-core ${version}: ${wordOf(result)} (${elapsed(startedAt)})`);
	}
	return results;
}

async function tryVersion(version, whole) {
	const nothing = { workflow: '', passed: 0, failed: 0 };
	let folder;
	try {
		folder = await ensureEngine(version);
	} catch (error) {
		return { ...nothing, problem: `could not be installed: ${reasonOf(error)}` };
	}
	return {
		...nothing,
		workflow: workflowVersion(folder),
		...(await runTests(version, folder, whole)),
	};
}

async function runTests(version, folder, whole) {
	const { binary, env } = await ensureNode24();
	const results = mkdtempSync(join(tmpdir(), 'compat-'));
	const outputFile = join(results, 'results.json');
	const args = [
		// Some of what older engines bring is written as ES modules, which jest loads with this only.
		'--experimental-vm-modules',
		'--no-warnings',
		projectPath('node_modules/jest/bin/jest.js'),
		'--selectProjects=engine',
		`--testPathIgnorePatterns=${LEFT_OUT}`,
		`--testTimeout=${TEST_TIMEOUT_MS}`,
		'--maxWorkers=2',
		'--bail=1',
		'--forceExit',
		'--json',
		`--outputFile=${outputFile}`,
		...(whole ? [] : Object.keys(CHOSEN).map((name) => `test/engine/${name}.test.ts`)),
	];
	try {
		await run(`n8n-core ${version}`, binary, args, {
			env: { ...env, N8N_ENGINE_FOLDER: folder },
		});
		return figuresIn(outputFile, null);
	} catch (error) {
		return figuresIn(outputFile, error);
	} finally {
		rmSync(results, { recursive: true, force: true });
	}
}

/** What jest counted; a run that it could not count has failed. */
function figuresIn(outputFile, error) {
	try {
		const { numPassedTests, numFailedTests, testResults } = JSON.parse(
			readFileSync(outputFile, 'utf8'),
		);
		const failing = testResults.flatMap(({ status, message, assertionResults }) =>
			status === 'passed' ? [] : [firstFailure(assertionResults) ?? firstLine(message)],
		);
		const problem = failing[0] ?? (error === null ? null : reasonOf(error));
		if (numPassedTests === 0 && problem === null) return { problem: 'no test ran' };
		return { passed: numPassedTests, failed: numFailedTests, problem };
	} catch {
		return { problem: error === null ? 'jest left no results' : reasonOf(error) };
	}
}

function firstFailure(assertionResults) {
	return assertionResults.find(({ status }) => status === 'failed')?.fullName;
}

/** The line of a failed program's output that says why. */
function reasonOf(error) {
	const lines = (error.output ?? error.message).split('\n');
	return lines.find((line) => line.includes('notarget')) ?? firstLine(lines.join('\n'));
}

function firstLine(text) {
	return text.split('\n').find((line) => line.trim() !== '') ?? '';
}

function workflowVersion(folder) {
	const file = join(folder, 'node_modules/n8n-workflow/package.json');
	return JSON.parse(readFileSync(file, 'utf8')).version;
}

function wordOf({ problem, passed }) {
	return problem === null ? `${passed} tests passed` : `FAILED: ${problem}`;
}

/** The results as a table in Markdown. */
function tableOf(results) {
	const rows = results.map(({ version, workflow, passed, failed, problem, took }) => [
		version,
		workflow,
		problem === null ? 'passed' : 'failed',
		String(passed),
		String(failed),
		took,
		problem ?? '',
	]);
	const headings = ['n8n-core', 'n8n-workflow', 'tests', 'passed', 'failed', 'took', 'what'];
	return [headings, headings.map(() => '---'), ...rows]
		.map((cells) => `| ${cells.join(' | ')} |`)
		.join('\n');
}

await whenStarted(import.meta.url, async () => {
	const named = process.argv.slice(2);
	if (named.length > 0) await showTries(named);
	else await checkCompatibility();
});
