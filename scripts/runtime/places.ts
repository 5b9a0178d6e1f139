import { join, resolve } from 'node:path';

/** The top folder of this project. */
export const PROJECT = resolve(__dirname, '..', '..');

/** The name under which n8n knows this package and its nodes. */
export const PACKAGE_NAME = 'n8n-nodes-confluence-licenses';

export const DIST = join(PROJECT, 'dist');
export const WORKFLOWS = join(PROJECT, 'workflows');
export const EXAMPLES = join(WORKFLOWS, 'examples');

/** Everything that a run leaves behind; ignored by git. */
export const RUNTIME = join(PROJECT, '.runtime');

/** Where `npm run setup` puts n8n. */
export const N8N_PROGRAM = join(RUNTIME, 'n8n', 'node_modules', 'n8n', 'bin', 'n8n');

/** The Node.js that n8n needs. */
export const NODE_24 = join(
	PROJECT,
	'node_modules',
	'node',
	'bin',
	process.platform === 'win32' ? 'node.exe' : 'node',
);
