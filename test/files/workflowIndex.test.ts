import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { shippedWorkflows } from '../../scripts/runtime/workflowFiles';

/** The node License Workflows gives what this list names; the build writes it. */
it('names every workflow file', () => {
	const folder = join(__dirname, '..', '..', 'nodes', 'LicenseWorkflows');
	const index = readFileSync(join(folder, 'workflowFiles.ts'), 'utf8');
	const named = [...index.matchAll(/workflows\/([\w-]+\.json)/g)].map(([, file]) => file);
	expect(named).toEqual(shippedWorkflows().map(({ file }) => file));
});
