import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { preProcessFile } from 'typescript';

const ROOT = resolve(__dirname, '../..');
const FOLDERS = ['credentials', 'nodes', 'confluence', 'licensing', 'scripts', 'test'];

describe('Files', () => {
	it('never import each other in a circle, types included', () => {
		expect(circlesIn(ROOT, FOLDERS)).toEqual([]);
	});

	it('that do are found', () => {
		const folder = mkdtempSync(join(tmpdir(), 'circle-'));
		writeFileSync(join(folder, 'a.ts'), "import type { B } from './b';");
		writeFileSync(join(folder, 'b.ts'), "import { c } from './c';");
		writeFileSync(join(folder, 'c.ts'), "export { a } from './a';");
		expect(circlesIn(folder, ['.'])).toEqual(['a.ts > b.ts > c.ts > a.ts']);
		rmSync(folder, { recursive: true });
	});
});

/** Each circle once, as the files on its way. */
function circlesIn(root: string, folders: readonly string[]): string[] {
	const circles: string[] = [];
	const done = new Set<string>();
	const follow = (file: string, way: readonly string[]): void => {
		const at = way.indexOf(file);
		if (at >= 0) {
			const names = [...way.slice(at), file].map((each) => relative(root, each));
			circles.push(names.join(' > '));
		} else if (!done.has(file)) {
			for (const imported of importsOf(file)) follow(imported, [...way, file]);
			done.add(file);
		}
	};
	for (const folder of folders) for (const file of filesIn(join(root, folder))) follow(file, []);
	return circles;
}

function filesIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((name) => /\.m?[tj]s$/.test(name))
		.map((name) => join(folder, name));
}

function importsOf(file: string): string[] {
	return preProcessFile(readFileSync(file, 'utf8'))
		.importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
		.flatMap(({ fileName }) => {
			const path = resolve(file, '..', fileName);
			return [path, `${path}.ts`, join(path, 'index.ts')].filter(
				(each) => /\.m?[tj]s$/.test(each) && existsSync(each),
			);
		});
}
