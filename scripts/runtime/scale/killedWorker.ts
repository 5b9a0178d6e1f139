import type { Fields } from '../executions';
import { waitFor } from '../waitFor';
import { snapshotsInForce } from './knownRows';
import type { ScaleTrial } from './scaleTrial';
import { syncEach, type Round } from './syncEach';
import type { Worker } from './worker';

/** So slow that every run is still on its way when the worker dies. */
const SLOW_ANSWERS_MS = 400;

const TAKES_ONE_WITHIN_MS = 120_000;

export interface Killing {
	/** Executions that the worker had begun. */
	lost: string[];
	round: Round;
	/** By profile: the rows in force before and after. */
	before: Map<string, Fields[]>;
	after: Map<string, Fields[]>;
}

/** Synchronises all profiles and kills one worker in the middle, as a power cut would. */
export async function killWhileSyncing(scale: ScaleTrial, worker: Worker): Promise<Killing> {
	const { simulator, session } = scale.trial;
	const { settings } = simulator;
	const before = await snapshotsInForce(session);
	const { latencyMs } = settings;
	const begun = () => {
		const finished = new Set(worker.finished());
		return worker.started().filter((id) => !finished.has(id));
	};
	let lost: string[] = [];
	settings.latencyMs = SLOW_ANSWERS_MS;
	try {
		const round = await syncEach(scale, async () => {
			await waitFor(`${worker.name} to begin`, { forMs: TAKES_ONE_WITHIN_MS }, async () =>
				begun().length > 0 ? true : undefined,
			);
			await nextPageOfMembers(scale);
			lost = begun();
			await worker.program.kill();
			settings.latencyMs = latencyMs;
		});
		return { lost, round, before, after: await snapshotsInForce(session) };
	} finally {
		settings.latencyMs = latencyMs;
	}
}

async function nextPageOfMembers({ trial }: ScaleTrial): Promise<void> {
	await new Promise<void>((resolve) => {
		const stop = trial.simulator.exchanges.on(({ request }) => {
			if (!request.path.includes('membersByGroupId')) return;
			stop();
			resolve();
		});
	});
}
