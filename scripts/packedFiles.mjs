import { execFileSync } from 'node:child_process';

import { projectPath } from './progress.mjs';

/** The files that `npm pack` would put into the package, in order of their names. */
export function packedFiles() {
	const answer = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
		cwd: projectPath(),
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		shell: process.platform === 'win32',
	});
	const [packed] = Object.values(JSON.parse(answer));
	return packed.files.map(({ path }) => path).sort();
}
