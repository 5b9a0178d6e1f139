/**
 * `npm test` checks everything: lint, format, types, build, the package and its scan, every layer
 * of tests up to a real n8n, and the engine's tests on the oldest and newest n8n. What is missing
 * is brought before the first check that needs it; what cannot be brought fails the layers that
 * need it, and no others. The last line says how many tests passed and failed; a check that fails
 * counts as one.
 *
 * `node scripts/test.mjs <suite> [jest's own arguments]` runs one layer for daily work.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { elapsed, projectPath, run, say } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { PARTS } from './setupParts.mjs';
import { ensureProject } from './setupProject.mjs';

/** The layers in the order in which they run, with what each needs besides the sources; see PARTS. */
const SUITES = {
	unit: { title: 'Domain, credentials and nodes', projects: ['domain', 'credentials', 'nodes'] },
	client: { title: 'Client', projects: ['client'] },
	simulator: { title: 'Simulator', projects: ['simulator'] },
	engine: { title: "Nodes in n8n's engine", projects: ['engine'], needsBuild: true },
	conformance: { title: 'Conformance', projects: ['conformance'], needsBuild: true },
	faults: { title: 'Fault matrix', projects: ['faults'], needsBuild: true },
	fuzz: { title: 'Hostile input', projects: ['fuzz'], needsBuild: true },
	report: { title: 'Report', projects: ['report'], needsBuild: true, needs: ['chromium'] },
	e2e: {
		title: 'End to end in a real n8n',
		projects: ['e2e'],
		needsBuild: true,
		needs: ['n8n', 'chromium'],
		arguments: ['--runInBand'],
	},
	scale: {
		title: 'Queue mode with two workers',
		projects: ['scale'],
		needsBuild: true,
		needs: ['n8n', 'servers'],
		arguments: ['--runInBand'],
	},
};

const count = { passed: 0, failed: 0, skipped: 0 };

/** Titles of what failed, in order. */
const failures = [];

const [suiteName, ...jestArguments] = process.argv.slice(2);
if (suiteName === undefined) await everything();
else await oneSuite(suiteName);

if (failures.length > 0) say(`\nFailed: ${failures.join(', ')}`);
if (count.skipped > 0) say(`\n${count.skipped} skipped (the reasons are above)`);
say(`\n${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

async function everything() {
	const ready = await step('Setup', async () => {
		await ensureProject();
		await ensureNode24();
	});
	if (!ready) return;
	await step('Lint', () => tool('eslint/bin/eslint.js', ['--max-warnings', '0', '.']));
	await step('Format', () => tool('prettier/bin/prettier.cjs', ['--check', '.']));
	await step('Types', async () => {
		await tool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']);
		await tool('typescript/bin/tsc', ['--noEmit', '-p', 'test/tsconfig.json']);
	});
	const built = await step('Build', async () => {
		const { build } = await import('./build.mjs');
		await build();
	});
	if (built) {
		await step('Package', async () => {
			const { checkBuild } = await import('./buildCheck.mjs');
			const { checkPack } = await import('./packCheck.mjs');
			say(`n8n-node build makes the same ${await checkBuild()} files`);
			say(`npm pack takes ${checkPack().length} files, all of them as they should be`);
		});
		await step('Scan', () => script('scan.mjs'));
	}
	for (const suite of Object.values(SUITES)) {
		if (suite.needsBuild && !built) say(`\n== ${suite.title}: not run, for the build failed`);
		else await runSuite(suite);
	}
	if (built) {
		await step('Oldest and newest n8n', async () => {
			const { checkCompatibility } = await import('./compat.mjs');
			await checkCompatibility();
		});
	}
}

async function oneSuite(name) {
	const suite = SUITES[name];
	if (!suite) {
		throw new Error(
			`There is no suite "${name}". There are: ${Object.keys(SUITES).join(', ')}.`,
		);
	}
	const ready = await step('Setup', async () => {
		await ensureProject();
		await ensureNode24();
		if (!suite.needsBuild) return;
		const { build } = await import('./build.mjs');
		await build({ keep: true });
	});
	if (ready) await runSuite(suite);
}

/** Brings what one suite needs, runs jest for it and adds its figures. */
async function runSuite({ title, projects, needs = [], arguments: own = [] }) {
	const folder = mkdtempSync(join(tmpdir(), 'jest-'));
	const outputFile = join(folder, 'results.json');
	const all = ['--selectProjects', ...projects, '--json', `--outputFile=${outputFile}`, ...own];
	const failedBefore = count.failed;
	await step(
		title,
		async () => {
			for (const need of needs) await PARTS[need].bring();
			try {
				await tool('jest/bin/jest.js', [...all, ...jestArguments], { show: true });
			} finally {
				addFigures(outputFile);
				rmSync(folder, { recursive: true, force: true });
			}
			if (count.failed > failedBefore) throw new Error('Some tests failed.');
		},
		failedBefore,
	);
}

function addFigures(outputFile) {
	let results;
	try {
		results = JSON.parse(readFileSync(outputFile, 'utf8'));
	} catch {
		// jest ended before it could count; that it ended so is counted as a failure.
		return;
	}
	count.passed += results.numPassedTests;
	count.failed += results.numFailedTests + results.numRuntimeErrorTestSuites;
	count.skipped += results.numPendingTests + results.numTodoTests;
}

/**
 * One part of the run, with its heading and its time. A part that fails is counted once, unless
 * it counted failures of its own.
 *
 * @returns true when it went well
 */
async function step(title, work, failedBefore = count.failed) {
	const startedAt = Date.now();
	say(`\n== ${title}`);
	try {
		await work();
		say(`-- ${title}: done (${elapsed(startedAt)})`);
		return true;
	} catch (error) {
		if (count.failed === failedBefore) count.failed += 1;
		failures.push(title);
		say(error.message);
		say(`-- ${title}: FAILED (${elapsed(startedAt)})`);
		return false;
	}
}

/** Runs a program of one of the installed packages with Node.js 24. */
async function tool(path, args, { show = false } = {}) {
	const { binary, env } = await ensureNode24();
	const title = path.split('/')[0];
	await run(title, binary, [projectPath('node_modules', path), ...args], { env, show });
}

/** Runs a script of this folder with Node.js 24 and shows what it prints. */
async function script(name) {
	const { binary, env } = await ensureNode24();
	say((await run(name, binary, [projectPath('scripts', name)], { env })).trimEnd());
}
