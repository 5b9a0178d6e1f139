import { programError } from '../childProcess';
import type { Fields } from '../executions';
import { waitFor } from '../waitFor';
import { snapshotsInForce } from './knownRows';
import type { ScaleTrial } from './scaleTrial';
import { syncEach, type Round } from './syncEach';
import type { Worker } from './worker';

/** So slow that every run is still on its way when the worker dies. */
const SLOW_ANSWERS_MS = 400;

const HAPPENS_WITHIN_MS = 120_000;

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
			await whileItRuns(worker, 'to begin', () => begun().length > 0);
			await nextPageOfMembers(scale, worker);
			lost = begun();
			await worker.program.kill();
			settings.latencyMs = latencyMs;
		});
		return { lost, round, before, after: await snapshotsInForce(session) };
	} finally {
		settings.latencyMs = latencyMs;
	}
}

async function nextPageOfMembers({ trial }: ScaleTrial, worker: Worker): Promise<void> {
	let isAsked = false;
	const stop = trial.simulator.exchanges.on(({ request }) => {
		isAsked ||= request.path.includes('membersByGroupId');
	});
	try {
		await whileItRuns(worker, 'to ask for members', () => isAsked);
	} finally {
		stop();
	}
}

/** Waits for something that only a worker that runs can do. */
async function whileItRuns(
	{ name, program }: Worker,
	what: string,
	isSo: () => boolean,
): Promise<void> {
	const patience = { forMs: HAPPENS_WITHIN_MS, everyMs: 20 };
	await waitFor(`${name} ${what}`, patience, async () => {
		const ended = program.ended();
		if (ended !== undefined) throw programError(program, ended);
		return isSo() || undefined;
	});
}
