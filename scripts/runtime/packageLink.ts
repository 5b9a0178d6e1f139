import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { DIST, PACKAGE_NAME, PROJECT } from './places';

/**
 * Puts a copy of the built package where an n8n with this user folder loads community packages
 * from when it starts. A copy, because n8n looks for icons at their real place below that folder.
 */
export function placePackage(userFolder: string): void {
	if (!existsSync(DIST)) {
		throw new Error('The package is not built: "dist" is missing. Run "npm run build" first.');
	}
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE_NAME);
	rmSync(target, { recursive: true, force: true });
	mkdirSync(target, { recursive: true });
	cpSync(DIST, join(target, 'dist'), { recursive: true });
	cpSync(join(PROJECT, 'package.json'), join(target, 'package.json'));
}
