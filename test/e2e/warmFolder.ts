import { join } from 'node:path';

import { runWorkflow } from '../../scripts/runtime/executions';
import { EXAMPLES, RUNTIME } from '../../scripts/runtime/places';
import { SHIPPED } from '../../scripts/runtime/profiles';
import { importWorkflows, startTrial } from '../../scripts/runtime/trial';
import { importByCommand } from '../../scripts/runtime/workflows';

/**
 * What an n8n has on its second day: an owner, credentials, the shipped workflows and the examples
 * imported, the tables made. Files of tests start with copies of it.
 */
export const WARM_FOLDER = join(RUNTIME, 'e2e', 'warm');

/** Made anew once before the first file. */
export default async function makeWarmFolder(): Promise<void> {
	const trial = await startTrial({ userFolder: WARM_FOLDER, simulator: { seats: 10, seed: 7 } });
	try {
		await importWorkflows(trial);
		await importByCommand(trial.n8n, EXAMPLES);
		const { id, trigger } = SHIPPED.setup;
		const { error } = await runWorkflow(trial.session, id, trigger);
		if (error !== null) throw new Error(`Setup failed: ${error}`);
	} finally {
		await trial.stop();
	}
}
