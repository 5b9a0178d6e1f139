import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { packageTypes, ROOT } from './packageTypes';
import { fillRegions } from './regions';
import { tablesFrom } from './tables';

/** A page of the documentation as it is and as it should be. */
export interface DocumentationPage {
	/** Inside the project, such as `docs/README.md`. */
	path: string;
	text: string;
	filled: string;
}

/** Every page under `docs/`, with its tables filled from the sources. */
export async function documentationPages(): Promise<DocumentationPage[]> {
	const fill = tablesFrom(await packageTypes());
	return pagePaths().map((path) => {
		const text = readFileSync(join(ROOT, path), 'utf8');
		try {
			return { path, text, filled: fillRegions(text, fill) };
		} catch (error) {
			throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
		}
	});
}

/** Writes the pages whose tables are out of date; answers their paths. */
export async function updatePages(): Promise<string[]> {
	const changed = (await documentationPages()).filter(({ text, filled }) => text !== filled);
	for (const { path, filled } of changed) writeFileSync(join(ROOT, path), filled);
	return changed.map(({ path }) => path);
}

function pagePaths(): string[] {
	return readdirSync(join(ROOT, 'docs'), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
		.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
		.sort();
}
