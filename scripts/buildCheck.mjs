/**
 * `npm run build:check`: `n8n-node build`, n8n's own build, makes the same `dist` as
 * `npm run build`. It runs in a copy, for it begins by deleting `dist`.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { build } from './build.mjs';
import { projectPath, run, say, whenStarted } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';

/** Not the pictures beside them, which are no part of the build. */
const WORKFLOW_FILES = readdirSync(projectPath('workflows'))
	.filter((name) => name.endsWith('.json'))
	.map((name) => `workflows/${name}`);

const SOURCES = [
	'package.json',
	'tsconfig.json',
	'credentials',
	'nodes',
	'confluence',
	'licensing',
	'icons',
	...WORKFLOW_FILES,
];

/** @throws Error that names the files that differ */
export async function checkBuild() {
	const { binary, env } = await ensureNode24();
	const copy = mkdtempSync(join(tmpdir(), 'build-'));
	try {
		for (const source of SOURCES) {
			cpSync(projectPath(source), join(copy, source), { recursive: true });
		}
		symlinkSync(projectPath('node_modules'), join(copy, 'node_modules'), 'junction');
		const n8nNode = projectPath('node_modules/@n8n/node-cli/bin/n8n-node.mjs');
		await run('n8n-node build', binary, [n8nNode, 'build'], { cwd: copy, env });
		return compare(filesBelow(join(copy, 'dist')), filesBelow(projectPath('dist')));
	} finally {
		rmSync(copy, { recursive: true, force: true });
	}
}

function compare(theirs, ours) {
	const names = new Set([...theirs.keys(), ...ours.keys()]);
	const problems = [];
	for (const name of [...names].sort()) {
		if (!ours.has(name)) problems.push(`${name}: only n8n-node build makes it`);
		else if (!theirs.has(name)) problems.push(`${name}: only npm run build makes it`);
		else if (!theirs.get(name).equals(ours.get(name))) problems.push(`${name}: differs`);
	}
	if (problems.length > 0) {
		throw new Error(`The two builds are not the same:\n${problems.join('\n')}`);
	}
	return names.size;
}

function filesBelow(folder) {
	const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
	return new Map(
		entries
			.filter((entry) => entry.isFile())
			.map((entry) => join(entry.parentPath ?? entry.path, entry.name))
			.map((path) => [path.slice(folder.length + 1), readFileSync(path)]),
	);
}

await whenStarted(import.meta.url, async () => {
	await build();
	say(`Both builds make the same ${await checkBuild()} files.`);
});
