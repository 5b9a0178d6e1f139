import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..', '..');

const SOURCE_FOLDERS = ['nodes', 'credentials', 'confluence', 'licensing'];

/**
 * The engine loads what was built. Runs once before the engine tests.
 *
 * @throws Error when there is no build at all; sources changed since the last one are named
 */
export default function requireBuild(): void {
	if (!existsSync(join(ROOT, 'dist'))) {
		throw new Error('There is no "dist" to test. Run "npm run build" first.');
	}
	const changed = SOURCE_FOLDERS.flatMap(sourcesIn).filter(
		(source) => modifiedAt(join(ROOT, source)) > modifiedAt(builtPath(source)),
	);
	if (changed.length === 0) return;
	process.stderr.write(
		`Changed since the last build, run "npm run build:code" to test it: ${someOf(changed)}\n`,
	);
}

function sourcesIn(folder: string): string[] {
	return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.ts'))
		.map((file) => join(folder, file));
}

function builtPath(source: string): string {
	return join(ROOT, 'dist', source.replace(/\.ts$/, '.js'));
}

function modifiedAt(file: string): number {
	return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

function someOf(files: readonly string[]): string {
	const shown = files.slice(0, 5).join(', ');
	return files.length > 5 ? `${shown} and ${files.length - 5} more` : shown;
}
