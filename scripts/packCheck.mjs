/**
 * `npm run pack:check`: the package holds what n8n loads, the workflows, the README and the
 * licence, and nothing else.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { packedFiles } from './packedFiles.mjs';
import { projectPath, say, whenStarted } from './progress.mjs';

/** Everything that may be in the package. */
const ALLOWED = [
	/^package\.json$/,
	/^README\.md$/,
	/^LICENSE\.md$/,
	/^dist\/(nodes|credentials|confluence|licensing)\/.+\.js$/,
	/^dist\/nodes\/(\w+)\/\1\.node\.json$/,
	/^dist\/nodes\/.+\/__schema__\/.+\.json$/,
	/^dist\/workflows\/[\w-]+\.json$/,
	/^dist\/icons\/\w+(\.dark)?\.svg$/,
	/^workflows\/[\w-]+\.json$/,
	/^workflows\/README\.md$/,
];

/** @throws Error that lists everything that is wrong */
export function checkPack() {
	const files = packedFiles();
	const problems = [
		...files
			.filter((file) => !ALLOWED.some((pattern) => pattern.test(file)))
			.map((file) => `${file} does not belong into the package`),
		...expectedFiles()
			.filter((file) => !files.includes(file))
			.map((file) => `${file} is missing from the package`),
		...files
			.filter(
				(file) => /^dist\/.+\.js$/.test(file) && !existsSync(projectPath(sourceOf(file))),
			)
			.map((file) => `${file} has no source any more: run "npm run build"`),
		...manifestProblems(),
	];
	if (problems.length > 0) throw new Error(problems.join('\n'));
	return files;
}

/** What must be in the package. */
function expectedFiles() {
	const { nodes, credentials } = manifest().n8n;
	const workflows = existsSync(projectPath('workflows'))
		? readdirSync(projectPath('workflows')).filter((name) => name.endsWith('.json'))
		: [];
	return [
		'README.md',
		'LICENSE.md',
		...nodes,
		...nodes.map((file) => `${file}on`),
		...credentials,
		'dist/icons/confluenceLicenses.svg',
		'dist/icons/confluenceLicenses.dark.svg',
		...workflows.map((name) => `workflows/${name}`),
		...workflows.map((name) => `dist/workflows/${name}`),
	];
}

/** Nothing may be installed along with the package. */
function manifestProblems() {
	const { dependencies = {}, peerDependencies = {}, optionalDependencies = {} } = manifest();
	const problems = [];
	if (Object.keys({ ...dependencies, ...optionalDependencies }).length > 0) {
		problems.push('package.json has runtime dependencies, and may have none');
	}
	if (JSON.stringify(peerDependencies) !== '{"n8n-workflow":"*"}') {
		problems.push('package.json may have n8n-workflow as its only peer dependency');
	}
	return problems;
}

function manifest() {
	return JSON.parse(readFileSync(projectPath('package.json'), 'utf8'));
}

function sourceOf(builtFile) {
	return builtFile.replace(/^dist\//, '').replace(/\.js$/, '.ts');
}

await whenStarted(import.meta.url, () => {
	say(`The package holds ${checkPack().length} files, all of them as they should be.`);
});
