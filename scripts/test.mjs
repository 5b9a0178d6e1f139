/**
 * `npm test` checks everything: lint, format, types, build, the package and its scan, every layer
 * of tests up to a real n8n, and a part of the engine's tests on the oldest and newest n8n. What is
 * missing is brought before the first check that needs it, n8n while the first layers run; what
 * cannot be brought fails the layers that need it, and no others. At its end stands what each layer
 * took, and in the last line how many tests passed and failed; a check that fails counts as one.
 *
 * `npm run test:all` (`node scripts/test.mjs all`) is the same at full size: every law with all its
 * cases, and all of the engine's tests on both versions.
 *
 * `node scripts/test.mjs <suite> [jest's own arguments]` runs one layer for daily work, and fails
 * when no test ran.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

import { elapsed, projectPath, run, say } from './progress.mjs';
import { ensureN8n } from './setupN8n.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { PARTS } from './setupParts.mjs';
import { ensureProject } from './setupProject.mjs';

/** The layers in the order in which they run, with what each needs besides the sources; see PARTS. */
const SUITES = {
	unit: {
		title: 'Domain, credentials, nodes and files',
		projects: ['domain', 'credentials', 'nodes', 'files'],
	},
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
		// A measurement beside n8n's own nodes: no promise of the package rests on it.
		onlyAtFullSize: 'comparison',
	},
	scale: {
		title: 'Queue mode with two workers',
		projects: ['scale'],
		needsBuild: true,
		needs: ['n8n', 'servers'],
		arguments: ['--runInBand'],
	},
};

/** One core is no reason to leave the other idle, as jest does on a machine of two. */
const WORKERS = `--maxWorkers=${Math.max(2, availableParallelism() - 1)}`;

const jestConfiguration = createRequire(import.meta.url)('../jest.config.js');

/** What every part of the run came to, in the order in which they ended. */
const parts = [];

const [suiteName, ...others] = process.argv.slice(2);
const jestArguments = others[0] === '--' ? others.slice(1) : others;
if (suiteName === undefined || suiteName === 'all') await everything(suiteName === 'all');
else await oneSuite(suiteName);

const sum = (figure) => parts.reduce((total, part) => total + part[figure], 0);
const failures = parts
	.filter(({ failed }) => failed > 0)
	.flatMap((part) => part.shares?.filter(({ failed }) => failed > 0) ?? part)
	.map(({ title }) => title);
say(`\n${tableOfParts()}`);
if (failures.length > 0) say(`\nFailed: ${failures.join(', ')}`);
if (sum('skipped') > 0) say(`\n${sum('skipped')} skipped (the reasons are above)`);
say(`\n${sum('passed')} passed, ${sum('failed')} failed`);
process.exitCode = sum('failed') === 0 ? 0 : 1;

async function everything(atFullSize) {
	if (atFullSize) process.env.TEST_SCALE ??= '1';
	const ready = await step('Setup', async () => {
		await ensureProject();
		await ensureNode24();
	});
	if (!ready) return;
	const { bringEngines, checkCompatibility } = await import('./compat.mjs');
	// Whoever needs one of these waits for it, and fails with the reason when it cannot be brought.
	const ignore = () => undefined;
	void ensureN8n().catch(ignore).then(bringEngines).catch(ignore);
	const [built] = await Promise.all([
		buildAndCheck(),
		step('Lint', () => tool('eslint/bin/eslint.js', ['--max-warnings', '0', '.'])),
	]);
	const able = Object.values(SUITES).filter(({ title, needsBuild }) => {
		if (needsBuild && !built) say(`\n== ${title}: not run, for the build failed`);
		return built || !needsBuild;
	});
	await runSuites(
		able.filter(({ needs }) => needs === undefined),
		{ atFullSize },
	);
	if (!built) return;
	await runSuites([SUITES.report], { atFullSize });
	await runSuites([SUITES.e2e], { atFullSize });
	// Queue mode waits a minute for what becomes of a killed worker: the others use that time.
	await Promise.all([
		runSuites([SUITES.scale], { atFullSize }),
		step('Oldest and newest n8n', async (figures) => {
			figures.passed = await checkCompatibility({ whole: atFullSize });
		}),
	]);
}

/** Format, types, build and what the build is checked for; answers whether there is a build. */
async function buildAndCheck() {
	await step('Format', () => tool('prettier/bin/prettier.cjs', ['--check', '.']));
	await step('Types', async () => {
		await tool('typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']);
		await tool('typescript/bin/tsc', ['--noEmit', '-p', 'test/tsconfig.json']);
	});
	const built = await step('Build', async () => {
		const { build } = await import('./build.mjs');
		await build();
	});
	if (!built) return false;
	await step('Package', async () => {
		const { checkBuild } = await import('./buildCheck.mjs');
		const { checkPack } = await import('./packCheck.mjs');
		say(`n8n-node build makes the same ${await checkBuild()} files`);
		say(`npm pack takes ${checkPack().length} files, all of them as they should be`);
	});
	await step('Scan', () => script('scan.mjs'));
	return true;
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
	if (ready) await runSuites([suite]);
}

