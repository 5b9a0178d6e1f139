import { sleep, type IExecuteFunctions, type ILoadOptionsFunctions } from 'n8n-workflow';

import { apiUrlOf } from '../../confluence/environments';
import { ConfluenceError } from '../../confluence/errors';
import { ConfluenceClient, type ClientRuntime } from '../../confluence/http/client';
import type { RunWaits } from '../../confluence/http/quotaGate';
import { readText, type Row } from '../../licensing/tableValues';
import { nodeError } from './failures';
import type { ParameterReader } from './options';
import { REMEDIES, sentenceOf } from './remedies';
import { n8nTransport, type RequestContext } from './transport';

/** The credential of every node that asks Confluence. */
export const CREDENTIAL_TYPE = 'confluenceLicensesOAuth2Api';
/** The optional credential with which views are read. */
export const ORGANIZATION_CREDENTIAL_TYPE = 'atlassianOrganizationApi';

const MINUTE_MS = 60_000;
const SECOND_MS = 1_000;
/** A long wait looks up this often, so that a stopped run ends and people see that it waits. */
const WAIT_SLICE_MS = 5 * SECOND_MS;

/** The options that all nodes with requests share, read and checked. */
export interface NetworkSettings {
	concurrency: number;
	waitForQuotaMs: number;
	timeoutMs: number;
}

/** Reads the shared options. */
export function networkSettings(options: ParameterReader): NetworkSettings {
	return {
		concurrency: options.number('concurrency'),
		waitForQuotaMs: MINUTE_MS * options.number('waitForQuotaMinutes'),
		timeoutMs: SECOND_MS * options.number('requestTimeoutSeconds'),
	};
}

/** The waits of each run; n8n makes a context of its own for every run of a node. */
const waitsOfRuns = new WeakMap<IExecuteFunctions, RunWaits>();

/** One budget for all clients of a run, however many profiles, sites and credentials it has. */
function waitsOf(context: IExecuteFunctions): RunWaits {
	const known = waitsOfRuns.get(context);
	if (known !== undefined) return known;
	const waits: RunWaits = { totalMs: 0 };
	waitsOfRuns.set(context, waits);
	return waits;
}

/** A client for one site, through the credential of the running node. */
export async function openSite(
	context: IExecuteFunctions,
	cloudId: string,
	settings: NetworkSettings,
	itemIndex: number,
): Promise<ConfluenceClient> {
	const apiUrl = await apiUrlFrom(context, itemIndex);
	return new ConfluenceClient(
		{ apiUrl, cloudId, ...settings },
		runtimeOf(context, CREDENTIAL_TYPE),
		waitsOf(context),
	);
}

/** A client for the organization API, with the API key of the running node's second credential. */
export async function openOrganization(
	context: IExecuteFunctions,
	settings: NetworkSettings,
	itemIndex: number,
): Promise<{ client: ConfluenceClient; organizationId: string }> {
	const fields = await context.getCredentials(ORGANIZATION_CREDENTIAL_TYPE, itemIndex);
	const apiUrl = checkedApiUrl(context, fields, itemIndex);
	const runtime = runtimeOf(context, ORGANIZATION_CREDENTIAL_TYPE);
	return {
		client: new ConfluenceClient(
			{ apiUrl, cloudId: '', ...settings },
			runtime,
			waitsOf(context),
		),
		organizationId: readText(fields.organizationId)?.trim() ?? '',
	};
}

/** A client for the lists of the editor: short waits only, since a person looks on. */
export async function openSiteForEditor(
	context: ILoadOptionsFunctions,
	cloudId: string,
): Promise<ConfluenceClient> {
	const apiUrl = apiUrlOf(await context.getCredentials(CREDENTIAL_TYPE));
	const settings = {
		apiUrl,
		cloudId,
		concurrency: 5,
		waitForQuotaMs: 10 * SECOND_MS,
		timeoutMs: MINUTE_MS,
	};
	return new ConfluenceClient(settings, {
		...quietRuntime(context, CREDENTIAL_TYPE),
		report: () => undefined,
	});
}

/** The error of a node for a failure of the client: what happened, and what to do. */
export function failureOf(context: IExecuteFunctions, error: unknown, itemIndex?: number): unknown {
	return error instanceof ConfluenceError
		? nodeError(context, error.message, REMEDIES[error.kind], itemIndex)
		: error;
}

/** Tells a person about waiting and long work: in n8n's log, and in the editor while it runs. */
export function announce(context: IExecuteFunctions, message: string): void {
	const line = `${context.getNode().name}: ${message}`;
	context.logger.info(line);
	context.sendMessageToUI(line);
}

async function apiUrlFrom(context: IExecuteFunctions, itemIndex: number): Promise<string> {
	return checkedApiUrl(
		context,
		await context.getCredentials(CREDENTIAL_TYPE, itemIndex),
		itemIndex,
	);
}

/** @throws NodeOperationError when the credential's own address is none */
function checkedApiUrl(context: IExecuteFunctions, fields: Row, itemIndex: number): string {
	try {
		return apiUrlOf(fields);
	} catch (error) {
		const message = error instanceof Error ? error.message : String(error);
		throw nodeError(
			context,
			message,
			'Open the credential and correct its environment.',
			itemIndex,
		);
	}
}

function runtimeOf(context: IExecuteFunctions, credentialType: string): ClientRuntime {
	const report = (message: string) => announce(context, message);
	return {
		...quietRuntime(context, credentialType),
		report,
		sleep: async (milliseconds) => await sleepInSlices(context, milliseconds),
	};
}

function quietRuntime(
	context: RequestContext,
	credentialType: string,
): Omit<ClientRuntime, 'report'> {
	return {
		transport: n8nTransport(context, credentialType),
		now: () => Date.now(),
		random: () => Math.random(),
		sentenceOf,
		sleep,
	};
}

/** Sleeps, but ends early with an error when the person stops the run. */
async function sleepInSlices(context: IExecuteFunctions, milliseconds: number): Promise<void> {
	for (let left = milliseconds; left > 0; left -= WAIT_SLICE_MS) {
		if (context.getExecutionCancelSignal()?.aborted) {
			throw new ConfluenceError('stopped', 'The run was stopped while it waited.');
		}
		await sleep(Math.min(left, WAIT_SLICE_MS));
	}
}
