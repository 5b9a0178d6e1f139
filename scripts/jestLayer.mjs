import { build } from './build.mjs';
import { projectPath, run } from './progress.mjs';
import { ensureNode24 } from './setupNode24.mjs';
import { ensureProject } from './setupProject.mjs';

/**
 * Builds the package and runs jest for some layers of tests on it (see jest.config.js).
 *
 * @param options.env further environment variables that the tests read
 * @param options.args further arguments for jest
 * @throws ProgramFailed when a test failed
 */
export async function runOnTheBuild(projects, { env: more = {}, args = [] } = {}) {
	await ensureProject();
	const { binary, env } = await ensureNode24();
	await build({ keep: true });
	const jest = projectPath('node_modules/jest/bin/jest.js');
	const all = [jest, '--selectProjects', ...projects, ...args];
	await run('jest', binary, all, { env: { ...env, ...more }, show: true });
}
