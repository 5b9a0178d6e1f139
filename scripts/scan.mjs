/**
 * Runs the scanner that n8n runs on community packages: on the sources, and on a package as it
 * would be published. It ignores every inline exception.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import {
	analyzePackage,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';

import { packedFiles } from './packedFiles.mjs';
import { projectPath, say, whenStarted } from './progress.mjs';

/** What the scanner reads of a published package. */
const PUBLISHED_FILE_PATTERNS = ['**/*.js', 'package.json'];

/** @throws Error when the scanner finds something, or was given nothing to read */
export async function scan() {
	report('The sources', await analyzePackage(projectPath(), SOURCE_FILE_PATTERNS));
	const published = unpacked();
	try {
		report('The package', await analyzePackage(published, PUBLISHED_FILE_PATTERNS));
	} finally {
		rmSync(published, { recursive: true, force: true });
	}
}

function report(what, { passed, message, details }) {
	if (!passed) throw new Error(`${what}: ${message ?? 'refused'}\n${details ?? ''}`);
	// The scanner also passes when no file was there.
	if (message !== undefined) throw new Error(`${what}: ${message}. Run "npm run build" first.`);
	say(`${what}: the scanner finds nothing.`);
}

/** The files of the package in a folder of their own, as if they had been installed. */
function unpacked() {
	const folder = mkdtempSync(join(tmpdir(), 'package-'));
	for (const file of packedFiles()) {
		mkdirSync(dirname(join(folder, file)), { recursive: true });
		cpSync(projectPath(file), join(folder, file));
	}
	symlinkSync(projectPath('node_modules'), join(folder, 'node_modules'), 'junction');
	return folder;
}

await whenStarted(import.meta.url, scan);
