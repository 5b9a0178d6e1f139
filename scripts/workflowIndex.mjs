/**
 * Writes `nodes/LicenseWorkflows/workflowFiles.ts`: every file of the folder `workflows`, so that the
 * node can give them from inside the package. The build does it; a new file needs nothing else.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

import { projectPath, say, whenStarted } from './progress.mjs';

const INDEX = 'nodes/LicenseWorkflows/workflowFiles.ts';

/** What the index says of the files that are there now. */
export function workflowIndex() {
	const files = readdirSync(projectPath('workflows'))
		.filter((name) => name.endsWith('.json'))
		.sort();
	const keys = files.map(keyOf);
	return `${[
		...files.map((file, at) => `import ${keys[at]} from '../../workflows/${file}';`),
		'',
		'/** All files of the folder `workflows`; `npm run build` writes this list. */',
		'export const WORKFLOW_FILES: Readonly<Record<string, unknown>> = {',
		...keys.map((key) => `\t${key},`),
		'};',
	].join('\n')}\n`;
}

/** Writes the index where it is not up to date. */
export function writeWorkflowIndex() {
	const path = projectPath(INDEX);
	const text = workflowIndex();
	if (currentText(path) !== text) {
		writeFileSync(path, text);
		say(`Wrote ${INDEX}.`);
	}
}

function currentText(path) {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

/** `daily-sync.json` is `dailySync`. */
function keyOf(file) {
	return file.replace(/\.json$/, '').replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
}

await whenStarted(import.meta.url, writeWorkflowIndex);
