import { canInstallPackages, installPackages, programInPath } from './setupDebian.mjs';

/** What builds n8n's database driver, and the package of Debian that brings it. */
const TOOLS = [
	{ programs: ['python3'], package: 'python3' },
	{ programs: ['make'], package: 'make' },
	{ programs: ['g++', 'c++', 'clang++'], package: 'g++' },
];

/**
 * Python, make and a C++ compiler.
 *
 * @throws Error when one is missing and cannot be installed from here
 */
export async function ensureCompiler() {
	const missing = TOOLS.filter(({ programs }) => programInPath(programs) === undefined);
	if (missing.length === 0) return;
	const packages = missing.map((tool) => tool.package);
	if (canInstallPackages()) return await installPackages(packages.join(', '), packages);
	throw new Error(
		`n8n's database driver must be built, and ${packages.join(', ')} is missing. Install it (on Debian, as root: apt-get install ${packages.join(' ')}), then run again.`,
	);
}