/**
 * Brings what some suites need, runs one jest for all of them and adds the figures of each. The
 * layers that need no n8n run together: each by itself would end with an idle core.
 */
async function runSuites(suites, { atFullSize = true } = {}) {
	const heading = suites.map(({ title }) => title).join(', ');
	await step(heading, async (figures) => {
		for (const need of suites.flatMap(({ needs = [] }) => needs)) await PARTS[need].bring();
		const folder = mkdtempSync(join(tmpdir(), 'jest-'));
		const outputFile = join(folder, 'results.json');
		const projects = suites.flatMap((suite) => suite.projects);
		const all = ['--selectProjects', ...projects, '--json', '--passWithNoTests'];
		all.push(`--outputFile=${outputFile}`);
		for (const { onlyAtFullSize, arguments: own = [WORKERS] } of suites) {
			if (onlyAtFullSize !== undefined && !atFullSize) {
				all.push(`--testPathIgnorePatterns=/${onlyAtFullSize}\\.test\\.ts$`);
			}
			all.push(...own.filter((argument) => !all.includes(argument)));
		}
		let problem = null;
		try {
			await tool('jest/bin/jest.js', [...all, ...jestArguments], { show: true });
		} catch (error) {
			problem = error;
		}
		addFigures(figures, suites, outputFile);
		rmSync(folder, { recursive: true, force: true });
		if (problem === null && noneRan(figures)) {
			const choice = jestArguments.join(' ');
			throw new Error(`No test ran${choice === '' ? '' : `: none matched "${choice}"`}.`);
		}
		if (figures.failed > 0) throw new Error('Some tests failed.');
		if (problem !== null) throw problem;
	});
}

/** Without a choice by whoever runs it, a layer may skip all it has: the reasons are in its output. */
function noneRan({ passed, failed, skipped }) {
	return passed + failed + (jestArguments.length > 0 ? 0 : skipped) === 0;
}

/** What ran, in all and for each of the suites; suites that ran together share the time by their files'. */
function addFigures(figures, suites, outputFile) {
	let results;
	try {
		results = JSON.parse(readFileSync(outputFile, 'utf8'));
	} catch {
		// jest found no test, or ended before it could count; that it ended so is counted as a failure.
		return;
	}
	figures.passed = results.numPassedTests;
	figures.failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
	figures.skipped = results.numPendingTests + results.numTodoTests;
	if (suites.length === 1) return;
	const { projects } = jestConfiguration;
	figures.shares = suites.map(({ title, projects: names }) => {
		const folders = projects
			.filter(({ displayName }) => names.includes(displayName))
			.map(({ testMatch: [pattern] }) =>
				projectPath(pattern.split('/').slice(1, 3).join('/')),
			);
		const files = results.testResults.filter(({ name }) =>
			folders.some((folder) => name.startsWith(`${folder}${sep}`)),
		);
		const tests = files.flatMap(({ assertionResults }) => assertionResults);
		const ran = tests.filter(({ status }) => status === 'passed' || status === 'failed');
		const worked = files.reduce(
			(total, { startTime, endTime }) => total + endTime - startTime,
			0,
		);
		const failed = files.filter(({ status }) => status === 'failed').length;
		return { title, tests: ran.length, failed, worked };
	});
}

/**
 * One part of the run, with its heading and its time. A part that fails is counted once, unless
 * it counted failures of its own.
 *
 * @returns true when it went well
 */
async function step(title, work) {
	const startedAt = Date.now();
	const figures = { title, passed: 0, failed: 0, skipped: 0, seconds: 0 };
	say(`\n== ${title}`);
	try {
		await work(figures);
		say(`-- ${title}: done (${elapsed(startedAt)})`);
	} catch (error) {
		figures.failed ||= 1;
		say(error.message);
		say(`-- ${title}: FAILED (${elapsed(startedAt)})`);
	}
	figures.seconds = (Date.now() - startedAt) / 1_000;
	parts.push(figures);
	return figures.failed === 0;
}

/** Each part with its tests and its seconds, and the whole run; some parts run beside each other. */
function tableOfParts() {
	const row = (title, tests, seconds) =>
		`${title.padEnd(40)}${String(tests).padStart(7)}${seconds.toFixed(0).padStart(9)}`;
	const marked = ({ title, failed }) => `${title}${failed > 0 ? ' (FAILED)' : ''}`;
	const rows = parts.flatMap((part) => {
		const { passed, failed, seconds, shares } = part;
		if (shares === undefined) return row(marked(part), passed + failed || '', seconds);
		const all = shares.reduce((total, { worked }) => total + worked, 0) || 1;
		return shares.map((one) => row(marked(one), one.tests, (seconds * one.worked) / all));
	});
	const heading = `${'Layer'.padEnd(40)}${'tests'.padStart(7)}${'seconds'.padStart(9)}`;
	const all = row('All', sum('passed') + sum('failed'), performance.now() / 1_000);
	return [heading, ...rows, all].join('\n');
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
