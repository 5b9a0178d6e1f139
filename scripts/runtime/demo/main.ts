/** The part of `npm run demo` that needs everything installed and built; see scripts/demo.mjs. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { connectByHttp } from '../consentByHttp';
import { tableCount, tableRows } from '../dataTables';
import type { End } from '../ends';
import { runWorkflow } from '../executions';
import {
	allCredentials,
	apiCredential,
	bringInstall,
	install,
	workflowsByName,
} from '../installing';
import { OWNER } from '../owner';
import { RUNTIME } from '../places';
import { playUntilStopped } from '../playUntilStopped';
import { SHIPPED } from '../profiles';
import { during, say } from '../saying';
import { ADDRESSES } from '../settings';
import { oauthCredentialId, PAGES_LOGIN, startTrial, type Trial } from '../trial';
import { addProfiles } from './company';
import { findUnused } from './firstReport';
import { readDemoOptions } from './options';
import { summarise, summaryLines } from './summary';

const FOLDER = join(RUNTIME, 'demo');

/** What Find Unused Licenses showed. */
const FIRST_REPORT = join(FOLDER, 'find-unused-licenses.html');

/** What a person does on the first day, in the same order. */
async function prepare(trial: Trial): Promise<void> {
	const { session, simulator } = trial;
	say('Connecting the credential through the consent page');
	await connectByHttp(session, oauthCredentialId(trial));
	await during('Find Unused Licenses', () => findUnused(trial, FIRST_REPORT));
	await during('Install', async () => {
		await bringInstall(trial, allCredentials(trial, await apiCredential(trial)));
		await install(trial, { ...ADDRESSES, publicAddress: trial.n8n.url });
	});
	say('Publishing two profiles with prices: one reports only, one asks people');
	await addProfiles(session, simulator);
}

/** The workflows of a day, each as it is named in n8n, with the trigger that starts it. */
const DAY = [
	['Daily Sync', SHIPPED.dailySync.trigger],
	['Reclaim Unused Licenses', SHIPPED.reclaim.trigger],
	['Daily Position', SHIPPED.dailyPosition.trigger],
] as const;

async function playDay(trial: Trial): Promise<void> {
	const workflows = await workflowsByName(trial);
	for (const [name, trigger] of DAY) {
		const id = workflows.get(name)?.id;
		if (id === undefined) throw new Error(`Install brought no workflow "${name}".`);
		const execution = await during(name, () =>
			runWorkflow(trial.session, id, trigger, 1_800_000),
		);
		if (execution.error !== null) throw new Error(`${name} failed: ${execution.error}`);
		say(`${name} took ${(execution.took / 1_000).toFixed(1)} seconds`);
	}
}

async function play(trial: Trial): Promise<void> {
	await prepare(trial);
	await playDay(trial);
	const positions = await tableRows(trial.session, 'clm_positions');
	const removals = await tableCount(trial.session, 'clm_receipts');
	console.log(['', ...summaryLines(summarise(positions)), ''].join('\n'));
	console.log(`${letters(trial)} Licenses taken back: ${removals}.`);
}

function letters({ mailbox }: Trial): string {
	const count = mailbox.letters.length;
	return `${count} ${count === 1 ? 'letter' : 'letters'} arrived in the demo's mailbox.`;
}

/** The report that stays when the demo has ended. */
function firstReport(): string {
	const grace = 'It has no grace for people first seen today, so it shows more idle seats.';
	return `First report (Find Unused Licenses): ${grace}\n  ${pathToFileURL(FIRST_REPORT).href}`;
}

function addresses({ n8n, simulator }: Trial): string {
	const login = `user ${PAGES_LOGIN.user}   password ${PAGES_LOGIN.password}`;
	return [
		'',
		`Report:     ${n8n.url}/webhook/license-report`,
		`  login:    ${login}`,
		`Profiles:   ${n8n.url}/form/publish-profile   (the same login)`,
		`Editor:     ${n8n.url}/home/workflows`,
		`  login:    ${OWNER.email}   ${OWNER.password}`,
		`Simulator:  ${simulator.url}/`,
		'',
		'Stop with Ctrl+C.',
	].join('\n');
}

async function demo(ends: End[]): Promise<string | undefined> {
	const { once, seats, seed, port } = readDemoOptions(process.argv.slice(2));
	const trial = await startTrial({
		userFolder: FOLDER,
		simulator: { seats, seed },
		port,
		onStep: say,
	});
	ends.push(() => trial.stop());
	await play(trial);
	console.log(`\n${firstReport()}`);
	return once ? undefined : addresses(trial);
}

void playUntilStopped('The demo', demo);
