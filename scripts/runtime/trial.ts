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
import { startN8n, type N8nPlace, type N8nStart, type RunningN8n } from './n8nProcess';
import type { N8nSession } from './n8nSession';
import { ownerSession } from './owner';
import { placePackage } from './packageLink';
import { shippedWorkflows, withCallTrigger, withCredentials } from './workflowFiles';
import { createWorkflow, importByCommand, saveWorkflow } from './workflows';

/** Who may open the administrators' pages of the demo and of the tests. */
export const PAGES_LOGIN = { user: 'admin', password: 'Pages-Login-1' } as const;

/** A real n8n with this package beside a simulated Confluence and a mailbox. */
export interface Trial {
	simulator: Simulator;
	mailbox: Mailbox;
	n8n: N8nPlace;
	session: N8nSession;
	/** By credential type: what the workflows use. */
	credentials: Record<string, CredentialReference>;
	/** Stops what was started for it, the last first. */
	stop(): Promise<void>;
}

/** A trial with an n8n of its own, which may be ended and started again. */
export interface OwnTrial extends Trial {
	n8n: RunningN8n;
}

/** What stands beside an n8n. */
export interface Surroundings {
	/** How to start a simulator; or one that runs, and is not stopped with the trial. */
	simulator: SimulatorOptions | Simulator;
	/** Told what happens, for people who wait. */
	onStep?: (step: string) => void;
}

export interface TrialOptions extends Surroundings, N8nStart {
	/** The user folder starts as a copy of this one, which an n8n left that was stopped; or empty. */
	copyOf?: string;
}

/** Starts a trial with an n8n of its own; what was started is stopped when a later step fails. */
export async function startTrial(options: TrialOptions): Promise<OwnTrial> {
	const { onStep } = options;
	const ends: End[] = [];
	return await startOrEnd(ends, async () => {
		const surroundings = await startSurroundings(options, ends);
		onStep?.('Starting n8n');
		const n8n = await startN8nFrom(options);
		const stopN8n = () => n8n.program.stop();
		const session = await startOrEnd([stopN8n], () => ownerSession(n8n.url));
		const stop = () => endAll(ends);
		const trial: OwnTrial = { ...surroundings, n8n, session, credentials: {}, stop };
		ends.push(() => trial.n8n.program.stop());
		await addCredentials(trial);
		return trial;
	});
}

/** A trial at an n8n that runs already, and goes on when the trial has ended. */
export async function trialAt(
	n8n: N8nPlace,
	session: N8nSession,
	options: Surroundings,
): Promise<Trial> {
	const ends: End[] = [];
	return await startOrEnd(ends, async () => {
		const surroundings = await startSurroundings(options, ends);
		const stop = () => endAll(ends);
		const trial: Trial = { ...surroundings, n8n, session, credentials: {}, stop };
		await addCredentials(trial);
		return trial;
	});
}

/** An n8n with this package in a folder that starts empty, or as a copy. */
export async function startN8nFrom({ copyOf, ...start }: N8nStart & { copyOf?: string }) {
	rmSync(start.userFolder, { recursive: true, force: true });
	mkdirSync(start.userFolder, { recursive: true });
	if (copyOf !== undefined) cpSync(copyOf, start.userFolder, { recursive: true });
	placePackage(start.userFolder);
	return await startN8n(start);
}

async function startSurroundings(options: Surroundings, ends: End[]) {
	const simulator = await simulatorFor(options);
	if (simulator !== options.simulator) ends.push(() => simulator.stop());
	const mailbox = await startMailbox();
	ends.push(() => mailbox.close());
	return { simulator, mailbox };
}

async function simulatorFor({ simulator, onStep }: Surroundings): Promise<Simulator> {
	if ('world' in simulator) return simulator;
	onStep?.('Starting the simulator of Confluence Cloud');
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

/** The same by the editor's own routes, which takes no program of its own: for tests of other things. */
export async function createWorkflows(
	trial: Trial,
	{ callable } = { callable: false },
): Promise<void> {
	for (const { workflow } of shippedWorkflows()) {
		const connected = withCredentials(workflow, trial.credentials);
		await createWorkflow(trial.session, callable ? withCallTrigger(connected) : connected);
	}
}

/** Saves the shipped workflows with the credentials picked; see importWorkflows. */
export async function connectWorkflows(
	trial: Trial,
	{ callable }: { callable: boolean },
): Promise<void> {
	for (const { workflow } of shippedWorkflows()) {
		const connected = withCredentials(workflow, trial.credentials);
		await saveWorkflow(trial.session, callable ? withCallTrigger(connected) : connected);
	}
}

/** The credential of this package in a trial. */
export function oauthCredentialId({ credentials }: Trial): string {
	const reference = credentials[OAUTH_CREDENTIAL];
	if (!reference) throw new Error('The trial has no Confluence credential.');
	return reference.id;
}
