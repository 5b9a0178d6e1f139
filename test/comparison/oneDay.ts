import { join } from 'node:path';

import { SUBSCRIPTION_FIELDS } from '../../licensing/subscription';
import { DAY_MS } from '../../licensing/times';
import { tableRow } from '../../nodes/shared/tableRows';
import { connectByHttp } from '../../scripts/runtime/consentByHttp';
import { addRows } from '../../scripts/runtime/dataTables';
import { runWorkflow, type Fields } from '../../scripts/runtime/executions';
import { RUNTIME } from '../../scripts/runtime/places';
import { SHIPPED } from '../../scripts/runtime/profiles';
import { oauthCredentialId, startTrial, type Trial } from '../../scripts/runtime/trial';
import { shippedWorkflows } from '../../scripts/runtime/workflowFiles';
import { createWorkflow } from '../../scripts/runtime/workflows';
import { knownExactly } from '../confluence/activity/lookAround';
import { addChanges, firstSite, type Simulator } from '../simulator';

/** Rows that are added to a table by one call. */
const ROWS_A_CALL = 1_000;

export interface DayOptions {
	/** Names the folder of the run. */
	name: string;
	seats: number;
	seed: number;
	/** Pieces of content that were made or changed since yesterday. */
	changes: number;
	/** Milliseconds before each answer of the simulator. */
	latencyMs: number;
	onStep?: (step: string) => void;
}

/**
 * A real n8n a day after everybody was looked at: yesterday's looks stand in the table of the
 * subscriptions, and since then people have worked. The credential is connected.
 */
export async function startDay(options: DayOptions): Promise<Trial> {
	const { name, seats, seed, changes, latencyMs, onStep = () => undefined } = options;
	const yesterday = () => Date.now() - DAY_MS;
	const trial = await startTrial({
		userFolder: join(RUNTIME, 'comparison', name),
		simulator: { seats, seed, changesPerDay: changes, now: yesterday },
		onStep,
	});
	try {
		const { simulator } = trial;
		onStep("Storing yesterday's looks");
		await storeRows(trial, rowsOf(simulator));
		const from = simulator.clock.now();
		addChanges(simulator.world, { changes, from, to: from + DAY_MS, seed });
		simulator.clock.advance(DAY_MS);
		await connectByHttp(trial.session, oauthCredentialId(trial));
		simulator.settings.latencyMs = latencyMs;
		return trial;
	} catch (error) {
		await trial.stop();
		throw error;
	}
}

/** Everybody with a seat, as a complete look at this moment of the simulator leaves them. */
function rowsOf(simulator: Simulator): Fields[] {
	const { world, clock } = simulator;
	const { cloudId, url } = firstSite(world);
	const snapshotAt = new Date(clock.now()).toISOString();
	return [...knownExactly(simulator)].map(([accountId, record]) => {
		const { displayName, email } = world.people.get(accountId) ?? {};
		const row = {
			profile: new URL(url).host,
			cloudId,
			accountId,
			displayName,
			email,
			firstSeenAt: snapshotAt,
			lastSeenAt: snapshotAt,
			snapshotAt,
			...record,
		};
		return tableRow(row, SUBSCRIPTION_FIELDS);
	});
}

async function storeRows({ session }: Trial, rows: readonly Fields[]): Promise<void> {
	const setup = shippedWorkflows().find(({ workflow }) => workflow.id === SHIPPED.setup.id);
	if (!setup) throw new Error('The workflow "Setup" is missing in the folder "workflows".');
	await createWorkflow(session, setup.workflow);
	const { error } = await runWorkflow(session, SHIPPED.setup.id, SHIPPED.setup.trigger);
	if (error !== null) throw new Error(`Setup failed: ${error}`);
	for (let at = 0; at < rows.length; at += ROWS_A_CALL) {
		await addRows(session, 'clm_subscriptions', rows.slice(at, at + ROWS_A_CALL));
	}
}
