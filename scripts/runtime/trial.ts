import { cpSync, mkdirSync, rmSync } from 'node:fs';

import { startSimulator, type Simulator, type SimulatorOptions } from '../../test/simulator';
import {
	OAUTH_CREDENTIAL,
	PASSWORD_CREDENTIAL,
	simulatorConnection,
	storeCredential,
	type CredentialReference,
} from './credentials';
import { endAll, startOrEnd, type End } from './ends';
import { mailboxCredential, startMailbox, type Mailbox } from './mailbox';
import { startN8n, type RunningN8n } from './n8nProcess';
import type { N8nSession } from './n8nSession';
import { ownerSession } from './owner';
import { placePackage } from './packageLink';
import { shippedWorkflows, withCallTrigger, withCredentials } from './workflowFiles';
import { importByCommand, saveWorkflow } from './workflows';

/** Who may open the administrators' pages of the demo and of the tests. */
export const PAGES_LOGIN = { user: 'admin', password: 'Pages-Login-1' } as const;

/** A real n8n with this package beside a simulated Confluence and a mailbox. */
export interface Trial {
	simulator: Simulator;
	mailbox: Mailbox;
	n8n: RunningN8n;
	session: N8nSession;
	/** By credential type: what the workflows use. */
	credentials: Record<string, CredentialReference>;
	/** Stops everything, n8n first. */
	stop(): Promise<void>;
}

export interface TrialOptions {
	/** All state is below this folder, which starts empty. */
	userFolder: string;
	/** Or it starts as a copy of this one, which a trial left that was stopped. */
	copyOf?: string;
	/** How to start a simulator; or one that runs, and is not stopped with the trial. */
	simulator: SimulatorOptions | Simulator;
	/** More environment variables for n8n. */
	env?: NodeJS.ProcessEnv;
	/** Wanted port of the editor; a free one when not given. */
	port?: number;
	/** Told what happens, for people who wait. */
	onStep?: (step: string) => void;
}

/** Starts a trial; what was started is stopped when a later step fails. */
export async function startTrial(options: TrialOptions): Promise<Trial> {
	const { userFolder, copyOf, env, port, onStep = () => undefined } = options;
	const ends: End[] = [];
	return await startOrEnd(ends, async () => {
		rmSync(userFolder, { recursive: true, force: true });
		mkdirSync(userFolder, { recursive: true });
		if (copyOf !== undefined) cpSync(copyOf, userFolder, { recursive: true });
		const simulator = await simulatorFor(options, onStep);
		if (simulator !== options.simulator) ends.push(() => simulator.stop());
		const mailbox = await startMailbox();
		ends.push(() => mailbox.close());
		onStep('Starting n8n');
		placePackage(userFolder);
		const n8n = await startN8n({ userFolder, env, port });
		const stopN8n = () => n8n.program.stop();
		const session = await startOrEnd([stopN8n], () => ownerSession(n8n.url));
		const stop = () => endAll(ends);
		const trial: Trial = { simulator, mailbox, n8n, session, credentials: {}, stop };
		ends.push(() => trial.n8n.program.stop());
		await addCredentials(trial);
		return trial;
	});
}

async function simulatorFor(
	{ simulator }: TrialOptions,
	onStep: (step: string) => void,
): Promise<Simulator> {
	if ('world' in simulator) return simulator;
	onStep('Starting the simulator of Confluence Cloud');
	return await startSimulator(simulator);
}

async function addCredentials({ session, simulator, mailbox, credentials }: Trial): Promise<void> {
	const { url, client } = simulator;
	const app = { url, clientId: client.id, clientSecret: client.secret };
	credentials[OAUTH_CREDENTIAL] = await storeCredential(session, {
		name: 'Confluence (simulated)',
		type: OAUTH_CREDENTIAL,
		data: simulatorConnection(app),
	});
	credentials.smtp = await storeCredential(session, {
		name: 'Mailbox of this demo',
		type: 'smtp',
		data: mailboxCredential(mailbox),
	});
	credentials[PASSWORD_CREDENTIAL] = await storeCredential(session, {
		name: "Administrators' pages",
		type: PASSWORD_CREDENTIAL,
		data: PAGES_LOGIN,
	});
}

/**
 * Imports all workflows by n8n's own command and picks the credentials in them.
 *
 * @param options.callable true switches on the triggers that a call for one profile starts
 */
export async function importWorkflows(trial: Trial, options = { callable: false }): Promise<void> {
	await importByCommand(trial.n8n);
	await connectWorkflows(trial, options);
}

/** Saves the shipped workflows with the credentials picked; see importWorkflows. */
export async function connectWorkflows(
	{ session, credentials }: Trial,
	{ callable }: { callable: boolean },
): Promise<void> {
	for (const { workflow } of shippedWorkflows()) {
		const connected = withCredentials(workflow, credentials);
		await saveWorkflow(session, callable ? withCallTrigger(connected) : connected);
	}
}

/** The credential of this package in a trial. */
export function oauthCredentialId({ credentials }: Trial): string {
	const reference = credentials[OAUTH_CREDENTIAL];
	if (!reference) throw new Error('The trial has no Confluence credential.');
	return reference.id;
}
