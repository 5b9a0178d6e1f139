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
import { OrdinaryCompany } from '../bench/company';
import { lookerIn } from '../bench/inThisProcess';
import { firstSite, type Simulator } from '../simulator';

/** Rows that are added to a table by one call. */
const ROWS_A_CALL = 1_000;

/** People have been looked at on each of so many days: long enough that it no longer matters how it began. */
const DAYS_BEFORE = 21;

export interface DayOptions {
	/** Names the folder of the run. */
	name: string;
	seats: number;
	seed: number;
	/** Pieces of content made or changed for each person and day. */
	changesPerPersonDay: number;
	/** Milliseconds before each answer of the simulator. */
	latencyMs: number;
	onStep?: (step: string) => void;
}

/**
 * A real n8n on an ordinary company, a day after everybody was looked at: what the looks of three
 * weeks left stands in the table of the subscriptions, and since yesterday people have worked. The
 * credential is connected.
 */
export async function startDay(options: DayOptions): Promise<Trial> {
	const { name, seats, seed, changesPerPersonDay, latencyMs, onStep = () => undefined } = options;
	const start = Date.now() - (DAYS_BEFORE + 1) * DAY_MS;
	const company = new OrdinaryCompany({ seats, seed, now: start, changesPerPersonDay });
	const startedAt = Date.now();
	const trial = await startTrial({
		userFolder: join(RUNTIME, 'comparison', name),
		simulator: { population: company.world, now: () => start + (Date.now() - startedAt) },
		onStep,
	});
	try {
		const { simulator } = trial;
		onStep(`Looking at everybody on ${DAYS_BEFORE} days`);
		const rows = await rowsAfterLooks(simulator, company);
		onStep("Storing yesterday's looks");
		await storeRows(trial, rows);
		nextDay(simulator, company);
		await connectByHttp(trial.session, oauthCredentialId(trial));
		simulator.settings.latencyMs = latencyMs;
		return trial;
	} catch (error) {
		await trial.stop();
		throw error;
	}
}

function nextDay(simulator: Simulator, company: OrdinaryCompany): void {
	company.addDay();
	simulator.clock.advance(DAY_MS);
}

/** Everybody with a seat, as a look on each of the days leaves them. */
async function rowsAfterLooks(simulator: Simulator, company: OrdinaryCompany): Promise<Fields[]> {
	const looker = lookerIn(simulator);
	let { people } = await looker.look(company.now);
	for (let day = 1; day <= DAYS_BEFORE; day++) {
		nextDay(simulator, company);
		({ people } = await looker.look(company.now));
	}
	const { world } = simulator;
	const { cloudId, url } = firstSite(world);
	const snapshotAt = new Date(company.now).toISOString();
	return people.map((person) => {
		const { displayName, email } = world.people.get(person.accountId) ?? {};
		const row = {
			...person,
			profile: new URL(url).host,
			cloudId,
			displayName,
			email,
			firstSeenAt: snapshotAt,
			lastSeenAt: snapshotAt,
			snapshotAt,
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
