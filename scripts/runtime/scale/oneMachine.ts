import { join } from 'node:path';

import type { Simulator } from '../../../test/simulator';
import { runWorkflow } from '../executions';
import { SHIPPED } from '../profiles';
import { startTrial } from '../trial';
import type { Figures } from './figures';
import { knownRows, type KnownRows } from './knownRows';
import { prepareProfiles } from './scaleTrial';

export interface OneMachine {
	known: KnownRows;
	figures: Figures;
}

/**
 * The same profiles on one machine: a single n8n with its own file as database, and one run of
 * Daily Sync for all of them.
 */
export async function syncOnOneMachine(
	folder: string,
	simulator: Simulator,
	onStep?: (step: string) => void,
): Promise<OneMachine> {
	const trial = await startTrial({ userFolder: join(folder, 'one-machine'), simulator, onStep });
	try {
		await prepareProfiles(trial, onStep);
		onStep?.('Daily Sync on one machine');
		simulator.resetStats();
		const { id, trigger } = SHIPPED.dailySync;
		const sync = await runWorkflow(trial.session, id, trigger);
		if (sync.error !== null) throw new Error(`Daily Sync failed: ${sync.error}`);
		const { requests, points } = simulator.stats();
		const known = await knownRows(trial.session);
		const taken = 'one for all';
		const seconds = sync.took / 1_000;
		return { known, figures: { title: 'one machine', seconds, requests, points, taken } };
	} finally {
		await trial.stop();
	}
}
