/** The part of `npm run demo` that needs everything installed and built; see scripts/demo.mjs. */
import { join } from 'node:path';

import { connectByHttp } from '../consentByHttp';
import { tableRows } from '../dataTables';
import type { End } from '../ends';
import { runWorkflow, type Execution } from '../executions';
import { OWNER } from '../owner';
import { RUNTIME } from '../places';
import { playUntilStopped } from '../playUntilStopped';
import { addProfile, profileOf, SHIPPED } from '../profiles';
import { during, say } from '../saying';
import { enterAddresses } from '../settings';
import { importWorkflows, oauthCredentialId, PAGES_LOGIN, startTrial, type Trial } from '../trial';
import { publishable } from '../workflowFiles';
import { publishWorkflow } from '../workflows';
import { readDemoOptions } from './options';
import { summarise, summaryLines } from './summary';

async function prepare(trial: Trial): Promise<void> {
	const { session, simulator, n8n } = trial;
	await during('Importing the workflows', () => importWorkflows(trial));
	say('Connecting the credential through the consent page');
	await connectByHttp(session, oauthCredentialId(trial));
	await run(trial, 'Setup', SHIPPED.setup);
	await enterAddresses(session, n8n.url);
	for (const workflow of publishable()) await publishWorkflow(session, workflow.id);
	say('Adding two profiles: one that takes back by itself, one that asks people first');
	const look = { lookbackDays: 180, newUserGraceDays: 0 };
	const quick = { mode: 'automatic', acknowledgeEditsOnly: true };
	await addProfile(session, profileOf(simulator, 0, { ...look, ...quick }));
	if (simulator.world.sites.length > 1) {
		await addProfile(
			session,
			profileOf(simulator, 1, { ...look, mode: 'askPeople', maxNewPerRun: 5 }),
		);
	}
}

async function run(
	{ session }: Trial,
	title: string,
	{ id, trigger }: { id: string; trigger: string },
): Promise<Execution> {
	const execution = await during(title, () => runWorkflow(session, id, trigger, 1_800_000));
	if (execution.status !== 'success') {
		throw new Error(`${title} ended with "${execution.status}": ${execution.error ?? ''}`);
	}
	say(`${title} took ${(execution.took / 1_000).toFixed(1)} seconds`);
	return execution;
}

async function play(trial: Trial): Promise<void> {
	await prepare(trial);
	const sync = await run(trial, 'Daily Sync', SHIPPED.dailySync);
	const reclaim = await run(trial, 'Reclaim Unused Licenses', SHIPPED.reclaim);
	const snapshots = await tableRows(trial.session, 'clm_subscriptions');
	const jobs = await tableRows(trial.session, 'clm_job_results');
	const seconds = ((sync.took + reclaim.took) / 1_000).toFixed(1);
	console.log(['', ...summaryLines(summarise(snapshots, reclaim, jobs))].join('\n'));
	console.log(`\nBoth runs together took ${seconds} seconds. ${letters(trial)}`);
}

function letters({ mailbox }: Trial): string {
	const count = mailbox.letters.length;
	return `${count} ${count === 1 ? 'letter' : 'letters'} arrived in the demo's mailbox.`;
}

function addresses({ n8n, simulator }: Trial): string {
	return [
		'',
		`Editor:     ${n8n.url}/home/workflows`,
		`  login:    ${OWNER.email}   ${OWNER.password}`,
		`Simulator:  ${simulator.url}/`,
		`Pages:      user ${PAGES_LOGIN.user}   password ${PAGES_LOGIN.password}`,
		'',
		'Stop with Ctrl+C.',
	].join('\n');
}

async function demo(ends: End[]): Promise<string | undefined> {
	const { once, seats, seed, port } = readDemoOptions(process.argv.slice(2));
	const trial = await startTrial({
		userFolder: join(RUNTIME, 'demo'),
		simulator: { seats, seed },
		port,
		onStep: say,
	});
	ends.push(() => trial.stop());
	await play(trial);
	return once ? undefined : addresses(trial);
}

void playUntilStopped('The demo', demo);
